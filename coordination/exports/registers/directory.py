"""Registers of who there is: agencies, centres, groups and their seats."""

from __future__ import annotations

from sqlalchemy import select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.directory.models import AGENCY_KIND_LABELS, CENTRE_KIND_LABELS, Agency, Centre
from coordination.exports.columns import Column, Register, Rows, Sort
from coordination.groups.models import GROUP_KIND_LABELS, SEAT_LABELS, Group, Seat
from coordination.kernel.messages import N_


def _agencies(actor: Actor) -> Rows:
    return select(
        Agency.code, Agency.name_fa, Agency.name_en, Agency.kind, Agency.city, Agency.phone, Agency.registered_until,
        Agency.active,
    ).where(policy.visible(actor, "agency.list"))  # fmt: skip


def _centres(actor: Actor) -> Rows:
    return (
        select(
            Centre.code, Centre.name_fa, Centre.name_en, Centre.kind, Centre.city, Centre.capacity, Centre.places_free,
            Centre.places_free_on, Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
        )
        .join(Agency, Agency.id == Centre.agency_id)
        .where(policy.visible(actor, "agency.list"), Centre.active.is_(True))
    )  # fmt: skip


def _groups(actor: Actor) -> Rows:
    return (
        select(
            Group.code, Group.name_fa, Group.name_en, Group.kind, Agency.name_fa.label("host_fa"),
            Agency.name_en.label("host_en"), Group.active,
        )
        .join(Agency, Agency.id == Group.host_agency_id)
        .where(policy.visible(actor, "group.list"))
    )  # fmt: skip


def _seats(actor: Actor) -> Rows:
    """The seats that the pages of those groups show: confirmed, and not ended."""
    return (
        select(
            Group.name_fa.label("group_fa"), Group.name_en.label("group_en"), Seat.kind,
            Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
            Person.name.label("holder_fa"), Person.name_en.label("holder_en"), Seat.from_on, Seat.to_on,
        )
        .join(Group, Group.id == Seat.group_id)
        .outerjoin(Agency, Agency.id == Seat.agency_id)
        .outerjoin(Person, Person.id == Seat.holder_id)
        .where(policy.visible(actor, "group.list"), Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None))
    )  # fmt: skip


CODE, NAME = Column("code", N_("Code")), Column("name", N_("Name"), Sort.NAME)
CITY, ACTIVE = Column("city", N_("City")), Column("active", N_("Active"), Sort.YES)
REGISTERS = {
    "agencies": Register(
        "agency.list",
        N_("Agencies"),
        (
            CODE,
            NAME,
            Column("kind", N_("Kind"), Sort.WORD, AGENCY_KIND_LABELS),
            CITY,
            Column("phone", N_("Phone")),
            Column("registered_until", N_("Registered until"), Sort.DAY),
            ACTIVE,
        ),
        _agencies,
        Agency.id,
    ),
    "centres": Register(
        "agency.list",
        N_("Centres"),
        (
            CODE,
            NAME,
            Column("kind", N_("Kind"), Sort.WORD, CENTRE_KIND_LABELS),
            Column("agency", N_("Agency"), Sort.NAME),
            CITY,
            Column("capacity", N_("Capacity"), Sort.NUMBER),
            Column("places_free", N_("Free places"), Sort.NUMBER),
            Column("places_free_on", N_("Counted on"), Sort.DAY),
        ),
        _centres,
        Centre.id,
    ),
    "groups": Register(
        "group.list",
        N_("Groups"),
        (
            CODE,
            NAME,
            Column("kind", N_("Kind"), Sort.WORD, GROUP_KIND_LABELS),
            Column("host", N_("Host agency"), Sort.NAME),
            ACTIVE,
        ),
        _groups,
        Group.id,
    ),
    "seats": Register(
        "group.list",
        N_("Seats"),
        (
            Column("group", N_("Group"), Sort.NAME),
            Column("kind", N_("Seat"), Sort.WORD, SEAT_LABELS),
            Column("agency", N_("Agency"), Sort.NAME),
            Column("holder", N_("Holder"), Sort.NAME),
            Column("from_on", N_("From"), Sort.DAY),
            Column("to_on", N_("Until"), Sort.DAY),
        ),
        _seats,
        Seat.id,
        Seat.from_on,
    ),
}
