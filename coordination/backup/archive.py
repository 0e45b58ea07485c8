"""An archive file: a tar stream sealed in pieces by AES-256-GCM, its last member the list of the others and digests."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"HAMAHANG ARCHIVE 1\n"
SALT_BYTES = 16
KEY_BYTES = 32
TAG_BYTES = 16
PIECE_BYTES = 1024 * 1024
MANIFEST = "manifest.json"
MEMBER = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*(\.[a-z]+)?")


class NotDone(RuntimeError):
    """A backup could not be written, read or put in place; the text says why and what would help."""


class Writer:
    """Adds members to an archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, dict[str, Any]] = {}
        self.facts: dict[str, Any] = {}

    def add(self, name: str, source: Path) -> None:
        """Add a file under ``name``; what is written is what the digest is of, even if the file changes meanwhile."""
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            self._put(name, size, file)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a member from memory."""
        self._put(name, len(content), io.BytesIO(content))

    def _put(self, name: str, size: int, file: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = _Hashing(file)
        self._tar.addfile(member, hashing)
        self.members[name] = {"size": size, "sha256": hashing.digest.hexdigest()}


@contextmanager
def writing_archive(path: Path, key: bytes, kind: str) -> Iterator[Writer]:
    """Write an archive of ``kind``; it bears its name only once it is whole and on the disk.

    What is put into ``facts`` of the writer comes back as the manifest.
    """
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            sealing = _Sealing(file, key, kind)
            with tarfile.open(fileobj=sealing, mode="w|", bufsize=PIECE_BYTES) as tar:  # type: ignore[call-overload]
                writer = Writer(tar)
                yield writer
                manifest = {"kind": kind, **writer.facts, "members": dict(writer.members)}
                writer.add_bytes(MANIFEST, json.dumps(manifest, ensure_ascii=False).encode())
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(path: Path, key: bytes, kind: str, folder: Path) -> dict[str, Any]:
    """Put every member of an archive under ``folder`` and give back its manifest, each digest compared.

    Raises NotDone for another key, another kind of archive, one cut off, and one that was changed.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] = {}
    try:
        with path.open("rb") as file:
            opening = _Opening(file, key, kind)
            with tarfile.open(fileobj=opening, mode="r|", bufsize=PIECE_BYTES) as tar:  # type: ignore[call-overload]
                for member in tar:
                    content = tar.extractfile(member)
                    if content is None or not MEMBER.fullmatch(member.name):
                        raise NotDone(f"{path} was not read: it holds something that no backup writes.")
                    if member.name == MANIFEST:
                        manifest = json.load(content)
                    else:
                        found[member.name] = _lay_down(content, folder / member.name)
            opening.drain()
    except FileNotFoundError as error:
        raise NotDone(f"{path} was not read: there is no such file.") from error
    except (InvalidTag, tarfile.TarError, ValueError) as error:
        raise NotDone(
            f"{path} was not read: it is cut off or changed, it is no archive of the {kind}, or BACKUP_KEY is not the "
            "one it was written with."
        ) from error
    if found != manifest.get("members"):
        raise NotDone(f"{path} was not read: what it holds is not what its list says.")
    return manifest


def _lay_down(content: IO[bytes], target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        while piece := content.read(PIECE_BYTES):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def _derived(key: bytes, salt: bytes, kind: str) -> AESGCM:
    info = b"hamahang archive of " + kind.encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    """Each archive has a key of its own, so pieces are simply counted; the mark of the last shows a cut."""
    return number.to_bytes(11) + bytes([last])


class _Hashing:
    """A file that notes the digest of what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


class _Sealing:
    """Takes plain bytes and writes sealed pieces."""

    def __init__(self, file: IO[bytes], key: bytes, kind: str) -> None:
        self._file, salt = file, secrets.token_bytes(SALT_BYTES)
        self._cipher, self._number, self._waiting = _derived(key, salt, kind), 0, bytearray()
        file.write(MAGIC + salt)

    def write(self, plain: bytes) -> int:
        self._waiting += plain
        while len(self._waiting) > PIECE_BYTES:
            self._write_piece(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        return len(plain)

    def finish(self) -> None:
        self._write_piece(bytes(self._waiting), last=True)

    def _write_piece(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), plain, MAGIC))
        self._number += 1


class _Opening:
    """Reads sealed pieces and gives plain bytes. Raises InvalidTag, or ValueError where this is no archive."""

    def __init__(self, file: IO[bytes], key: bytes, kind: str) -> None:
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("no archive")
        self._cipher = _derived(key, file.read(SALT_BYTES), kind)
        self._number, self._open = 0, bytearray()
        self._next = file.read(PIECE_BYTES + TAG_BYTES)

    def read(self, size: int) -> bytes:
        while len(self._open) < size and self._next:
            self._read_piece()
        given = bytes(self._open[:size])
        del self._open[:size]
        return given

    def drain(self) -> None:
        """Check what follows the end of the tar, so that a cut after it is seen too."""
        while self._next:
            self._read_piece()

    def _read_piece(self) -> None:
        sealed, self._next = self._next, self._file.read(PIECE_BYTES + TAG_BYTES)
        self._open += self._cipher.decrypt(_nonce(self._number, not self._next), sealed, MAGIC)
        self._number += 1
