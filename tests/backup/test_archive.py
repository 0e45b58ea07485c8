"""An archive gives back exactly what was put in, and says so when it cannot."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from coordination.backup.archive import PIECE_BYTES, NotDone, unpack, writing_archive

KEY = b"k" * 32
# More than one piece, so that pieces can be cut off, changed and exchanged.
CONTENT = secrets.token_bytes(PIECE_BYTES * 2 + 1000)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of two members."""
    source = tmp_path / "source"
    source.write_bytes(CONTENT)
    with writing_archive(tmp_path / "one.backup", KEY, "data") as writing:
        writing.facts = {"name": "data-1"}
        writing.add("files/ab/large", source)
        writing.add_bytes("small.json", b"{}")
    return tmp_path / "one.backup"


def refusal(archive: Path, folder: Path, *, key: bytes = KEY, kind: str = "data") -> str:
    with pytest.raises(NotDone) as refused:
        unpack(archive, key, kind, folder)
    return str(refused.value)


def test_what_was_put_in_comes_out(archive: Path, tmp_path: Path) -> None:
    manifest = unpack(archive, KEY, "data", tmp_path / "out")
    assert manifest["name"] == "data-1"
    assert (tmp_path / "out/files/ab/large").read_bytes() == CONTENT
    assert (tmp_path / "out/small.json").read_bytes() == b"{}"


def test_an_archive_is_for_the_owner_alone(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_another_key_opens_nothing(archive: Path, tmp_path: Path) -> None:
    assert "BACKUP_KEY" in refusal(archive, tmp_path / "out", key=b"x" * 32)


def test_an_archive_of_keys_is_none_of_data(archive: Path, tmp_path: Path) -> None:
    assert "no archive of the keys" in refusal(archive, tmp_path / "out", kind="keys")


@pytest.mark.parametrize("end", [10, 100, PIECE_BYTES, PIECE_BYTES + 51, -1])
def test_one_cut_off_is_refused(archive: Path, tmp_path: Path, end: int) -> None:
    archive.write_bytes(archive.read_bytes()[:end])
    assert "cut off" in refusal(archive, tmp_path / "out")


@pytest.mark.parametrize("at", [5, 25, 1000, PIECE_BYTES + 100, -3])
def test_one_that_was_changed_is_refused(archive: Path, tmp_path: Path, at: int) -> None:
    content = bytearray(archive.read_bytes())
    content[at] ^= 1
    archive.write_bytes(content)
    assert "changed" in refusal(archive, tmp_path / "out")


def test_pieces_in_another_order_are_refused(archive: Path, tmp_path: Path) -> None:
    head, piece, content = 19 + 16, PIECE_BYTES + 16, archive.read_bytes()
    first, second = content[head : head + piece], content[head + piece : head + 2 * piece]
    archive.write_bytes(content[:head] + second + first + content[head + 2 * piece :])
    assert "changed" in refusal(archive, tmp_path / "out")


def test_one_that_failed_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError), writing_archive(tmp_path / "one.backup", KEY, "data"):
        raise OSError("the disk is full")
    assert list(tmp_path.iterdir()) == []
