"""Proposing a resolution below an entry of the agenda, and changing what may still be changed of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

from sqlalchemy import select, update

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.meetings.consequences import on_confidentiality
from coordination.meetings.models import AgendaEntry, AgendaItem
from coordination.referrals.models import Referral
from coordination.resolutions.models import Effect, Mandate, Replacing, Resolution, ResolutionKind, ResolutionState
from coordination.resolutions.states import RUNNING

OPEN = (ResolutionState.PROPOSED, ResolutionState.PUT, ResolutionState.DEFERRED)
"""Before the vote: the text may change."""
PROVISIONAL = (*OPEN, ResolutionState.ADOPTED)
"""Before it is in force: whom it binds and what it replaces may change."""


class Keep(Enum):
    """Says of a value that is not given: leave it as it is."""

    AS_IS = 0


KEEP = Keep.AS_IS


def propose(actor: Actor, entry: AgendaEntry, *, text: str, position: int = 0) -> Resolution:
    """A resolution proposed below ``entry`` (its ``meeting`` and ``item`` loaded), confidential where the item is; one
    that stands on a referral's item is of that referral. Flushed."""
    now = clock.now()
    made = Resolution(
        group_id=entry.meeting.group_id,
        meeting=entry.meeting,
        entry=entry,
        position=position,
        text=text,
        state=ResolutionState.PROPOSED,
        state_since=now,
        confidential=entry.item.confidential,
        referral_id=entry.item.referral_id,
    )
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "resolution.propose", made, detail={"entry": entry.id})
    return made


@on_confidentiality
def close_with_item(item: AgendaItem) -> None:
    """Resolutions are as open as the item they come from; one about a referral stays closed."""
    of_item = Resolution.entry_id.in_(select(AgendaEntry.id).where(AgendaEntry.item_id == item.id))
    changed = update(Resolution).where(of_item).values(confidential=item.confidential)
    if not item.confidential:
        changed = changed.where(Resolution.referral_id.is_(None))
    db.session.execute(changed)


def edit(
    actor: Actor,
    resolution: Resolution,
    *,
    text: str | Keep = KEEP,
    kind: ResolutionKind | Keep = KEEP,
    agencies: Sequence[Agency] | Keep = KEEP,
    review_on: date | Keep | None = KEEP,
    dissent: str | Keep = KEEP,
    effect: Effect | Keep | None = KEEP,
    referral: Referral | Keep | None = KEEP,
    replacing: Replacing | Keep | None = KEEP,
    replaces: Resolution | Keep | None = KEEP,
) -> None:
    """Change what is given; the rest stays. The text and the effect may change before the vote, whom it binds, its kind
    and what it replaces before it is in force, the dissents and the day of review always; an outside body's resolution
    is corrected at any time. Raises WrongState where the time for it has passed, Invalid for a referral that is not
    the actor's to rule on nor on the agenda, or for a resolution that cannot be replaced. Writes nothing where nothing
    changes."""
    changed: list[str] = []
    outside = bool(resolution.outside_body)
    if not isinstance(text, Keep) and text != resolution.text:
        _must_be(resolution, OPEN, "text", outside)
        resolution.text, resolution.public = text, False
        changed.append("text")
    if not isinstance(kind, Keep) and kind != resolution.kind:
        _must_be(resolution, PROVISIONAL, "kind", outside)
        resolution.kind = kind
        changed.append("kind")
    if not isinstance(agencies, Keep) and _bind(resolution, agencies, outside):
        changed.append("mandates")
    if not isinstance(review_on, Keep) and review_on != resolution.review_on:
        resolution.review_on = review_on
        changed.append("review_on")
    if not isinstance(dissent, Keep) and dissent != resolution.dissent:
        resolution.dissent = dissent
        changed.append("dissent")
    changed += _edit_effect(actor, resolution, effect, referral)
    changed += _edit_replacing(resolution, replacing, replaces)
    if changed:
        trail.record(actor, "resolution.edit", resolution, detail={"changed": changed})


