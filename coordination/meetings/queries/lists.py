"""The list of meetings: coming, past or all, of one group or of all that are open to the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import and_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.groups.models import Cadence, Group
from coordination.kernel import clock
from coordination.kernel.db import db, named
from coordination.kernel.keyset import Slice, read_slice
from coordination.meetings.models import Invitee, Meeting, MeetingState
from coordination.meetings.queries.one import OVER

Show = Literal["coming", "past", "all"]


MINE = named(Invitee, "mine")
"""One's own invitation: the condition of the right looks among all of them."""


@dataclass(frozen=True, slots=True)
class Filters:
    """``coming``: what is not over, the next first; ``past``: what is over, the latest first; ``all`` likewise."""

    show: Show = "coming"
    group_id: int | None = None
    state: MeetingState | None = None


def list_meetings(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Meetings open to the actor, with what he answered to their invitation; one statement."""
    statement = (
        select(
            Meeting.id,
            Meeting.public_id,
            Meeting.number,
            Meeting.title,
            Meeting.state,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.place,
            Group.name_fa,
            Group.name_en,
            MINE.answer,
        )
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(
            MINE,
            and_(MINE.meeting_id == Meeting.id, MINE.person_id == actor.person_id, MINE.removed_at.is_(None)),
        )
        .where(policy.visible(actor, "meeting.list"))
    )
    if filters.show == "coming":
        statement = statement.where(Meeting.state.not_in(OVER))
    elif filters.show == "past":
        statement = statement.where(Meeting.state.in_(OVER))
    if filters.group_id is not None:
        statement = statement.where(Meeting.group_id == filters.group_id)
    if filters.state is not None:
        statement = statement.where(Meeting.state == filters.state)
    return read_slice(
        statement,
        (Meeting.starts_at, Meeting.id),
        size=size,
        after=after,
        before=before,
        descending=filters.show != "coming",
    )


def cadence_of(group_id: int, on: date) -> Cadence | None:
    """The rhythm that holds for the group on a day."""
    return db.session.scalar(
        select(Cadence)
        .where(Cadence.group_id == group_id, Cadence.valid_from <= on)
        .order_by(Cadence.valid_from.desc())
        .limit(1)
    )


def list_planned(group_id: int, *, limit: int = 3) -> list[Meeting]:
    """The group's next planned or announced meetings, the next first."""
    found = db.session.scalars(
        select(Meeting)
        .where(Meeting.group_id == group_id, Meeting.starts_at > clock.now(), Meeting.state.not_in(OVER))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(limit)
    )
    return list(found)
