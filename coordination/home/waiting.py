"""What waits for one person around meetings, what comes next and what changed, read in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from coordination.access.actor import Actor, Standing
from coordination.home.chores import CHORES, COMING, HELD, MEETING_CHORES, Chore, moments, of_meeting, shape
from coordination.home.duties import DUTIES, circular, delivery, handed_in, sheet
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import at, local_date
from coordination.meetings.models import (
    AgendaEntry,
    EntryState,
    Invitee,
    Meeting,
    MeetingState,
)
from coordination.notices.models import Notice

KEPT = 32
"""For how many people a process keeps the statement of the home page."""
EACH = 6
"""How many of one sort are shown at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the home page. ``what`` says which: the name of a function below, ``meeting`` or ``notice``."""

    what: str
    id: int
    public_id: str
    at: datetime | None
    """When the meeting is, was proposed, or happened."""
    name_fa: str
    name_en: str
    """The group."""
    title: str
    count: int
    state: str
    other: str
    """The place of a meeting, the address of a notice, the number of an action."""
    until: datetime | None
    params: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """``chores`` of groups and ``duties`` to what is issued in the order of their urgency, ``meetings`` to come,
    ``changed``: the last notices."""

    chores: Sequence[Row]
    duties: Sequence[Row]
    meetings: Sequence[Row]
    changed: Sequence[Row]


def turn_count(actor: Actor, today: date) -> Any:
    """SQL for how many things around meetings wait for the actor on the day ``today``, to be asked together with other
    counts; it leaves ``moments`` open."""
    return _counted(actor, today, MEETING_CHORES)


def circular_count(actor: Actor, today: date) -> Any:
    """SQL for how many circulars the actor has not read or acknowledged."""
    return _counted(actor, today, (circular,))


def call_count(actor: Actor, today: date) -> Any:
    """SQL for how many sheets and deliveries wait for the actor."""
    return _counted(actor, today, (sheet, handed_in, delivery))


def _counted(actor: Actor, today: date, parts: Sequence[Chore]) -> Any:
    total: Any = literal(0)
    for part in parts:
        chore = part(actor, today)
        if chore is not None:
            number = chore.with_only_columns(func.count(), maintain_column_froms=True)
            total = total + number.scalar_subquery()
    return total


def read(actor: Actor, *, meetings: int, changed: int) -> Waiting:
    """Everything of the home page that is no referral and no action of one's own: one statement."""
    now = clock.now()
    statement = _statement(actor.standing(), local_date(now), meetings, changed)
    found = [Row(*row) for row in db.session.execute(statement, moments(now))]
    return Waiting(
        chores=_in_order(found, CHORES, now),
        duties=_in_order(found, DUTIES, now),
        meetings=sorted((row for row in found if row.what == "meeting"), key=lambda row: (row.at or now, row.id)),
        changed=sorted((row for row in found if row.what == "notice"), key=lambda row: -row.id),
    )


def _in_order(found: Sequence[Row], parts: Sequence[Chore], now: datetime) -> list[Row]:
    """The rows of these parts: the most urgent sort first, in each what waits longest."""
    order = {part.__name__: number for number, part in enumerate(parts)}
    rows = [row for row in found if row.what in order]
    return sorted(rows, key=lambda row: (order[row.what], row.at or now, row.id))


@lru_cache(maxsize=KEPT)
def _statement(standing: Standing, today: date, meetings: int, changed: int) -> CompoundSelect[*tuple[Any, ...]]:
    """The statement of one person on one day; only ``moments`` are left open."""
    actor = Actor.of(standing)
    parts = [chore for part in (*CHORES, *DUTIES) if (chore := part(actor, today)) is not None]
    limited = [_first(part, part.selected_columns.at, EACH) for part in parts]
    coming = _coming(actor, today)
    limited.append(_first(coming, coming.selected_columns.at, meetings))
    news = _news(actor)
    limited.append(_first(news, news.selected_columns.id.desc(), changed))
    return union_all(*limited)


def _first(part: Select[Any], order: Any, limit: int) -> Select[Any]:
    """The first rows of a part: SQLite takes an order and a limit in a union only one level deeper."""
    limited = part.order_by(order).limit(limit).subquery()
    return select(*limited.c)


def _coming(actor: Actor, today: date) -> Select[Any]:
    """Meetings from today on to which the person is invited, or of a group where he sits; ``state`` is his answer
    (empty where he is not invited), ``count`` how many entries the agenda has."""
    invited = select(Invitee.answer).where(
        Invitee.meeting_id == Meeting.id, Invitee.person_id == actor.person_id, Invitee.removed_at.is_(None)
    )
    entries = select(func.count(AgendaEntry.id)).where(
        AgendaEntry.meeting_id == Meeting.id, AgendaEntry.state != EntryState.WITHDRAWN
    )
    groups = {seat.group_id for seat in actor.seats}
    ours = exists(invited)
    return of_meeting(
        "meeting",
        state=func.coalesce(invited.limit(1).scalar_subquery(), ""),
        count=entries.scalar_subquery(),
        other=Meeting.place,
        until=Meeting.ends_at,
    ).where(
        Meeting.starts_at >= at(today, time()),
        Meeting.state.in_((*COMING, *HELD, MeetingState.DRAFT)),
        or_(Meeting.group_id.in_(groups), ours) if groups else ours,
    )


def _news(actor: Actor) -> Select[Any]:
    return shape(
        "notice", Notice, Notice.at, state=Notice.name, other=Notice.url, until=Notice.read_at, params=Notice.params
    ).where(Notice.person_id == actor.person_id)
