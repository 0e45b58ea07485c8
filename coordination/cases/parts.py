"""Parts of a case's page that features to the right give: its referrals, what was done for the child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.sql.base import ExecutableOption

from coordination.access.actor import Actor
from coordination.cases.models import Case


@dataclass(frozen=True, slots=True)
class Part:
    """A template that the page includes, and what it is given under the name ``part``."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Make = Callable[[Actor, Case], Part]
Load = Callable[[], ExecutableOption]

_makers: list[Make] = []
_loads: list[Load] = []


def load_with_case(load: Load) -> Load:
    """Have what ``load()`` says (a joined loading) read together with the case of the page, for a part of few rows."""
    _loads.append(load)
    return load


def loading() -> list[ExecutableOption]:
    """What the page's case is loaded with beside its own."""
    return [load() for load in _loads]


def add(make: Make) -> Make:
    """Have ``make(actor, case)`` asked for a part of every case's page; all together ask one statement at most."""
    _makers.append(make)
    return make


def parts_of(actor: Actor, case: Case) -> list[Part]:
    """The parts of one case's page, in the order of registration."""
    return [make(actor, case) for make in _makers]
