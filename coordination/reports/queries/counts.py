"""The figures of a report, counted: its own records, and what ``figures`` knows of its agencies' children."""

from __future__ import annotations

from datetime import timedelta

from coordination.activities.models import ActivityKind
from coordination.directory.queries import list_service_kinds
from coordination.figures import queries as counted
from coordination.figures.queries import Scope
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.meetings.hours import NOTHING
from coordination.meetings.models import MeetingState
from coordination.meetings.queries.figures import HELD
from coordination.reports.figures import Ended, Figures, Line
from coordination.reports.models import Report
from coordination.reports.queries.sources import Sources

MINUTE = timedelta(minutes=1)


def count(report: Report, sources: Sources) -> Figures:
    """All figures of the report's span as they are now; of a group those of the agencies seated in it."""
    scope, first, last = _scope(report), report.from_on, report.to_on
    routes = counted.count_by_route(scope, first, last)
    answers = counted.answer_times(scope, first, last)
    loop = counted.loop_closed(scope, first, last)
    admitted = counted.count_admissions(scope, first, last)
    services = counted.count_services(scope, first, last)
    outcomes = counted.count_outcomes(scope, first, last)
    names = {one.code: one for one in list_service_kinds()} if services else {}
    held = [row for row in sources.meetings if row.state in HELD]
    shops = [one for one in sources.activities if one.kind == ActivityKind.WORKSHOP]
    spent = sum((sources.hours.get(row.id, NOTHING) for row in held), NOTHING)
    return Figures(
        at=clock.now().isoformat(timespec="seconds"),
        meetings=len(held),
        people=sum(row.people for row in held),
        minutes=spent // MINUTE,
        cancelled=sum(1 for row in sources.meetings if row.state == MeetingState.CANCELLED),
        attended=len(sources.attended),
        activities=len(sources.activities),
        workshops=sum(one.times or 1 for one in shops),
        workshop_days=sum(one.days or 0 for one in shops),
        adopted=sum(1 for row in sources.resolutions if row.adopted),
        in_force=sum(1 for row in sources.resolutions if row.in_force),
        carried_out=sum(1 for row in sources.resolutions if row.carried_out),
        issued=sources.actions.issued,
        due=sources.actions.due,
        in_time=sources.actions.in_time,
        referrals=sum(routes.values()),
        routes=tuple(Line(route, number) for route, number in routes.items()),
        answered=answers.count,
        median=_seconds(answers.median),
        p90=_seconds(answers.p90),
        closed=loop.closed,
        ended=loop.ended,
        admissions=admitted.total,
        iranian=admitted.iranian,
        others=admitted.others,
        girls=admitted.girls,
        boys=admitted.boys,
        admission_routes=tuple(Line(route, number) for route, number in admitted.by_route.items()),
        services=sum(services.values()),
        service_kinds=tuple(
            Line(code, number, names[code].name_fa, names[code].name_en) for code, number in services.items()
        ),
        outcomes=tuple(
            Ended(kind, one.claimed, one.verified, one.sustained, one.relapsed)
            for kind, one in outcomes.items()
            if one.claimed or one.verified or one.sustained or one.relapsed
        ),
    )


def _scope(report: Report) -> Scope:
    if report.group is not None:
        return counted.scope_of_group(report.group, local_date(clock.now()))
    assert report.agency is not None
    return counted.scope_of_agency(report.agency)


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds())
