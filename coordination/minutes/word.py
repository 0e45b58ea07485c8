"""Minutes as a Word document, from the same data as the PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from coordination.minutes.paper import png_of
from coordination.papers.docx import Paper
from coordination.papers.pdf import without_controls

ATTENDANCE_WIDTHS = (3, 2, 3, 2.4)
ACTION_WIDTHS = (2.2, 5.2, 3.4, 1.9, 2.4, 1)
QR_CENTIMETRES = 2.4


def make_docx(data: dict[str, Any], *, title: str, at: datetime) -> bytes:
    """The document of ``paper.describe``'s data; the same data, title and moment give the same bytes."""
    data = without_controls(data)
    paper = Paper(rtl=data["language"] == "fa", title=title, author=data["host"], at=at)
    paper.header(f"{data['group']} · {data['meeting']} · {data['day']}")
    paper.footer(data["page"], data["mark"])
    paper.text(data["host"], small=True)
    paper.heading(f"{data['heading']} · {data['group']}", 1)
    if data["mark"]:
        paper.text(data["mark"], bold=True)
    paper.text(data["meeting"], bold=True)
    paper.pairs(data["facts"])
    _listing(paper, data["attendance"], ATTENDANCE_WIDTHS)
    for line in data["preamble"]:
        paper.text(line, before=4)
    paper.heading(data["agenda_title"], 2)
    for entry in data["entries"]:
        _entry(paper, entry)
    if data["closed"]:
        paper.text(data["closed"], small=True, before=8)
    _listing(paper, data["actions"], ACTION_WIDTHS)
    if data["signatures"]["rows"]:
        paper.heading(data["signatures"]["title"], 2)
        for one in data["signatures"]["rows"]:
            paper.text(f"{one['name']} · {one['part']}", bold=True, before=4, after=0)
            paper.text(one["words"], small=True)
    if data["verify"] is not None:
        _verify(paper, data)
    return paper.save()


def _listing(paper: Paper, part: dict[str, Any], widths: tuple[float, ...]) -> None:
    if part["rows"]:
        paper.heading(part["title"], 2)
        paper.table(part["columns"], part["rows"], widths)


def _entry(paper: Paper, entry: dict[str, Any]) -> None:
    paper.heading(f"{entry['number']}. {entry['title']}", 3)
    paper.text(" · ".join(filter(None, (entry["outcome"], entry["confidential"]))), small=True)
    for line in entry["text"]:
        paper.text(line["text"])
    for one in entry["resolutions"]:
        # After a code the direction of the line goes on: else a count behind it would stand before it.
        head = " ".join(filter(None, (one["label"], one["number"] and f"{one['number']}{paper.mark}")))
        lines = [(" · ".join(filter(None, (head, one["meta"]))), True), (one["text"], False)]
        paper.boxed([*lines, *((line, False) for line in one["dissent"])])


def _verify(paper: Paper, data: dict[str, Any]) -> None:
    verify = data["verify"]
    paper.text("", after=6)
    paper.picture(png_of(verify["address"]), QR_CENTIMETRES)
    paper.text(verify["words"], small=True, after=0)
    paper.text(verify["address"], small=True)
    paper.text(data["made"], small=True)
