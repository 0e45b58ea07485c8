"""The scenes of reports: the list, a new one, a draft with its editor, the published one with its public version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.kernel.db import db
from coordination.reports import queries
from coordination.reports.models import Report, ReportState

Values = dict[str, Any]
Found = Iterable[tuple[Any, Values]]

STATES: dict[str, ReportState] = {
    "reports.withdraw": ReportState.PUBLISHED,
    "reports.public_version": ReportState.PUBLISHED,
}
"""Pages of a published report; the others are pictured of a draft."""


def _reports(endpoint: str, states: tuple[str, ...]) -> Found:
    wanted = states or (STATES.get(endpoint, ReportState.DRAFT),)
    for public_id in db.session.scalars(select(Report.public_id).where(Report.state.in_(wanted)).order_by(Report.id)):
        yield queries.get_report(public_id), {"report_id": public_id}


def _sections(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for report, values in _reports("", ()):
        yield report, {**values, "section": "4"}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"report_id"}): _reports,
    frozenset({"report_id", "section"}): _sections,
}
