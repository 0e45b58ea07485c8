"""What those invited do: answer, signed in or by the link of a mail, and have a calendar address of their own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.accounts.presence import hash_token, new_token
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.meetings.models import Answer, CalendarFeed, Invitee, Meeting, MeetingState
from coordination.meetings.queries.inviting import ANSWERABLE, get_feed
from coordination.outbox import events

NOTED_EVERY = timedelta(hours=1)
"""How stale the moment of a feed's last reading may be, so that reading it seldom writes."""
BY_LINK = "meeting.answer_by_link"


def answer(actor: Actor, meeting: Meeting, one: Invitee, *, said: Answer, note: str = "") -> None:
    """Say whether one comes. Raises WrongState where the meeting was not announced, is cancelled or over."""
    if (
        meeting.state not in ANSWERABLE
        or meeting.state == MeetingState.CANCELLED
        or meeting.ends_at <= clock.now()
        or one.removed_at is not None
    ):
        raise WrongState(
            N_("Your answer was not taken: the meeting is not announced, is cancelled or is over."),
            N_("Look at the page of the meeting, or ask the secretary."),
        )
    one.answer, one.answer_note, one.answered_at = said, note, clock.now()
    trail.record(actor, "meeting.answer", meeting, detail={"invitee": one.id, "answer": said.value})
    events.emit("invitation.answered", thing_id=meeting.id, invitee=one.id, by=actor.person_id or 0)


def answer_by_link(one: Invitee, *, said: Answer, note: str = "") -> None:
    """The same by whoever holds the link; the trail does not call him the person."""
    answer(Actor.system(BY_LINK), one.meeting, one, said=said, note=note)


def make_feed(actor: Actor) -> str:
    """A new secret address for the actor's calendar, to be shown once; an earlier one works no longer."""
    assert actor.person_id is not None
    revoke_feed(actor)
    token = new_token()
    made = CalendarFeed(person_id=actor.person_id, token_hash=hash_token(token), created_at=clock.now())
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "calendar.feed", made)
    return token


def revoke_feed(actor: Actor) -> bool:
    """Let the actor's calendar address work no longer; whether there was one."""
    assert actor.person_id is not None
    there = get_feed(actor.person_id)
    if there is None:
        return False
    there.revoked_at = clock.now()
    trail.record(actor, "calendar.feed", there, detail={"revoked": there.id})
    return True


def note_reading(feed: CalendarFeed) -> None:
    """Keep when the feed was last read, in a short transaction of its own: a GET changes no business row."""
    now = clock.now()
    if feed.last_read_at is not None and now - feed.last_read_at < NOTED_EVERY:
        return
    noted = update(CalendarFeed).where(CalendarFeed.id == feed.id).values(last_read_at=now)
    with writing(), Session(db.engine) as session, session.begin():
        session.execute(noted)
