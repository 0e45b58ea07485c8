"""What a move of minutes asks for, loaded once: open findings, open comments, pending signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from coordination.groups.models import ApprovalRule, Group
from coordination.kernel.db import db
from coordination.meetings.models import Meeting
from coordination.minutes.models import Minutes, MinutesComment, MinutesState, Signature, SignatureState


def count_comments_open(minutes: Minutes) -> int:
    """How many comments on the minutes have no answer."""
    query = select(func.count(MinutesComment.id)).where(
        MinutesComment.minutes_id == minutes.id, MinutesComment.answered_at.is_(None)
    )
    return db.session.scalar(query) or 0


def count_signatures_pending(minutes: Minutes) -> int:
    """How many signatures of the minutes are still waited for."""
    query = select(func.count(Signature.id)).where(
        Signature.minutes_id == minutes.id, Signature.state == SignatureState.PENDING
    )
    return db.session.scalar(query) or 0


def list_silent(now: datetime, limit: int) -> Sequence[int]:
    """Numbers of the minutes that silence approves: the group's rule says so, the time is over, all is answered."""
    unanswered = exists(
        select(MinutesComment.id).where(MinutesComment.minutes_id == Minutes.id, MinutesComment.answered_at.is_(None))
    )
    return db.session.scalars(
        select(Minutes.id)
        .join(Minutes.meeting)
        .join(Meeting.group)
        .where(
            Minutes.state == MinutesState.IN_REVIEW,
            Minutes.review_until <= now,
            Group.approval_rule == ApprovalRule.TACIT,
            ~unanswered,
        )
        .order_by(Minutes.review_until, Minutes.id)
        .limit(limit)
    ).all()


def list_unapproved(meeting: Meeting) -> Sequence[Minutes]:
    """Minutes of earlier meetings of the group that nobody has approved, the oldest first."""
    return db.session.scalars(
        select(Minutes)
        .join(Minutes.meeting)
        .where(
            Meeting.group_id == meeting.group_id,
            Meeting.starts_at < meeting.starts_at,
            Minutes.state.in_((MinutesState.DRAFTING, MinutesState.IN_REVIEW)),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .options(joinedload(Minutes.meeting))
    ).all()
