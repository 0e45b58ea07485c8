"""Keyed hashes for exact search: equal values of one purpose and scope give equal hashes, and nobody else can tell."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from coordination.vault import vault

HEX_DIGITS = 32


def blind(purpose: str, value: str, scope: str = "") -> str:
    """32 hex digits that stand for ``value``: a name part folded by ``lang.text``, or an identity number.

    ``purpose`` keeps kinds of values apart ("name", "national_id"), ``scope`` keeps agencies apart (public id).
    """
    key = _derived(vault().index_key, purpose, scope)
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:HEX_DIGITS]


@lru_cache(maxsize=4096)
def _derived(index_key: bytes, purpose: str, scope: str) -> bytes:
    return hmac.digest(index_key, f"blind\0{purpose}\0{scope}".encode(), hashlib.sha256)
