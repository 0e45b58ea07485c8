"""Outcomes of the demo world in every state: what became of children, claimed by one and looked at by another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.cases.models import Case
from coordination.demo.stage import Stage, Tale
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang.zone import local_date
from coordination.outcomes import commands, queries
from coordination.outcomes.models import Outcome, OutcomeKind
from coordination.referrals.models import Admission, Service

K = OutcomeKind
LATER = timedelta(days=95)
"""So long after the verifying it is asked whether it held."""
NOTES = ("گزارش مدرسه دیده شد.", "مددکار در خانه خانواده بود.", "کارفرما قرارداد را پایان داد.", "")
WHY = "خانواده نسخه‌ای از برگه ندارد؛ در پیگیری تلفنی گفته شد."
REJECTED = "در پیگیری دیده شد که هنوز پیش نیامده است."
RELAPSED = "در بازدید دوباره دیده شد که به کار برگشته است."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plot:
    """What is claimed how many days ago, how many times over, and the steps that follow."""

    kind: OutcomeKind
    days: int
    steps: tuple[str, ...] = ()
    times: int = 1


PLOTS = (
    Plot(K.RETURN_TO_SCHOOL, 160, ("verify", "sustain"), 6),
    Plot(K.RETURN_TO_SCHOOL, 70, ("verify",), 3),
    Plot(K.RETURN_TO_SCHOOL, 140, ("verify", "relapse")),
    Plot(K.RETURN_TO_SCHOOL, 4),
    Plot(K.EXIT_FROM_HARM, 150, ("verify", "sustain"), 5),
    Plot(K.EXIT_FROM_HARM, 110, ("verify",)),
    Plot(K.EXIT_FROM_HARM, 30, ("reject",)),
    Plot(K.EXIT_FROM_HARD_LABOUR, 155, ("verify", "sustain"), 3),
    Plot(K.EXIT_FROM_HARD_LABOUR, 130, ("verify", "relapse")),
    Plot(K.EXIT_FROM_HARD_LABOUR, 2),
    Plot(K.PAPERS_OBTAINED, 60, ("verify",), 2),
    Plot(K.RETURNED_TO_FAMILY, 50, ("verify",)),
    Plot(K.FAMILY_EMPOWERED, 20, ("reject",)),
)


def all_outcomes(stage: Stage) -> list[Tale]:
    """One tale an outcome, each of a case of its own."""
    plots = [plot for plot in PLOTS for _time in range(plot.times)]
    return [_tell(stage, plot, number) for number, plot in enumerate(plots)]


def _tell(stage: Stage, plot: Plot, number: int) -> Iterator[datetime]:
    moment = stage.working_moment(stage.now - timedelta(days=plot.days, minutes=7 * number))
    yield moment
    outcome = _claim(stage, plot, number)
    if outcome is None:
        return
    verifier = stage.person(outcome.verifier_id)
    for step in plot.steps:
        moment = stage.working_moment(moment + (timedelta(days=2) if step in ("verify", "reject") else LATER))
        if moment >= stage.now:
            return
        yield moment
        found = queries.get_outcome(outcome.public_id)
        assert found is not None
        match step:
            case "verify":
                commands.verify(verifier, found)
            case "reject":
                commands.reject(verifier, found, reason=REJECTED)
            case "sustain":
                commands.sustain(verifier, found)
            case _:
                commands.relapse(verifier, found, reason=RELAPSED)


def _claim(stage: Stage, plot: Plot, number: int) -> Outcome | None:
    """By the worker of a case with services of its agency's own, else by the agency's liaison."""
    case = db.session.scalars(
        select(Case)
        .where(Case.id.in_(select(Admission.case_id)), Case.id.in_(select(Service.case_id)))
        .options(joinedload(Case.client), joinedload(Case.agency))
        .order_by(Case.id)
        .offset(3 * number + 1)
        .limit(1)
    ).first()
    if case is None:
        return None
    claimer = case.worker_id or stage.cast[f"{case.agency.code}.worker"]
    try:
        return commands.claim(
            stage.person(claimer),
            case,
            kind=plot.kind,
            on=local_date(clock.now()) - timedelta(days=3),
            note=NOTES[number % len(NOTES)],
            no_evidence=WHY,
        )
    except DomainError as error:
        db.session.rollback()
        _log.warning("outcome %s was not claimed: %s", number, error.message.text)
        return None
