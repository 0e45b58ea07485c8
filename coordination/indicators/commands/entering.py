"""Entering a figure of a period, and correcting one: the old one stays and names what took its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.indicators.commands.defining import check_value
from coordination.indicators.models import Indicator, IndicatorValue, Nature
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.spans import precision_of, words
from coordination.lang.zone import local_date


@dataclass(frozen=True, slots=True)
class Figure:
    """What is said of a period: ``approximate`` for «حدود», ``assumed_period`` where the source left it open."""

    nature: Nature
    from_on: date
    to_on: date
    value: Decimal
    approximate: bool = False
    assumed_period: bool = False
    source: str = ""


def enter(actor: Actor, indicator: Indicator, *, figure: Figure) -> IndicatorValue:
    """Another figure. Flushed. Raises Invalid where it is against the definition, is counted by the program, or stands
    in the place of one that holds."""
    hold(indicator)
    made = _made(actor, indicator, figure, besides=None)
    trail.record(actor, "indicator.enter", indicator, detail={"value": made.id, "nature": made.nature})
    return made


def correct(actor: Actor, indicator: Indicator, old: IndicatorValue, *, figure: Figure, why: str) -> IndicatorValue:
    """A figure that takes the place of ``old``, which stays in the history. Flushed. Raises WrongState where the old
    one was corrected already, Invalid without a reason or as ``enter``."""
    hold(indicator)
    if old.corrected_by_id is not None:
        raise WrongState(
            N_("This figure was corrected already, so nothing was changed."), N_("Correct the one that holds now.")
        )
    if not why:
        raise Invalid(N_("The reason is empty, so nothing was corrected."), field="why")
    refuse_codes(why=why)
    made = _made(actor, indicator, figure, besides=old)
    made.correction = why
    db.session.flush()
    old.corrected_by_id = made.id
    trail.record(actor, "indicator.enter", indicator, detail={"value": made.id, "corrects": old.id})
    return made


def hold(indicator: Indicator) -> None:
    """Of two who enter the same period at once the second waits for the first, and then is refused."""
    db.session.execute(select(Indicator.id).where(Indicator.id == indicator.id).with_for_update())


def _made(actor: Actor, indicator: Indicator, figure: Figure, *, besides: IndicatorValue | None) -> IndicatorValue:
    check(indicator, figure, _standing(indicator, figure.nature, besides), today=local_date(clock.now()))
    refuse_codes(source=figure.source)
    made = IndicatorValue(
        indicator_id=indicator.id,
        nature=figure.nature,
        from_on=figure.from_on,
        to_on=figure.to_on,
        value=figure.value,
        approximate=figure.approximate,
        assumed_period=figure.assumed_period,
        source=figure.source,
        by_id=actor.person_id,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _standing(indicator: Indicator, nature: Nature, besides: IndicatorValue | None) -> list[tuple[date, date]]:
    return [
        (one.from_on, one.to_on)
        for one in db.session.execute(
            select(IndicatorValue.from_on, IndicatorValue.to_on).where(
                IndicatorValue.indicator_id == indicator.id,
                IndicatorValue.nature == nature,
                IndicatorValue.corrected_by_id.is_(None),
                IndicatorValue.id != (besides.id if besides is not None else 0),
            )
        )
    ]


def check(indicator: Indicator, figure: Figure, standing: list[tuple[date, date]], *, today: date) -> None:
    """Raises Invalid for a figure against its definition, or whose period is taken among the ``standing`` ones of its
    nature. A month may stand beside the year that holds it: only periods of one kind must not overlap."""
    if figure.nature == Nature.ACTUAL and indicator.computed is not None:
        raise Invalid(
            N_("Hamahang counts this indicator by itself, so the figure was not taken."),
            field="nature",
            advice=N_("Targets and the baseline are entered."),
        )
    if figure.to_on < figure.from_on:
        raise Invalid(N_("The last day lies before the first, so nothing was saved."), field="period")
    if figure.nature == Nature.ACTUAL and figure.from_on > today:
        raise Invalid(
            N_("The period has not begun, so no actual figure of it was taken."),
            field="period",
            advice=N_("Enter what is planned as a target."),
        )
    check_value(indicator, figure.value)
    for first, last in standing:
        if _taken(figure, first, last):
            raise Invalid(
                Message(
                    N_("A figure of this kind for %(period)s is there already, so this one was not taken."),
                    period=words(first, last),
                ),
                field="period",
                advice=N_("Correct the one that is there; it stays in the history."),
            )


def _taken(figure: Figure, first: date, last: date) -> bool:
    match figure.nature:
        case Nature.BASELINE:
            return True
        case Nature.TARGET:
            return figure.to_on == last
    overlap = figure.from_on <= last and first <= figure.to_on
    return overlap and precision_of(figure.from_on, figure.to_on) == precision_of(first, last)
