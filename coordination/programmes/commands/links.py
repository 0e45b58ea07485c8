"""Joining activities and actions to the programme for which they were done, and parting them again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from coordination.access.actor import Actor
from coordination.actions.models import Action
from coordination.activities.models import Activity
from coordination.audit import trail
from coordination.kernel.db import db
from coordination.programmes.commands.programmes import must_run_on
from coordination.programmes.models import Programme, ProgrammeAction, ProgrammeActivity


def link(
    actor: Actor, programme: Programme, *, activities: Sequence[int] = (), actions: Sequence[int] = ()
) -> tuple[int, int]:
    """Join activities and actions, by their ids, that the caller found open to the actor; those joined already stay
    once. How many of each are new. Raises WrongState for a finished programme."""
    must_run_on(programme)
    new_activities = set(activities) - set(
        db.session.scalars(select(ProgrammeActivity.activity_id).where(ProgrammeActivity.programme_id == programme.id))
    )
    new_actions = set(actions) - set(
        db.session.scalars(select(ProgrammeAction.action_id).where(ProgrammeAction.programme_id == programme.id))
    )
    db.session.add_all(ProgrammeActivity(programme_id=programme.id, activity_id=one) for one in sorted(new_activities))
    db.session.add_all(ProgrammeAction(programme_id=programme.id, action_id=one) for one in sorted(new_actions))
    if new_activities or new_actions:
        trail.record(
            actor,
            "programme.edit",
            programme,
            detail={"linked": {"activities": sorted(new_activities), "actions": sorted(new_actions)}},
        )
    return len(new_activities), len(new_actions)


def unlink(actor: Actor, programme: Programme, thing: Activity | Action) -> None:
    """Part an activity or action from the programme; the thing itself stays. Raises WrongState for a finished one."""
    must_run_on(programme)
    if isinstance(thing, Activity):
        db.session.execute(
            delete(ProgrammeActivity).where(
                ProgrammeActivity.programme_id == programme.id, ProgrammeActivity.activity_id == thing.id
            )
        )
    else:
        db.session.execute(
            delete(ProgrammeAction).where(
                ProgrammeAction.programme_id == programme.id, ProgrammeAction.action_id == thing.id
            )
        )
    kind = "activity" if isinstance(thing, Activity) else "action"
    trail.record(actor, "programme.edit", programme, detail={"unlinked": {kind: thing.id}})