def _must_be(resolution: Resolution, states: Sequence[ResolutionState], field: str, outside: bool = False) -> None:
    if outside or resolution.state in states:
        return
    if states is OPEN:
        raise WrongState(
            N_("The resolution was voted on, so its text and its effect were not changed."),
            N_("Take the vote back first, or propose another resolution."),
        )
    raise WrongState(
        N_("The resolution is in force or ended, so its kind, whom it binds and what it replaces were not changed."),
        N_("A later resolution can take its place."),
    )


def _bind(resolution: Resolution, agencies: Sequence[Agency], outside: bool) -> bool:
    wanted = {agency.id: agency for agency in agencies}
    bound = {mandate.agency_id for mandate in resolution.mandates}
    if bound == set(wanted):
        return False
    _must_be(resolution, PROVISIONAL, "agencies", outside)
    resolution.mandates = [mandate for mandate in resolution.mandates if mandate.agency_id in wanted]
    resolution.mandates += [Mandate(agency_id=one, agency=wanted[one]) for one in sorted(set(wanted) - bound)]
    return True


def _edit_effect(
    actor: Actor, resolution: Resolution, effect: Effect | Keep | None, referral: Referral | Keep | None
) -> list[str]:
    wanted = resolution.effect if isinstance(effect, Keep) else effect
    on = resolution.referral_id if isinstance(referral, Keep) else (referral.id if referral is not None else None)
    if wanted is not None and on is None:
        raise Invalid(
            N_("The effect was not saved, because no referral is named."),
            field="referral",
            advice=Message(N_("Write the referral's code, for example %(sample)s."), sample="R-1405-12"),
        )
    if (wanted, on) == (resolution.effect, resolution.referral_id):
        return []
    _must_be(resolution, OPEN, "effect")
    if on != resolution.referral_id and isinstance(referral, Referral) and not _may_rule(actor, resolution, referral):
        raise Invalid(
            N_("This referral is not on the agenda entry and is not yours to rule on, so it was not named."),
            field="referral",
            advice=N_("Put the referral on the agenda first, or check its code."),
        )
    resolution.effect, resolution.referral_id = wanted, on
    if not isinstance(referral, Keep):
        resolution.referral = referral
    return ["effect"]


def _may_rule(actor: Actor, resolution: Resolution, referral: Referral) -> bool:
    on_agenda = resolution.entry is not None and resolution.entry.item.referral_id == referral.id
    return on_agenda or policy.allows(actor, "referral.view_for_ruling", referral)


def _edit_replacing(
    resolution: Resolution, replacing: Replacing | Keep | None, replaces: Resolution | Keep | None
) -> list[str]:
    how = resolution.replacing if isinstance(replacing, Keep) else replacing
    what = resolution.replaces_id if isinstance(replaces, Keep) else (replaces.id if replaces is not None else None)
    if (how is None) != (what is None):
        raise Invalid(
            N_("Nothing was saved: name both which resolution it is about and what becomes of that one."),
            field="replaces",
            advice=N_("Write the number of the earlier resolution and choose, or leave both empty."),
        )
    if (how, what) == (resolution.replacing, resolution.replaces_id):
        return []
    _must_be(resolution, PROVISIONAL, "replaces")
    if isinstance(replaces, Resolution) and not _can_replace(resolution, replaces):
        raise Invalid(
            N_("This resolution cannot be replaced: it is of another group, is not in force, or is this one."),
            field="replaces",
            advice=N_("Name a resolution of the same group that is in force."),
        )
    resolution.replacing, resolution.replaces_id = how, what
    if not isinstance(replaces, Keep):
        resolution.replaces = replaces
    return ["replaces"]


def _can_replace(resolution: Resolution, earlier: Resolution) -> bool:
    return earlier.id != resolution.id and earlier.group_id == resolution.group_id and earlier.state in RUNNING
