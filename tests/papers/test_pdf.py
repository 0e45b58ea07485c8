"""Papers set by typst: PDF/A with every letter within, and data that is never read as a template."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coordination.papers.pdf import make_pdf, without_controls

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
MINUTES: dict[str, Any] = {
    "group": "Group", "host": "Host", "heading": "Minutes", "meeting": "Meeting 1", "day": "Saturday", "mark": "",
    "facts": [], "attendance": {"title": "", "columns": [], "rows": []}, "preamble": [], "agenda_title": "Agenda",
    "entries": [], "closed": "", "actions": {"title": "", "columns": [], "rows": []},
    "signatures": {"title": "", "rows": []}, "verify": None, "page": "Page {page} of {pages}", "made": "",
}  # fmt: skip


def made(**data: Any) -> bytes:
    return make_pdf("minutes", MINUTES | data, language="en", title="A title", at=AT)


def told(pdf: bytes, folder: Path, program: str) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    command = [program, str(folder / "paper.pdf"), *(["-"] if program == "pdftotext" else [])]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_every_font_lies_within(tmp_path: Path) -> None:
    rows = told(made(preamble=["سلام", "→ αβ"]), tmp_path, "pdffonts").splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows)


def test_the_title_is_that_of_the_document(tmp_path: Path) -> None:
    assert "A title" in told(made(), tmp_path, "pdfinfo")


def test_the_same_data_and_moment_give_the_same_bytes() -> None:
    assert made() == made()


def test_letters_that_no_font_holds_are_replaced_by_a_sign(tmp_path: Path) -> None:
    assert "before \ufffd after" in told(made(preamble=["before 😀 after"]), tmp_path, "pdftotext")


def test_more_strange_letters_than_are_replaced_one_by_one_still_make_a_paper() -> None:
    assert made(preamble=["".join(map(chr, range(0x4E00, 0x4E00 + 90)))]).startswith(b"%PDF")


@pytest.mark.parametrize("typed", ['#panic("x")', "= heading", "*bold*", '#image("/etc/passwd")', "<label> @ref $x$"])
def test_typed_text_is_read_as_text(typed: str, tmp_path: Path) -> None:
    assert typed in told(made(preamble=[typed]), tmp_path, "pdftotext")


def test_control_characters_are_left_out_wherever_they_stand() -> None:
    assert without_controls({"a": ["\x07b", {"c": "\x00"}], "n": 1}) == {"a": ["b", {"c": ""}], "n": 1}
