"""The stage on which the past is told: who acts, at which moments, and what listens to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heapreplace
from random import Random

from sqlalchemy import select, update

from coordination.access.actor import Actor
from coordination.access.standing import actor_of
from coordination.demo.people import Cast
from coordination.directory.models import Agency, Centre
from coordination.directory.working import work_calendar
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import at, local_date
from coordination.meetings.invitations import SEND, WITHDRAW
from coordination.meetings.models import Invitee, Meeting
from coordination.outbox.events import Event, listeners_of
from coordination.outbox.models import OutboxEvent

Tale = Iterator[datetime]
"""What people do, as a generator: it yields the moment of its next step and takes that step when it goes on."""

ONE_DAY = timedelta(days=1)
BY_MAIL_ALONE = frozenset({SEND, WITHDRAW})
"""What nobody is mailed of the past; those invited know of it."""


@dataclass(slots=True)
class Stage:
    """Agencies and centres by code, people by part, and ``now``, the moment at which the past ends."""

    agencies: dict[str, Agency]
    centres: dict[str, Centre]
    cast: Cast
    random: Random
    now: datetime
    groups: dict[str, Group] = field(default_factory=dict)
    _people: dict[int, Actor] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """The person of a part, acting with the posts of today."""
        if key not in self._actors:
            self._actors[key] = actor_of(self.cast[key], self.now)
        return replace(self._actors[key], post_id=None, readings=[])

    def person(self, person_id: int) -> Actor:
        """The same by the number of the person."""
        if person_id not in self._people:
            self._people[person_id] = actor_of(person_id, self.now)
        return replace(self._people[person_id], post_id=None, readings=[])

    def working_moment(self, moment: datetime) -> datetime:
        """The same hour, or one within working time, on the last working day until ``moment``."""
        calendar = work_calendar(None)
        day = local_date(moment)
        while not calendar.is_working(day):
            day -= ONE_DAY
        hour = calendar.local(moment).time()
        return at(day, hour if time(8) <= hour <= time(12, 30) else time(8 + hour.hour % 5, hour.minute))

    def today(self) -> date:
        """The local day on which the world is built."""
        return local_date(self.now)


def play(tales: list[Tale]) -> None:
    """Let every tale take its steps, all in the order of their moments, each step committed with what it tells."""
    waiting = [(moment, number, tale) for number, tale in enumerate(tales) if (moment := next(tale, None)) is not None]
    heapify(waiting)
    while waiting:
        moment, number, tale = waiting[0]
        with clock.at(moment):
            following = next(tale, None)
            tell_listeners()
            db.session.commit()
        if following is None:
            heappop(waiting)
        else:
            heapreplace(waiting, (max(following, moment), number, tale))


def tell_listeners() -> None:
    """Let those who listen act on what was just told, as the worker does, in the same transaction."""
    for row in db.session.scalars(select(OutboxEvent).where(OutboxEvent.done_at.is_(None)).order_by(OutboxEvent.id)):
        for listener in listeners_of(row.name):
            if not listener.alone and row.name not in BY_MAIL_ALONE:
                listener.handle(Event(row.id, row.name, row.at, row.payload))
        if row.name == SEND:
            told = select(Meeting.calendar_sequence).where(Meeting.id == row.payload["thing_id"]).scalar_subquery()
            db.session.execute(
                update(Invitee).where(Invitee.meeting_id == row.payload["thing_id"]).values(told_sequence=told)
            )
        row.done_at = clock.now()
