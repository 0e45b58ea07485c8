"""Whole reports as text, compared line by line with files that were read by people."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.kernel.db import db
from coordination.lang import locale
from coordination.reports.models import Span
from coordination.reports.paper import describe
from coordination.reports.plain import make_text
from coordination.reports.public import sections_of
from tests.conftest import MOMENT
from tests.reports.conftest import as_text, compare, load_facts, rows_of
from tests.reports.season import group_report, hold_a_season, record_a_season

LANGUAGES = ("fa", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_networks_summer_of_1394(network: Any, language: str) -> None:
    load_facts(network, "1394")
    compare(f"summer-1394-{language}", as_text(network.report(Span.SEASON, 1394, 2), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_networks_autumn_and_winter_of_1392(network: Any, language: str) -> None:
    load_facts(network, "1392")
    compare(f"autumn-winter-1392-{language}", as_text(network.report(Span.HALF, 1392, 2), language))


def test_every_item_of_summer_1394_stands_under_its_heading_in_order(network: Any) -> None:
    load_facts(network, "1394")
    text = as_text(network.report(Span.SEASON, 1394, 2), "fa")
    rows = rows_of("1394")
    places = [text.index(f"«{row['title_fa']}»") for row in rows]
    assert len(rows) == 31
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_season_told_month_by_month(network: Any, language: str) -> None:
    record_a_season(network)
    compare(f"by-month-{language}", as_text(network.report(Span.SEASON, 1405, 2, by_month=True), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_with_meetings_resolutions_and_referrals(world: Any, session: Any, language: str) -> None:
    hold_a_season(world)
    compare(f"group-{language}", as_text(group_report(world), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_version_of_that_group(world: Any, session: Any, language: str) -> None:
    hold_a_season(world)
    report = group_report(world)
    db.session.flush()
    with locale.using(language):
        shown = sections_of(report)
    data = describe(report, shown.parts, shown.figures, language=language, at=MOMENT)
    compare(f"group-public-{language}", make_text(data))
