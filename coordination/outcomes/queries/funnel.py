"""The funnel: how many children were identified, admitted, served, and what became of them; each child once a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, exists, func, literal, select, union_all

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import seated_agencies
from coordination.accounts.models import Person
from coordination.cases.models import Case, Client
from coordination.directory.models import Agency
from coordination.kernel.db import Moment, db
from coordination.kernel.keyset import Slice, read_slice
from coordination.kernel.messages import N_
from coordination.lang import zone
from coordination.lang.jalali import jalali_year_range
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.referrals.models import Admission, Service

COUNTED = (OutcomeState.VERIFIED, OutcomeState.SUSTAINED)
"""States in which an outcome counts."""


class Step(StrEnum):
    """The steps of the funnel, in their order."""

    IDENTIFIED = "identified"
    ADMITTED = "admitted"
    SERVED = "served"
    OUT_OF_HARM = "out_of_harm"
    OUT_OF_HARD_LABOUR = "out_of_hard_labour"
    BACK_IN_SCHOOL = "back_in_school"


STEP_LABELS = {
    Step.IDENTIFIED: N_("Identified"),
    Step.ADMITTED: N_("Admitted"),
    Step.SERVED: N_("Served"),
    Step.OUT_OF_HARM: N_("Out of harm"),
    Step.OUT_OF_HARD_LABOUR: N_("Out of hard labour"),
    Step.BACK_IN_SCHOOL: N_("Back in school"),
}
DEFINITIONS = {
    Step.IDENTIFIED: N_("Children whose case was opened in the year, under the agency that opened it."),
    Step.ADMITTED: N_("Children who were admitted to a centre in the year, under the agency of the centre."),
    Step.SERVED: N_("Children to whom at least one service was given in the year, under the agency that gave it; a "
                    "service made void does not count."),
    Step.OUT_OF_HARM: N_("Children who left the cycle of social harm in the year, as claimed and verified by another; "
                         "a relapse does not count."),
    Step.OUT_OF_HARD_LABOUR: N_("Children who left hard labour in the year, as claimed and verified by another; a "
                                "relapse does not count."),
    Step.BACK_IN_SCHOOL: N_("Children officially registered in a school in the year, as claimed and verified by "
                            "another; a relapse does not count."),
}  # fmt: skip
_OUTCOMES = {
    Step.OUT_OF_HARM: OutcomeKind.EXIT_FROM_HARM,
    Step.OUT_OF_HARD_LABOUR: OutcomeKind.EXIT_FROM_HARD_LABOUR,
    Step.BACK_IN_SCHOOL: OutcomeKind.RETURN_TO_SCHOOL,
}


class By(StrEnum):
    """What tells the rows of the funnel apart."""

    YEAR = "year"
    CITY = "city"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose children are counted: those of one agency, of the agencies seated in a group today, or of everybody, but
    not of the agencies in ``but``; of a Jalali year, or of the ``years`` that the page shows."""

    agency_id: int | None = None
    group_id: int | None = None
    year: int | None = None
    years: tuple[int, ...] = ()
    but: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is told apart by (a year, a city, an agency's id), and how many children stand at each step."""

    key: str
    counts: dict[Step, int]


def count_funnel(wanted: Wanted, by: By) -> list[Line]:
    """The rows of the funnel, the latest year first, else by key: one statement."""
    found = db.session.execute(union_all(*(_counted(step, wanted, by) for step in Step))).all()
    lines: dict[str, dict[Step, int]] = {}
    for row in found:
        if row.row_key is not None:
            lines.setdefault(str(row.row_key), dict.fromkeys(Step, 0))[Step(row.step)] = int(row.children)
    return [Line(key, lines[key]) for key in sorted(lines, reverse=by is By.YEAR)]


def _counted(step: Step, wanted: Wanted, by: By) -> Select[Any]:
    case_id, agency_id, on, conditions = _of(step)
    statement = (
        select(
            literal(step.value).label("step"),
            _key(by, agency_id, on, wanted).label("row_key"),
            func.count(case_id.distinct()).label("children"),
        )
        .select_from(case_id.class_)
        .where(*conditions, *_narrowed(agency_id, on, wanted))
        .group_by("row_key")
    )
    if by is By.CITY:
        statement = statement.join(Agency, Agency.id == agency_id)
    return statement


def _of(step: Step) -> tuple[Any, Any, Any, tuple[ColumnElement[bool], ...]]:
    """Of a step: the columns of case, agency and day, and what else must hold."""
    match step:
        case Step.IDENTIFIED:
            return Case.id, Case.agency_id, Case.opened_at, ()
        case Step.ADMITTED:
            return Admission.case_id, Admission.agency_id, Admission.admitted_on, ()
        case Step.SERVED:
            return Service.case_id, Service.agency_id, Service.on, (Service.voided_at.is_(None),)
        case _:
            counts = (Outcome.kind == _OUTCOMES[step], Outcome.state.in_(COUNTED))
            return Outcome.case_id, Outcome.agency_id, Outcome.on, counts


def _within(on: Any, year: int) -> ColumnElement[bool]:
    """The day or moment lies in the Jalali year."""
    first, last = jalali_year_range(year)
    if isinstance(on.type, Moment):
        return on.between(*_moments(first, last))  # type: ignore[no-any-return]
    return on.between(first, last)  # type: ignore[no-any-return]


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    return zone.at(first, time()), zone.at(last + timedelta(days=1), time()) - timedelta(microseconds=1)


def _key(by: By, agency_id: Any, on: Any, wanted: Wanted) -> ColumnElement[Any]:
    match by:
        case By.YEAR:
            years = (wanted.year,) if wanted.year is not None else wanted.years
            return case(*((_within(on, year), literal(str(year))) for year in years))
        case By.CITY:
            return cast(Agency.city, String)
        case _:
            return cast(agency_id, String)


def _narrowed(agency_id: Any, on: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.agency_id is not None:
        conditions.append(agency_id == wanted.agency_id)
    if wanted.group_id is not None:
        conditions.append(agency_id.in_(seated_agencies(wanted.group_id, zone.today())))
    if wanted.but:
        conditions.append(agency_id.not_in(sorted(wanted.but)))
    if wanted.year is not None:
        conditions.append(_within(on, wanted.year))
    return conditions


def list_behind(
    actor: Actor, step: Step, wanted: Wanted, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """The cases behind a figure, as far as the list of cases shows them to the reader, the newest first; ``opens`` says
    whether the page is open to him. One statement."""
    case_id, agency_id, on, conditions = _of(step)
    narrowed = [*conditions, *_narrowed(agency_id, on, wanted)]
    statement = (
        select(
            Case.public_id,
            Case.opened_at,
            Case.state,
            Client.code,
            Agency.name_fa,
            Agency.name_en,
            Person.name.label("worker"),
            Person.name_en.label("worker_en"),
            policy.visible(actor, "case.view").label("opens"),
        )
        .join(Client, Client.id == Case.client_id)
        .join(Agency, Agency.id == Case.agency_id)
        .outerjoin(Person, Person.id == Case.worker_id)
        .where(policy.visible(actor, "case.list"))
    )
    if step is Step.IDENTIFIED:
        statement = statement.where(*narrowed)
    else:
        statement = statement.where(exists(select(literal(1)).where(case_id == Case.id, *narrowed)))
    order = (Case.opened_at, Case.id)
    return read_slice(statement, order, size=size, after=after, before=before, descending=True)


def list_cities(agency_ids: Sequence[int]) -> dict[int, str]:
    """In which city each of these agencies is; one statement."""
    rows = db.session.execute(select(Agency.id, Agency.city).where(Agency.id.in_(agency_ids)))
    return {row.id: row.city for row in rows}


def list_agencies_below(agency_ids: Sequence[int]) -> Sequence[Any]:
    """The agencies whose parents these are, by name: id, name_fa, name_en."""
    return db.session.execute(
        select(Agency.id, Agency.name_fa, Agency.name_en)
        .where(Agency.parent_id.in_(agency_ids))
        .order_by(Agency.sort_key, Agency.id)
    ).all()
