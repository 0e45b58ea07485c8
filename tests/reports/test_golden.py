"""Whole reports as text, compared line by line with files that were read by people."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.reports.models import Span
from tests.reports.conftest import as_text, compare, load_facts, rows_of

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
