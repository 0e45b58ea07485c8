"""Rules of indicators: definitions, figures against them, corrections, where an indicator stands, what is counted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.figures.models import FigureCount
from coordination.figures.queries.scopes import Scope
from coordination.indicators import commands, queries
from coordination.indicators.commands import Definition, Figure
from coordination.indicators.models import Computed, Indicator, IndicatorValue, Nature
from coordination.indicators.numbers import read_figure
from coordination.indicators.standing import standing_of
from coordination.indicators.units import unit_of
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.lang.spans import range_of
from coordination.outcomes.models import OutcomeKind, OutcomeState
from coordination.programmes.models import MemorandumState
from tests.figures import reading
from tests.issuing import add_figure, add_indicator, add_memorandum, add_outcome, add_programme, of_agency, of_group
from tests.world import acting, add_case, add_centre

SUMMER = range_of("season", 1394, 2)
YEAR = range_of("year", 1394)
THIS_YEAR = range_of("year", 1405)


@pytest.fixture
def liaison(world: Any, session: Any) -> Actor:
    return acting(world.welfare_liaison)


@pytest.fixture
def indicator(world: Any, session: Any) -> Indicator:
    return add_indicator(of_agency(world.welfare), unit="child", lowest=Decimal(0), highest=Decimal(1000))


def actual(value: int | str = 12, span: tuple[date, date] = SUMMER, **more: Any) -> Figure:
    return Figure(**{"nature": Nature.ACTUAL, "from_on": span[0], "to_on": span[1], "value": Decimal(value)} | more)


# --- definitions -----------------------------------------------------------------------------------------------


def test_an_indicator_is_defined_for_ones_own(world: Any, liaison: Actor) -> None:
    made = commands.define(
        liaison, issuer=Issuer(agency_id=world.welfare.id), definition=Definition("Children", "کودک", "کودک")
    )
    assert (made.code, made.unit) == ("children", "child")


def test_it_is_not_defined_for_another(world: Any, liaison: Actor) -> None:
    with pytest.raises(Refused):
        commands.define(
            liaison, issuer=Issuer(agency_id=world.pouya.id), definition=Definition("children", "کودک", "child")
        )


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        (Definition("", "کودک", "child"), "code"),
        (Definition("کودک", "کودک", "child"), "code"),
        (Definition("children", "", "child"), "label_fa"),
        (Definition("children", "کودک", ""), "unit"),
        (Definition("children", "کودک", "child", lowest=Decimal(5), highest=Decimal(4)), "highest"),
        (Definition("children", "کودک", "child", definition="پرونده C-48213"), "definition"),
    ],
    ids=["no code", "a Persian code", "no name", "no unit", "bounds that cross", "the code of a child's file"],
)
def test_a_definition_that_does_not_fit_is_refused_beside_its_field(
    world: Any, liaison: Actor, definition: Definition, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        commands.define(liaison, issuer=Issuer(agency_id=world.welfare.id), definition=definition)
    assert refused.value.field == field


def test_a_code_is_one_indicators_alone(world: Any, liaison: Actor) -> None:
    add_indicator(of_agency(world.welfare), code="children")
    with pytest.raises(Invalid) as refused:
        commands.define(
            liaison, issuer=Issuer(agency_id=world.welfare.id), definition=Definition("children", "کودک", "child")
        )
    assert refused.value.field == "code"


def test_nothing_is_counted_for_a_group(world: Any, session: Any) -> None:
    with pytest.raises(Invalid) as refused:
        commands.define(
            acting(world.secretary),
            issuer=Issuer(group_id=world.group.id),
            definition=Definition("children", "کودک", "child", computed=Computed.ADMISSIONS),
        )
    assert refused.value.field == "computed"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit": "rial"}, "unit"),
        ({"highest": Decimal(10)}, "highest"),
        ({"whole": True, "unit": "child"}, "whole"),
        ({"computed": Computed.ADMISSIONS}, "computed"),
    ],
    ids=["another unit", "bounds within its figures", "whole where there are fractions", "left to the program"],
)
def test_a_definition_that_its_figures_do_not_fit_is_refused(
    world: Any, liaison: Actor, changed: dict[str, Any], field: str
) -> None:
    indicator = add_indicator(of_agency(world.welfare), unit="child", whole=False)
    add_figure(indicator, world.welfare_liaison, "12.5", *SUMMER)
    stays = {"code": indicator.code, "label_fa": "کودک", "unit": "child", "whole": False}
    with pytest.raises(Invalid) as refused:
        commands.redefine(liaison, indicator, definition=Definition(**stays | changed))
    assert refused.value.field == field


# --- figures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "field"),
    [
        (actual("12.5"), "value"),
        (actual(-1), "value"),
        (actual(1001), "value"),
        (actual(span=(SUMMER[1], SUMMER[0])), "period"),
        (actual(span=range_of("year", 1406)), "period"),
    ],
    ids=["a fraction of whole things", "below its bounds", "above them", "days that cross", "a time to come"],
)
def test_a_figure_against_its_definition_is_refused(
    liaison: Actor, indicator: Indicator, figure: Figure, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        commands.enter(liaison, indicator, figure=figure)
    assert refused.value.field == field


def test_a_fraction_is_taken_where_things_are_not_whole(world: Any, liaison: Actor) -> None:
    indicator = add_indicator(of_agency(world.welfare), whole=False)
    made = commands.enter(liaison, indicator, figure=actual("12.75"))
    db.session.expire(made)
    assert made.value == Decimal("12.75")


@pytest.mark.parametrize("span", [SUMMER, range_of("season", 1394, 2)], ids=["the same", "the same again"])
def test_an_actual_of_the_same_period_is_refused(liaison: Actor, indicator: Indicator, span: tuple[date, date]) -> None:
    commands.enter(liaison, indicator, figure=actual())
    with pytest.raises(Invalid) as refused:
        commands.enter(liaison, indicator, figure=actual(13, span))
    assert refused.value.field == "period"


def test_free_periods_that_overlap_are_refused(liaison: Actor, indicator: Indicator) -> None:
    commands.enter(liaison, indicator, figure=actual(span=(date(2015, 1, 1), date(2015, 3, 1))))
    with pytest.raises(Invalid):
        commands.enter(liaison, indicator, figure=actual(span=(date(2015, 2, 1), date(2015, 4, 1))))


@pytest.mark.parametrize(
    "span", [YEAR, range_of("month", 1394, 4), range_of("season", 1394, 3)], ids=["year", "month", "next season"]
)
def test_a_period_of_another_kind_or_time_stands_beside_it(
    liaison: Actor, indicator: Indicator, span: tuple[date, date]
) -> None:
    commands.enter(liaison, indicator, figure=actual())
    commands.enter(liaison, indicator, figure=actual(13, span))
    assert len(queries.list_figures(indicator)) == 2


def test_one_target_stands_for_one_time(liaison: Actor, indicator: Indicator) -> None:
    commands.enter(liaison, indicator, figure=actual(nature=Nature.TARGET))
    with pytest.raises(Invalid):
        commands.enter(liaison, indicator, figure=actual(nature=Nature.TARGET, from_on=SUMMER[1]))


def test_there_is_one_baseline(liaison: Actor, indicator: Indicator) -> None:
    commands.enter(liaison, indicator, figure=actual(nature=Nature.BASELINE))
    with pytest.raises(Invalid):
        commands.enter(liaison, indicator, figure=actual(span=YEAR, nature=Nature.BASELINE))


def test_what_is_counted_is_never_typed(world: Any, liaison: Actor) -> None:
    indicator = add_indicator(of_agency(world.welfare), computed=Computed.SERVICES)
    with pytest.raises(Invalid) as refused:
        commands.enter(liaison, indicator, figure=actual())
    assert refused.value.field == "nature"


def test_what_is_counted_has_targets(world: Any, liaison: Actor) -> None:
    indicator = add_indicator(of_agency(world.welfare), computed=Computed.SERVICES)
    assert commands.enter(liaison, indicator, figure=actual(nature=Nature.TARGET)).nature == Nature.TARGET


# --- corrections -----------------------------------------------------------------------------------------------


def test_a_correction_keeps_the_old_value(liaison: Actor, indicator: Indicator) -> None:
    old = commands.enter(liaison, indicator, figure=actual(12))
    new = commands.correct(liaison, indicator, old, figure=actual(13), why="دو بار شمرده شد.")
    db.session.flush()
    assert (old.value, old.corrected_by_id, new.value, new.correction) == (12, new.id, 13, "دو بار شمرده شد.")


def test_a_correction_without_a_reason_is_refused(liaison: Actor, indicator: Indicator) -> None:
    old = commands.enter(liaison, indicator, figure=actual(12))
    with pytest.raises(Invalid) as refused:
        commands.correct(liaison, indicator, old, figure=actual(13), why="")
    assert refused.value.field == "why"


def test_what_was_corrected_is_not_corrected_again(liaison: Actor, indicator: Indicator) -> None:
    old = commands.enter(liaison, indicator, figure=actual(12))
    commands.correct(liaison, indicator, old, figure=actual(13), why="اصلاح")
    with pytest.raises(WrongState):
        commands.correct(liaison, indicator, old, figure=actual(14), why="اصلاح")


def test_a_corrected_figure_holds_no_period(liaison: Actor, indicator: Indicator) -> None:
    old = commands.enter(liaison, indicator, figure=actual(12))
    commands.correct(liaison, indicator, old, figure=actual(12, range_of("season", 1394, 3)), why="فصل دیگر")
    commands.enter(liaison, indicator, figure=actual(14))
    held = db.session.scalars(select(IndicatorValue.value).where(IndicatorValue.corrected_by_id.is_(None)))
    assert sorted(held) == [12, 14]


def test_a_correction_is_held_against_the_definition_too(liaison: Actor, indicator: Indicator) -> None:
    old = commands.enter(liaison, indicator, figure=actual(12))
    with pytest.raises(Invalid):
        commands.correct(liaison, indicator, old, figure=actual(5000), why="اصلاح")


# --- reading ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "about"),
    [
        ("۱٬۲۵۰", "1250", False),
        ("حدود ۷۰۰۰", "7000", True),
        ("تقریباً ۴۰", "40", True),
        ("about 1,600", "1600", True),
        ("۲٫۵", "2.5", False),
        ("−۳", "-3", False),
        ("٢٣٣٥٠٠٠٠٠٠", "2335000000", False),
    ],
)
def test_a_figure_is_read_as_people_write_it(typed: str, value: str, about: bool) -> None:
    assert read_figure(typed) == (Decimal(value), about)


@pytest.mark.parametrize("typed", ["", "حدود", "چند", "1e9", "NaN", "12a", "1.23456", "9" * 20, "²"])
def test_what_is_no_figure_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_figure(typed)


@pytest.mark.parametrize("typed", ["child", "کودک", "كودك", "Children"])
def test_a_unit_is_known_by_its_code_and_its_words(app: Any, typed: str) -> None:
    with app.app_context():
        assert unit_of(typed) == "child"


# --- where it stands -------------------------------------------------------------------------------------------


def test_the_latest_figure_stands_against_the_next_target(indicator: Indicator, world: Any) -> None:
    by = world.welfare_liaison
    found = standing_of(
        [
            add_figure(indicator, by, 100, *range_of("year", 1394)),
            add_figure(indicator, by, 150, *range_of("year", 1395)),
            add_figure(indicator, by, 120, *range_of("year", 1394), nature=Nature.TARGET),
            add_figure(indicator, by, 200, *range_of("year", 1396), nature=Nature.TARGET),
            add_figure(indicator, by, 900, *range_of("year", 1400), nature=Nature.TARGET),
        ]
    )
    assert found.actual is not None
    assert found.target is not None
    assert (found.actual.value, found.target.value, found.share) == (150, 200, 75)


@pytest.mark.parametrize(("years", "value"), [((1396, 1400), 1400), ((1396, 1405, 1408), 1405)])
def test_without_a_figure_the_target_that_is_due_next_is_shown(
    indicator: Indicator, world: Any, now: Any, years: tuple[int, ...], value: int
) -> None:
    by = world.welfare_liaison
    found = standing_of(
        [add_figure(indicator, by, year, *range_of("year", year), nature=Nature.TARGET) for year in years]
    )
    assert found.target is not None
    assert found.target.value == value


def test_without_a_later_target_the_last_one_counts(indicator: Indicator, world: Any) -> None:
    by = world.welfare_liaison
    found = standing_of(
        [
            add_figure(indicator, by, 150, *range_of("year", 1395)),
            add_figure(indicator, by, 120, *range_of("year", 1394), nature=Nature.TARGET),
        ]
    )
    assert found.share == 125


def test_a_list_says_the_same_as_the_page(indicator: Indicator, world: Any) -> None:
    by = world.welfare_liaison
    for year in range(1390, 1396):
        add_figure(indicator, by, year - 1300, *range_of("year", year))
    add_figure(indicator, by, 99, *range_of("year", 1396), nature=Nature.TARGET)
    listed = queries.list_standings([indicator.id], *THIS_YEAR)[indicator.id]
    whole = standing_of([one for one in queries.list_figures(indicator) if one.corrected_by_id is None])
    assert listed.actual is not None
    assert whole.actual is not None
    assert (listed.actual.value, listed.share) == (whole.actual.value, whole.share) == (95, Decimal(95))


# --- what is counted -------------------------------------------------------------------------------------------


def counted(world: Any, computed: Computed) -> int:
    """What the list says of a computed indicator of the welfare directorate in this year."""
    db.session.flush()
    db.session.commit()
    made = add_indicator(of_agency(world.welfare), computed=computed)
    standing = queries.list_standings([made.id], *THIS_YEAR).get(made.id)
    listed = int(standing.actual.value) if standing is not None and standing.actual is not None else 0
    if computed in queries.NOW:
        assert queries.count_now(made) == listed
    else:
        assert sum(month.count for month in queries.count_by_month(made, *THIS_YEAR)) == listed
    return listed


@pytest.mark.parametrize(
    ("computed", "kind"),
    [
        (Computed.OUTCOMES_SCHOOL, OutcomeKind.RETURN_TO_SCHOOL),
        (Computed.OUTCOMES_HARM, OutcomeKind.EXIT_FROM_HARM),
        (Computed.OUTCOMES_LABOUR, OutcomeKind.EXIT_FROM_HARD_LABOUR),
    ],
)
def test_outcomes_count_once_another_has_verified_them(
    world: Any, session: Any, computed: Computed, kind: OutcomeKind
) -> None:
    for state in OutcomeState:
        add_outcome(add_case(world.welfare), world.welfare_worker, world.welfare_liaison, state, kind=kind)
    assert counted(world, computed) == 2


def test_centres_and_memoranda_count_as_they_stand(world: Any, session: Any) -> None:
    add_centre(world.welfare, "مرکز روزانه")
    add_centre(world.welfare, "مرکز بسته", active=False)
    for state in MemorandumState:
        add_memorandum(world.welfare, state)
    add_memorandum(world.pouya, MemorandumState.SIGNED)
    there = len(
        [one for one in db.session.execute(select(queries.NOW[Computed.CENTRES][0])).scalars()
         if one.agency_id == world.welfare.id and one.active]
    )  # fmt: skip
    assert (counted(world, Computed.CENTRES), counted(world, Computed.MEMORANDA)) == (there, 1)


def test_what_is_counted_is_what_the_figures_say(world: Any, session: Any) -> None:
    for measure, key, n in (
        ("admitted.nation", "iranian", 61),
        ("admitted.nation", "others", 56),
        ("served", "x", 3713),
    ):
        db.session.add(FigureCount(agency_id=world.welfare.id, month=140503, measure=measure, key=key, n=n))
    db.session.flush()
    scope = Scope(frozenset({world.welfare.id}))
    admitted = reading.count_admissions(scope, *THIS_YEAR)
    found = [
        counted(world, one)
        for one in (Computed.ADMISSIONS, Computed.ADMISSIONS_IRANIAN, Computed.ADMISSIONS_OTHERS, Computed.SERVICES)
    ]
    assert found == [admitted.total, admitted.iranian, admitted.others, 3713] == [117, 61, 56, 3713]


@pytest.mark.both
def test_its_programme_shows_what_measures_it(world: Any, liaison: Actor) -> None:
    programme = add_programme(world.welfare)
    indicator = add_indicator(of_agency(world.welfare), programme_id=programme.id)
    add_figure(indicator, world.welfare_liaison, 12, *SUMMER)
    ((row, standing),) = queries.list_of_programme(liaison, programme.id)
    assert (row.public_id, standing.actual.value if standing.actual else None) == (indicator.public_id, 12)


def test_a_group_has_indicators_too(world: Any, session: Any) -> None:
    indicator = add_indicator(of_group(world.group), unit="meeting")
    made = commands.enter(acting(world.secretary), indicator, figure=actual(13, (SUMMER[0], SUMMER[0] + timedelta(9))))
    assert made.value == 13
