"""Telling the plots: every step is taken by the command that its page calls, at its moment of the past."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from coordination.demo.plots import Plot, plots, span
from coordination.demo.stage import ONE_DAY, Stage, Tale
from coordination.demo.steps import STEPS
from coordination.demo.telling import Telling
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang.zone import at, local_date
from coordination.outbox.jobs import JOBS

NIGHT_JOBS = ("referrals.alert", "referrals.expire", "referrals.confirm", "cases.expire_consents")
SNAPPED_AFTER = timedelta(days=3)
"""Steps that were taken longer ago than this fall into working hours; newer ones are as late as the plot says."""

_log = logging.getLogger(__name__)


def all_tales(stage: Stage) -> list[Tale]:
    """Every plot as a tale, and the nights in which the clock does its work."""
    told = [(plot, _moments(stage, plot)) for plot in plots(stage.random)]
    first = min(moments[0][0] for _, moments in told)
    tales = [_tell(Telling(stage, plot, number), moments) for number, (plot, moments) in enumerate(told)]
    return [_nights(stage, first), *tales]


def _tell(telling: Telling, moments: list[tuple[datetime, str]]) -> Iterator[datetime]:
    """Wait for the moment of each step, then take it. A step that the day of the calendar does not allow ends this tale
    alone."""
    for moment, step in moments:
        yield moment
        try:
            STEPS[step](telling)
        except DomainError as error:
            db.session.rollback()
            _log.warning("tale %s ended before %s: %s", telling.number, step, error.message.text)
            return


def _nights(stage: Stage, first: datetime) -> Iterator[datetime]:
    """What the clock does of itself, at the end of every day until now."""
    day = local_date(first)
    while (moment := at(day, time(23, 30))) < stage.now:
        yield moment
        _do_jobs()
        day += ONE_DAY
    yield stage.now
    _do_jobs()


def _do_jobs() -> None:
    for name in NIGHT_JOBS:
        JOBS[name].do()


def _moments(stage: Stage, plot: Plot) -> list[tuple[datetime, str]]:
    """The steps of a plot with their moments, counted back from the last one; the file was opened a day before."""
    words = plot.steps.split()
    moment = stage.now - plot.ended
    taken = [(_snapped(stage, moment), words[-1])]
    for gap, step in zip(words[-2::-2], words[-3::-2], strict=True):
        taken.append((_before(stage, taken[-1][0], gap), step))
    taken.append((_before(stage, taken[-1][0], "1d"), "open"))
    return taken[::-1]


def _before(stage: Stage, moment: datetime, gap: str) -> datetime:
    earlier = moment - span(gap)
    return _snapped(stage, earlier) if gap.endswith("d") else earlier


def _snapped(stage: Stage, moment: datetime) -> datetime:
    return stage.working_moment(moment) if stage.now - moment > SNAPPED_AFTER else moment
