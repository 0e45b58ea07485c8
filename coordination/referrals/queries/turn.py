"""What waits for one person: the rows of the home page and the count beside the navigation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.kernel.db import db
from coordination.referrals.clocks import YOURS
from coordination.referrals.models import Referral, State
from coordination.referrals.queries.rows import ReferralRow, row_of, rows_of


def my_turn(actor: Actor) -> list[ColumnElement[bool]]:
    """The ways in which a referral waits for the actor, none of which meets another: as a liaison what nobody else
    handles, as a handler, as the sender's liaison (drafts aside), and as the reviewer. Each walks one index."""
    liaison_at = actor.agencies(PostKind.LIAISON)
    elsewhere = actor.agencies() - liaison_at
    mine = Referral.handler_id == actor.person_id
    arrived = Referral.recipient_rank == YOURS
    ways = []
    if liaison_at:
        free_or_mine = or_(mine, Referral.handler_id.is_(None))
        ways.append(and_(Referral.recipient_agency_id.in_(liaison_at), arrived, free_or_mine))
        ways.append(
            and_(
                Referral.sender_agency_id.in_(liaison_at), Referral.sender_rank == YOURS, Referral.sent_at.is_not(None)
            )
        )
    if elsewhere:
        ways.append(and_(mine, arrived, Referral.recipient_agency_id.in_(elsewhere)))
    if policy.allows(actor, "referral.list_to_rule"):
        ways.append(and_(Referral.state == State.OBJECTED, policy.visible(actor, "referral.list_to_rule")))
    return ways


def my_turn_count(actor: Actor) -> ColumnElement[int] | None:
    """SQL for how many referrals wait for the actor, to be asked together with other counts; None: no way to wait."""
    counts = [select(func.count(Referral.id)).where(way).scalar_subquery() for way in my_turn(actor)]
    total: Any = None
    for count in counts:
        total = count if total is None else total + count
    return total  # type: ignore[no-any-return]


def count_my_turn(actor: Actor) -> int:
    """How many referrals wait for the actor."""
    total = my_turn_count(actor)
    return 0 if total is None else db.session.scalar(select(total)) or 0


def list_my_turn(actor: Actor, limit: int = 10) -> Sequence[ReferralRow]:
    """The referrals that wait for the actor, the one that is due first at the top: one statement."""
    ways = my_turn(actor)
    if not ways:
        return []
    firsts = []
    for way in ways:
        first = select(Referral.id).where(way).order_by(Referral.sort_at, Referral.id).limit(limit).subquery()
        firsts.append(select(first.c.id))
    chosen = union_all(*firsts) if len(firsts) > 1 else firsts[0]
    found = db.session.execute(
        rows_of().where(Referral.id.in_(chosen)).order_by(Referral.sort_at, Referral.id).limit(limit)
    )
    return [row_of(row) for row in found]
