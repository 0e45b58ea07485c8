"""`make pictures`: every page in both languages, wide and narrow, into pictures/; fails on what no page may show."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config import ROOT
from tests.browser.conftest import SWITCHES
from tests.pictures import docs, eyes
from tests.pictures.house import HEIGHT, House, build
from tests.pictures.scenes import EMPTY_HOUSE, Scene, plan

FOLDER = ROOT / "pictures"
LANGUAGES = ("fa", "en")
WIDE, NARROW = 1280, 360
LEAST_HEIGHT = 640


def main() -> int:
    """Takes the pictures; 1 where a page shows what none may, or is missing."""
    wanted = argparse.ArgumentParser(prog="make pictures", description=__doc__)
    wanted.add_argument("--only", default="", help="scenes whose name holds this")
    wanted.add_argument("--docs", action="store_true", help="the small pictures of docs/pictures/ alone")
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory(prefix="hamahang-pictures-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(SWITCHES))
        house = House(build(Path(folder) / "demo"))
        bare = House(build(Path(folder) / "bare", demo=False))
        try:
            if given.docs:
                docs.take(browser, house)
                return 0
            return report(*take_all(browser, house, bare, given.only))
        finally:
            house.close()
            bare.close()
            browser.close()


def take_all(browser: Browser, house: House, bare: House, only: str) -> tuple[int, list[str]]:
    """How many pictures were taken, and what is wrong on them."""
    scenes, missing = plan(house.app, house.opens, lambda name: only in name)
    problems = [f"{name}: no picture, nobody of the demo world reaches it" for name in missing]
    empty = [Scene(endpoint.replace(".", "-"), "/setup") for endpoint in sorted(EMPTY_HOUSE) if only in endpoint]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for language in LANGUAGES:
        for email, group in groupby(sorted(scenes, key=lambda one: (one.email, one.name)), key=lambda one: one.email):
            problems += take(browser, house, email, language, list(group))
        problems += take(browser, bare, "", language, empty)
    return len(list(FOLDER.glob("*.png"))), problems


def take(browser: Browser, house: House, email: str, language: str, scenes: list[Scene]) -> list[str]:
    """The pictures of one person's pages in one language."""
    context = house.seat(browser, email, language, WIDE)
    page = context.new_page()
    ears, problems = eyes.Ears(page), []
    for scene in scenes:
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        page.goto(house.site.url + scene.path)
        if scene.press:
            page.locator(scene.press).first.click()
            page.wait_for_load_state("networkidle")
        found = eyes.words(page, language) + shoot(page, f"{scene.name}-{language}")
        page.set_viewport_size({"width": NARROW, "height": LEAST_HEIGHT})
        found += shoot(page, f"{scene.name}-{language}-{NARROW}")
        found += ears.heard(but=str(scene.status) if scene.status != 200 else None)
        problems += [f"{scene.name}-{language}: {one}" for one in found]
    context.close()
    return problems


def shoot(page: Page, name: str) -> list[str]:
    """One picture; what is wrong with its width."""
    width, found = page.evaluate("innerWidth"), eyes.sideways(page)
    # As high as the page is, so that what is fixed at the foot of a phone covers nothing.
    height = max(LEAST_HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=FOLDER / f"{name}.png")
    return [f"at {width} px: {one}" for one in found]


def report(count: int, problems: list[str]) -> int:
    """Says what was found, and whether that is a failure."""
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{count} pictures in {FOLDER.name}/, {len(problems)} problems\n")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
