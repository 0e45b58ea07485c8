"""What an agency's page says of it: to its head all, to everybody its centres and the groups it sits in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Row, Select, String, and_, cast, func, literal, null, or_, select, union_all

from coordination.access.standing import seat_stands
from coordination.accounts.models import Person
from coordination.actions.models import Action, ActionState
from coordination.activities.models import Activity
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.directory.models import Agency, Centre
from coordination.figures.queries.counts import Times, answer_times
from coordination.figures.queries.scopes import scope_of_agency
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
class PublicSide:
    """What everybody may know of an agency beside its centres."""

    groups: Sequence[Found]
    activities: int


def get_overview(agency: Agency, today: date) -> Overview:
    """All of it for its head, in three statements."""
    first, last = jalali_year_range(jalali_year(today))
    until = min(last, today)
    parts = (_centres(agency), _seats(agency, today), _memoranda(agency), _due(agency, first, until))
    rows = db.session.execute(union_all(*parts)).all()
    counts = db.session.execute(_counts(agency, first, until)).one()
    due = _of("action", rows)
    return Overview(
        centres=_of("centre", rows),
        seats=_of("seat", rows),
        memoranda=_of("memorandum", rows),
        due=len(due),
        in_time=sum(1 for row in due if row.word in DONE and row.at is not None and local_date(row.at) <= row.on),
        open=counts.open,
        activities=counts.activities,
        unread=counts.unread,
        registration=counts.registration,
        times=answer_times(scope_of_agency(agency), first, last),
    )


def get_public_side(agency: Agency, today: date) -> PublicSide:
    """What everybody may know, in two statements."""
    first, last = jalali_year_range(jalali_year(today))
    groups = (
        select(Group.name_fa, Group.name_en)
        .join(Seat, Seat.group_id == Group.id)
        .where(
            Seat.agency_id == agency.id, seat_stands(Seat, today), Group.active.is_(True), Group.confidential.is_(False)
        )
        .group_by(Group.id)
        .order_by(Group.sort_key)
    )
    activities = select(func.count(Activity.id)).where(*_activities(agency, first, min(last, today)))
    return PublicSide(db.session.execute(groups).all(), db.session.scalar(activities) or 0)


def _of(what: str, rows: Sequence[Found]) -> list[Found]:
    return sorted((row for row in rows if row.what == what), key=lambda row: (row.order, row.public_id))


def _centres(agency: Agency) -> Asked:
    return select(
        literal("centre").label("what"),
        Centre.public_id.label("public_id"),
        Centre.name_fa.label("name_fa"),
        Centre.name_en.label("name_en"),
        Centre.kind.label("word"),
        literal("").label("who"),
        Centre.capacity.label("number"),
        Centre.places_free.label("other"),
        Centre.places_free_on.label("on"),
        Centre.sort_key.label("order"),
        cast(null(), Moment).label("at"),
    ).where(Centre.agency_id == agency.id, Centre.active.is_(True))


def _seats(agency: Agency, today: date) -> Asked:
    return (
        select(
            literal("seat"),
            Group.public_id,
            Group.name_fa,
            Group.name_en,
            Seat.kind,
            func.coalesce(Person.name, ""),
            cast(null(), Integer),
            cast(null(), Integer),
            Seat.to_on,
            Group.sort_key,
            cast(null(), Moment),
        )
        .select_from(Seat)
        .join(Group, Group.id == Seat.group_id)
        .outerjoin(Person, Person.id == Seat.holder_id)
        .where(Seat.agency_id == agency.id, seat_stands(Seat, today), Group.active.is_(True))
    )


def _memoranda(agency: Agency) -> Asked:
    party = select(MemorandumParty.memorandum_id).where(MemorandumParty.agency_id == agency.id)
    return select(
        literal("memorandum"),
        Memorandum.public_id,
        Memorandum.title,
        Memorandum.title,
        Memorandum.state,
        Memorandum.number,
        cast(null(), Integer),
        cast(null(), Integer),
        Memorandum.to_on,
        func.coalesce(cast(Memorandum.to_on, String), ""),
        cast(null(), Moment),
    ).where(
        or_(Memorandum.agency_id == agency.id, Memorandum.id.in_(party)), Memorandum.state == MemorandumState.SIGNED
    )


def _due(agency: Agency, first: date, until: date) -> Asked:
    """Actions whose date lies in the days; one still open after its date was not kept in time."""
    return select(
        literal("action"),
        Action.public_id,
        literal(""),
        literal(""),
        Action.state,
        literal(""),
        cast(null(), Integer),
        cast(null(), Integer),
        Action.due_on,
        literal(""),
        Action.done_at,
    ).where(
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
