"""Naming the group that leads an agency, or all agencies that name none: its secretary rules on objections."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.models import Agency, Installation
from coordination.groups import queries
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date


def name_lead_group(actor: Actor, thing: Agency | Installation, group: Group | None) -> None:
    """Name who gives the reviewer of what an agency sends (relations.csv); None at an agency means the installation's.

    Raises Invalid for the field ``group`` where the actor is its secretary or chair (nobody opens triage cards to
    himself), or where nobody in it could rule: it has neither, or each of them holds a post at the agency.
    """
    before = thing.lead_group_id
    if group is not None and group.id != before:
        _refuse_own(actor, group)
        _somebody_rules(thing, group)
    if group is None and isinstance(thing, Installation):
        raise Invalid(N_("Agencies that name no lead group need the installation's. Name a group."), field="group")
    if (group.id if group else None) == before:
        return
    thing.lead_group_id = group.id if group else None
    act = "agency.edit" if isinstance(thing, Agency) else "settings.edit"
    trail.record(
        actor,
        act,
        thing,
        detail={"fields": ["lead_group_id"], "lead_group": thing.lead_group_id, "before": before},
        agency_id=thing.id if isinstance(thing, Agency) else None,
    )


def _refuse_own(actor: Actor, group: Group) -> None:
    if actor.sits(group.id, queries.OFFICERS):
        raise Invalid(
            N_("Nobody names a group that he leads as chair or secretary. Let somebody else name it."), field="group"
        )


def _somebody_rules(thing: Agency | Installation, group: Group) -> None:
    agency_id = thing.id if isinstance(thing, Agency) else None
    officers = queries.list_officers(group.id, local_date(clock.now()), agency_id=agency_id)
    if not officers:
        raise Invalid(
            N_("Nobody could rule: this group has neither a secretary nor a chair. Name one in it first."),
            field="group",
        )
    if agency_id is not None and all(officer.at_home for officer in officers):
        raise Invalid(
            Message(
                N_(
                    "Nobody could rule: %(name)s holds a post at this agency, and the group has nobody else as "
                    "secretary or chair. Name a chair in it first, or another group."
                ),
                name=officers[0].name,
            ),
            field="group",
        )
