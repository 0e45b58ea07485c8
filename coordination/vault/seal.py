"""Texts sealed for a column: AES-256-GCM under a data key, bound to table, column and row so that none can be moved."""

from __future__ import annotations

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coordination.vault import vault
from coordination.vault.keys import NONCE_BYTES

INSTALLATION = "installation"
VERSION = b"\x01"


class Tampered(ValueError):
    """What is stored was not sealed by this key for this place."""


def place(column: str, public_id: str) -> str:
    """Where a sealed text belongs: ``place("client.name_sealed", client.public_id)``."""
    return f"{column}:{public_id}"


def seal(key_id: str, text: str, place: str) -> bytes:
    """``text`` sealed by the key for ``place`` (``"table.column:public_id"``). Raises KeyGone."""
    return seal_bytes(key_id, text.encode(), place)


def unseal(key_id: str, data: bytes, place: str) -> str:
    """The text sealed for ``place``. Raises KeyGone, or Tampered when key, place or bytes do not fit."""
    return unseal_bytes(key_id, data, place).decode()


def seal_json(key_id: str, value: Any, place: str) -> bytes:
    """Anything JSON can hold, sealed like a text."""
    return seal(key_id, json.dumps(value, ensure_ascii=False, separators=(",", ":")), place)


def unseal_json(key_id: str, data: bytes, place: str) -> Any:
    """What ``seal_json`` sealed. Raises as ``unseal``."""
    return json.loads(unseal(key_id, data, place))


def seal_bytes(key_id: str, plain: bytes, place: str) -> bytes:
    """Version, nonce and ciphertext of ``plain``. Raises KeyGone."""
    keys = vault().keys
    if key_id == INSTALLATION:
        keys.ensure(INSTALLATION)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(keys.data_key(key_id)).encrypt(nonce, plain, _bound(key_id, place))


def unseal_bytes(key_id: str, data: bytes, place: str) -> bytes:
    """What ``seal_bytes`` sealed. Raises as ``unseal``."""
    if data[:1] != VERSION:
        raise Tampered(place)
    nonce, sealed = data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :]
    try:
        return AESGCM(vault().keys.data_key(key_id)).decrypt(nonce, sealed, _bound(key_id, place))
    except (InvalidTag, ValueError) as error:
        raise Tampered(place) from error


def _bound(key_id: str, place: str) -> bytes:
    return f"{key_id}\n{place}".encode()
