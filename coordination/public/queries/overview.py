"""What an agency's page says of it: to its head all, to everybody what identifies nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from coordination.access.standing import seat_stands
from coordination.accounts.models import Person
from coordination.actions.models import Action, ActionState
from coordination.activities.kinds import HEADING_OF, HEADINGS
from coordination.activities.models import Activity, ActivityKind
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.directory.models import Agency, Centre
from coordination.figures.queries.counts import Times, answer_times
from coordination.figures.queries.scopes import scope_of_agency
from coordination.figures.small import SMALL
from coordination.groups.models import Group, Seat
from coordination.kernel.db import Moment, db
from coordination.lang.jalali import jalali_year, jalali_year_range
from coordination.lang.zone import local_date
from coordination.programmes.models import Memorandum, MemorandumParty, MemorandumState
from coordination.registrations.models import Registration

Asked = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]
NOT_GIVEN = (ActionState.DRAFT, ActionState.CANCELLED)
DONE = (ActionState.REPORTED_DONE, ActionState.VERIFIED)
EMPTY: Mapping[str, ColumnElement[Any]] = {
    "public_id": literal(""),
    "name_fa": literal(""),
    "name_en": literal(""),
    "word": literal(""),
    "who": literal(""),
    "number": cast(null(), Integer),
    "other": cast(null(), Integer),
    "on": cast(null(), Date),
    "order": literal(""),
    "at": cast(null(), Moment),
}
"""The columns of a part, so that one statement reads several, and what stands where a part has none."""


@dataclass(frozen=True, slots=True)
class Overview:
    """An agency at a glance; ``due`` actions had their date in the running year, ``in_time`` of them were done by then;
    ``unread`` counts people of it who have not read a circular that waits for them."""

    centres: Sequence[Found]
    seats: Sequence[Found]
    memoranda: Sequence[Found]
    due: int
    in_time: int
    open: int
    activities: int
    unread: int
    registration: str | None
    times: Times


@dataclass(frozen=True, slots=True)
class Signed:
    """A memorandum in force with the names of its other parties."""

    title: str
    until: date
    parties: Sequence[Found]


@dataclass(frozen=True, slots=True)
class PublicSide:
    """What everybody may know of an agency beside its centres: groups, each with the number of its seats there, but
    none that keeps to itself; ``kept`` is by Jalali year the per cent of actions done in time, of those whose date has
    passed, ``times`` how it answered referrals, each None where fewer than ``SMALL`` would tell it; ``activities`` of
    the running year by number of heading, those without any left out."""

    groups: Sequence[tuple[Found, int]]
    memoranda: Sequence[Signed]
    kept: Mapping[int, int | None]
    times: Times | None
    activities: Mapping[int, int]


def get_overview(agency: Agency, today: date) -> Overview:
    """All of it for its head, in three statements."""
    first, last = jalali_year_range(jalali_year(today))
    until = min(last, today)
    parts = (_centres(agency), _seats(agency, today), _memoranda(agency, today), _due(agency, first, until))
    rows = db.session.execute(union_all(*parts)).all()
    counts = db.session.execute(_counts(agency, first, until)).one()
    due = _of("action", rows)
    return Overview(
        centres=_of("centre", rows),
        seats=_of("seat", rows),
        memoranda=_of("memorandum", rows),
        due=len(due),
        in_time=_in_time(due),
        open=counts.open,
        activities=counts.activities,
        unread=counts.unread,
        registration=counts.registration,
        times=answer_times(scope_of_agency(agency), first, last),
    )


def get_public_side(agency: Agency, today: date, *, answered: tuple[date, date]) -> PublicSide:
    """What everybody may know, in three statements. ``answered`` is the half-year, over, of which response times are
    told: of one that runs, each answer could be read off from how the times change."""
    year = jalali_year(today)
    first, last = jalali_year_range(year)
    parts = (
        _seats(agency, today).where(Group.confidential.is_(False)),
        _memoranda(agency, today),
        *_parties(agency, today),
        _due(agency, jalali_year_range(year - 1)[0], today - timedelta(days=1)).where(Action.confidential.is_(False)),
    )
    rows = db.session.execute(union_all(*parts)).all()
    seats, parties = _of("seat", rows), _of("party", rows)
    held = Counter(row.public_id for row in seats)
    kinds = db.session.execute(
        select(Activity.kind, func.count(Activity.id))
        .where(*_activities(agency, first, min(last, today)))
        .group_by(Activity.kind)
    )
    activities: Counter[int] = Counter()
    for kind, count in kinds:
        activities[HEADING_OF[ActivityKind(kind)]] += count
    times = answer_times(scope_of_agency(agency), *answered)
    return PublicSide(
        groups=[(row, held[row.public_id]) for row in {row.public_id: row for row in seats}.values()],
        memoranda=[
            Signed(row.name_fa, row.on, [party for party in parties if party.public_id == row.public_id])
            for row in _of("memorandum", rows)
        ],
        kept={
            one: _share([row for row in _of("action", rows) if jalali_year(row.on) == one]) for one in (year, year - 1)
        },
        times=times if times.count >= SMALL else None,
        activities={number: activities[number] for number in HEADINGS if activities[number]},
    )


def _share(due: Sequence[Found]) -> int | None:
    return round(100 * _in_time(due) / len(due)) if len(due) >= SMALL else None


def _in_time(due: Sequence[Found]) -> int:
    return sum(1 for row in due if row.word in DONE and row.at is not None and local_date(row.at) <= row.on)


def _of(what: str, rows: Sequence[Found]) -> list[Found]:
    return sorted((row for row in rows if row.what == what), key=lambda row: (row.order, row.public_id))


def _part(what: str, **columns: Any) -> Asked:
    return select(
        literal(what).label("what"), *(columns.get(name, nothing).label(name) for name, nothing in EMPTY.items())
    )


def _centres(agency: Agency) -> Asked:
    return _part(
        "centre",
        public_id=Centre.public_id,
        name_fa=Centre.name_fa,
        name_en=Centre.name_en,
        word=Centre.kind,
        number=Centre.capacity,
        other=Centre.places_free,
        on=Centre.places_free_on,
        order=Centre.sort_key,
    ).where(Centre.agency_id == agency.id, Centre.active.is_(True))


def _seats(agency: Agency, today: date) -> Asked:
    return (
        _part(
            "seat",
            public_id=Group.public_id,
            name_fa=Group.name_fa,
            name_en=Group.name_en,
            word=Seat.kind,
            who=func.coalesce(Person.name, ""),
            on=Seat.to_on,
            order=Group.sort_key,
        )
        .select_from(Seat)
        .join(Group, Group.id == Seat.group_id)
        .outerjoin(Person, Person.id == Seat.holder_id)
        .where(Seat.agency_id == agency.id, seat_stands(Seat, today), Group.active.is_(True))
    )


def _memoranda(agency: Agency, today: date) -> Asked:
    return _part(
        "memorandum",
        public_id=Memorandum.public_id,
        name_fa=Memorandum.title,
        word=Memorandum.state,
        who=Memorandum.number,
        on=Memorandum.to_on,
        order=func.coalesce(cast(Memorandum.to_on, String), ""),
    ).where(_in_force(agency, today))


def _parties(agency: Agency, today: date) -> tuple[Asked, Asked]:
    """The other parties of its memoranda in force: the one that keeps the memorandum, and those it names."""
    keeper = (
        _part("party", public_id=Memorandum.public_id, name_fa=Agency.name_fa, name_en=Agency.name_en)
        .join_from(Memorandum, Agency, Agency.id == Memorandum.agency_id)
        .where(_in_force(agency, today), Memorandum.agency_id != agency.id)
    )
    named = (
        _part(
            "party",
            public_id=Memorandum.public_id,
            name_fa=func.coalesce(Agency.name_fa, MemorandumParty.name),
            name_en=func.coalesce(Agency.name_en, ""),
            order=func.coalesce(Agency.sort_key, MemorandumParty.name),
        )
        .join_from(Memorandum, MemorandumParty, MemorandumParty.memorandum_id == Memorandum.id)
        .outerjoin(Agency, Agency.id == MemorandumParty.agency_id)
        .where(_in_force(agency, today), MemorandumParty.agency_id.is_distinct_from(agency.id))
    )
    return keeper, named


def _in_force(agency: Agency, today: date) -> ColumnElement[bool]:
    """SQL: the memorandum is one of the agency's and holds today."""
    party = select(MemorandumParty.memorandum_id).where(MemorandumParty.agency_id == agency.id)
    return and_(
        or_(Memorandum.agency_id == agency.id, Memorandum.id.in_(party)),
        Memorandum.state == MemorandumState.SIGNED,
        Memorandum.from_on <= today,
        Memorandum.to_on >= today,
    )


