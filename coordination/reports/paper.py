"""A report as data for paper: every word in one language, numbers and days written out; PDF, DOCX and text read the
same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from coordination.kernel.messages import Message
from coordination.lang import locale, say, spans
from coordination.reports.figures import Figures
from coordination.reports.models import Report, ReportState
from coordination.reports.numbers import Table, numbers_of, tables_of, words_of
from coordination.reports.reading import Part
from coordination.reports.titles import issuer_name, title_of

Data = dict[str, Any]


def describe(report: Report, parts: Sequence[Part], figures: Figures, *, language: str, at: datetime) -> Data:
    """The data of ``templates/documents/report.typ``, of the DOCX and of the plain text. ``parts`` are in the same
    language; ``at`` is the moment that the paper bears; what is not published bears a mark."""
    with locale.using(language), say.on_paper():
        tables = tables_of(figures)
        return {
            "language": language,
            "issuer": issuer_name(report),
            "heading": _("Summary of activities"),
            "title_of": say.message(title_of(report)),
            "span": say.message(spans.words(report.from_on, report.to_on)),
            "days": _("%(first)s to %(last)s", first=report.from_on, last=report.to_on),
            "edition": _edition(report),
            "mark": _mark(report),
            "numbers": [{"value": one.value, "label": one.label} for one in numbers_of(figures)],
            "parts": [
                {
                    "title": say.message(part.title) if part.title is not None else "",
                    "sections": [
                        {
                            "letter": one.letter,
                            "title": _(one.title),
                            "lines": [
                                {"number": say.number(number), "text": line}
                                for number, line in enumerate(one.lines, start=1)
                            ],
                            "tables": [_table(table) for table in tables.get(one.heading, ())],
                        }
                        for one in part.sections
                    ],
                }
                for part in parts
            ],
            "hidden": _hidden([table for group in tables.values() for table in group]),
            "page": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
            "made": _("Made by Hamahang on %(moment)s", moment=at),
        }


def title(report: Report, language: str) -> str:
    """What the document calls itself: issuer and title."""
    with locale.using(language):
        return f"{issuer_name(report)} · {say.message(title_of(report))}"


def _table(table: Table) -> Data:
    return {"title": table.title, "columns": list(table.columns), "rows": [list(row) for row in table.rows]}


def _hidden(tables: Sequence[Table]) -> str:
    """Why some counts are not told, where a table has one."""
    unsaid = words_of(None)
    if any(unsaid in row for table in tables for row in table.rows):
        return _("Counts under 5 are not told, nor what would give one away.")
    return ""


def _edition(report: Report) -> str:
    if report.replaces is None:
        return ""
    return _("Edition %(edition)s, in place of edition %(replaced)s",
             edition=report.edition, replaced=report.replaces.edition)  # fmt: skip


def _mark(report: Report) -> str:
    match report.state:
        case ReportState.DRAFT:
            return _("Draft")
        case ReportState.WITHDRAWN:
            return _("Withdrawn")
    return ""


def _(text: str, /, **params: object) -> str:
    return say.message(Message(text, **params))
