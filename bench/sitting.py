"""The meeting that is measured: in session, forty entries with their minutes, resolutions and actions in step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.access.standing import actor_of
from coordination.accounts.models import Person, Post, PostKind
from coordination.actions.models import ActionState
from coordination.directory.models import Agency
from coordination.groups.models import Group, Seat
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.meetings.models import AgendaEntry, Meeting, MeetingState
from coordination.minutes.commands import recording
from coordination.resolutions.models import Resolution
from tests.gatherings import add_action, add_attendance, add_entry, add_item, add_meeting, add_minutes

SECRETARY = "secretary@example.org"
GROUP = "w1"
"""The group with twenty years of meetings, whose secretary is the one who signs in."""
ENTRIES = 40
TO_START = 160
TEXT = """گزارش وضعیت ثبت‌نام کودکان داده شد و سه دستگاه عددهای خود را گفتند.
مصوبه: مدرسه‌ها کودکان دارای معرفی‌نامه را ثبت‌نام موقت کنند.
اقدام: فهرست کودکان بی‌معرفی‌نامه را بفرستید @پویا تا یک هفته
نکته: شمار کودکان ناحیه دو نیاز به بازبینی دارد."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the clients must know of it: the number of the group, and public ids."""

    group: int
    meeting: str
    entries: list[str]
    resolutions: list[str]
    actions: list[str]


def build_sitting() -> Sitting:
    """Add the meeting, and the actions that the secretary has not started, to the world of this application; commit."""
    group = db.session.scalars(select(Group).where(Group.code == GROUP)).one()
    secretary = db.session.scalars(select(Person).where(Person.email == SECRETARY)).one()
    with writing():
        meeting = _meeting(group, actor_of(secretary.id))
        actions = _own_actions(group, secretary)
        db.session.commit()
    entries = select(AgendaEntry.public_id).where(AgendaEntry.meeting_id == meeting.id)
    ruled = select(Resolution.public_id).where(Resolution.meeting_id == meeting.id)
    return Sitting(
        group.id,
        meeting.public_id,
        list(db.session.scalars(entries.order_by(AgendaEntry.position))),
        list(db.session.scalars(ruled.order_by(Resolution.id))),
        actions,
    )


def _meeting(group: Group, actor: Actor) -> Meeting:
    opened = clock.now() - timedelta(minutes=30)
    last = db.session.scalars(select(Meeting.number).where(Meeting.group_id == group.id)).all()
    meeting = add_meeting(group, starts_at=opened, state=MeetingState.IN_SESSION, number=max(filter(None, last)) + 1)
    add_minutes(meeting)
    for seat in db.session.scalars(select(Seat).where(Seat.group_id == group.id)):
        add_attendance(meeting, seat.holder or Person(), seat=seat)
    for position in range(1, ENTRIES + 1):
        entry = add_entry(meeting, add_item(group, f"ثبت‌نام کودکان، ناحیه {position}"), position=position)
        recording.save_block(actor, entry, text=TEXT, from_revision=0)
    return meeting


def _own_actions(group: Group, secretary: Person) -> list[str]:
    pouya = db.session.scalars(select(Agency).where(Agency.code == "pouya")).one()
    heads = select(Person).join(Post, Post.person_id == Person.id)
    head = db.session.scalars(heads.where(Post.agency_id == pouya.id, Post.kind == PostKind.HEAD).limit(1)).one()
    return [
        add_action(
            ActionState.ACCEPTED, owner=secretary, agency=pouya, verifier=head, group=group, number=f"A-1300-{number}"
        ).public_id
        for number in range(1, TO_START + 1)
    ]
