"""The table of a run, and what it says of the figures to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bench.load import Cost
from bench.pages import Weight

LISTS = ("inbox", "inbox, filtered", "inbox, all")
OF_GROUPS = ("my actions", "group's actions", "resolutions", "resolutions, filtered", "meetings")
LAST = {
    "inbox, all, last page": "inbox, all",
    "group's actions, last": "group's actions",
    "resolutions, last": "resolutions",
    "meetings, last": "meetings",
}
"""The last page of a list, and the first to which it is compared."""
LONG = ("meeting", "minutes", "desk")
"""A meeting of forty entries with minutes and actions, its minutes, and the desk where they are written."""
FIGURES = ("figures, agency", "figures, group", "figures, all")
REPORTS = ("report, agency", "report, group")
"""Making a seasonal report, which reads a season, half or year of everything and writes its sections."""
CREATES = ("create", "accept", "save text", "start action", "adopt")
STATEMENTS = {
    "sign-in page": 0,
    "home": 6,
    "inbox": 5,
    "inbox, filtered": 5,
    "inbox, all": 5,
    "inbox, all, last page": 5,
    "referral": 7,
    "referral, opened": 7,
    "create": 8,
    "accept": 10,
    "Today, secretary": 6,
    **dict.fromkeys((*OF_GROUPS, "group's actions, last", "resolutions, last", "meetings, last"), 5),
    **dict.fromkeys(LONG, 7),
    **dict.fromkeys(("save text", "start action", "adopt"), 10),
    **dict.fromkeys(FIGURES, 6),
}
LIST_RAW, LIST_COMPRESSED, DETAIL_RAW, LONG_RAW = 45_000, 7_000, 40_000, 90_000
GROWTH, FIGURES_GROWTH = 1.15, 1.3


@dataclass(frozen=True, slots=True)
class Run:
    """One database at one size."""

    database: str
    size: int
    build_seconds: float
    floor: dict[str, Cost]
    costs: dict[str, Cost]
    weights: dict[str, Weight]
    memory: int

    def as_json(self) -> dict[str, Any]:
        """Everything, for the file."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to hold."""

    what: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def as_json(self) -> dict[str, Any]:
        """For the file."""
        return asdict(self) | {"holds": self.holds}

    def __str__(self) -> str:
        return f"  {'holds' if self.holds else 'OVER':6}{self.what:40}{self.value:10.2f} of {self.limit:g}"


def table(run: Run) -> str:
    """Costs in milliseconds of processor time and in floors, times, statements and bytes."""
    lines = [
        f"\n{run.database}, {run.size:,} referrals (built in {run.build_seconds:.0f} s; {run.memory >> 20} MB)",
        f"{'':24}{'cpu ms':>8}{'floors':>8}{'p50 ms':>8}{'p99 ms':>8}{'stmts':>7}{'raw':>8}{'sent':>8}",
    ]
    for name, cost in run.floor.items():
        lines.append(f"floor: {name:17}{cost.cpu:8.2f}{1:8.2f}{cost.p50:8.1f}{cost.p99:8.1f}")
    for name, cost in run.costs.items():
        weight = run.weights[name]
        floors = cost.cpu / run.floor[counterpart(name)].cpu
        lines.append(
            f"{name:24}{cost.cpu:8.2f}{floors:8.2f}{cost.p50:8.1f}{cost.p99:8.1f}"
            f"{weight.statements:7}{weight.raw:8}{weight.compressed:8}"
        )
    return "\n".join(lines)


def counterpart(name: str) -> str:
    """Which page of the floor something is measured by."""
    if name.startswith("referral"):
        return "detail"
    return "create" if name in CREATES else "list"


def figures(run: Run) -> Iterator[Figure]:
    """What quality.md asks of one run."""
    costs, weights = run.costs, run.weights
    for name in (*LISTS, *OF_GROUPS):
        yield Figure(f"{name}: floors", costs[name].cpu / run.floor["list"].cpu, 1.6)
    for deepest, first in LAST.items():
        yield Figure(f"{deepest}: times the first", costs[deepest].cpu / costs[first].cpu, 1.1)
    yield Figure("referral: bare details", costs["referral"].cpu / run.floor["detail"].cpu, 3)
    for name in LONG:
        yield Figure(f"{name}: times our list", costs[name].cpu / costs["inbox"].cpu, 1.3)
        yield Figure(f"{name}: bytes raw", weights[name].raw, LONG_RAW)
    for name in ("home", "Today, secretary"):
        yield Figure(f"{name}: times our list", costs[name].cpu / costs["inbox"].cpu, 1)
    for name in FIGURES:
        yield Figure(f"{name}: times our list", costs[name].cpu / costs["inbox"].cpu, 2)
    for name in CREATES:
        yield Figure(f"{name}: bare creates", costs[name].cpu / run.floor["create"].cpu, 3)
        yield Figure(f"{name}: p99 / p50", costs[name].p99 / costs[name].p50, 3)
    for name, limit in STATEMENTS.items():
        yield Figure(f"{name}: statements", weights[name].statements, limit)
    for name in (*LISTS, *OF_GROUPS, *LAST):
        yield Figure(f"{name}: bytes raw", weights[name].raw, LIST_RAW)
        yield Figure(f"{name}: bytes sent", weights[name].compressed, LIST_COMPRESSED)
    for name in ("referral", "referral, opened"):
        yield Figure(f"{name}: bytes raw", weights[name].raw, DETAIL_RAW)


def growth(small: Run, large: Run) -> Iterator[Figure]:
    """How much more the same costs in the larger world."""
    for name in ("inbox", "inbox, filtered", "referral", "home", "Today, secretary", *OF_GROUPS, *LONG, *CREATES):
        yield Figure(f"{name}: growth", large.costs[name].cpu / small.costs[name].cpu, GROWTH)
    for name in FIGURES:
        yield Figure(f"{name}: growth", large.costs[name].cpu / small.costs[name].cpu, FIGURES_GROWTH)
