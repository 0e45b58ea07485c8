"""The scenes of watched points, visit rounds and outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.outcomes import queries as outcomes
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.points import queries
from coordination.points.models import Point, Round

Values = dict[str, Any]
Found = Iterable[tuple[Any, Values]]
NOT_PAGES = frozenset({"outcomes.evidence"})
"""Files, not pages."""
WATCHING = "qazvin-municipality"
OUTCOME_STATES = {
    "outcomes.sustain": (OutcomeState.VERIFIED,),
    "outcomes.relapse": (OutcomeState.VERIFIED,),
}
"""In which state the page of a move is pictured; the others, in that in which all begins."""


def _points(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(
        select(Point.public_id)
        .join(Agency, Agency.id == Point.agency_id)
        .where(Agency.code == WATCHING)
        .order_by(Point.due_at.desc(), Point.id)
    ):
        yield queries.get_point(public_id), {"point_id": public_id}


def _rounds(_endpoint: str, states: tuple[str, ...]) -> Found:
    """The running one; with the state ``ended`` one of the past."""
    ended = "ended" in states
    for public_id in db.session.scalars(
        select(Round.public_id)
        .join(Agency, Agency.id == Round.agency_id)
        .where(Agency.code == WATCHING, Round.ended_at.is_not(None) if ended else Round.ended_at.is_(None))
        .order_by(Round.id.desc())
    ):
        yield queries.get_round(public_id), {"round_id": public_id}


def _visits(endpoint: str, states: tuple[str, ...]) -> Found:
    for round_, values in _rounds(endpoint, states):
        point = queries.list_next(round_, limit=1)[0]
        yield round_, {**values, "point": point.public_id}


def _outcomes(endpoint: str, states: tuple[str, ...]) -> Found:
    wanted = states or OUTCOME_STATES.get(endpoint, (OutcomeState.CLAIMED,))
    for public_id in db.session.scalars(
        select(Outcome.public_id).where(Outcome.state.in_(wanted)).order_by(Outcome.id).limit(20)
    ):
        yield outcomes.get_outcome(public_id), {"outcome_id": public_id}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"point_id"}): _points,
    frozenset({"round_id"}): _rounds,
    frozenset({"round_id", "point"}): _visits,
    frozenset({"outcome_id"}): _outcomes,
    frozenset({"step"}): lambda _endpoint, _states: [(None, {"step": "identified"})],
}
