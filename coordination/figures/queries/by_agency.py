"""How long a clock ran at each agency, for who looks at all of them: times, and no counts that could be added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from coordination.directory.models import Agency
from coordination.figures import cells
from coordination.figures.models import FigureCount
from coordination.figures.queries.counts import Times, times_of
from coordination.figures.small import SMALL
from coordination.figures.spans import Period
from coordination.kernel.db import db

MOST = 25
"""How many agencies are told, the slowest."""


@dataclass(frozen=True, slots=True)
class AgencyTimes:
    """An agency's names and its times."""

    name_fa: str
    name_en: str
    times: Times


def list_times(clock: str, period: Period) -> list[AgencyTimes]:
    """Agencies at which the clock stopped at least ``SMALL`` times in the period, the slowest first, at most ``MOST``;
    one statement."""
    rows = db.session.execute(
        select(Agency.id, Agency.name_fa, Agency.name_en, FigureCount.key, func.sum(FigureCount.n))
        .join(FigureCount, FigureCount.agency_id == Agency.id)
        .where(
            FigureCount.month.between(cells.month_of(period.first), cells.month_of(period.last)),
            FigureCount.measure == cells.TIME,
            FigureCount.key.startswith(f"{clock}:", autoescape=True),
        )
        .group_by(Agency.id, FigureCount.key)
    )
    names: dict[int, tuple[str, str]] = {}
    buckets: dict[int, dict[int, int]] = defaultdict(dict)
    for agency_id, name_fa, name_en, key, n in rows:
        names[agency_id] = (name_fa, name_en)
        buckets[agency_id][int(key.partition(":")[2])] = int(n)
    found = [AgencyTimes(*names[agency_id], times_of(spread, 0)) for agency_id, spread in buckets.items()]
    told = [one for one in found if one.times.count >= SMALL]
    never = timedelta(0)
    order = sorted(told, key=lambda one: (one.times.p90 or never, one.times.median or never), reverse=True)
    return order[:MOST]
