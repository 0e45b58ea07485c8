"""The one way a referral moves: facts, the workflow's ``perform``, then the clocks of the state it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from coordination import workflow
from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals import clocks
from coordination.referrals.models import Referral
from coordination.referrals.queries.facts import facts_for


def take(
    actor: Actor,
    referral: Referral,
    move: str,
    *,
    note: str = "",
    extra: Mapping[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    disclosure_confirmed: bool = False,
    new_recipient: Agency | None = None,
    because: int | None = None,
    also: str = "",
) -> None:
    """Make one move with what the form said already set on the referral. Raises as ``workflow.perform``.

    ``note`` goes sealed into the trail, ``detail`` (codes and ids) in clear; ``extra`` is for the needs alone;
    ``also`` stands in the trail below the note. Where the system moves it, ``because`` (the number of the consent that
    was withdrawn) is the reason.
    """
    before = referral.state
    if because is not None:
        detail = {"consent": because, **(detail or {})}
    with _unflushed():
        facts = facts_for(
            actor,
            referral,
            move=move,
            note=note or ("" if because is None else str(because)),
            extra=extra,
            disclosure_confirmed=disclosure_confirmed,
            new_recipient=new_recipient,
        )
        told = "\n\n".join(filter(None, (note, also)))
        workflow.perform(actor, referral, move, facts=facts, note=told, detail=detail)
        clocks.restart(referral, before)


@contextmanager
def _unflushed() -> Iterator[None]:
    """Nothing of the referral is stored before the needs have agreed to what was typed, and then all at once; what was
    added before (a service) is stored first, since the needs count it."""
    if db.session.new:
        db.session.flush()
    with db.session.no_autoflush:
        yield
