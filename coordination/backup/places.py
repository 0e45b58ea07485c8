"""Where archives lie, what they are called, and the private folder in which one is made or tried."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from config import Config
from coordination.backup.archive import NotDone
from coordination.kernel import clock

DATA, KEYS = "data", "keys"
# A destroyed key is gone for good only when no backup of the key store holds it any more (quality.md, Security).
KEPT = timedelta(days=35)
STAMP = "%Y%m%dT%H%M%SZ"


def default_folder(config: Config) -> Path:
    """Where backups of the data go if no other folder is named."""
    return config.var_dir / "backups"


def new_archive(folder: Path, kind: str, taken_at: datetime) -> Path:
    """The path of an archive in ``folder``, which is made if it is missing and is the owner's alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"hamahang-{kind}-{taken_at.strftime(STAMP)}.backup"


def check_apart(config: Config, folder: Path, kind: str) -> None:
    """Data and keys in one place would open each other. Raises NotDone."""
    folder, other = folder.resolve(), KEYS if kind == DATA else DATA
    data = default_folder(config).resolve()
    beside = kind == KEYS and (folder.is_relative_to(data) or data.is_relative_to(folder))
    if beside or (folder.is_dir() and any(folder.glob(f"hamahang-{other}-*"))):
        raise NotDone(
            f"No backup was written: {folder} holds backups of the {other}. Whoever finds both in one place can read "
            "every child's name; name another folder with --to, best on another machine."
        )


def remove_old(folder: Path, kind: str) -> list[str]:
    """Remove archives of ``kind`` that are older than may be kept; their names."""
    oldest = f"hamahang-{kind}-{(clock.now() - KEPT).strftime(STAMP)}.backup"
    gone = sorted(path for path in folder.glob(f"hamahang-{kind}-*.backup") if path.name < oldest)
    for path in gone:
        path.unlink()
    return [path.name for path in gone]


@contextmanager
def scratch(config: Config) -> Iterator[Path]:
    """A private folder for one backup or restore at a time; what a killed one left there goes. Raises NotDone."""
    folder = config.var_dir / "backup-scratch"
    with (config.var_dir / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise NotDone("Nothing was done: another backup or restore is running here.") from error
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
