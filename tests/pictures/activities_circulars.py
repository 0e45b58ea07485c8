"""The scenes of activities, occasions and circulars."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.activities import queries as activities
from coordination.activities.models import Activity, ActivityKind, Occasion
from coordination.circulars import queries as circulars
from coordination.circulars.models import Circular, CircularState
from coordination.kernel.db import db

Found = Iterable[tuple[Any, dict[str, Any]]]
NOT_PAGES = frozenset({"activities.download", "activities.import_table", "circulars.download"})
"""Files, not pages."""


def _activities(_endpoint: str, _states: tuple[str, ...]) -> Found:
    kinds = (ActivityKind.CONTACT, ActivityKind.WORKSHOP)
    for public_id in db.session.scalars(
        select(Activity.public_id).where(Activity.kind.in_(kinds)).order_by(Activity.id.desc()).limit(20)
    ):
        yield activities.get_activity(public_id), {"activity_id": public_id}


def _occasions(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(select(Occasion.public_id).order_by(Occasion.id).limit(1)):
        yield activities.get_occasion(public_id), {"occasion_id": public_id}


def _circulars(endpoint: str, _states: tuple[str, ...]) -> Found:
    drafts = endpoint in ("circulars.edit", "circulars.send")
    state = CircularState.DRAFT if drafts else CircularState.SENT
    for public_id in db.session.scalars(
        select(Circular.public_id).where(Circular.state == state).order_by(Circular.id).limit(20)
    ):
        yield circulars.get_circular(public_id), {"circular_id": public_id}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"activity_id"}): _activities,
    frozenset({"occasion_id"}): _occasions,
    frozenset({"circular_id"}): _circulars,
}
