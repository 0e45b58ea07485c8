"""The papers of minutes: PDF/A and DOCX from one text, right to left, with nothing that the reader may not see."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.kernel.db import db
from coordination.minutes.models import DocumentKind, MinutesState
from coordination.minutes.paper import describe
from coordination.minutes.papers import make
from coordination.minutes.queries import Whole, get_whole
from tests.conftest import MOMENT
from tests.gatherings import add_action
from tests.minutes.held import SECRET, Held
from tests.world import World

ACTIONS = 40


def whole_of(held: Held) -> Whole:
    """Committed, since a paper is set with no transaction open."""
    db.session.commit()
    return get_whole(held.again())


def paper(whole: Whole, kind: DocumentKind, language: str = "fa") -> bytes:
    (made,) = make(whole, kind, language=language, at=MOMENT)
    return made.content


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def long(held: Held, world: World) -> Held:
    for number in range(ACTIONS):
        add_action(
            owner=world.member,
            agency=world.welfare,
            verifier=world.secretary,
            meeting_id=held.meeting.id,
            entry_id=held.entry.id,
            position=number,
        )
    return held


def test_the_pdf_says_that_it_is_pdf_a_2b(held: Held) -> None:
    made = paper(whole_of(held), DocumentKind.PDF)
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"/OutputIntents" in made


def test_the_table_of_actions_goes_on_with_its_heading(long: Held, session: Session, tmp_path: Path) -> None:
    pages = text_of(paper(whole_of(long), DocumentKind.PDF, "en"), tmp_path).split("\f")
    assert len(pages) - 1 >= 3
    assert sum("What is to be done" in page for page in pages) >= 2
    assert "Page 2 of" in pages[1]


def test_pages_are_counted_in_persian_digits(long: Held, session: Session, tmp_path: Path) -> None:
    pages = text_of(paper(whole_of(long), DocumentKind.PDF), tmp_path).split("\f")
    assert "۲" in pages[1].strip().splitlines()[-1]


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_the_same_minutes_give_the_same_bytes(held: Held, kind: DocumentKind) -> None:
    assert paper(whole_of(held), kind) == paper(whole_of(held), kind)


def test_typed_text_is_no_template(held: Held, session: Session, tmp_path: Path) -> None:
    held.minutes.preamble = '#panic("x") $ [ ] \\ <a> @b *bold* = heading'
    assert '#panic("x")' in text_of(paper(whole_of(held), DocumentKind.PDF, "en"), tmp_path)


@pytest.mark.parametrize("typed", ["😀 خوب بود", "中文", "\x07\x0b", "\ufffe\uffff", "a\u202eb", "\U0010ffff"])
def test_no_letter_keeps_the_papers_from_being_made(held: Held, typed: str) -> None:
    held.minutes.preamble = typed
    for kind in DocumentKind:
        assert paper(whole_of(held), kind)


def test_the_draft_says_that_it_is_one(held: Held) -> None:
    assert describe(whole_of(held), language="en", at=MOMENT)["mark"] == "Draft"


def test_a_draft_bears_no_code(held: Held) -> None:
    assert describe(whole_of(held), language="fa", at=MOMENT)["verify"] is None


def test_approved_minutes_bear_their_code(held: Held) -> None:
    held.minutes.state, held.minutes.approved_at = MinutesState.APPROVED, MOMENT
    assert "/verify/" in describe(whole_of(held), language="fa", at=MOMENT)["verify"]["address"]


def test_the_public_version_leaves_confidential_entries_out(held: Held, actor: Callable[[str], Actor]) -> None:
    read = whole_of(held).open_to(actor("secretary"), public=True)
    assert SECRET not in json.dumps(describe(read, language="fa", at=MOMENT), ensure_ascii=False)


def test_an_observer_reads_no_confidential_entry(held: Held, actor: Callable[[str], Actor]) -> None:
    read = whole_of(held).open_to(actor("observer"))
    assert SECRET not in json.dumps(describe(read, language="fa", at=MOMENT), ensure_ascii=False)


def test_a_member_reads_all(held: Held, actor: Callable[[str], Actor]) -> None:
    read = whole_of(held).open_to(actor("member"))
    assert SECRET in json.dumps(describe(read, language="fa", at=MOMENT), ensure_ascii=False)


def test_a_record_stands_once_in_the_text(held: Held) -> None:
    (first, _second) = describe(whole_of(held), language="fa", at=MOMENT)["entries"]
    assert [line["text"] for line in first["text"]] == ["خانم صالحی گزارش داد."]
    assert [one["number"] for one in first["resolutions"]] == ["CE/1-1"]


def paragraphs_of(made: bytes) -> list[Any]:
    document = docx.Document(io.BytesIO(made))
    return list(document.element.body.iter(qn("w:p")))


def test_every_paragraph_of_the_persian_docx_runs_from_the_right(long: Held) -> None:
    paragraphs = paragraphs_of(paper(whole_of(long), DocumentKind.DOCX))
    assert len(paragraphs) > ACTIONS
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for one in paragraphs)


def test_every_run_of_the_persian_docx_runs_from_the_right(long: Held) -> None:
    runs = [run for one in paragraphs_of(paper(whole_of(long), DocumentKind.DOCX)) for run in one.iter(qn("w:r"))]
    written = [run for run in runs if run.find(qn("w:t")) is not None]
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in written)


def test_every_table_of_the_persian_docx_begins_at_the_right(long: Held) -> None:
    tables = docx.Document(io.BytesIO(paper(whole_of(long), DocumentKind.DOCX))).tables
    assert len(tables) == 3
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in tables)


def runs_from_the_right(made: bytes) -> dict[str, bool]:
    """Whether a paragraph does, by its text."""
    found = docx.Document(io.BytesIO(made)).paragraphs
    return {one.text: one._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for one in found}


def test_the_english_docx_runs_from_the_left(held: Held) -> None:
    assert runs_from_the_right(paper(whole_of(held), DocumentKind.DOCX, "en"))["What was dealt with"] is False


def test_a_persian_sentence_in_an_english_docx_runs_from_the_right(held: Held) -> None:
    assert runs_from_the_right(paper(whole_of(held), DocumentKind.DOCX, "en"))["خانم صالحی گزارش داد."] is True


def test_the_docx_counts_its_pages(held: Held) -> None:
    with zipfile.ZipFile(io.BytesIO(paper(whole_of(held), DocumentKind.DOCX))) as package:
        footers = b"".join(package.read(name) for name in package.namelist() if "footer" in name)
    assert b"NUMPAGES" in footers
