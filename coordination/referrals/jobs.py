"""What the clock does to referrals: tells the reviewer at twice the limit, expires at three times, confirms, and ends
what a court's order no longer keeps."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import and_, or_, select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.cases.models import Consent, ConsentState
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang.zone import local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic
from coordination.referrals import clocks, commands, consequences
from coordination.referrals.models import Priority, Referral, State
from coordination.referrals.queries.one import list_referrals
from coordination.referrals.queries.rows import on_court_route
from coordination.referrals.states import LIVE

AT_ONCE = 500
OFTEN = timedelta(minutes=5)
UNANSWERED = (State.SENT, State.RECEIVED, State.NEEDS_INFO)

_log = logging.getLogger(__name__)


@periodic("referrals.alert", every=OFTEN)
def alert() -> None:
    """At twice the limit the reviewer is told and the lead group gets an agenda item, once for each running clock."""
    now = clock.now()
    waiting = db.session.scalars(
        select(Referral)
        .where(Referral.told_at <= now, Referral.alerted_at.is_(None), Referral.state.in_(LIVE))
        .order_by(Referral.told_at)
        .limit(AT_ONCE)
    ).all()
    system = Actor.system("referral.escalated")
    for referral in waiting:
        clocks.write_quietly(referral, {"alerted_at": now})
        trail.record(system, "referral.escalated", referral, detail={"clock": referral.clock})
        events.emit("referral.escalated", thing_id=referral.id, by=0)


@periodic("referrals.expire", every=OFTEN)
def expire() -> None:
    """At three times the limit what nobody answered ends; emergencies and referrals of a court never do."""
    due = list_referrals(
        Referral.expires_at <= clock.now(),
        Referral.alerted_at.is_not(None),
        Referral.state.in_(UNANSWERED),
        Referral.priority != Priority.EMERGENCY,
        ~on_court_route(),
        limit=AT_ONCE,
    )
    for referral in due:
        _by_itself(referral, lambda one: commands.expire(Actor.system("referral.expire"), one))


@periodic("referrals.confirm", every=OFTEN)
def confirm() -> None:
    """When the time to confirm has passed the referral closes as not contested; on a court route once the court was
    told."""
    due = list_referrals(
        Referral.due_at <= clock.now(),
        Referral.state == State.DELIVERED,
        ~on_court_route() | Referral.court_reported_on.is_not(None),
        limit=AT_ONCE,
    )
    for referral in due:
        _by_itself(referral, lambda one: commands.confirm(Actor.system("referral.confirm"), one))


@periodic("referrals.end_without_consent", every=timedelta(hours=1))
def end_without_consent() -> None:
    """What only a court's order kept running after its consent was withdrawn ends when the order does."""
    today = local_date(clock.now())
    still_open = and_(Referral.grant_opened_at.is_not(None), Referral.grant_closed_at.is_(None))
    left_over = list_referrals(
        Referral.basis_id.in_(select(Consent.id).where(Consent.state == ConsentState.WITHDRAWN)),
        or_(
            Referral.state.in_(consequences.BEFORE_SERVICE | consequences.IN_SERVICE),
            and_(Referral.state.in_(consequences.STAYING), still_open),
        ),
        or_(Referral.order_lifted_on <= today, Referral.order_valid_until < today),
        limit=AT_ONCE,
    )
    for referral in left_over:
        _by_itself(referral, consequences.end_without_consent)


def _by_itself(referral: Referral, act: Callable[[Referral], None]) -> None:
    """One referral that cannot move must not hold up the others."""
    number = referral.id
    try:
        with db.session.begin_nested():
            act(referral)
    except DomainError as error:
        _log.warning("referral %s was left as it is: %s", number, type(error).__name__)
