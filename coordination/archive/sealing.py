"""The second file of an archive: what opens it (data keys, two secrets), sealed under a passphrase."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from coordination.backup.archive import NotDone

FORMAT: Final = 1
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
COST: Final = {"n": 2**16, "r": 8, "p": 1}
MOST_COST: Final = 2**20
SHORTEST: Final = 12
BOUND_TO: Final = b"hamahang archive keys 1"


@dataclass(frozen=True, slots=True)
class Opened:
    """What the second file holds: the archive it belongs to by the SHA-256 of its manifest, the data keys (id, 32
    bytes, made at), and the secrets by which numbers are found and the trail is chained."""

    manifest: str
    data_keys: list[tuple[str, bytes, datetime]]
    index_key: bytes
    audit_key: bytes


def write_keys(path: Path, passphrase: str, opened: Opened) -> None:
    """Seal them into a file that the owner alone may read. Raises NotDone for a passphrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise NotDone(f"Nothing was written: the passphrase is shorter than {SHORTEST} letters. Choose a longer one.")
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    plain = {
        "manifest_sha256": opened.manifest,
        "data_keys": [[key_id, _text(key), made.isoformat()] for key_id, key, made in opened.data_keys],
        "secrets": {"INDEX_KEY": _text(opened.index_key), "AUDIT_KEY": _text(opened.audit_key)},
    }
    sealed = AESGCM(_derived(passphrase, salt, COST)).encrypt(nonce, json.dumps(plain).encode(), BOUND_TO)
    content = {
        "format": FORMAT,
        "kdf": {"name": "scrypt", **COST, "salt": _text(salt)},
        "cipher": "AES-256-GCM",
        "nonce": _text(nonce),
        "sealed": _text(sealed),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)


def read_keys(path: Path, passphrase: str) -> Opened:
    """Open the second file. Raises NotDone for another passphrase and for a file that is none or was changed."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise NotDone(f"{path.name} was not read: a newer Hamahang wrote it; install that one first.")
        kdf = content["kdf"]
        cost = {name: int(kdf[name]) for name in COST}
        if cost["n"] > MOST_COST or cost["r"] > 2 * COST["r"] or cost["p"] > COST["p"] * 4:
            raise ValueError("a cost that nobody chose")
        key = _derived(passphrase, _bytes(kdf["salt"]), cost)
        plain = json.loads(AESGCM(key).decrypt(_bytes(content["nonce"]), _bytes(content["sealed"]), BOUND_TO))
        return Opened(
            plain["manifest_sha256"],
            [(key_id, _bytes(data_key), datetime.fromisoformat(made)) for key_id, data_key, made in plain["data_keys"]],
            _bytes(plain["secrets"]["INDEX_KEY"]),
            _bytes(plain["secrets"]["AUDIT_KEY"]),
        )
    except InvalidTag as error:
        raise NotDone(f"{path.name} was not opened: the passphrase is not the one, or the file was changed.") from error
    except (KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
        raise NotDone(f"{path.name} was not read: it is not the key file of an archive, or it is damaged.") from error


def _derived(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, **cost).derive(passphrase.encode())


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: Any) -> bytes:
    return base64.b64decode(str(value), validate=True)
