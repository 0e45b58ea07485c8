"""The figures of a report, as they are computed for a draft and frozen with a published one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

Counted = int | None
"""A count, or nothing where it is hidden."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its code, names where the catalogue has none, and its count."""

    code: str
    count: Counted
    name_fa: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of claimed outcomes of one kind."""

    kind: str
    claimed: Counted
    verified: Counted
    sustained: Counted
    relapsed: Counted


@dataclass(frozen=True, slots=True)
class Figures:
    """All counts of a report's span; times in seconds, the person-hours of meetings in minutes."""

    at: str = ""
    """When they were computed, in UTC."""
    meetings: int = 0
    people: int = 0
    """Attendances at the meetings held."""
    minutes: int = 0
    cancelled: int = 0
    attended: int = 0
    """Meetings of others at which a delegate was present."""
    activities: int = 0
    workshops: int = 0
    workshop_days: int = 0
    adopted: int = 0
    in_force: int = 0
    carried_out: int = 0
    issued: int = 0
    """Actions issued in the span; ``due``: those whose date lay in it; ``in_time``: of these, done by then."""
    due: int = 0
    in_time: int = 0
    referrals: Counted = 0
    routes: tuple[Line, ...] = ()
    answered: Counted = 0
    median: int | None = None
    p90: int | None = None
    closed: Counted = 0
    ended: Counted = 0
    admissions: Counted = 0
    iranian: Counted = 0
    others: Counted = 0
    girls: Counted = 0
    boys: Counted = 0
    admission_routes: tuple[Line, ...] = ()
    services: Counted = 0
    service_kinds: tuple[Line, ...] = ()
    outcomes: tuple[Ended, ...] = ()

    def frozen(self) -> dict[str, Any]:
        """The figures as they are kept with the report."""
        return asdict(self)


Texts = Mapping[str, Mapping[str, list[str]]]
"""Under each computed heading the lines in each language."""


@dataclass(frozen=True, slots=True)
class Openly:
    """What the public version says of the counts: figures that hide small ones, and the texts that follow from them."""

    figures: Figures
    texts: Texts

    def frozen(self) -> dict[str, Any]:
        """The same as it is kept beside the report's own figures."""
        return {"figures": self.figures.frozen(), "texts": self.texts}


def read_openly(kept: Mapping[str, Any] | None) -> Openly:
    """What was kept for the public version."""
    given = (kept or {}).get("public", {})
    return Openly(read(given.get("figures")), given.get("texts", {}))


def read(kept: Mapping[str, Any] | None) -> Figures:
    """The figures that were kept."""
    given = kept or {}
    names = {one.name for one in fields(Figures)}
    found = {name: value for name, value in given.items() if name in names}
    for name in ("routes", "admission_routes", "service_kinds"):
        found[name] = tuple(Line(**row) for row in found.get(name, ()))
    found["outcomes"] = tuple(Ended(**row) for row in found.get("outcomes", ()))
    return Figures(**found)
