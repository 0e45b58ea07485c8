"""The one way an action or a request for more time moves: facts, then the workflow's ``perform``."""

from __future__ import annotations

from typing import Any

from coordination import workflow
from coordination.access.actor import Actor
from coordination.actions.models import Action, Extension
from coordination.actions.needs import ActionFacts
from coordination.actions.queries.facts import count_evidence
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date


def take(
    actor: Actor,
    thing: Action | Extension,
    move: str,
    *,
    note: str = "",
    files: int = 0,
    new_owner_named: bool = False,
    detail: dict[str, Any] | None = None,
) -> None:
    """Make one move with what the form said already set on the thing. Raises as ``workflow.perform``.

    ``files`` is how many are attached with this very move; what was set is stored only once the needs have agreed.
    """
    if db.session.new:
        db.session.flush()
    with db.session.no_autoflush:
        evidence = files + (count_evidence(thing) if move == "report_done" and isinstance(thing, Action) else 0)
        facts = ActionFacts(
            today=local_date(clock.now()), note=note, evidence=evidence, new_owner_named=new_owner_named
        )
        workflow.perform(actor, thing, move, facts=facts, note=note, detail=detail)
