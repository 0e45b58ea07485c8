"""Files at rest: checked, encrypted under a client's key, kept under random names, opened only for those who may."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import select

from coordination.kernel.db import db, new_public_id
from coordination.vault import vault
from coordination.vault.contents import MAX_BYTES, accepted, too_large
from coordination.vault.models import NAME_PLACE, Attachment, OwnerKind
from coordination.vault.seal import Tampered, place, seal, seal_bytes, unseal, unseal_bytes

NAME_CHARACTERS = 120
# Letters that only turn the direction of text can make "txt.exe" look like "exe.txt".
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_STORED = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies encrypted on disk and has no row yet; ``size`` in bytes of the readable content."""

    filename: str
    key_id: str
    media_type: str
    size: int
    sha256: str
    stored_name: str


def store(stream: IO[bytes], filename: str, key_id: str) -> StoredFile:
    """Check the upload and put it on disk, encrypted. Raises Invalid in words for the one who uploads, and KeyGone.

    The file is written before the transaction commits; one whose row never came is swept a day later.
    """
    filename = clean_name(filename)
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_large()
    content, media_type = accepted(content, filename)
    return _keep(content, filename, media_type, key_id)


def _keep(content: bytes, filename: str, media_type: str, key_id: str) -> StoredFile:
    stored_name = secrets.token_hex(16)
    sealed = seal_bytes(key_id, content, _place(stored_name))
    _write(path_of(stored_name), sealed)
    return StoredFile(filename, key_id, media_type, len(content), hashlib.sha256(sealed).hexdigest(), stored_name)


def attach(stored: StoredFile, owner_kind: OwnerKind, owner_id: int, *, by_id: int | None) -> Attachment:
    """Add the row of a stored file to the session, its name sealed; returned unflushed."""
    public_id = new_public_id()
    attachment = Attachment(
        public_id=public_id,
        owner_kind=owner_kind.value,
        owner_id=owner_id,
        key_id=stored.key_id,
        name_sealed=seal(stored.key_id, stored.filename, place(NAME_PLACE, public_id)),
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        stored_name=stored.stored_name,
        by_id=by_id,
    )
    db.session.add(attachment)
    return attachment


def copy(attachment: Attachment, owner_id: int) -> Attachment:
    """The same file for another owner of its kind, as attached by the same person at the same moment, sealed anew; in
    the session, unflushed. Raises what ``open_bytes`` raises."""
    stored = _keep(open_bytes(attachment), name_of(attachment), attachment.media_type, attachment.key_id)
    made = attach(stored, OwnerKind(attachment.owner_kind), owner_id, by_id=attachment.by_id)
    made.at = attachment.at
    return made


def name_of(attachment: Attachment) -> str:
    """The file's name as it was uploaded, cleaned. Raises KeyGone, Tampered."""
    return unseal(attachment.key_id, attachment.name_sealed, place(NAME_PLACE, attachment.public_id))


def open_bytes(attachment: Attachment) -> bytes:
    """The readable content. Raises KeyGone, Tampered if the file on disk was changed, FileNotFoundError if it is gone.

    Give it out as an attachment with its stored media type and ``X-Content-Type-Options: nosniff``.
    """
    sealed = path_of(attachment.stored_name).read_bytes()
    if hashlib.sha256(sealed).hexdigest() != attachment.sha256:
        raise Tampered(attachment.stored_name)
    return unseal_bytes(attachment.key_id, sealed, _place(attachment.stored_name))


def clean_name(filename: str) -> str:
    """A file name without folders, unseen and direction-turning letters; half-spaces stay, the ending too."""
    name = unicodedata.normalize("NFC", filename.replace("\\", "/").rpartition("/")[2])
    name = " ".join(_UNSEEN.sub("", name).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    return stem[: NAME_CHARACTERS - len(extension) - 1] + dot + extension if dot else name[:NAME_CHARACTERS]


def path_of(stored_name: str) -> Path:
    """Where a stored file lies; names that this module did not make are refused."""
    if not _STORED.match(stored_name):
        raise ValueError("not a stored file's name")
    return vault().files_dir / stored_name[:2] / stored_name


def sweep(before: datetime) -> int:
    """Remove files last written before ``before`` that no row names, and unfinished ones; how many went."""
    known = set(db.session.execute(select(Attachment.stored_name)).scalars())
    gone = 0
    for path in vault().files_dir.glob("??/*"):
        if path.is_file() and path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _place(stored_name: str) -> str:
    return f"file:{stored_name}"


def _write(path: Path, content: bytes) -> None:
    """All or nothing: a temporary name, forced to disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
