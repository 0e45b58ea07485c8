"""What features to the right tell of where an action arose: an activity, a data call, a programme."""

from __future__ import annotations

from collections.abc import Callable

from coordination.access.actor import Actor
from coordination.actions.display import Source
from coordination.actions.models import Action

Origin = Callable[[Actor, Action], Source | None]

ORIGINS: list[Origin] = []


def on_origin(function: Origin) -> Origin:
    """Let a feature say from what of its things an action arose, with the address where the reader may open it; one
    statement at most."""
    ORIGINS.append(function)
    return function


def origin_of(actor: Actor, action: Action) -> Source | None:
    """Where an action arose that comes from no resolution, referral or meeting; None where no feature knows."""
    if action.resolution_id is not None or action.referral_id is not None or action.meeting_id is not None:
        return None
    return next((found for tell in ORIGINS if (found := tell(actor, action)) is not None), None)
