"""A report as a Word document, from the same data as the PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from coordination.papers.docx import Paper
from coordination.papers.pdf import without_controls

FIRST, OTHERS = 3.0, 1.2
"""Shares of a table's first column and of each of the others."""


def make_docx(data: dict[str, Any], *, title: str, at: datetime) -> bytes:
    """The document of ``paper.describe``'s data; the same data, title and moment give the same bytes."""
    data = without_controls(data)
    paper = Paper(rtl=data["language"] == "fa", title=title, author=data["issuer"], at=at)
    paper.header(f"{data['issuer']} · {data['title_of']}")
    paper.footer(data["page"], data["mark"])
    paper.text(f"{data['issuer']} · {data['days']}", small=True)
    paper.heading(f"{data['heading']} · {data['span']}", 1)
    for line in filter(None, (data["edition"], data["mark"])):
        paper.text(line, bold=True)
    if data["numbers"]:
        paper.pairs([(one["label"], one["value"]) for one in data["numbers"]])
    for part in data["parts"]:
        if part["title"]:
            paper.heading(part["title"], 2)
        for section in part["sections"]:
            paper.heading(f"{section['letter']}) {section['title']}", 3 if part["title"] else 2)
            for line in section["lines"]:
                paper.text(f"{line['number']}. {line['text']}")
            for table in section["tables"]:
                paper.text(table["title"], bold=True, before=6)
                paper.table(table["columns"], table["rows"], [FIRST, *[OTHERS] * (len(table["columns"]) - 1)])
    if data["hidden"]:
        paper.text(data["hidden"], small=True, before=10)
    paper.text(data["made"], small=True, before=10)
    return paper.save()
