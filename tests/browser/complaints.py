"""What axe finds on pages, which are looked at in Persian on light paper and in English on dark."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.browser.visitor import Visitor

AXE = Axe()
BRIEFLY = {"resultTypes": ["violations"]}
"""Of rules that are kept a page's places are not gathered."""
COLOURS = {"fa": "light", "en": "dark"}


def complaints(visitor: Visitor, paths: list[str]) -> Iterator[str]:
    """A line for each rule that a page breaks, with the places on it."""
    for path in paths:
        assert visitor.go(path) == 200, path
        found = AXE.run(visitor.page, options=BRIEFLY).response["violations"]
        yield from (f"{path}: {one['id']} at {[node['target'] for node in one['nodes']]}" for one in found)
