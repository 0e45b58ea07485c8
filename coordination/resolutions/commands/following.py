"""What becomes of a resolution in force: carried out, in part, or not to be carried out."""

from __future__ import annotations

from coordination import workflow
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.resolutions.models import Resolution
from coordination.resolutions.needs import ResolutionFacts


def implement(actor: Actor, resolution: Resolution, *, result: str) -> None:
    """It was carried out; ``result`` says what was done. Raises Unmet without it."""
    _take(actor, resolution, "implement", result)


def implement_partly(actor: Actor, resolution: Resolution, *, result: str) -> None:
    """A part of it was carried out. Raises Unmet without a result."""
    _take(actor, resolution, "implement_partly", result)


def give_up(actor: Actor, resolution: Resolution, *, reason: str) -> None:
    """It could not be carried out. Raises Unmet without a reason."""
    _take(actor, resolution, "give_up", reason)


def _take(actor: Actor, resolution: Resolution, move: str, words: str) -> None:
    facts = ResolutionFacts(today=local_date(clock.now()), note=words)
    with db.session.no_autoflush:
        resolution.result = words
        workflow.perform(actor, resolution, move, facts=facts, note=words)
