"""When the attendance sheet is open, and what a stretch of presence must be."""

from __future__ import annotations

from datetime import datetime

from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.meetings.consequences import minutes_state
from coordination.meetings.models import (
    Meeting,
    MeetingState,
)

ACT = "attendance.record"
OPEN_STATES = (
    MeetingState.ANNOUNCED,
    MeetingState.AGENDA_PUBLISHED,
    MeetingState.IN_SESSION,
    MeetingState.RECESSED,
    MeetingState.ENDED,
)


def must_be_open(meeting: Meeting) -> None:
    """Raises WrongState where the sheet is not open: before the meeting is announced, once it was cancelled or closed,
    and after its minutes have left drafting."""
    if meeting.state == MeetingState.DRAFT:
        raise WrongState(
            N_("The meeting is not announced yet, so it has no attendance sheet."), N_("Announce the meeting first.")
        )
    if meeting.state not in OPEN_STATES:
        raise WrongState(
            N_("The attendance sheet of this meeting is closed, so nothing was recorded."),
            N_("Where the minutes are not approved yet, take them back for revision."),
        )
    if meeting.state == MeetingState.ENDED and minutes_state(meeting.id) not in (None, "drafting"):
        raise WrongState(
            N_("The minutes have left drafting, so the attendance was not changed."),
            N_("Take the minutes back for revision first."),
        )


def check_span(from_at: datetime, to_at: datetime | None) -> None:
    """Raises Invalid for an end before the start."""
    if to_at is not None and to_at < from_at:
        raise Invalid(
            N_("The end lies before the start, so nothing was changed."),
            field="to_at",
            advice=N_("Look at both times and type them again."),
        )
