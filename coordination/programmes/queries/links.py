"""Activities and actions that may be joined to a programme, and those that were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.actions.models import Action, ActionState
from coordination.activities.models import Activity
from coordination.kernel.db import db
from coordination.lang.text import fold
from coordination.programmes.models import Programme, ProgrammeAction, ProgrammeActivity

Asked = Select[*tuple[Any, ...]]

SHOWN = 20
"""How many of each the page offers; words find the others."""


def list_to_link(actor: Actor, programme: Programme, text: str) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    """Activities and actions open to the actor, not joined yet, that hold every word of ``text``, the latest first; two
    statements."""
    activities = (
        _activities(actor)
        .where(
            ~exists(
                select(ProgrammeActivity.activity_id).where(
                    ProgrammeActivity.programme_id == programme.id, ProgrammeActivity.activity_id == Activity.id
                )
            )
        )
        .order_by(Activity.from_on.desc(), Activity.id.desc())
    )
    actions = (
        _actions(actor)
        .where(
            ~exists(
                select(ProgrammeAction.action_id).where(
                    ProgrammeAction.programme_id == programme.id, ProgrammeAction.action_id == Action.id
                )
            )
        )
        .order_by(Action.due_on.desc(), Action.id.desc())
    )
    found = tuple(
        db.session.execute(_holding(asked, column, text).limit(SHOWN)).all()
        for asked, column in ((activities, Activity.folded), (actions, Action.folded))
    )
    return found[0], found[1]


def find_activities(actor: Actor, public_ids: Sequence[str]) -> list[int]:
    """The ids of those of these activities that the actor may see."""
    asked = _activities(actor).where(Activity.public_id.in_(public_ids))
    return [row.id for row in db.session.execute(asked)]


def find_open_actions(actor: Actor, public_ids: Sequence[str]) -> list[int]:
    """The ids of those of these actions that the actor may see."""
    return [row.id for row in db.session.execute(_actions(actor).where(Action.public_id.in_(public_ids)))]


def get_linked(programme: Programme, public_id: str) -> Activity | Action | None:
    """The activity or action of the programme with this public id."""
    activity = db.session.scalar(
        select(Activity)
        .join(ProgrammeActivity, ProgrammeActivity.activity_id == Activity.id)
        .where(ProgrammeActivity.programme_id == programme.id, Activity.public_id == public_id)
    )
    return activity or db.session.scalar(
        select(Action)
        .join(ProgrammeAction, ProgrammeAction.action_id == Action.id)
        .where(ProgrammeAction.programme_id == programme.id, Action.public_id == public_id)
    )


def _activities(actor: Actor) -> Asked:
    return select(
        Activity.id,
        Activity.public_id,
        Activity.title,
        Activity.kind,
        Activity.from_on,
        Activity.to_on,
        Activity.precision,
    ).where(Activity.removed_at.is_(None), policy.visible(actor, "activity.list"))


def _actions(actor: Actor) -> Asked:
    return select(Action.id, Action.public_id, Action.title, Action.number, Action.state, Action.due_on).where(
        Action.state.not_in((ActionState.DRAFT, ActionState.CANCELLED)), policy.visible(actor, "action.view")
    )


def _holding(asked: Asked, column: InstrumentedAttribute[str], text: str) -> Asked:
    for word in text.split():
        asked = asked.where(column.contains(fold(word), autoescape=True))
    return asked
