"""Actions by what they came from: of a meeting, of a resolution, of a group while they are open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.actions.models import Action, ActionState
from coordination.actions.states import LIVE
from coordination.kernel.db import db

PEOPLE = (joinedload(Action.owner), joinedload(Action.agency), joinedload(Action.verifier))


def list_of_meeting(meeting_id: int) -> Sequence[Action]:
    """Every action that a meeting recorded and that still stands in its text, in the order of the entries; owner,
    agency and verifier loaded. Cancelled drafts are left out."""
    return db.session.scalars(
        select(Action)
        .where(
            Action.meeting_id == meeting_id,
            Action.in_text.is_(True),
            (Action.state != ActionState.CANCELLED) | Action.number.is_not(None),
        )
        .options(*PEOPLE)
        .order_by(Action.entry_id, Action.position, Action.id)
    ).all()


def list_of_resolution(resolution_id: int) -> Sequence[Action]:
    """What a resolution gave somebody to do, drafts left out; owner, agency and verifier loaded."""
    return db.session.scalars(
        select(Action)
        .where(Action.resolution_id == resolution_id, Action.number.is_not(None))
        .options(*PEOPLE)
        .order_by(Action.due_on, Action.id)
    ).all()


def list_open_of_group(group_id: int, today: date, *, limit: int = 100) -> Sequence[Action]:
    """Live actions of a group that have begun, by their date; owner, agency and verifier loaded."""
    return db.session.scalars(
        select(Action)
        .where(
            Action.group_id == group_id,
            Action.state.in_(LIVE),
            Action.start_on.is_(None) | (Action.start_on <= today),
        )
        .options(*PEOPLE)
        .order_by(Action.due_on, Action.id)
        .limit(limit)
    ).all()
