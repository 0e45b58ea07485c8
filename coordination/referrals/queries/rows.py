"""One line of a list of referrals: Core columns, in a shape that rights, cheap needs, turn and clock can ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from coordination.accounts.models import Person
from coordination.directory.models import Agency, Centre
from coordination.kernel.db import named
from coordination.kernel.machine import Machine
from coordination.referrals.models import Referral, Route
from coordination.referrals.states import REFERRAL

COLUMNS = (
    "id",
    "public_id",
    "version",
    "code",
    "state",
    "state_since",
    "sent_at",
    "route",
    "order_number",
    "order_agency_id",
    "priority",
    "risk",
    "sex",
    "age_from",
    "age_to",
    "city",
    "district",
    "need_codes",
    "interpreter_needed",
    "sender_agency_id",
    "recipient_agency_id",
    "handler_id",
    "intake_on",
    "accepted_at",
    "questions_asked",
    "hops",
    "chain_declined",
    "times_returned",
    "closed_by_system",
    "clock",
    "clock_started_at",
    "due_at",
    "decide_started_at",
    "decide_due_at",
    "recipient_rank",
    "sender_rank",
    "sort_at",
    "sender_file_number",
    "recipient_file_number",
)
SENDER, RECIPIENT = named(Agency, "sending_agency"), named(Agency, "receiving_agency")
HANDLER = named(Person, "handling_person")


@dataclass(frozen=True, slots=True)
class Side:
    """An agency of a row; ``row.sender|pick("name")`` says its name."""

    id: int
    public_id: str
    name_fa: str
    name_en: str
    kind: str
    lead_group_id: int | None


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral as lists show it. ``sender``, ``recipient`` and ``court_route`` are as on a ``Referral``; its team is
    not known here, so that a list offers nothing to those who are only of the team."""

    machine: ClassVar[Machine] = REFERRAL
    audit_kind: ClassVar[str] = "referral"

    id: int
    public_id: str
    version: int
    code: str
    state: str
    state_since: datetime
    sent_at: datetime | None
    route: str | None
    order_number: str
    order_agency_id: int | None
    priority: str | None
    risk: str | None
    sex: str
    age_from: int | None
    age_to: int | None
    city: str
    district: str
    need_codes: list[str]
    interpreter_needed: bool
    sender_agency_id: int
    recipient_agency_id: int
    handler_id: int | None
    intake_on: date | None
    accepted_at: datetime | None
    questions_asked: int
    hops: int
    chain_declined: bool
    times_returned: int
    closed_by_system: bool
    clock: str | None
    clock_started_at: datetime | None
    due_at: datetime | None
    decide_started_at: datetime | None
    decide_due_at: datetime | None
    recipient_rank: int
    sender_rank: int
    sort_at: datetime
    sender_file_number: str
    recipient_file_number: str
    sender: Side
    recipient: Side
    handler_name: str | None
    handler_name_en: str | None
    centre_name_fa: str | None
    centre_name_en: str | None
    team: tuple[Any, ...] = ()

    @property
    def court_route(self) -> bool:
        """Judicial, or police with an order."""
        return self.route == Route.JUDICIAL or (self.route == Route.POLICE and bool(self.order_number))


def rows_of(*extra: Any) -> Select[Any]:
    """The statement of a list: every column of a row, names by join, and ``extra`` columns after them."""
    sides = [column for side in (SENDER, RECIPIENT) for column in _side_columns(side)]
    return (
        select(
            *(getattr(Referral, name) for name in COLUMNS),
            *sides,
            HANDLER.name,
            HANDLER.name_en,
            Centre.name_fa,
            Centre.name_en,
            *extra,
        )
        .join(SENDER, SENDER.id == Referral.sender_agency_id)
        .join(RECIPIENT, RECIPIENT.id == Referral.recipient_agency_id)
        .outerjoin(HANDLER, HANDLER.id == Referral.handler_id)
        .outerjoin(Centre, Centre.id == Referral.centre_id)
    )


def row_of(found: Row[Any]) -> ReferralRow:
    """A row of ``rows_of`` in its shape; what follows its columns is left."""
    values, at = tuple(found), len(COLUMNS)
    sides = Side(*values[at : at + 6]), Side(*values[at + 6 : at + 12])
    shaped: tuple[Any, ...] = (*values[:at], *sides, *values[at + 12 : at + 16])
    return ReferralRow(*shaped)


def on_court_route() -> ColumnElement[bool]:
    """SQL: judicial, or police with an order."""
    police_with_order = and_(Referral.route == Route.POLICE, Referral.order_number != "")
    return or_(Referral.route == Route.JUDICIAL, police_with_order)


def _side_columns(side: Any) -> tuple[Any, ...]:
    return side.id, side.public_id, side.name_fa, side.name_en, side.kind, side.lead_group_id
