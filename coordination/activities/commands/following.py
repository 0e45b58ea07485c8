"""What an activity brings about: an action given to somebody, and files kept with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import IO

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.actions import commands as actions
from coordination.actions.models import Action, ActionPriority
from coordination.activities.models import Activity, ActivityAction
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import INSTALLATION

Upload = tuple[IO[bytes], str]
"""A file as it comes: its stream and its name."""


def give_action(
    actor: Actor,
    activity: Activity,
    *,
    title: str,
    owner: Person | None,
    agency: Agency | None,
    verifier: Person | None,
    due_on: date | None,
    start_on: date | None = None,
    deliverable: str = "",
    priority: ActionPriority = ActionPriority.NORMAL,
) -> Action:
    """An action that follows from the activity, issued at once in the name of its group, or arisen at its agency.

    Raises WrongState where the activity was removed, Invalid and Unmet as ``actions.record`` and ``actions.issue``.
    """
    if activity.removed_at is not None:
        raise WrongState(
            N_("No action was given: this activity was removed."), N_("Put it back first; its page offers it.")
        )
    refuse_codes(title=title, deliverable=deliverable)
    action = actions.record(
        actor,
        title=title,
        group_id=activity.group_id,
        source_agency_id=activity.agency_id,
        owner=owner,
        agency=agency,
        verifier=verifier,
        due_on=due_on,
        start_on=start_on,
        deliverable=deliverable,
        priority=priority,
    )
    actions.issue(actor, action)
    db.session.add(ActivityAction(activity_id=activity.id, action_id=action.id))
    trail.record(actor, "activity.give_action", activity, detail={"action": action.id})
    return action


def attach(actor: Actor, activity: Activity, uploads: Sequence[Upload]) -> list[Attachment]:
    """Keep files with the activity. Raises Invalid for a file that is not taken, in words for the one who uploads."""
    made = []
    for stream, filename in uploads:
        stored = files.store(stream, filename, INSTALLATION)
        made.append(files.attach(stored, OwnerKind.ACTIVITY, activity.id, by_id=actor.person_id))
    if made:
        trail.record(actor, "activity.attach", activity, detail={"files": len(made)})
    return made
