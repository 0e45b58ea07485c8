"""The pages of indicators: the list, one with its chart and table, forms as a browser sends them, what they cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from coordination.figures.models import FigureCount
from coordination.indicators.chart import chart_of
from coordination.indicators.models import Computed, Indicator, IndicatorValue, Nature
from coordination.indicators.views.show import Shown
from coordination.kernel.db import db
from coordination.lang.spans import range_of
from tests.issuing import add_figure, add_indicator, add_programme, of_agency, of_group
from tests.pages import send
from tests.world import sign_in

SUMMER = range_of("season", 1394, 2)


@pytest.fixture
def liaison(client: Any, world: Any) -> Any:
    sign_in(client, world.welfare_liaison)
    return client


@pytest.fixture
def made(world: Any, app: Any) -> Any:
    """Writes an indicator of the welfare directorate with so many yearly figures and a target; gives its public id."""

    def make(years: int = 3, **columns: Any) -> str:
        with app.app_context():
            one = add_indicator(of_agency(world.welfare), **{"unit": "child"} | columns)
            for year in range(1400 - years, 1400):
                if one.computed is None:
                    add_figure(one, world.welfare_liaison, year, *range_of("year", year))
            add_figure(one, world.welfare_liaison, 5000, *range_of("month", 1400, 12), nature=Nature.TARGET)
            db.session.commit()
            return one.public_id

    return make


def latest(app: Any) -> IndicatorValue:
    with app.app_context():
        return db.session.scalars(select(IndicatorValue).order_by(IndicatorValue.id.desc())).first()


# --- the list --------------------------------------------------------------------------------------------------


@pytest.mark.both
@pytest.mark.parametrize("rows", [2, 40])
def test_the_list_costs_the_same_with_few_and_many(liaison: Any, made: Any, statements: Any, rows: int) -> None:
    for number in range(rows):
        made(2, computed=list(Computed)[number % len(Computed)] if number % 2 else None)
    with statements() as seen:
        assert liaison.get("/indicators").status_code == 200
    assert len(seen) <= 5


def test_the_list_holds_the_latest_figure_against_its_target(liaison: Any, made: Any) -> None:
    made(2)
    liaison.post("/language", data={"language": "en"})
    page = liaison.get("/indicators").text
    assert ["1,399" in page, "1,398" in page, "5,000" in page, "27%" in page] == [True, False, True, True]


@pytest.mark.parametrize(
    "query", [{"q": "بسته"}, {"issuer": "agency"}, {"active": "no"}], ids=["words", "whose", "followed no more"]
)
def test_a_filter_leaves_the_others_out(client: Any, world: Any, app: Any, query: dict[str, str]) -> None:
    with app.app_context():
        add_indicator(of_group(world.group), label_fa="شاخص یکم")
        add_indicator(of_agency(world.welfare), label_fa="بسته حمایتی", active="active" not in query)
        db.session.commit()
    if "issuer" in query:
        query = {"issuer": f"agency-{world.welfare.id}"}
    sign_in(client, world.welfare_liaison)
    page = client.get("/indicators", query_string=query).text
    assert ("شاخص یکم" in page, "بسته حمایتی" in page) == (False, True)


def test_an_empty_list_says_what_an_indicator_is(liaison: Any) -> None:
    assert 'class="empty"' in liaison.get("/indicators").text


# --- one -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("computed", [None, *Computed])
def test_its_page_is_there_for_whatever_it_counts(
    liaison: Any, made: Any, statements: Any, computed: Computed | None, language: str
) -> None:
    public_id = made(computed=computed, lowest=Decimal(0))
    liaison.post("/language", data={"language": language})
    with statements() as seen:
        assert liaison.get(f"/indicators/{public_id}").status_code == 200
    assert len(seen) <= 7


def test_its_series_is_drawn_beside_a_table(liaison: Any, made: Any) -> None:
    page = liaison.get(f"/indicators/{made(4)}").text
    assert (page.count("lines-dot lines-main"), page.count('<tr><th scope="row">'), "<caption" in page) == (5, 5, True)


def test_an_approximate_figure_and_an_assumed_period_are_marked(liaison: Any, world: Any, app: Any) -> None:
    with app.app_context():
        one = add_indicator(of_agency(world.welfare), unit="child")
        add_figure(one, world.welfare_liaison, 7000, *SUMMER, approximate=True, assumed_period=True)
        db.session.commit()
        public_id = one.public_id
    page = liaison.get(f"/indicators/{public_id}").text
    assert ("حدود ۷٬۰۰۰" in page, "دوره فرضی" in page) == (True, True)


def test_what_is_counted_stands_by_month(liaison: Any, made: Any, world: Any, app: Any) -> None:
    public_id = made(computed=Computed.ADMISSIONS)
    with app.app_context():
        for month, count in ((140501, 61), (140502, 56)):
            db.session.add(
                FigureCount(agency_id=world.welfare.id, month=month, measure="admitted.nation", key="iranian", n=count)
            )
        db.session.commit()
    page = liaison.get(f"/indicators/{public_id}").text
    assert ["۶۱" in page, "۵۶" in page, "۱۱۷" in page] == [True] * 3


def test_it_is_defined_by_its_form(liaison: Any, world: Any, app: Any, statements: Any) -> None:
    typed = {
        "issuer": f"agency-{world.welfare.id}",
        "code": "children",
        "label_fa": "کودک",
        "unit": "کودک",
        "whole": "y",
        "lowest": "۰",
        "computed": "",
        "programme": "",
    }
    liaison.post("/indicators/new", data=typed | {"code": "first"})
    with statements() as seen:
        assert liaison.post("/indicators/new", data=typed).status_code == 303
    with app.app_context():
        one = db.session.scalars(select(Indicator).where(Indicator.code == "children")).one()
        assert (one.unit, one.whole, one.lowest, len(seen) <= 8) == ("child", True, 0, True)


def test_its_definition_survives_its_form(liaison: Any, made: Any, world: Any, app: Any) -> None:
    with app.app_context():
        programme = add_programme(world.welfare)
        db.session.commit()
        number = programme.id
    page = f"/indicators/{made(highest=Decimal(9000), programme_id=number)}/edit"
    assert send(liaison, page, {"label_en": "Children"}).status_code == 303
    with app.app_context():
        one = db.session.scalars(select(Indicator)).one()
        assert (one.label_en, one.unit, one.highest, one.programme_id) == ("Children", "child", 9000, number)


def test_a_figure_is_entered_by_its_form(liaison: Any, made: Any, app: Any, statements: Any) -> None:
    page = f"/indicators/{made()}/figures/new"
    typed = {"nature": "actual", "period": "تابستان ۱۳۹۴", "value": "حدود ۲۳۱", "source": "گزارش"}
    send(liaison, page, typed | {"period": "بهار ۱۳۹۴"})
    with statements() as seen:
        assert liaison.post(page, data=typed).status_code == 303
    one = latest(app)
    assert (one.value, one.approximate, (one.from_on, one.to_on), len(seen) <= 10) == (231, True, SUMMER, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": "12.5"}, "value"),
        ({"value": "چند"}, "value"),
        ({"value": ""}, "value"),
        ({"period": "۱۳۹۹"}, "period"),
        ({"period": "بعداً"}, "period"),
    ],
    ids=["a fraction", "no number", "nothing", "a period that is taken", "no period"],
)
def test_a_figure_that_does_not_fit_is_told_beside_its_field(
    liaison: Any, made: Any, typed: dict[str, str], field: str
) -> None:
    page = f"/indicators/{made()}/figures/new"
    answer = send(liaison, page, {"nature": "actual", "period": "تابستان ۱۳۹۴", "value": "۱۲"} | typed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)


def test_a_correction_shows_what_stood_there_before(liaison: Any, made: Any, app: Any) -> None:
    public_id = made()
    typed = {"nature": "actual", "period": "تابستان ۱۳۹۴", "value": "۲۳۱"}
    send(liaison, f"/indicators/{public_id}/figures/new", typed)
    page = f"/indicators/{public_id}/figures/{latest(app).public_id}"
    assert send(liaison, page, {"value": "۲۴۱", "why": "دو بار شمرده شد."}).status_code == 303
    shown = liaison.get(f"/indicators/{public_id}").text
    assert ["۲۴۱" in shown, "۲۳۱" in shown, "دو بار شمرده شد." in shown] == [True] * 3


def test_a_member_reads_and_does_not_enter(client: Any, world: Any, made: Any) -> None:
    public_id = made()
    sign_in(client, world.welfare_worker)
    page = client.get(f"/indicators/{public_id}").text
    assert ("/figures/new" in page, client.get(f"/indicators/{public_id}/figures/new").status_code) == (False, 404)


# --- the drawing -----------------------------------------------------------------------------------------------


def shown(value: int, span: tuple[date, date], nature: Nature = Nature.ACTUAL) -> Shown:
    return Shown(nature, *span, Decimal(value))


def test_periods_of_different_kinds_are_not_joined() -> None:
    chart = chart_of(
        [shown(1, range_of("month", 1402, 9)), shown(2, range_of("year", 1400)), shown(3, range_of("year", 1401))]
    )
    assert chart is not None
    assert sorted(len(run) for run in chart.series[0].runs) == [1, 2]


def test_every_dot_lies_within_the_drawing() -> None:
    chart = chart_of(
        [shown(n * 37 - 90, range_of("season", 1398 + n // 4, n % 4 + 1)) for n in range(12)]
        + [shown(1214, range_of("month", 1400, 12), Nature.TARGET)]
    )
    assert chart is not None
    dots = [dot for series in chart.series for run in series.runs for dot in run]
    assert all(0 <= dot.x <= 100 and 0 <= dot.y <= 100 for dot in dots)


@pytest.mark.parametrize("figures", [[], [shown(5, SUMMER)]], ids=["none", "one"])
def test_fewer_than_two_figures_are_not_drawn(figures: list[Shown]) -> None:
    assert chart_of(figures) is None


def test_nothing_but_noughts_can_be_drawn() -> None:
    assert chart_of([shown(0, range_of("year", 1400)), shown(0, range_of("year", 1401))]) is not None
