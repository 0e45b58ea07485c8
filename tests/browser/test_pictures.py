"""The ten pages of every day in the demo world, in both languages on a phone: nothing on them that no page may show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser

from tests.pictures import eyes
from tests.pictures.house import House, build
from tests.pictures.scenes import Scene, plan

pytestmark = pytest.mark.browser

PHONE = 360
EVERY_DAY = frozenset({
    "home-show", "referrals-inbox", "referrals-show", "referrals-accept", "referrals-outbox", "referrals-edit",
    "cases-index", "cases-show", "notices-index", "accounts-people",
})  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo world, open for visits."""
    made = House(build(tmp_path_factory.mktemp("pictures") / "demo"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def scenes(house: House) -> list[Scene]:
    """The pages, those of one person together."""
    planned, missing = plan(house.app, house.opens, EVERY_DAY.__contains__)
    assert not missing
    return sorted(planned, key=lambda scene: scene.email)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_of_every_day(chromium: Browser, house: House, scenes: list[Scene], language: str) -> None:
    found: list[str] = []
    for email, pages in groupby(scenes, key=lambda scene: scene.email):
        context = house.seat(chromium, email, language, PHONE)
        page = context.new_page()
        ears = eyes.Ears(page)
        for scene in pages:
            page.goto(house.site.url + scene.path)
            wrong = eyes.words(page, language) + eyes.sideways(page) + ears.heard()
            found += [f"{scene.name}: {one}" for one in wrong]
        context.close()
    assert not found, "\n".join(found)
