"""Beginning a report, and a new edition of one that was published."""

from __future__ import annotations

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang import spans
from coordination.lang.jalali import YearOutOfRange
from coordination.lang.zone import local_date
from coordination.reports import queries
from coordination.reports.models import Report, ReportState, Section, Span
from coordination.reports.titles import PARTS, title_fa, title_of


class AlreadyThere(Invalid):
    """The issuer has a report on this span; ``report`` is its last edition."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            Message(N_("«%(title)s» is there already, so no second one was made."), title=title_of(report)),
            field="year",
            advice=N_("Open it; once it is published a new edition can be made from it."),
        )
        self.report = report


def begin(actor: Actor, issuer: Issuer, *, span: Span, year: int, part: int = 1, by_month: bool = False) -> Report:
    """A draft on a season, half-year or year of the Jalali calendar; it is there at once, made of the records.

    Raises Refused for another's group or agency, Invalid for a span that has not begun or that no calendar has,
    AlreadyThere where the issuer has a report on it.
    """
    now = clock.now()
    try:
        first, last = spans.range_of(span, year, part if PARTS[span] > 1 else 1)
    except (YearOutOfRange, ValueError) as error:
        raise Invalid(
            N_("No report was made: the calendar here knows the years 1300 to 1500."),
            field="year",
            advice=N_("Write a year such as 1404."),
        ) from error
    if first > local_date(now):
        raise Invalid(
            Message(N_("No report was made: %(span)s has not begun."), span=spans.SpanName(first, last, span)),
            field="year",
            advice=N_("Choose a span that has begun; what is recorded until its end is added by itself."),
        )
    report = Report(
        group_id=issuer.group_id,
        agency_id=issuer.agency_id,
        span=span,
        year=year,
        part=part if PARTS[span] > 1 else 1,
        from_on=first,
        to_on=last,
        by_month=by_month,
        title=title_fa(first, last, span),
        state=ReportState.DRAFT,
        state_since=now,
        created_by_id=actor.person_id,
        created_at=now,
    )
    if not policy.allows(actor, "report.edit", report):
        raise Refused(
            N_("You cannot make a report in this name."),
            N_("The secretary of the group, or a liaison or the head of the agency, can."),
        )
    there = queries.find_of_span(issuer, span, year, report.part)
    if there is not None:
        raise AlreadyThere(there)
    db.session.add(report)
    db.session.flush()
    trail.record(actor, "report.begin", report)
    return report


def new_edition(actor: Actor, report: Report) -> Report:
    """A draft that, once published, takes the place of this edition; edited texts and what is not public come along.

    Raises WrongState for a draft, AlreadyThere where a later edition was begun.
    """
    if report.state == ReportState.DRAFT:
        raise WrongState(
            N_("A new edition is made of a published report, and this one is a draft."), N_("Edit the draft itself.")
        )
    last = queries.find_of_span(Issuer.of(report), report.span, report.year, report.part)
    if last is not None and last.edition > report.edition:
        raise AlreadyThere(last)
    now = clock.now()
    made = Report(
        group_id=report.group_id,
        agency_id=report.agency_id,
        span=report.span,
        year=report.year,
        part=report.part,
        from_on=report.from_on,
        to_on=report.to_on,
        by_month=report.by_month,
        title=report.title,
        edition=report.edition + 1,
        replaces_id=report.id,
        public=report.public,
        state=ReportState.DRAFT,
        state_since=now,
        created_by_id=actor.person_id,
        created_at=now,
    )
    made.sections = [_copied(one) for one in report.sections if one.edited_fa or one.edited_en or not one.in_public]
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "report.begin", made, detail={"replaces": report.id})
    return made


def _copied(section: Section) -> Section:
    return Section(
        heading=section.heading,
        month=section.month,
        position=section.position,
        made_fa=section.made_fa,
        made_en=section.made_en,
        body_fa=section.body_fa if section.edited_fa else "",
        body_en=section.body_en if section.edited_en else "",
        edited_fa=section.edited_fa,
        edited_en=section.edited_en,
        in_public=section.in_public,
    )
