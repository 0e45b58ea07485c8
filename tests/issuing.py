"""Builders of what agencies and groups issue and own, for the tests' world: activities, circulars, data calls,
distributions, programmes, memoranda, indicators, reports, registrations, outcomes, watched points.

They write models directly, flush, commit nothing, and take only what a test cares about. ``issuer`` is
``{"agency_id": …}`` or ``{"group_id": …}``; people, agencies and groups are rows or the plain facts of ``tests.world``.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from coordination.activities.models import Activity, ActivityKind, Precision
from coordination.cases.models import Case
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.data_calls.models import (
    AnswerSheet,
    CallColumn,
    ColumnKind,
    DataCall,
    DataCallState,
    Delivery,
    DeliveryState,
    Distribution,
    Goods,
    SheetState,
)
from coordination.directory.models import AgencyKind
from coordination.indicators.models import Indicator, IndicatorValue, Nature
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.points.models import Point, Round, Visit
from coordination.programmes.models import (
    Memorandum,
    MemorandumParty,
    MemorandumState,
    Phase,
    Programme,
    ProgrammePartner,
    ProgrammeState,
    Term,
)
from coordination.registrations.models import Registration, RegistrationState
from coordination.reports.models import Report, ReportState, Span
from tests.gatherings import Numbered

YEAR = timedelta(days=365)
SUMMER_1394 = (date(2015, 6, 22), date(2015, 9, 22))
Issuer = dict[str, int]
_numbers = count(1)


def _added(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def of_agency(agency: Numbered) -> Issuer:
    """Issued or owned by an agency."""
    return {"agency_id": agency.id}


def of_group(group: Numbered) -> Issuer:
    """Issued or owned by a group."""
    return {"group_id": group.id}


def add_activity(issuer: Issuer, by: Numbered, kind: ActivityKind = ActivityKind.CONTACT, **columns: Any) -> Activity:
    """A contact of today, unless said otherwise."""
    today = local_date(now())
    columns = {"title": "گفت‌وگو درباره ثبت‌نام", "from_on": today, "to_on": today, "precision": Precision.DAY} | columns
    return _added(Activity(**issuer, kind=kind, recorded_by_id=by.id, recorded_at=now(), **columns))  # type: ignore[no-any-return]


def add_circular(
    issuer: Issuer, by: Numbered, state: CircularState = CircularState.SENT, *, readers: tuple[Numbered, ...] = (),
    **columns: Any,
) -> Circular:  # fmt: skip
    """A circular with a receipt for each of its readers."""
    columns = {"title": "شیوه‌نامه ثبت‌نام", "body": "متن شیوه‌نامه."} | columns
    moment = now()
    circular = Circular(
        **issuer, state=state, state_since=moment, created_by_id=by.id, created_at=moment,
        sent_at=None if state == CircularState.DRAFT else moment, **columns,
    )  # fmt: skip
    circular.receipts = [Receipt(person_id=reader.id) for reader in readers]
    return _added(circular)  # type: ignore[no-any-return]


def add_call(
    issuer: Issuer, by: Numbered, state: DataCallState = DataCallState.OPEN, *, asked: tuple[Numbered, ...] = (),
    **columns: Any,
) -> DataCall:  # fmt: skip
    """A data call with one column of counts, due in ten days, and a pending sheet for each agency asked."""
    moment = now()
    columns = {"title": "شمار کودکان مدرسه‌رو", "due_on": local_date(moment) + timedelta(days=10)} | columns
    call = DataCall(
        **issuer, state=state, state_since=moment, created_by_id=by.id, created_at=moment,
        opened_at=None if state == DataCallState.DRAFT else moment, **columns,
    )  # fmt: skip
    call.columns = [CallColumn(label="کودک", kind=ColumnKind.COUNT, lowest=0)]
    call.sheets = [AnswerSheet(agency_id=agency.id, state_since=moment) for agency in asked]
    return _added(call)  # type: ignore[no-any-return]


def add_sheet(call: DataCall, agency: Numbered, state: SheetState = SheetState.PENDING, **columns: Any) -> AnswerSheet:
    """An agency's sheet of a call."""
    return _added(AnswerSheet(call=call, agency_id=agency.id, state=state, state_since=now(), **columns))  # type: ignore[no-any-return]


def add_distribution(issuer: Issuer, by: Numbered, **columns: Any) -> Distribution:
    """Textbooks given out."""
    columns = {"title": "کتاب درسی", "goods": Goods.TEXTBOOKS, "unit": "دوره"} | columns
    return _added(Distribution(**issuer, created_by_id=by.id, created_at=now(), **columns))  # type: ignore[no-any-return]


def add_delivery(
    distribution: Distribution, agency: Numbered, state: DeliveryState = DeliveryState.PLANNED, *, planned: int = 30,
    case: Case | None = None, **columns: Any,
) -> Delivery:  # fmt: skip
    """A delivery of thirty, dispatched in full where it is."""
    today = local_date(now())
    if state != DeliveryState.PLANNED:
        columns = {"dispatched": planned, "dispatched_on": today} | columns
    if state == DeliveryState.RECEIVED:
        columns = {"received": planned, "received_on": today} | columns
    return _added(  # type: ignore[no-any-return]
        Delivery(
            distribution=distribution, agency_id=agency.id, state=state, state_since=now(), planned=planned,
            case_id=case.id if case else None, **columns,
        )
    )  # fmt: skip


