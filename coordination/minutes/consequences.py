"""What minutes add to a meeting: they begin as it opens, say their state, and ask the next meeting for approval."""

from __future__ import annotations

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings import consequences
from coordination.meetings.models import Meeting
from coordination.minutes.codes import new_verify_code
from coordination.minutes.models import Minutes


@consequences.on_opened
def begin(_actor: Actor, meeting: Meeting) -> None:
    """Minutes are there from the opening on; a meeting that was opened once keeps the ones it has."""
    if db.session.scalar(select(Minutes.id).where(Minutes.meeting_id == meeting.id)) is None:
        db.session.add(Minutes(meeting_id=meeting.id, state_since=clock.now(), verify_code=new_verify_code()))
        db.session.flush()


@consequences.tells_minutes
def state_of(meeting_id: int) -> str | None:
    """The state of a meeting's minutes; None before it was opened."""
    return db.session.scalar(select(Minutes.state).where(Minutes.meeting_id == meeting_id))
