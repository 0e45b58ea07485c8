"""Registers of what agencies plan, follow and watch: programmes, memoranda, indicators and their figures, watched
points, the register of organisations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.directory.models import AGENCY_KIND_LABELS, Agency
from coordination.exports.columns import Column, Register, Rows, Sort
from coordination.exports.registers.words import ISSUER, ISSUING, issuer_columns, states_of
from coordination.groups.models import Group
from coordination.indicators.models import NATURE_LABELS, Indicator, IndicatorValue
from coordination.kernel.messages import N_
from coordination.points.models import Point
from coordination.programmes.models import Memorandum, Programme
from coordination.registrations.models import Registration

OF_AGENCY = (Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"))


def _programmes(actor: Actor) -> Rows:
    return (
        select(Programme.title, *OF_AGENCY, Programme.state, Programme.from_on, Programme.to_on)
        .join(Agency, Agency.id == Programme.agency_id)
        .where(policy.visible(actor, "programme.list"))
    )


def _memoranda(actor: Actor) -> Rows:
    return (
        select(
            Memorandum.number, Memorandum.title, *OF_AGENCY, Memorandum.state, Memorandum.signed_on, Memorandum.from_on,
            Memorandum.to_on,
        )
        .join(Agency, Agency.id == Memorandum.agency_id)
        .where(policy.visible(actor, "memorandum.list"))
    )  # fmt: skip


def _owned_indicators(*columns: Any) -> Rows:
    return (
        select(
            Indicator.code, Indicator.label_fa.label("name_fa"),
            func.coalesce(Indicator.label_en, Indicator.label_fa).label("name_en"), Indicator.unit, *columns,
            *issuer_columns(),
        )
        .select_from(Indicator)
        .outerjoin(Group, Group.id == Indicator.group_id)
        .outerjoin(ISSUING, ISSUING.id == Indicator.agency_id)
    )  # fmt: skip


def _indicators(actor: Actor) -> Rows:
    columns = (Indicator.definition, Indicator.computed.is_not(None).label("counted"), Indicator.active)
    return _owned_indicators(*columns).where(policy.visible(actor, "indicator.list"))


def _figures(actor: Actor) -> Rows:
    """Every figure, also one that was corrected, which says so."""
    value = IndicatorValue
    columns = (
        value.nature, value.from_on, value.to_on, value.value, value.approximate, value.assumed_period, value.source,
        value.corrected_by_id.is_not(None).label("corrected"),
    )  # fmt: skip
    return (
        _owned_indicators(*columns)
        .join(value, value.indicator_id == Indicator.id)
        .where(policy.visible(actor, "indicator.list"))
    )


def _points(actor: Actor) -> Rows:
    """Coordinates only where the reader may see them."""
    opens = policy.visible(actor, "point.coordinates")
    return (
        select(
            Point.code, Point.name, Point.city, Point.district, *OF_AGENCY, Point.visit_every, Point.last_visited_at,
            Point.active, case((opens, Point.latitude)).label("latitude"),
            case((opens, Point.longitude)).label("longitude"),
        )
        .join(Agency, Agency.id == Point.agency_id)
        .where(policy.visible(actor, "point.list"))
    )  # fmt: skip


def _registrations(actor: Actor) -> Rows:
    return select(
        Registration.name_fa, Registration.name_en, Registration.kind, Registration.city, Registration.organisation_id,
        Registration.permit_number, Registration.state, Registration.submitted_at, Registration.valid_until,
    ).where(policy.visible(actor, "registration.list"))  # fmt: skip


CODE, TITLE = Column("code", N_("Code")), Column("title", N_("Title"))
NAME, AGENCY = Column("name", N_("Name"), Sort.NAME), Column("agency", N_("Agency"), Sort.NAME)
FROM, UNTIL = Column("from_on", N_("From"), Sort.DAY), Column("to_on", N_("Until"), Sort.DAY)
ACTIVE = Column("active", N_("Active"), Sort.YES)
REGISTERS = {
    "programmes": Register(
        "programme.list",
        N_("Programmes"),
        (TITLE, AGENCY, Column("state", N_("State"), Sort.WORD, states_of(Programme)), FROM, UNTIL),
        _programmes,
        Programme.id,
        Programme.from_on,
    ),
    "memoranda": Register(
        "memorandum.list",
        N_("Memoranda"),
        (
            Column("number", N_("Number")),
            TITLE,
            AGENCY,
            Column("state", N_("State"), Sort.WORD, states_of(Memorandum)),
            Column("signed_on", N_("Signed on"), Sort.DAY),
            FROM,
            UNTIL,
        ),
        _memoranda,
        Memorandum.id,
        Memorandum.from_on,
    ),
    "indicators": Register(
        "indicator.list",
        N_("Indicators"),
        (
            CODE,
            NAME,
            Column("unit", N_("Unit")),
            Column("definition", N_("Definition")),
            ISSUER,
            Column("counted", N_("Counted by the program"), Sort.YES),
            ACTIVE,
        ),
        _indicators,
        Indicator.id,
    ),
    "indicator_values": Register(
        "indicator.list",
        N_("Figures of indicators"),
        (
            CODE,
            NAME,
            ISSUER,
            Column("nature", N_("Nature"), Sort.WORD, NATURE_LABELS),
            FROM,
            UNTIL,
            Column("value", N_("Value"), Sort.NUMBER),
            Column("unit", N_("Unit")),
            Column("approximate", N_("Approximate"), Sort.YES),
            Column("assumed_period", N_("Period assumed"), Sort.YES),
            Column("source", N_("Source")),
            Column("corrected", N_("Corrected since"), Sort.YES),
        ),
        _figures,
        IndicatorValue.id,
        IndicatorValue.from_on,
    ),
    "points": Register(
        "point.list",
        N_("Watched points"),
        (
            CODE,
            Column("name", N_("Name")),
            Column("city", N_("City")),
            Column("district", N_("District")),
            AGENCY,
            Column("visit_every", N_("Visited every so many days"), Sort.NUMBER),
            Column("last_visited_at", N_("Last visit"), Sort.DAY),
            Column("latitude", N_("Latitude"), Sort.NUMBER),
            Column("longitude", N_("Longitude"), Sort.NUMBER),
            ACTIVE,
        ),
        _points,
        Point.id,
    ),
    "registrations": Register(
        "registration.list",
        N_("Register of organisations"),
        (
            NAME,
            Column("kind", N_("Kind"), Sort.WORD, AGENCY_KIND_LABELS),
            Column("city", N_("City")),
            Column("organisation_id", N_("Organisation id")),
            Column("permit_number", N_("Permit number")),
            Column("state", N_("State"), Sort.WORD, states_of(Registration)),
            Column("submitted_at", N_("Submitted on"), Sort.DAY),
            Column("valid_until", N_("Valid until"), Sort.DAY),
        ),
        _registrations,
        Registration.id,
        Registration.invited_at,
    ),
}
