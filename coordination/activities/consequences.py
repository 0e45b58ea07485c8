"""What activities add to features on their left: an action born of one leads back to it."""

from __future__ import annotations

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.actions.display import Source
from coordination.actions.models import Action
from coordination.actions.origins import on_origin
from coordination.activities import queries
from coordination.activities.models import ACTIVITY_LABELS, ActivityKind
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick


@on_origin
def of_action(actor: Actor, action: Action) -> Source | None:
    """The activity that the action was born of; who may not open it reads what kind it was and whose."""
    activity = queries.get_origin(action.id)
    if activity is None:
        return None
    opens = policy.allows(actor, "activity.view", activity)
    label = Message(
        N_("%(kind)s, %(group)s"),
        kind=Message(ACTIVITY_LABELS[ActivityKind(activity.kind)]),
        group=pick(activity.group or activity.agency, "name"),
    )
    return Source(activity.title if opens else "", label, f"/activities/{activity.public_id}" if opens else None)
