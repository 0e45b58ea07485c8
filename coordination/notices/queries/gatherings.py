"""Whom things of a group concern (meetings, items, minutes, seats, resolutions, actions), and those things as told."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.access.seats import VOTING
from coordination.accounts.models import PostKind
from coordination.actions.models import Action, Extension
from coordination.groups.models import Seat, SeatKind
from coordination.kernel.db import db
from coordination.meetings.models import AgendaItem, Attendance, Interval, Invitee, Meeting
from coordination.minutes.models import Minutes, MinutesComment, Signature, SignatureState
from coordination.notices.queries import post_holders, seat_holders
from coordination.resolutions.models import Resolution


def get_told_meeting(meeting_id: int) -> Meeting | None:
    """The meeting of an event with its group."""
    return db.session.get(Meeting, meeting_id, options=[joinedload(Meeting.group)])


def get_told_item(item_id: int) -> AgendaItem | None:
    """The agenda item of an event with its group and proposer."""
    return db.session.get(AgendaItem, item_id, options=[joinedload(AgendaItem.group), joinedload(AgendaItem.proposer)])


def get_told_minutes(minutes_id: int) -> Minutes | None:
    """The minutes of an event with meeting and group."""
    return db.session.get(Minutes, minutes_id, options=[joinedload(Minutes.meeting).joinedload(Meeting.group)])


def get_told_comment(comment_id: int) -> MinutesComment | None:
    """The comment of an event with minutes, meeting and group."""
    loaded = joinedload(MinutesComment.minutes).joinedload(Minutes.meeting).joinedload(Meeting.group)
    return db.session.get(MinutesComment, comment_id, options=[loaded])


def get_told_signature(signature_id: int) -> Signature | None:
    """The signature of an event with minutes, meeting and group."""
    loaded = joinedload(Signature.minutes).joinedload(Minutes.meeting).joinedload(Meeting.group)
    return db.session.get(Signature, signature_id, options=[loaded])


def get_told_seat(seat_id: int) -> Seat | None:
    """The seat of an event with its group and who holds it."""
    return db.session.get(Seat, seat_id, options=[joinedload(Seat.group), joinedload(Seat.holder)])


def get_told_resolution(resolution_id: int) -> Resolution | None:
    """The resolution of an event with its group and the agencies that it binds."""
    mandates = selectinload(Resolution.mandates)
    return db.session.get(Resolution, resolution_id, options=[joinedload(Resolution.group), mandates])


def get_told_action(action_id: int) -> Action | None:
    """The action of an event with its owner."""
    return db.session.get(Action, action_id, options=[joinedload(Action.owner)])


def get_told_extension(extension_id: int) -> Extension | None:
    """The request for more time of an event with its action and the action's owner."""
    return db.session.get(Extension, extension_id, options=[joinedload(Extension.action).joinedload(Action.owner)])


def invitee_ids(meeting_id: int) -> list[int]:
    """Ids of the persons with an account who are invited."""
    return list(
        db.session.scalars(
            select(Invitee.person_id).where(
                Invitee.meeting_id == meeting_id, Invitee.person_id.is_not(None), Invitee.removed_at.is_(None)
            )
        )
    )


def attendee_ids(meeting_id: int) -> list[int]:
    """Ids of the persons with an account who were there."""
    return list(
        db.session.scalars(
            select(Attendance.person_id)
            .join(Interval, Interval.attendance_id == Attendance.id)
            .where(Attendance.meeting_id == meeting_id, Attendance.person_id.is_not(None))
            .distinct()
        )
    )


def member_ids(group_id: int, today: date) -> list[int]:
    """Ids of those who hold a voting seat today."""
    return seat_holders(group_id, VOTING, today)


def secretary_ids(group_id: int, today: date) -> list[int]:
    """Ids of the group's secretaries today; its chairs where there is none."""
    return seat_holders(group_id, (SeatKind.SECRETARY,), today) or seat_holders(group_id, (SeatKind.CHAIR,), today)


def signatory_ids(minutes_id: int) -> list[int]:
    """Whose signature comes next: the first that is pending."""
    return list(
        db.session.scalars(
            select(Signature.person_id)
            .where(Signature.minutes_id == minutes_id, Signature.state == SignatureState.PENDING)
            .order_by(Signature.position)
            .limit(1)
        )
    )


def keeper_ids(action: Action, today: date) -> list[int]:
    """Ids of those who rule about an action: its group's secretaries, or the liaisons of the agency where it arose."""
    if action.group_id is not None:
        return secretary_ids(action.group_id, today)
    return post_holders(action.source_agency_id, (PostKind.LIAISON,), today)
