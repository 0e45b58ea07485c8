"""Loading a report with what its rights and pages touch, its editions, and its history in words."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.activities.issuers import Issuer
from coordination.audit.trail import note_of
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.reports.models import Report, ReportPaper, ReportState, Span
from coordination.reports.states import REPORT

SAID = {
    "report.begin": N_("%(who)s had the report made."),
    "report.edit_section": N_("%(who)s edited a section."),
    "report.take_again": N_("%(who)s took the made text of a section again."),
    "report.arrange": N_("%(who)s arranged the report anew."),
    "report.open_to_public": N_("%(who)s opened its public version."),
    "report.close_to_public": N_("%(who)s closed its public version."),
    "report.freeze": N_("Its papers were made and kept with their hashes."),
}
WROTE = N_("%(who)s wrote here.")


def get_report(public_id: str) -> Report | None:
    """The report with its issuer, who made and published it, what it replaces, its sections and its papers; three
    statements."""
    return (
        db.session.scalars(
            select(Report)
            .where(Report.public_id == public_id)
            .options(
                joinedload(Report.group).joinedload(Group.host_agency),
                joinedload(Report.agency),
                joinedload(Report.created_by),
                joinedload(Report.published_by),
                joinedload(Report.replaces),
                selectinload(Report.sections),
                selectinload(Report.papers).joinedload(ReportPaper.attachment),
            )
        )
        .unique()
        .one_or_none()
    )


def get_report_by_number(number: int) -> Report | None:
    """The same by its number, for what is done in the background."""
    public_id = db.session.scalar(select(Report.public_id).where(Report.id == number))
    return get_report(public_id) if public_id else None


def find_of_span(issuer: Issuer, span: Span, year: int, part: int) -> Report | None:
    """The last edition of an issuer's report on a span, whatever its state."""
    return db.session.scalar(
        select(Report)
        .where(issuer.owns(Report), Report.span == span, Report.year == year, Report.part == part)
        .order_by(Report.edition.desc())
        .limit(1)
    )


def replaced_by(report: Report) -> Report | None:
    """The later edition that was published in its place."""
    return db.session.scalar(
        select(Report)
        .where(
            Issuer.of(report).owns(Report),
            Report.span == report.span,
            Report.year == report.year,
            Report.part == report.part,
            Report.edition > report.edition,
            Report.state == ReportState.PUBLISHED,
        )
        .order_by(Report.edition.desc())
        .limit(1)
    )


def history(report: Report) -> list[Entry]:
    """Every act on the report, newest first: one statement."""
    rows = list_acts(about(Report.audit_kind, report.id))
    return [
        Entry(
            Message(
                REPORT.moves[name].done if (name := row.act.removeprefix("report.")) in REPORT.moves
                else SAID.get(row.act, WROTE),
                who=who_did(row),
            ),
            note_of(row) or "",
            row.at,
            row.act,
        )
        for row in rows
    ]  # fmt: skip