def _due(agency: Agency, first: date, until: date) -> Asked:
    """Actions whose date lies in the days; one still open after its date was not kept in time."""
    return _part("action", public_id=Action.public_id, word=Action.state, on=Action.due_on, at=Action.done_at).where(
        Action.agency_id == agency.id, Action.state.not_in(NOT_GIVEN), Action.due_on >= first, Action.due_on <= until
    )


def _counts(agency: Agency, first: date, until: date) -> Asked:
    own = and_(Action.agency_id == agency.id, Action.state.not_in((*NOT_GIVEN, *DONE)))
    registration = select(Registration.public_id).where(Registration.agency_id == agency.id)
    unread = select(func.count(Receipt.id)).join(Circular, Circular.id == Receipt.circular_id)
    return select(
        select(func.count(Action.id)).where(own).scalar_subquery().label("open"),
        select(func.count(Activity.id)).where(*_activities(agency, first, until)).scalar_subquery().label("activities"),
        unread.where(
            Receipt.agency_id == agency.id, Receipt.read_at.is_(None), Circular.state == CircularState.SENT
        ).scalar_subquery().label("unread"),
        registration.scalar_subquery().label("registration"),
    )  # fmt: skip


def _activities(agency: Agency, first: date, until: date) -> tuple[Any, ...]:
    return (
        Activity.agency_id == agency.id,
        Activity.removed_at.is_(None),
        Activity.from_on <= until,
        Activity.to_on >= first,
    )
