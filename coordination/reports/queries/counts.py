"""The figures of a report, counted: its own records, and what ``figures`` knows of its agencies' children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from coordination.activities.models import ActivityKind
from coordination.cases.models import Sex
from coordination.directory.queries import list_service_kinds
from coordination.figures import cells
from coordination.figures.queries.counts import ENDED
from coordination.figures.queries.offered import AGENCY, GROUP, Offer, Offered
from coordination.figures.queries.scopes import scope_of_group
from coordination.figures.queries.told import Told, tell
from coordination.figures.small import SMALL, Count, Hidden, hide
from coordination.figures.spans import Period
from coordination.kernel import clock
from coordination.lang import spans
from coordination.lang.zone import local_date
from coordination.meetings.hours import NOTHING
from coordination.meetings.models import MeetingState
from coordination.meetings.queries.figures import HELD
from coordination.outcomes.models import OutcomeKind, OutcomeState
from coordination.referrals.models import Route, State
from coordination.reports.figures import Counted, Ended, Figures, Line
from coordination.reports.models import Report, Span
from coordination.reports.queries.sources import Sources

MINUTE = timedelta(minutes=1)
SINGLE = (
    "referrals", "answered", "closed", "ended", "admissions", "iranian", "others", "girls", "boys", "services",
)  # fmt: skip
"""The counts of children that stand alone."""
TABLES = ("routes", "admission_routes", "service_kinds")
Whose = tuple[frozenset[int], str, str]
STATES = (OutcomeState.CLAIMED, OutcomeState.VERIFIED, OutcomeState.SUSTAINED, OutcomeState.RELAPSED)


def count(report: Report, sources: Sources) -> Figures:
    """All figures of the report's span as they are now; of a group those of the agencies seated in it, of which small
    counts are hidden: its members are of other agencies. What is hidden in a season is hidden in the half and the year
    that hold it: the other seasons' reports would give it away. Three statements, for a group one more, and one for
    each season of a longer span."""
    today, kinds = local_date(clock.now()), list_service_kinds()
    whose = _agencies(report, today)

    def over(span: str, part: int) -> Figures:
        period = Period(report.year, span, part)
        return _children(_own(report, sources), kinds, _tell(whose, period, _keys(kinds), today, known=True))

    found = over(report.span, report.part)
    if report.group_id is None:
        return found
    found = _veiled(found)
    for part in _seasons(report, today):
        found = _hidden_as_in(_veiled(over(spans.SEASON, part)), found)
    return found


def _seasons(report: Report, today: date) -> list[int]:
    """The seasons of a longer span that have begun."""
    seasons = {Span.HALF: range(report.part * 2 - 1, report.part * 2 + 1), Span.YEAR: range(1, 5)}
    parts = seasons.get(Span(report.span), range(0))
    return [part for part in parts if spans.range_of(spans.SEASON, report.year, part)[0] <= today]


def _hidden_as_in(season: Figures, whole: Figures) -> Figures:
    """The figures of a longer span without those that are not told of a season in it."""
    of = {one.kind: one for one in season.outcomes}
    told: dict[str, Any] = {name: None for name in SINGLE if getattr(season, name) is None}
    for name in TABLES:
        pairs = zip(getattr(whole, name), getattr(season, name), strict=True)
        told[name] = tuple(replace(line, count=None) if other.count is None else line for line, other in pairs)
    told["outcomes"] = tuple(_ended_as_in(of[one.kind], one) if one.kind in of else one for one in whole.outcomes)
    return replace(whole, **told)


def _ended_as_in(season: Ended, whole: Ended) -> Ended:
    return Ended(whole.kind, *(None if getattr(season, one) is None else getattr(whole, one) for one in STATES))


def count_openly(report: Report, sources: Sources) -> Figures:
    """The figures that everybody may read: what is small in one month, season, half or year is told in none of the
    same length, so that reports of several spans give nothing away between them; nor is any confidential resolution
    counted."""
    rows = [row for row in sources.resolutions if not row.confidential]
    own = replace(
        _own(report, sources),
        adopted=sum(1 for row in rows if row.adopted),
        in_force=sum(1 for row in rows if row.in_force),
        carried_out=sum(1 for row in rows if row.carried_out),
    )
    today, kinds = local_date(clock.now()), list_service_kinds()
    period = Period(report.year, report.span, report.part)
    return _children(own, kinds, _tell(_agencies(report, today), period, _keys(kinds), today, known=False))


def _own(report: Report, sources: Sources) -> Figures:
    """What the issuer itself did."""
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
    )


def _keys(kinds: Sequence[Any]) -> dict[str, list[str]]:
    """What each table counts, with a count or without."""
    return {
        cells.ROUTE: [route.value for route in Route],
        cells.STATE: [state.value for state in State if state not in (State.DRAFT, State.VOID)],
        cells.NATION: [cells.IRANIAN, cells.OTHERS, cells.UNKNOWN],
        cells.SEX: [sex.value for sex in Sex],
        cells.BY_ROUTE: [route.value for route in Route],
        cells.SERVED: [kind.code for kind in kinds],
        cells.OUTCOME: [f"{kind}.{state}" for kind in OutcomeKind for state in STATES],
    }


def _children(own: Figures, kinds: Sequence[Any], told: Told) -> Figures:
    """The same with the counts of children."""
    answered, _late, times = told.times("decide")
    return replace(
        own,
        referrals=_kept(told.total(cells.ROUTE)),
        routes=tuple(Line(route.value, _kept(told.count(cells.ROUTE, route))) for route in Route),
        answered=_kept(answered),
        median=_seconds(times.median) if times is not None else None,
        p90=_seconds(times.p90) if times is not None else None,
        closed=_kept(told.count(cells.STATE, State.CLOSED)),
        ended=_kept(told.sum_of(cells.STATE, sorted(ENDED))),
        admissions=_kept(told.total(cells.NATION)),
        iranian=_kept(told.count(cells.NATION, cells.IRANIAN)),
        others=_kept(told.count(cells.NATION, cells.OTHERS)),
        girls=_kept(told.count(cells.SEX, Sex.GIRL)),
        boys=_kept(told.count(cells.SEX, Sex.BOY)),
        admission_routes=tuple(Line(route.value, _kept(told.count(cells.BY_ROUTE, route))) for route in Route),
        services=_kept(told.total(cells.SERVED)),
        service_kinds=tuple(
            Line(kind.code, _kept(told.count(cells.SERVED, kind.code)), kind.name_fa, kind.name_en) for kind in kinds
        ),
        outcomes=tuple(
            Ended(kind.value, *counts)
            for kind in OutcomeKind
            if any(counts := [_kept(told.count(cells.OUTCOME, f"{kind}.{state}")) for state in STATES])
        ),
    )


def _tell(whose: Whose, period: Period, keys: dict[str, list[str]], today: date, *, known: bool) -> Told:
    """The counts of a period; where the agencies are ``known`` they are told as they are."""
    ids, kind, public_id = whose
    scope = Offered(kind, public_id, agency_ids=ids)
    offer = Offer((scope,), ids if known else frozenset(), () if known else (ids,))
    return tell(offer, scope, period, today=today, keys=keys)


def _agencies(report: Report, today: date) -> Whose:
    """The agencies that are counted, and whose they are."""
    if report.group is not None:
        return scope_of_group(report.group, today).agency_ids or frozenset(), GROUP, report.group.public_id
    assert report.agency is not None
    return frozenset({report.agency.id}), AGENCY, report.agency.public_id


def _veiled(figures: Figures) -> Figures:
    """Small counts of each table hidden, and those that would give one away."""
    nations = _parts(figures.admissions, iranian=figures.iranian, others=figures.others)
    sexes = _parts(figures.admissions, girls=figures.girls, boys=figures.boys)
    loop = _parts(figures.ended, closed=figures.closed)
    return replace(
        figures,
        referrals=_large(figures.referrals),
        routes=_lines(figures.routes),
        answered=_large(figures.answered),
        closed=loop["closed"],
        ended=_large(figures.ended),
        admissions=_large(figures.admissions),
        iranian=nations["iranian"],
        others=nations["others"],
        girls=sexes["girls"],
        boys=sexes["boys"],
        admission_routes=_lines(figures.admission_routes),
        services=_large(figures.services),
        service_kinds=_lines(figures.service_kinds),
        outcomes=tuple(_outcome(one) for one in figures.outcomes),
    )


def _large(total: Counted) -> Counted:
    return None if total is not None and 0 < total < SMALL else total


def _lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A table's rows; one that counts nothing at all stays as it is."""
    if not any(line.count for line in lines):
        return lines
    shown = hide({line.code: line.count or 0 for line in lines})
    return tuple(replace(line, count=_kept(shown[line.code])) for line in lines)


def _parts(total: Counted, **parts: Counted) -> dict[str, Counted]:
    """Parts of a total; what is in none of them counts as one more, where there is any."""
    if not total:
        return dict(parts)
    table: dict[str, int] = {name: number or 0 for name, number in parts.items()}
    rest = total - sum(table.values())
    shown = hide(table | ({"": rest} if rest else {}))
    return {name: _kept(shown[name]) for name in parts}


def _outcome(one: Ended) -> Ended:
    shown: dict[str, Count] = hide({state: getattr(one, state) or 0 for state in STATES})
    return Ended(one.kind, *(_kept(shown[state]) for state in STATES))


def _kept(number: Count) -> Counted:
    return None if isinstance(number, Hidden) else number


def _seconds(span: Any) -> int | None:
    return None if span is None else int(span.total_seconds())
