"""A meeting of the world's group that was held: chair, secretary, the welfare member and Pouya's attended, the observer
did not; one entry decided with an adopted resolution and a draft action, one noted and confidential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordination.actions.models import Action
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.meetings.models import AgendaEntry, EntryState, Meeting, MeetingState
from coordination.minutes.codes import new_verify_code
from coordination.minutes.models import Minutes, MinutesState
from coordination.minutes.queries import get_minutes_by_number
from coordination.resolutions.models import Resolution, ResolutionState
from tests.gatherings import (
    add_action,
    add_attendance,
    add_block,
    add_entry,
    add_item,
    add_meeting,
    add_minutes,
    add_resolution,
)
from tests.world import World, get

TEXT = "خانم صالحی گزارش داد.\nمصوبه: مدرسه‌ها ثبت‌نام موقت کنند\nاقدام: فهرست را بفرستید @بهزیستی تا دو هفته"
SECRET = "سخنی که محرمانه است"


@dataclass(slots=True)
class Held:
    """The rows of the meeting, in the test's session."""

    meeting: Meeting
    minutes: Minutes
    entry: AgendaEntry
    closed: AgendaEntry
    resolution: Resolution
    action: Action

    def again(self) -> Minutes:
        """The minutes as a page loads them."""
        db.session.flush()
        minutes = get_minutes_by_number(self.minutes.id)
        assert minutes is not None
        return minutes


def hold(world: World, state: MinutesState = MinutesState.DRAFTING, **rules: Any) -> Held:
    """The meeting with its minutes in ``state``; ``rules`` are columns of the group. Flushed, not committed."""
    group = get(Group, world.group)
    for name, value in rules.items():
        setattr(group, name, value)
    meeting = add_meeting(group, state=MeetingState.ENDED)
    seats = {seat.holder_id: seat for seat in group.seats}
    for name in ("chair", "secretary", "member", "pouya_liaison", "observer"):
        person = getattr(world, name)
        votes = name not in ("secretary", "observer")
        add_attendance(meeting, person, seat=seats[person.id], present=name != "observer", votes=votes)
    entry = add_entry(meeting, state=EntryState.DECIDED)
    closed = add_entry(meeting, add_item(group, "پرونده‌ای محرمانه", confidential=True), state=EntryState.NOTED)
    add_block(entry, TEXT)
    add_block(closed, SECRET)
    resolution = add_resolution(entry, ResolutionState.ADOPTED, provisional_number="CE/1-1")
    action = add_action(
        owner=world.member,
        agency=world.welfare,
        verifier=world.secretary,
        group=group,
        meeting_id=meeting.id,
        entry_id=entry.id,
    )
    minutes = add_minutes(meeting, state)
    minutes.verify_code = new_verify_code()
    return Held(meeting, minutes, entry, closed, resolution, action)
