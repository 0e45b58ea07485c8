"""Entering what a body outside the installation resolved, from its paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import IO

from sqlalchemy import select

from coordination import workflow
from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Unmet
from coordination.kernel.messages import N_, Message
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.resolutions.models import Mandate, Resolution, ResolutionKind, ResolutionState
from coordination.resolutions.needs import ResolutionFacts
from coordination.resolutions.states import RESOLUTION
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION


def record_outside(
    actor: Actor,
    *,
    agency: Agency | None = None,
    group: Group | None = None,
    body: str,
    number: str,
    on: date | None,
    text: str,
    kind: ResolutionKind = ResolutionKind.DECISION,
    agencies: Sequence[Agency] = (),
    review_on: date | None = None,
    stream: IO[bytes] | None = None,
    filename: str = "",
) -> Resolution:
    """A resolution of ``body`` in force from its day ``on``, entered for ``agency`` by its liaison or for ``group`` by
    its secretary, with the scan of its paper. Raises Unmet where something of the paper is missing, Invalid where the
    number was entered already or is one of the group's own, or the file is not one that is kept."""
    now = clock.now()
    made = Resolution(
        group_id=group.id if group else None,
        agency_id=agency.id if agency else None,
        kind=kind,
        text=text,
        state=ResolutionState.PROPOSED,
        state_since=now,
        number=number or None,
        adopted_on=on,
        in_force_on=on,
        review_on=review_on,
        outside_body=body,
        outside_on=on,
        entered_by_id=actor.person_id,
        mandates=[Mandate(agency_id=one.id) for one in {one.id: one for one in agencies}.values()],
    )
    facts = ResolutionFacts(today=local_date(now), has_scan=stream is not None and bool(filename))
    missing = {need.code: need.message for need in RESOLUTION.moves["record"].needs if not need(actor, made, facts)}
    if missing:
        raise Unmet(missing)
    if not text:
        raise Invalid(
            N_("The text is empty, so nothing was entered."), field="text", advice=N_("Copy it from the paper.")
        )
    _must_not_be_the_groups_own(made, group)
    _must_be_new(made)
    assert stream is not None
    stored = files.store(stream, filename, INSTALLATION)
    db.session.add(made)
    db.session.flush()
    workflow.perform(actor, made, "record", facts=facts)
    files.attach(stored, OwnerKind.RESOLUTION, made.id, by_id=actor.person_id or 0)
    return made


def _must_not_be_the_groups_own(made: Resolution, group: Group | None) -> None:
    """A number that the group's counter will reach would stop the approval of its minutes then."""
    if group is not None and fold(made.number or "").startswith(fold(f"{group.number_prefix}/")):
        raise Invalid(
            Message(
                N_("Numbers beginning with %(prefix)s are numbers of the group itself, so nothing was entered."),
                prefix=f"{group.number_prefix}/",
            ),
            field="number",
            advice=N_("Copy the number that the other body gave."),
        )


def _must_be_new(made: Resolution) -> None:
    """The owner's row is held, so that two who enter the same paper at once do not both."""
    owner = (
        select(Agency.id).where(Agency.id == made.agency_id)
        if made.agency_id is not None
        else select(Group.id).where(Group.id == made.group_id)
    )
    db.session.execute(owner.with_for_update())
    others = db.session.scalars(
        select(Resolution.outside_body).where(
            Resolution.number == made.number,
            Resolution.outside_body != "",
            Resolution.agency_id == made.agency_id
            if made.agency_id is not None
            else Resolution.group_id == made.group_id,
        )
    )
    # Within a group a number is one resolution's alone, whichever body gave it.
    if any(made.group_id is not None or fold(body) == fold(made.outside_body) for body in others):
        raise Invalid(
            Message(N_("The number %(number)s of this body was entered already."), number=made.number or ""),
            field="number",
            advice=N_("Look it up in the register, or check the number on the paper."),
        )
