"""Lists of referrals: received, sent, drafts, to rule on, of the whole agency; filtered, ordered, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, true

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import read_slice
from coordination.lang import zone
from coordination.lang.jalali import jalali_year, jalali_year_range
from coordination.lang.text import digits
from coordination.referrals.clocks import OVER, YOURS
from coordination.referrals.models import Referral, ReferralNeed, State
from coordination.referrals.queries.rows import ReferralRow, row_of, rows_of

PAGE = 25
COUNTED_TO = 1000
"""A list says "more than 1,000" instead of counting further."""

Show = Literal["open", "mine", "others", "ended", "all"]
Order = Literal["turn", "sent"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. ``show``: all that runs, one's own turn, the others' turn, what ended in the Jalali
    ``year`` (this one unless named), or everything. ``due_within`` is in days; ``agency_id`` is the other side."""

    show: Show = "open"
    states: tuple[State, ...] = ()
    priority: str | None = None
    route: str | None = None
    need: str | None = None
    agency_id: int | None = None
    handler_id: int | None = None
    late: bool = False
    due_within: int | None = None
    text: str = ""
    year: int | None = None
    order: Order = "turn"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list; ``before`` and ``after`` are cursors. ``total`` stops at ``COUNTED_TO`` + 1."""

    rows: Sequence[ReferralRow]
    before: str | None = None
    after: str | None = None
    total: int = 0
    more_than: int | None = field(default=None)


def list_received(
    actor: Actor,
    filters: Filters = Filters(),
    *,
    size: int = PAGE,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """The inbox: referrals addressed to the actor's agencies, or handled by him: one statement."""
    mine = or_(Referral.handler_id == actor.person_id, Referral.handler_id.is_(None))
    conditions = [
        policy.visible(actor, "referral.list_received"),
        _shown(filters, Referral.recipient_rank, mine),
        *_narrowed(filters, Referral.sender_agency_id),
    ]
    return _read(conditions, filters, Referral.recipient_rank, size=size, after=after, before=before)


def list_sent(
    actor: Actor,
    filters: Filters = Filters(),
    *,
    size: int = PAGE,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """The outbox: what the actor's agencies have sent: one statement."""
    conditions = [
        policy.visible(actor, "referral.list_sent"),
        Referral.sent_at.is_not(None),
        _shown(filters, Referral.sender_rank, true()),
        *_narrowed(filters, Referral.recipient_agency_id),
    ]
    return _read(conditions, filters, Referral.sender_rank, size=size, after=after, before=before)


def list_drafts(actor: Actor, *, size: int = PAGE, after: str | None = None, before: str | None = None) -> Listed:
    """Drafts of the actor's agencies, not yet sent."""
    conditions = [policy.visible(actor, "referral.list_sent"), Referral.state == State.DRAFT]
    return _read(conditions, Filters(), Referral.sender_rank, size=size, after=after, before=before)


def list_to_rule(actor: Actor, *, size: int = PAGE, after: str | None = None, before: str | None = None) -> Listed:
    """Objections that the actor is to rule on."""
    conditions = [policy.visible(actor, "referral.list_to_rule"), Referral.state == State.OBJECTED]
    return _read(conditions, Filters(), Referral.sender_rank, size=size, after=after, before=before)


def list_of_agency(
    actor: Actor,
    agency_id: int,
    filters: Filters = Filters(),
    *,
    size: int = PAGE,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """What one agency received, for any of its members: show code, state, turn and time of these rows only."""
    conditions = [
        policy.visible(actor, "referral.view_state"),
        Referral.recipient_agency_id == agency_id,
        Referral.sent_at.is_not(None),
        _shown(filters, Referral.recipient_rank, true()),
        *_narrowed(filters, Referral.sender_agency_id),
    ]
    return _read(conditions, filters, Referral.recipient_rank, size=size, after=after, before=before)


def list_of_case(actor: Actor, case_id: int, limit: int = 100) -> Sequence[ReferralRow]:
    """The referrals of one case, newest first, as far as its staff's page shows them."""
    found = db.session.execute(rows_of().where(Referral.case_id == case_id).order_by(Referral.id.desc()).limit(limit))
    return [row_of(row) for row in found]


def _read(
    conditions: Sequence[ColumnElement[bool]],
    filters: Filters,
    rank: Any,
    *,
    size: int,
    after: str | None,
    before: str | None,
) -> Listed:
    """A page and the capped total in one statement."""
    some = select(literal(1)).select_from(Referral).where(*conditions).limit(COUNTED_TO + 1).subquery()
    total = select(func.count()).select_from(some).scalar_subquery()
    newest_first = filters.order == "sent" or filters.show == "ended"
    order: tuple[Any, ...] = (rank, Referral.sort_at, Referral.id)
    if newest_first:
        order = (Referral.sent_at, Referral.id) if filters.order == "sent" else order
    found = read_slice(
        rows_of(total.label("total")).where(*conditions),
        order,
        size=size,
        after=after,
        before=before,
        descending=newest_first,
    )
    counted = int(found.rows[0].total) if found.rows else 0
    return Listed(
        [row_of(row) for row in found.rows],
        found.before,
        found.after,
        counted,
        COUNTED_TO if counted > COUNTED_TO else None,
    )


def _shown(filters: Filters, rank: Any, mine: ColumnElement[bool]) -> ColumnElement[bool]:
    match filters.show:
        case "mine":
            return and_(rank == YOURS, mine)
        case "others":
            return and_(rank < OVER, or_(rank != YOURS, ~mine))
        case "ended":
            return and_(rank == OVER, _ended_in(filters.year))
        case "open":
            return rank < OVER if not filters.states else true()
        case _:
            return true()


def _ended_in(year: int | None) -> ColumnElement[bool]:
    first, last = jalali_year_range(year or jalali_year(zone.local_date(clock.now())))
    return Referral.sort_at.between(zone.at(first, time(0)), zone.at(last + timedelta(days=1), time(0)))


def _narrowed(filters: Filters, other_side: Any) -> list[ColumnElement[bool]]:
    now = clock.now()
    found: list[ColumnElement[bool]] = []
    if filters.states:
        found.append(Referral.state.in_(filters.states))
    for column, wanted in (
        (Referral.priority, filters.priority),
        (Referral.route, filters.route),
        (other_side, filters.agency_id),
        (Referral.handler_id, filters.handler_id),
    ):
        if wanted:
            found.append(column == wanted)
    if filters.need:
        of_need = and_(ReferralNeed.referral_id == Referral.id, ReferralNeed.need == filters.need)
        found.append(exists(select(ReferralNeed.id).where(of_need)))
    if filters.late:
        found.append(Referral.due_at < now)
    if filters.due_within is not None:
        found.append(Referral.due_at < _in_days(now, filters.due_within))
    if filters.text.strip():
        found.append(_coded(filters.text))
    return found


def _in_days(now: datetime, days: int) -> datetime:
    return now + timedelta(days=min(max(days, 0), 3650))


def _coded(text: str) -> ColumnElement[bool]:
    """The code as typed in any digits, from its beginning; or only its running number."""
    typed = digits(text).strip().upper()
    if typed.isdecimal():
        return Referral.code.endswith(f"-{typed}", autoescape=True)
    return Referral.code.startswith(typed, autoescape=True)
