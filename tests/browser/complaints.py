"""What axe finds on pages, which are looked at in Persian on light paper and in English on dark."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.browser.visitor import Visitor

AXE = f"if (!window.axe) {{ {Axe().axe_script} }}"
# Of rules that are kept nothing is gathered, and nothing is sent over.
RUN = """() => axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]))"""
COLOURS = {"fa": "light", "en": "dark"}


def complaints(visitor: Visitor, paths: list[str]) -> Iterator[str]:
    """A line for each rule that a page breaks, with the places on it."""
    visitor.page.add_init_script(AXE)
    for path in paths:
        assert visitor.go(path) == 200, path
        yield from (f"{path}: {rule} at {places}" for rule, places in visitor.page.evaluate(RUN))
