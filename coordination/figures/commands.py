"""Counting every aggregate anew from the records: after an upgrade, after rows were written past the session."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Row, delete, func, select, text

from coordination.accounts.models import Post
from coordination.audit.models import AuditEntry
from coordination.cases.models import Case, Client
from coordination.figures import cells, keeping
from coordination.figures.clocks import stops
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.outcomes.models import Outcome
from coordination.referrals import clocks
from coordination.referrals.models import Admission, Referral, Service, State

AT_ONCE = 2000
FALLBACK = timedelta(days=7)

NOTES = frozenset({"service.record", "admission.record"})
COMMENT = "referral.comment"
"""What restarts the clock of updates during the service; a comment only where the recipient's side wrote it."""

COLUMNS = (
    "id", "state", "sent_at", "route", "priority", "need_codes", "sender_agency_id", "recipient_agency_id",
    "review_on", "resume_on", "hops", "predecessor_id", "handler_id",
)  # fmt: skip
MOVED = {
    "accepted_at": None, "objected_at": None, "questions_asked": 0, "clock": None, "clock_started_at": None,
    "due_at": None, "decide_started_at": None, "decide_due_at": None,
}  # fmt: skip
"""What the moves set anew while they are told again."""

Cells = Counter[cells.Cell]


def recount() -> int:
    """Count all cells anew and put them in the place of the old ones; how many there are.

    Writers wait until the caller commits. How long clocks ran is told again from the trail by the rules of
    ``referrals.clocks``; whether they ran over, by the limits, hours and holidays of today.
    """
    session = db.session()
    keeping.write_pending(session)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE figure_count IN EXCLUSIVE MODE"))
    counted: Cells = Counter()
    _count_given(counted)
    _count_referrals(counted)
    session.execute(delete(FigureCount).execution_options(synchronize_session=False))
    keeping.add(session, counted)
    return sum(1 for n in counted.values() if n)


def _count_given(counted: Cells) -> None:
    """Services, stays and outcomes, summed by day in the database."""
    services = select(
        Service.agency_id, Service.on, Service.kind, func.sum(Service.times).label("times"), Service.voided_at
    )
    services = services.where(Service.voided_at.is_(None))
    for row in _mapped(services.group_by(Service.agency_id, Service.on, Service.kind, Service.voided_at)):
        counted.update(cells.of_service(row))
    stays = (
        select(
            Admission.agency_id, Admission.admitted_on, Admission.route, Client.nationality, Client.sex
        )
        .join(Case, Case.id == Admission.case_id)
        .join(Client, Client.id == Case.client_id)
    )  # fmt: skip
    for row in _mapped(stays):
        counted.update(cells.of_admission(row))
    for row in _mapped(select(Outcome.agency_id, Outcome.on, Outcome.kind, Outcome.state)):
        counted.update(cells.of_outcome(row))


def _count_referrals(counted: Cells) -> None:
    """Referrals, and the clocks of each told again from the moves on the trail."""
    members = {(person, agency) for person, agency in db.session.execute(select(Post.person_id, Post.agency_id))}
    passed_on: dict[int, SimpleNamespace] = {}
    columns = [getattr(Referral, name) for name in COLUMNS]
    last = 0
    while True:
        asked = select(*columns).where(Referral.id > last).order_by(Referral.id).limit(AT_ONCE)
        found = db.session.execute(asked).all()
        if not found:
            return
        acts = _acts(last, found[-1].id)
        last = found[-1].id
        for row in found:
            counted.update(cells.of_referral(row._asdict()))
            if row.id in acts:
                for stop in _told_again(row, acts[row.id], members, passed_on):
                    day = local_date(stop.at)
                    counted.update(cells.of_stop(stop.agency_id, stop.clock, day, stop.seconds, stop.late, stop.times))


def _acts(after: int, until: int) -> dict[int, list[Any]]:
    """The moves and notes of some referrals, in their order."""
    asked = select(
        AuditEntry.thing_id, AuditEntry.act, AuditEntry.at, AuditEntry.frm, AuditEntry.to_state, AuditEntry.person_id
    ).where(AuditEntry.kind == Referral.audit_kind, AuditEntry.thing_id > after, AuditEntry.thing_id <= until)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(asked.order_by(AuditEntry.thing_id, AuditEntry.id)):
        if row.to_state is not None or row.act in NOTES or row.act == COMMENT:
            found[row.thing_id].append(row)
    return found


def _told_again(
    row: Row[Any],
    acts: Iterable[Row[Any]],
    members: set[tuple[int, int]],
    passed_on: dict[int, SimpleNamespace],
) -> Iterator[Any]:
    """The stops of one referral's clocks, its moves made again on a stand-in."""
    told = SimpleNamespace(**row._mapping)
    told.__dict__.update(MOVED, sent_at=None, state=State.DRAFT, state_since=None)
    for act in acts:
        before, now = told.state, act.at
        if act.to_state is None:
            if before != State.IN_SERVICE or (act.act == COMMENT and not _by_recipient(act, told, members)):
                continue
        else:
            told.state = State(act.to_state)
        with clock.at(now):
            _set_before(told, act, before, passed_on)
            yield from stops(told, before, now)
            clocks.run(cast(Referral, told), before)
        if before == State.ACCEPTED and told.state == State.RECEIVED:
            told.accepted_at = None
    if told.state == State.FORWARDED:
        passed_on[row.id] = told


def _set_before(told: SimpleNamespace, act: Row[Any], before: str, passed_on: dict[int, SimpleNamespace]) -> None:
    """The columns that a move sets before its clocks are counted."""
    now: datetime = act.at
    told.state_since = now
    if before == State.DRAFT and told.state == State.SENT:
        told.sent_at = now
        origin = passed_on.pop(told.predecessor_id, None)
        if origin is not None:
            clocks.pass_on(cast(Referral, origin), cast(Referral, told))
    match told.state:
        case State.ACCEPTED:
            told.accepted_at = now
        case State.OBJECTED:
            told.objected_at = now
        case State.NEEDS_INFO:
            told.questions_asked += 1
        case State.WAITLISTED:
            told.review_on = told.review_on or local_date(now) + FALLBACK
        case State.ON_HOLD:
            told.resume_on = told.resume_on or local_date(now) + FALLBACK


def _by_recipient(act: Row[Any], told: SimpleNamespace, members: set[tuple[int, int]]) -> bool:
    return (act.person_id, told.recipient_agency_id) in members or act.person_id == told.handler_id


def _mapped(asked: Any) -> Iterator[Any]:
    return (row._mapping for row in db.session.execute(asked))


def recount_if_stale() -> bool:
    """Count what was there before the aggregates, once; whether there was need."""
    mark = select(FigureCount.n).where(
        FigureCount.agency_id == EVERYBODY, FigureCount.month == 0, FigureCount.measure == cells.STALE
    )
    if db.session.scalar(mark) is None:
        return False
    recount()
    return True