def add_programme(
    agency: Numbered, state: ProgrammeState = ProgrammeState.PLANNED, *, partners: tuple[Numbered, ...] = (),
    **columns: Any,
) -> Programme:  # fmt: skip
    """A programme with one short phase."""
    today = local_date(now())
    columns = {"title": "بازگشت به مدرسه", "from_on": today, "to_on": today + YEAR} | columns
    programme = Programme(agency_id=agency.id, state=state, state_since=now(), **columns)
    programme.phases = [Phase(term=Term.SHORT, title="شناسایی")]
    programme.partners = [ProgrammePartner(agency_id=partner.id) for partner in partners]
    return _added(programme)  # type: ignore[no-any-return]


def add_memorandum(
    agency: Numbered, state: MemorandumState = MemorandumState.DRAFT, *, parties: tuple[Numbered, ...] = (),
    **columns: Any,
) -> Memorandum:  # fmt: skip
    """A memorandum for a year."""
    today = local_date(now())
    columns = {"title": "همکاری آموزشی", "from_on": today, "to_on": today + YEAR} | columns
    if state != MemorandumState.DRAFT:
        columns = {"signed_on": today} | columns
    memorandum = Memorandum(agency_id=agency.id, state=state, state_since=now(), **columns)
    memorandum.parties = [MemorandumParty(agency_id=party.id) for party in parties]
    return _added(memorandum)  # type: ignore[no-any-return]


def add_indicator(issuer: Issuer, **columns: Any) -> Indicator:
    """An entered indicator of whole children."""
    columns = {"code": f"indicator-{next(_numbers)}", "label_fa": "کودک تحت حمایت", "unit": "کودک"} | columns
    return _added(Indicator(**issuer, **columns))  # type: ignore[no-any-return]


def add_figure(
    indicator: Indicator, by: Numbered, value: int | str, first: date, last: date, nature: Nature = Nature.ACTUAL,
    **columns: Any,
) -> IndicatorValue:  # fmt: skip
    """One figure of a period."""
    return _added(  # type: ignore[no-any-return]
        IndicatorValue(
            indicator=indicator, nature=nature, from_on=first, to_on=last, value=Decimal(value), by_id=by.id, at=now(),
            **columns,
        )
    )  # fmt: skip


def add_report(issuer: Issuer, by: Numbered, state: ReportState = ReportState.DRAFT, **columns: Any) -> Report:
    """The report on summer 1394; frozen without figures where it is published."""
    first, last = SUMMER_1394
    moment = now()
    columns = {"span": Span.SEASON, "year": 1394, "part": 2, "from_on": first, "to_on": last} | columns
    columns = {"title": "گزارش تابستان ۱۳۹۴"} | columns
    if state != ReportState.DRAFT:
        columns = {"figures": {}, "published_at": moment, "published_by_id": by.id} | columns
    return _added(  # type: ignore[no-any-return]
        Report(**issuer, state=state, state_since=moment, created_by_id=by.id, created_at=moment, **columns)
    )


def add_registration(state: RegistrationState = RegistrationState.DRAFT, **columns: Any) -> Registration:
    """An application of an association; what is registered needs ``agency_id`` and ends in a year."""
    columns = {"kind": AgencyKind.NGO, "name_fa": "انجمن مهر نمونه", "contact_email": "contact@example.org"} | columns
    if state in (RegistrationState.REGISTERED, RegistrationState.SUSPENDED, RegistrationState.LAPSED):
        columns = {"valid_until": local_date(now()) + YEAR} | columns
    return _added(Registration(state=state, state_since=now(), invited_at=now(), **columns))  # type: ignore[no-any-return]


def add_outcome(
    case: Case, by: Numbered, verifier: Numbered, state: OutcomeState = OutcomeState.CLAIMED, **columns: Any
) -> Outcome:
    """Back in school, as claimed today."""
    today = local_date(now())
    columns = {"kind": OutcomeKind.RETURN_TO_SCHOOL, "on": today, "agency_id": case.agency_id} | columns
    if state in (OutcomeState.VERIFIED, OutcomeState.SUSTAINED, OutcomeState.RELAPSED):
        columns = {"verified_on": today} | columns
    return _added(  # type: ignore[no-any-return]
        Outcome(
            case_id=case.id, key_id=case.client.key_id, state=state, state_since=now(), claimed_by_id=by.id,
            claimed_at=now(), verifier_id=verifier.id, **columns,
        )
    )  # fmt: skip


def add_point(agency: Numbered, *, group: Numbered | None = None, **columns: Any) -> Point:
    """A watched point with coordinates; its agency should run a mobile unit."""
    number = next(_numbers)
    columns = {"code": f"P-{number}", "name": f"چهارراه {number}", "district": "12"} | columns
    columns = {"latitude": 35.68, "longitude": 51.43} | columns
    return _added(Point(agency_id=agency.id, group_id=group.id if group else None, **columns))  # type: ignore[no-any-return]


def add_round(unit: Any, by: Numbered, *, visits: tuple[Point, ...] = (), **columns: Any) -> Round:
    """A running round of a mobile unit with a visit to each of the points."""
    moment = now()
    row = Round(agency_id=unit.agency_id, centre_id=unit.id, by_id=by.id, started_at=moment, **columns)
    row.visits = [Visit(point=point, at=moment, girls=1, boys=2, contacts=1) for point in visits]
    return _added(row)  # type: ignore[no-any-return]
