"""Defining an indicator and changing its definition, within what its figures allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.indicators.models import Computed, Indicator, IndicatorValue, Nature
from coordination.indicators.units import said, unit_of
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused
from coordination.kernel.messages import N_, Message
from coordination.lang.text import digits
from coordination.programmes.models import Programme

CODE = re.compile(r"[a-z][a-z0-9_.-]{0,59}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator counts: ``whole`` numbers or not, between bounds; ``computed`` where the program counts."""

    code: str
    label_fa: str
    unit: str
    label_en: str = ""
    definition: str = ""
    whole: bool = True
    lowest: Decimal | None = None
    highest: Decimal | None = None
    computed: Computed | None = None
    programme: Programme | None = None
    active: bool = True


def define(actor: Actor, *, issuer: Issuer, definition: Definition) -> Indicator:
    """A new indicator of the actor's group or agency. Flushed. Raises Refused for another's, Invalid beside the field
    that does not fit."""
    made = Indicator(group_id=issuer.group_id, agency_id=issuer.agency_id, code="", label_fa="", unit="")
    if not policy.allows(actor, "indicator.enter", made):
        raise Refused(N_("This is not a group or agency for which you act, so nothing was saved."))
    return add(actor, made, definition)


def add(actor: Actor, made: Indicator, definition: Definition) -> Indicator:
    """Write a new indicator; whether the actor may was asked before."""
    _write(made, definition)
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "indicator.enter", made, detail={"defined": made.code})
    return made


def redefine(actor: Actor, indicator: Indicator, *, definition: Definition) -> None:
    """Change the definition. Raises Invalid where figures that hold would no longer fit it."""
    figures = db.session.scalars(
        select(IndicatorValue).where(
            IndicatorValue.indicator_id == indicator.id, IndicatorValue.corrected_by_id.is_(None)
        )
    ).all()
    if figures and unit_of(definition.unit) != unit_of(indicator.unit):
        raise Invalid(
            N_("The unit was not changed, because figures in the old one are there."),
            field="unit",
            advice=N_("Define another indicator for the other unit."),
        )
    if definition.computed is not None and any(one.nature == Nature.ACTUAL for one in figures):
        raise Invalid(
            N_("It was not left to Hamahang to count, because entered figures are there."),
            field="computed",
            advice=N_("Define another indicator for what is counted."),
        )
    _write(indicator, definition)
    for one in figures:
        check_value(indicator, one.value, field="whole" if definition.whole and not is_whole(one.value) else "highest")
    trail.record(actor, "indicator.enter", indicator, detail={"redefined": indicator.code})


def _write(indicator: Indicator, wanted: Definition) -> None:
    refuse_codes(label_fa=wanted.label_fa, label_en=wanted.label_en, definition=wanted.definition)
    for field in ("label_fa", "unit"):
        if not getattr(wanted, field):
            raise Invalid(N_("This is empty, so nothing was saved."), field=field)
    if wanted.lowest is not None and wanted.highest is not None and wanted.lowest > wanted.highest:
        raise Invalid(N_("The upper bound is below the lower one, so nothing was saved."), field="highest")
    if wanted.computed is not None and indicator.agency_id is None:
        raise Invalid(
            N_("Hamahang counts for agencies only, so nothing was saved."),
            field="computed",
            advice=N_("Enter the figures of a group by hand."),
        )
    if wanted.programme is not None and wanted.programme.agency_id != indicator.agency_id:
        raise Invalid(N_("The programme is another agency's, so nothing was saved."), field="programme")
    indicator.code = _code(indicator, wanted.code)
    indicator.label_fa, indicator.label_en, indicator.definition = wanted.label_fa, wanted.label_en, wanted.definition
    indicator.unit, indicator.whole = unit_of(wanted.unit), wanted.whole
    indicator.lowest, indicator.highest = wanted.lowest, wanted.highest
    indicator.computed, indicator.active = wanted.computed, wanted.active
    indicator.programme_id = wanted.programme.id if wanted.programme is not None else None


def _code(indicator: Indicator, typed: str) -> str:
    code = digits(typed).strip().lower()
    if not CODE.fullmatch(code):
        raise Invalid(
            N_("The code was not taken: it begins with a Latin letter and holds letters, digits, «_», «-» and «.»."),
            field="code",
        )
    taken = db.session.scalar(
        select(Indicator.id).where(
            Indicator.code == code,
            Indicator.agency_id == indicator.agency_id,
            Indicator.group_id == indicator.group_id,
            Indicator.id != (indicator.id or 0),
        )
    )
    if taken is not None:
        raise Invalid(
            Message(N_("An indicator with the code %(code)s is there already, so nothing was saved."), code=code),
            field="code",
        )
    return code


def is_whole(value: Decimal) -> bool:
    """Whether a figure has no fraction."""
    return value == value.to_integral_value()


def check_value(indicator: Indicator, value: Decimal, *, field: str = "value") -> None:
    """Raises Invalid for a figure that is against the definition: a fraction where whole things are counted, or out of
    its bounds."""
    if indicator.whole and not is_whole(value):
        raise Invalid(
            Message(
                N_("%(value)s was not taken: this indicator counts whole numbers of «%(unit)s»."),
                value=value,
                unit=said(indicator.unit),
            ),
            field=field,
            advice=N_("Give a whole number, or change the definition."),
        )
    lowest, highest = indicator.lowest, indicator.highest
    if (lowest is not None and value < lowest) or (highest is not None and value > highest):
        raise Invalid(
            Message(N_("%(value)s was not taken: it lies outside of the bounds (%(bounds)s)."), value=value,
                    bounds=_bounds(lowest, highest)),
            field=field,
            advice=N_("Check the figure, or change the definition."),
        )  # fmt: skip


def _bounds(lowest: Decimal | None, highest: Decimal | None) -> Message:
    if lowest is not None and highest is not None:
        return Message(N_("%(lowest)s to %(highest)s"), lowest=lowest, highest=highest)
    if lowest is not None:
        return Message(N_("at least %(lowest)s"), lowest=lowest)
    return Message(N_("at most %(highest)s"), highest=highest)
