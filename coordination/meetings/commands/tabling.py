"""Bringing a referral before the group that leads its sender: after twice its limit, or by the reviewer's own hand."""

from __future__ import annotations

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.models import Installation
from coordination.kernel.db import db
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.meetings.commands.preparing import standing_item
from coordination.meetings.consequences import Prepared
from coordination.meetings.models import AgendaItem, ItemKind, ItemState
from coordination.meetings.queries.agenda import item_of_source
from coordination.outbox import events
from coordination.referrals.models import Referral, State


def table_referral(actor: Actor, referral: Referral) -> AgendaItem:
    """Put a disputed referral before the lead group. Raises WrongState where no objection waits for a ruling, or no
    group leads the sender."""
    if referral.state != State.OBJECTED:
        raise WrongState(
            N_("The referral was not put on an agenda: no objection waits for a ruling."),
            N_("Look at the referral again: somebody may have taken a step meanwhile."),
        )
    item = bring_before_lead_group(referral)
    if item is None:
        raise WrongState(
            N_("The referral was not put on an agenda: no group leads its sender."),
            N_("Ask the administrator to name a lead group."),
        )
    trail.record(actor, "referral.table", referral, detail={"item": item.id})
    events.emit("referral.tabled", thing_id=referral.id, by=actor.person_id or 0)
    return item


def bring_before_lead_group(referral: Referral) -> AgendaItem | None:
    """The open confidential item of the referral in the group that leads its sender; None where no group does."""
    group_id = referral.sender.lead_group_id or db.session.scalar(select(Installation.lead_group_id))
    if group_id is None:
        return None
    prepared = Prepared(ItemKind.REFERRAL, f"referral:{referral.id}", referral_id=referral.id, confidential=True)
    known = item_of_source(group_id, prepared.source)
    if known is not None and known.state in (ItemState.WITHDRAWN, ItemState.DECLINED):
        known.source = f"{prepared.source}:{known.id}"  # it stays as history; the matter came up anew
        db.session.flush()
        known = None
    return standing_item(group_id, prepared, known) or known
