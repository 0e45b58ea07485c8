"""What the fault tests stand on: processes over a test's application, and referrals that wait for a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.faults.site import Site


@pytest.fixture
def site_of() -> Iterator[Callable[..., Site]]:
    """`site_of(app)`: its processes, none started yet; all are ended with the test."""
    made: list[Site] = []

    def make(app: Flask, **settings: str) -> Site:
        made.append(Site(app, **settings))
        return made[-1]

    yield make
    for site in made:
        site.end()
