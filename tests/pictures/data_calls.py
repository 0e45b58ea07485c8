"""The scenes of data calls, sheets, distributions and deliveries: in which state each page is pictured."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.data_calls import queries
from coordination.data_calls.models import (
    AnswerSheet,
    DataCall,
    DataCallState,
    Delivery,
    DeliveryState,
    Distribution,
    SheetState,
)
from coordination.kernel.db import db

Found = Iterable[tuple[Any, dict[str, Any]]]
C, S, D = DataCallState, SheetState, DeliveryState
"""States by short names, as in their machines."""
STATES: dict[str, str] = {
    "data_calls.show": C.OPEN,
    "data_calls.columns": C.DRAFT,
    "data_calls.edit_column": C.DRAFT,
    "data_calls.asked": C.DRAFT,
    "data_calls.preview": C.OPEN,
    "data_calls.edit": C.OPEN,
    "data_calls.open": C.DRAFT,
    "data_calls.close": C.OPEN,
    "data_calls.reopen": C.CLOSED,
    "data_calls.tally": C.CLOSED,
    "data_calls.print_tally": C.CLOSED,
    "data_calls.sheet": S.PENDING,
    "data_calls.give_back": S.SUBMITTED,
    "data_calls.delivery": D.PLANNED,
    "data_calls.delivery_note": D.RECEIVED,
    "data_calls.replan": D.PLANNED,
    "data_calls.dispatch": D.PLANNED,
    "data_calls.confirm": D.DISPATCHED,
}


def _ids(model: Any, *wanted: Any) -> list[str]:
    return list(db.session.scalars(select(model.public_id).where(*wanted).order_by(model.id.desc())))


def _calls(endpoint: str, states: tuple[str, ...]) -> Found:
    for public_id in _ids(DataCall, DataCall.state.in_(states or (STATES[endpoint],))):
        call = queries.get_call(public_id)
        assert call is not None
        yield call, {"data_call_id": public_id}


def _columns(endpoint: str, states: tuple[str, ...]) -> Found:
    for call, values in _calls(endpoint, states):
        yield call, values | {"column": call.columns[0].public_id}


def _sheets(endpoint: str, states: tuple[str, ...]) -> Found:
    opened = AnswerSheet.call.has(DataCall.state == C.OPEN)
    for public_id in _ids(AnswerSheet, AnswerSheet.state.in_(states or (STATES[endpoint],)), opened):
        yield queries.get_sheet(public_id), {"answer_sheet_id": public_id}


def _distributions(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in _ids(Distribution):
        yield queries.get_distribution(public_id), {"distribution_id": public_id}


def _deliveries(endpoint: str, states: tuple[str, ...]) -> Found:
    own = Delivery.case_id.is_(None)
    for public_id in _ids(Delivery, Delivery.state.in_(states or (STATES[endpoint],)), own):
        yield queries.get_delivery(public_id), {"delivery_id": public_id}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"data_call_id"}): _calls,
    frozenset({"data_call_id", "column"}): _columns,
    frozenset({"answer_sheet_id"}): _sheets,
    frozenset({"distribution_id"}): _distributions,
    frozenset({"delivery_id"}): _deliveries,
}
