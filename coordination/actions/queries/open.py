"""The actions that a meeting recorded."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.actions.models import Action, ActionState
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
