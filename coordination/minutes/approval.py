"""When minutes count as approved: the four rules of groups, over what was loaded."""

from __future__ import annotations

from datetime import datetime

from coordination.access.actor import Actor
from coordination.groups.models import ApprovalRule, SeatKind
from coordination.minutes.models import Minutes
from coordination.minutes.queries import Present


def rule_met(actor: Actor, minutes: Minutes, now: datetime, *, decided: bool = False) -> bool:
    """Whether the group's rule lets ``actor`` approve the minutes now: the chair himself; everybody who attended on a
    voting seat assents (where nobody did, the chair decides); the time for comments is over; the next meeting has
    decided (``decided``). The minutes are loaded with their sheet."""
    group = minutes.meeting.group
    match group.approval_rule:
        case ApprovalRule.CHAIR:
            return actor.sits(group.id, (SeatKind.CHAIR,))
        case ApprovalRule.ALL_ATTENDEES:
            return not missing_assents(minutes) if voters(minutes) else actor.sits(group.id, (SeatKind.CHAIR,))
        case ApprovalRule.TACIT:
            return minutes.review_until is not None and minutes.review_until <= now
    return decided


def missing_assents(minutes: Minutes) -> list[Present]:
    """Who attended on a voting seat and has not assented yet, in the order of the sheet."""
    return [one for one in voters(minutes) if one.assent is None]


def voters(minutes: Minutes) -> list[Present]:
    """Who attended on a voting seat, in the order of the sheet."""
    return [one for one in minutes.sheet if one.intervals and one.row.votes and one.row.seat_id]
