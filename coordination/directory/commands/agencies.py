"""Taking agencies in and changing what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory import consequences
from coordination.directory.commands.changes import change, free_code
from coordination.directory.models import Agency, AgencyKind
from coordination.directory.working import store_hours
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.text import digits, fold
from coordination.lang.worktime import DEFAULT_HOURS, Hours
from coordination.outbox import events


def create_agency(actor: Actor, *, registered_until: date | None = None, **facts: Any) -> Agency:
    """A new, active agency from what ``add_agency`` takes, flushed. One of a kind that is registered gets its entry in
    the register, until ``registered_until`` where that is said. Raises Invalid likewise."""
    agency = _new(**facts)
    consequences.made(actor, agency, registered_until)
    return _entered(actor, agency)


def add_agency(actor: Actor, **facts: Any) -> Agency:
    """The same without an entry in the register, for the register itself: names, kind, code, aliases, parent, city,
    legal_id, phone, address, hours. Raises Invalid where an agency of that name is there, or the code is taken."""
    return _entered(actor, _new(**facts))


def _new(
    *,
    name_fa: str,
    kind: AgencyKind,
    name_en: str = "",
    code: str = "",
    aliases: Sequence[str] = (),
    parent: Agency | None = None,
    city: str = "",
    legal_id: str = "",
    phone: str = "",
    address: str = "",
    hours: Hours = DEFAULT_HOURS,
) -> Agency:
    _refuse_same_name(name_fa, None)
    agency = Agency(
        code=free_code(Agency, code, "AG"),
        name_fa=name_fa,
        name_en=name_en,
        aliases=list(aliases),
        kind=kind,
        parent=parent,
        city=city,
        legal_id=digits(legal_id),
        phone=digits(phone),
        address=address,
        working_hours=store_hours(hours),
        active=True,
    )
    db.session.add(agency)
    return agency


def _entered(actor: Actor, agency: Agency) -> Agency:
    db.session.flush()
    trail.record(actor, "agency.create", agency, agency_id=agency.id)
    return agency


def edit_agency(
    actor: Actor,
    agency: Agency,
    *,
    name_fa: str,
    name_en: str,
    aliases: Sequence[str],
    city: str,
    legal_id: str,
    phone: str,
    address: str,
    hours: Hours,
    public: bool | None = None,
) -> None:
    """What an agency says of itself; ``public`` only where its head says it. New hours are told, since open clocks end
    by them. Raises Invalid."""
    _refuse_same_name(name_fa, agency)
    changed = change(
        agency,
        name_fa=name_fa,
        name_en=name_en,
        aliases=list(aliases),
        city=city,
        legal_id=digits(legal_id),
        phone=digits(phone),
        address=address,
        working_hours=store_hours(hours),
        **({} if public is None else {"public": public}),
    )
    if not changed:
        return
    trail.record(actor, "agency.edit", agency, detail={"fields": changed}, agency_id=agency.id)
    if "working_hours" in changed:
        events.emit("agency.hours_changed", thing_id=agency.id)


def register_agency(
    actor: Actor,
    agency: Agency,
    *,
    kind: AgencyKind,
    parent: Agency | None,
    active: bool,
) -> None:
    """What others say of an agency: its kind, the body above it, whether it takes part. Until when it is registered is
    said in the register alone; another kind may bring it there.

    Raises Invalid where the body above would stand below it, or the register keeps the kind.
    """
    _refuse_circle(agency, parent)
    changed = change(
        agency,
        kind=kind,
        parent_id=parent.id if parent else None,
        active=active,
    )
    if "kind" in changed:
        consequences.kind_changed(actor, agency)
    if changed:
        trail.record(actor, "agency.register", agency, detail={"fields": changed}, agency_id=agency.id)


def _refuse_same_name(name_fa: str, agency: Agency | None) -> None:
    key = f"\n{fold(name_fa)}\n"
    for other in db.session.scalars(select(Agency).where(Agency.folded.contains(key, autoescape=True))):
        if other is not agency and fold(other.name_fa) == fold(name_fa):
            raise Invalid(
                N_("An agency of this name is in the directory already. Open its page, or add what tells them apart."),
                field="name_fa",
            )


def _refuse_circle(agency: Agency, parent: Agency | None) -> None:
    above = parent
    while above is not None:
        if above.id == agency.id:
            raise Invalid(
                N_("The agency cannot stand below itself. Choose a body that is not under it."), field="parent"
            )
        above = db.session.get(Agency, above.parent_id) if above.parent_id else None
