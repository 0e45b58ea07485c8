"""What a report is called, whose it is, and its span in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from coordination.kernel.messages import N_, Message
from coordination.lang import spans
from coordination.lang.filters import pick
from coordination.reports.models import Span

TITLE = N_("Report on %(span)s")
PARTS = {Span.SEASON: 4, Span.HALF: 2, Span.YEAR: 1}
"""How many spans of each kind a year has."""


def title_of(report: Any) -> Message:
    """«گزارش تابستان ۱۳۹۴» / "Report on Summer 1394"; of a report or a row with its days and span."""
    return Message(TITLE, span=spans.SpanName(report.from_on, report.to_on, report.span))


def title_fa(first: date, last: date, span: Span) -> str:
    """The title in Persian, as it is kept for registers and searches."""
    return f"گزارش {spans.SpanName(first, last, span).said('fa')}"


def issuer_name(report: Any) -> str:
    """The group or agency in whose name it is, in the current language; its issuer must be loaded."""
    return pick(report.group or report.agency, "name")
