"""The scenes of programmes, memoranda and indicators: each page of the things of the welfare directorate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.directory.models import Agency
from coordination.indicators import queries as indicators
from coordination.indicators.models import Indicator, IndicatorValue
from coordination.kernel.db import db
from coordination.programmes import queries
from coordination.programmes.models import BudgetLine, Memorandum, MemorandumState, Programme, ProgrammePartner

Values = dict[str, Any]
Found = Iterable[tuple[Any, Values]]
NOT_PAGES = frozenset({"programmes.scan", "indicators.import_table"})
"""Files, not pages."""
OWNER = "behzisti-qazvin"
SHOWN = "children_supported"
"""An indicator that has targets of two years."""


def _programmes(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(
        select(Programme.public_id).join(Agency, Agency.id == Programme.agency_id).where(Agency.code == OWNER)
    ):
        yield queries.get_programme(public_id), {"programme_id": public_id}


def _phases(endpoint: str, states: tuple[str, ...]) -> Found:
    for programme, values in _programmes(endpoint, states):
        yield programme, {**values, "phase": programme.phases[0].public_id}


def _lines(endpoint: str, states: tuple[str, ...]) -> Found:
    for programme, values in _programmes(endpoint, states):
        line = select(BudgetLine.public_id).where(BudgetLine.programme_id == programme.id).limit(1)
        yield programme, {**values, "line": db.session.scalar(line)}


def _partners(endpoint: str, states: tuple[str, ...]) -> Found:
    for programme, values in _programmes(endpoint, states):
        partner: ProgrammePartner = programme.partners[0]
        yield programme, {**values, "partner": partner.agency.public_id}


def _memoranda(endpoint: str, _states: tuple[str, ...]) -> Found:
    drafts = endpoint in ("programmes.sign", "programmes.edit_memorandum")
    state = MemorandumState.DRAFT if drafts else MemorandumState.SIGNED
    for public_id in db.session.scalars(
        select(Memorandum.public_id)
        .join(Agency, Agency.id == Memorandum.agency_id)
        .where(Agency.code == OWNER, Memorandum.state == state)
    ):
        yield queries.get_memorandum(public_id), {"memorandum_id": public_id}


def _indicators(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(select(Indicator.public_id).where(Indicator.code == SHOWN)):
        yield indicators.get_indicator(public_id), {"indicator_id": public_id}


def _figures(endpoint: str, states: tuple[str, ...]) -> Found:
    for indicator, values in _indicators(endpoint, states):
        figure = select(IndicatorValue.public_id).where(IndicatorValue.indicator_id == indicator.id).limit(1)
        yield indicator, {**values, "value": db.session.scalar(figure)}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"programme_id"}): _programmes,
    frozenset({"programme_id", "phase"}): _phases,
    frozenset({"programme_id", "line"}): _lines,
    frozenset({"programme_id", "partner"}): _partners,
    frozenset({"memorandum_id"}): _memoranda,
    frozenset({"indicator_id"}): _indicators,
    frozenset({"indicator_id", "value"}): _figures,
}
