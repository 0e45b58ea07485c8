"""The made text of a report: under each heading what follows from the records, a sentence a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import ngettext

from coordination.activities.kinds import HEADING_OF
from coordination.activities.models import ActivityKind
from coordination.kernel.messages import Message
from coordination.lang import locale, say
from coordination.lang.filters import pick
from coordination.lang.jalali import month_range, to_jalali
from coordination.lang.zone import local_date
from coordination.meetings.hours import NOTHING
from coordination.meetings.models import MeetingState
from coordination.meetings.queries.figures import HELD
from coordination.meetings.titles import listed_title
from coordination.reports import telling
from coordination.reports.figures import Figures
from coordination.reports.headings import MEETINGS_ATTENDED, MEETINGS_HELD, Place
from coordination.reports.models import Report
from coordination.reports.queries.sources import Sources
from coordination.reports.sentences import Days, sentence

Texts = dict[Place, list[str]]
HOUR = timedelta(hours=1)


def make(report: Report, sources: Sources, figures: Figures, language: str) -> Texts:
    """The lines of every section that has any, in ``language``."""
    with locale.using(language), say.on_paper():
        texts: Texts = defaultdict(list)
        _tell_meetings(report, sources, texts)
        for activity in sources.activities:
            month = month_of(report, activity.from_on, activity.to_on)
            heading = str(HEADING_OF[ActivityKind(activity.kind)])
            texts[month, heading].append(
                sentence(activity, within=_within(report, activity, month), own_agency_id=report.agency_id)
            )
        # Members of the agency that hosts a group are not members of the group: they read of it what everybody may.
        named = [row for row in sources.resolutions if row.public or report.group_id is not None]
        for heading, lines in telling.tell(figures, named).items():
            texts[0, heading] = lines
        return {place: lines for place, lines in texts.items() if lines}


def _within(report: Report, activity: Any, month: int) -> Days:
    """The days that the part of the report tells of anyway: its month, or the whole span."""
    if not month:
        return report.from_on, report.to_on
    year, number, _day = to_jalali(activity.from_on)
    return month_range(year, number)


def month_of(report: Report, first: date, last: date) -> int:
    """The month under which something stands; 0 where the report is told whole, or the month is not known."""
    if not report.by_month:
        return 0
    year, month, _day = to_jalali(first)
    begins, ends = month_range(year, month)
    return month if begins <= first and last <= ends else 0


def _tell_meetings(report: Report, sources: Sources, texts: Texts) -> None:
    """What the program itself knows of meetings: held, not held, and attended at others. A group that keeps to itself
    is named in its own reports only."""
    own = report.group_id is not None
    meetings = [row for row in sources.meetings if own or not row.confidential]
    held: dict[tuple[int, int], list[Any]] = defaultdict(list)
    attended: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in meetings:
        day = local_date(row.starts_at)
        if row.state in HELD:
            held[month_of(report, day, day), row.group_id].append(row)
    for row in (row for row in sources.attended if not row.confidential):
        day = local_date(row.starts_at)
        attended[month_of(report, day, day), row.group_id].append(row)
    for (month, _group), rows in held.items():
        texts[month, MEETINGS_HELD].append(_held(rows, sources.hours))
    for row in meetings:
        if row.state not in HELD:
            day = local_date(row.starts_at)
            texts[month_of(report, day, day), MEETINGS_HELD].append(_not_held(row))
    for (month, _group), rows in attended.items():
        texts[month, MEETINGS_ATTENDED].append(_delegates(rows))


def _held(rows: Sequence[Any], hours: Mapping[int, timedelta]) -> str:
    spent = sum((hours.get(row.id, NOTHING) for row in rows), NOTHING)
    return str(
        ngettext(
            "%(group)s held %(count)s meeting, attended by %(people)s, for %(hours)s person-hours.",
            "%(group)s held %(count)s meetings, attended by %(people)s in all, for %(hours)s person-hours.",
            len(rows),
            group=pick(rows[0], "name"),
            count=say.number(len(rows)),
            people=say.number(sum(row.people for row in rows)),
            hours=say.number(round(spent / HOUR)),
        )
    )


def _not_held(row: Any) -> str:
    """A cancelled meeting with the reason; of a group that keeps to itself without it."""
    known = {"group": pick(row, "name"), "meeting": listed_title(row), "day": local_date(row.starts_at)}
    if row.state == MeetingState.NO_QUORUM:
        return _("%(group)s: %(meeting)s, %(day)s, was not held for want of a quorum.", **known)
    reason = " ".join(row.reason.split()).rstrip(".")
    if reason and not row.confidential:
        return _("%(group)s: %(meeting)s, %(day)s, was cancelled: %(reason)s.", **known, reason=reason)
    return _("%(group)s: %(meeting)s, %(day)s, was cancelled.", **known)


def _delegates(rows: Sequence[Any]) -> str:
    return str(
        ngettext(
            "Delegates took part in %(count)s meeting of %(group)s.",
            "Delegates took part in %(count)s meetings of %(group)s.",
            len(rows),
            group=pick(rows[0], "name"),
            count=say.number(len(rows)),
        )
    )


def joined(texts: Mapping[Place, Iterable[str]]) -> dict[Place, str]:
    """Each section's lines as one text."""
    return {place: "\n".join(lines) for place, lines in texts.items()}


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text that say something."""
    return (line.strip() for line in text.split("\n") if line.strip())


def _(text: str, /, **params: object) -> str:
    return say.message(Message(text, **params))
