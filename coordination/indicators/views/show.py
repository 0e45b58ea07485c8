"""The page of one indicator: its series as a chart beside a table, target against actual, and what was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import g, render_template

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.indicators import queries
from coordination.indicators.chart import chart_of
from coordination.indicators.models import COMPUTED_LABELS, NATURE_LABELS, Computed, Indicator, IndicatorValue, Nature
from coordination.indicators.standing import standing_of
from coordination.indicators.units import said
from coordination.indicators.views.blueprint import bp
from coordination.lang import zone
from coordination.lang.jalali import jalali_year_range
from coordination.lang.spans import MONTH, precision_of, this_year, words

DESK = (PostKind.LIAISON, PostKind.HEAD)
YEARS_BACK = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that holds, entered or counted, with those whose place it took, the latest first."""

    nature: Nature
    from_on: date
    to_on: date
    value: Decimal
    approximate: bool = False
    entered: IndicatorValue | None = None
    before: tuple[IndicatorValue, ...] = ()


@bp.get("/<public_id:indicator_id>")
@sees("indicator.view", find=queries.get_indicator)
def show(indicator: Indicator) -> str:
    """All of an indicator."""
    figures = figures_of(indicator)
    programme = indicator.programme
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        owner=indicator.agency or indicator.group,
        unit=said(indicator.unit),
        figures=sorted(figures, key=lambda one: (one.to_on, one.from_on), reverse=True),
        standing=standing_of(figures),
        baseline=next((one for one in figures if one.nature == Nature.BASELINE), None),
        chart=chart_of(_drawn(indicator, figures)),
        natures=NATURE_LABELS,
        computed=COMPUTED_LABELS[Computed(indicator.computed)] if indicator.computed else None,
        period=words,
        opens_programme=programme is not None and policy.allows(g.actor, "programme.create", programme),
    )


def figures_of(indicator: Indicator) -> list[Shown]:
    """What holds of an indicator: entered figures, and what the program counts of this and the last two years."""
    entered = queries.list_figures(indicator)
    return [*_counted(indicator), *(_shown(one, entered) for one in entered if one.corrected_by_id is None)]


def _drawn(indicator: Indicator, figures: Sequence[Shown]) -> Sequence[Shown]:
    """Of what is counted month by month only the months: beside the whole year they would be lost."""
    if indicator.computed is None:
        return figures
    return [one for one in figures if one.entered is None and precision_of(one.from_on, one.to_on) == MONTH]


def _shown(one: IndicatorValue, among: Sequence[IndicatorValue]) -> Shown:
    before: list[IndicatorValue] = []
    place: Any = one
    while place is not None:
        place = next((old for old in among if old.corrected_by_id == place.id), None)
        if place is not None:
            before.append(place)
    return Shown(
        Nature(one.nature), one.from_on, one.to_on, one.value, one.approximate, entered=one, before=tuple(before)
    )


def _counted(indicator: Indicator) -> list[Shown]:
    """The months in which something was counted; of what has no months, how it stands today. The whole running year
    stands beside its months."""
    if indicator.computed is None:
        return []
    today = zone.today()
    year = this_year(today)
    if Computed(indicator.computed) in queries.NOW:
        return [Shown(Nature.ACTUAL, today, today, Decimal(queries.count_now(indicator)))]
    first, last = jalali_year_range(year)
    months = queries.count_by_month(indicator, jalali_year_range(year - YEARS_BACK)[0], last)
    found = [Shown(Nature.ACTUAL, one.from_on, one.to_on, Decimal(one.count)) for one in months]
    in_year = sum(one.count for one in months if one.from_on >= first)
    return [*found, Shown(Nature.ACTUAL, first, last, Decimal(in_year))]
