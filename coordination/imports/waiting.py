"""Tables that wait for confirmation: files under ``var/imports``, named by a signed token, gone after an hour."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from config import Config
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_

SECONDS = 3600


class Waiting:
    """The folder of waiting tables; ``key`` signs their tokens."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._tokens = URLSafeTimedSerializer(key, salt="import")

    def keep(self, content: bytes, *, table: str, person_id: int | None) -> str:
        """Keep a table; the token that its confirmation brings back."""
        self.sweep()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = secrets.token_hex(16)
        with os.fdopen(os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        return self._tokens.dumps([name, table, person_id, digest(content)])

    def take(self, token: str, *, table: str, person_id: int | None) -> tuple[Path, bytes]:
        """The file of a token and its content, unchanged since it was looked at. Raises Invalid where it waits no
        longer or is another's."""
        try:
            name, of_table, of_person, of_content = self._tokens.loads(token, max_age=SECONDS)
            path = self.folder / name
            content = path.read_bytes()
        except (BadData, OSError, ValueError) as error:
            raise _gone() from error
        if (of_table, of_person, of_content) != (table, person_id, digest(content)):
            raise _gone()
        return path, content

    def sweep(self) -> None:
        """Remove what has waited longer than an hour."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if path.stat().st_mtime < time.time() - SECONDS:
                path.unlink(missing_ok=True)


def waiting_tables(config: Config) -> Waiting:
    """The waiting tables of this installation."""
    return Waiting(config.var_dir / "imports", config.secret_key)


def digest(content: bytes) -> str:
    """SHA-256 of a file, by which the trail names it."""
    return hashlib.sha256(content).hexdigest()


def _gone() -> Invalid:
    return Invalid(
        N_("Nothing was taken in: this table no longer waits. It was taken in already, or an hour has passed."),
        advice=N_("Look at the list; if the rows are not there, upload the file again."),
    )
