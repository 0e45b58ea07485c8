"""Loading one meeting, agenda item or entry with all that its rights, its moves and its page touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.meetings.models import AgendaEntry, AgendaItem, Invitee, Meeting, MeetingState
from coordination.vault.models import Attachment, OwnerKind

OVER = (MeetingState.NO_QUORUM, MeetingState.CANCELLED, MeetingState.CLOSED, MeetingState.ENDED)


def get_meeting(public_id: str) -> Meeting | None:
    """The meeting with its group, the group's host agency, and those invited with their persons and seats; one
    statement."""
    return db.session.scalars(_meeting().where(Meeting.public_id == public_id)).unique().one_or_none()


def get_meeting_by_number(meeting_id: int) -> Meeting:
    """The same of the meeting with this number, which another row holds."""
    return db.session.scalars(_meeting().where(Meeting.id == meeting_id)).unique().one()


def _meeting() -> Select[Meeting]:
    return select(Meeting).options(
        joinedload(Meeting.group).joinedload(Group.host_agency),
        joinedload(Meeting.invitees).options(joinedload(Invitee.person), joinedload(Invitee.seat)),
    )


def next_meeting(group_id: int, after: datetime) -> Meeting | None:
    """The group's next meeting that begins later than ``after`` and was not cancelled."""
    return db.session.scalar(
        select(Meeting)
        .where(Meeting.group_id == group_id, Meeting.starts_at > after, Meeting.state.not_in(OVER))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


def second_call(meeting: Meeting) -> Meeting | None:
    """The meeting that was called in place of one without quorum."""
    return db.session.scalar(select(Meeting).where(Meeting.second_call_of_id == meeting.id).limit(1))


def list_entries(meeting_id: int) -> list[AgendaEntry]:
    """The agenda in its order, each entry with its meeting, its item (and the item's proposer, agency, referral), and
    where it was put off or referred to; one statement."""
    found = db.session.scalars(
        _entry().where(AgendaEntry.meeting_id == meeting_id).order_by(AgendaEntry.position, AgendaEntry.id)
    )
    return list(found)


def get_entry(public_id: str) -> AgendaEntry | None:
    """One entry of an agenda, as ``list_entries`` loads it."""
    return db.session.scalar(_entry().where(AgendaEntry.public_id == public_id))


def _entry() -> Select[AgendaEntry]:
    return select(AgendaEntry).options(
        joinedload(AgendaEntry.meeting).joinedload(Meeting.group),
        joinedload(AgendaEntry.item).options(
            joinedload(AgendaItem.proposer),
            joinedload(AgendaItem.agency),
            joinedload(AgendaItem.referral),
            joinedload(AgendaItem.minutes_of),
        ),
        joinedload(AgendaEntry.deferred_to),
        joinedload(AgendaEntry.referred_agency),
        joinedload(AgendaEntry.referred_group),
    )


def get_item(public_id: str) -> AgendaItem | None:
    """One item with its group, proposer, agency, referral, and its entries in all meetings; two statements."""
    return db.session.scalar(
        select(AgendaItem)
        .where(AgendaItem.public_id == public_id)
        .options(
            joinedload(AgendaItem.group).joinedload(Group.host_agency),
            joinedload(AgendaItem.proposer),
            joinedload(AgendaItem.agency),
            joinedload(AgendaItem.referral),
            joinedload(AgendaItem.minutes_of),
            selectinload(AgendaItem.entries).options(
                joinedload(AgendaEntry.meeting),
                joinedload(AgendaEntry.deferred_to),
                joinedload(AgendaEntry.referred_agency),
                joinedload(AgendaEntry.referred_group),
            ),
        )
    )


def may_see(actor: Actor, thing: AgendaEntry | AgendaItem) -> bool:
    """Whether the item, or the entry's item, is open to the actor: a confidential one never is to observers."""
    item = thing.item if isinstance(thing, AgendaEntry) else thing
    return policy.allows(actor, "agenda_item.view", item)


def on_agenda_for(actor: Actor, entry: AgendaEntry) -> bool:
    """Whether a reader of the meeting's page is shown the entry: guests see what is not confidential."""
    return not entry.item.confidential or may_see(actor, entry)


def papers_of(item_ids: Sequence[int]) -> dict[int, list[Attachment]]:
    """The papers of agenda items, by item, the oldest first; one statement."""
    found: dict[int, list[Attachment]] = {}
    rows: Any = db.session.scalars(
        select(Attachment)
        .where(Attachment.owner_kind == OwnerKind.AGENDA_ITEM.value, Attachment.owner_id.in_(item_ids))
        .order_by(Attachment.id)
    )
    for paper in rows:
        found.setdefault(paper.owner_id, []).append(paper)
    return found


def get_paper(item: AgendaItem, public_id: str) -> Attachment | None:
    """One paper of an item."""
    return db.session.scalar(
        select(Attachment).where(
            Attachment.public_id == public_id,
            Attachment.owner_kind == OwnerKind.AGENDA_ITEM.value,
            Attachment.owner_id == item.id,
        )
    )
