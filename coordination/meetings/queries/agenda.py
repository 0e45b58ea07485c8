"""Reads of a group's agenda items: those that may stand on an agenda, proposals that wait, and their history."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaEntry, AgendaItem, EntryState, ItemKind, ItemState, Meeting
from coordination.meetings.queries.one import OVER
from coordination.referrals.models import Referral


@dataclass(frozen=True, slots=True)
class ForAgenda:
    """Open items of a group, those known by their source in any state, and the ids of items that stand on another
    agenda still to come."""

    items: list[AgendaItem]
    by_source: dict[str, AgendaItem]
    elsewhere: frozenset[int]


def list_for_agenda(meeting: Meeting) -> ForAgenda:
    """What may come onto the meeting's agenda; two statements."""
    found = db.session.scalars(
        select(AgendaItem)
        .where(
            AgendaItem.group_id == meeting.group_id,
            (AgendaItem.state == ItemState.OPEN) | AgendaItem.source.is_not(None),
        )
        .options(joinedload(AgendaItem.referral), joinedload(AgendaItem.minutes_of))
        .order_by(AgendaItem.id)
    ).all()
    return ForAgenda(
        [item for item in found if item.state == ItemState.OPEN],
        {item.source: item for item in found if item.source},
        scheduled_elsewhere(meeting),
    )


def waiting_for(meeting: Meeting) -> ScalarSelect[int]:
    """SQL: how many open items belong on the meeting's agenda by themselves and stand on none: put off until its day,
    or referrals awaiting decision."""
    scheduled = select(AgendaEntry.item_id).where(
        AgendaEntry.item_id == AgendaItem.id,
        (AgendaEntry.meeting_id == meeting.id) | (AgendaEntry.state == EntryState.SCHEDULED),
    )
    due = AgendaItem.not_before <= local_date(meeting.starts_at)
    return (
        select(func.count(AgendaItem.id))
        .where(
            AgendaItem.group_id == meeting.group_id,
            AgendaItem.state == ItemState.OPEN,
            due | (AgendaItem.not_before.is_(None) & (AgendaItem.kind == ItemKind.REFERRAL)),
            ~scheduled.exists(),
        )
        .scalar_subquery()
    )


def scheduled_elsewhere(meeting: Meeting) -> frozenset[int]:
    """Ids of items that wait on the agenda of another meeting of the group which is not over."""
    return frozenset(
        db.session.scalars(
            select(AgendaEntry.item_id)
            .join(Meeting, Meeting.id == AgendaEntry.meeting_id)
            .where(
                Meeting.group_id == meeting.group_id,
                Meeting.id != meeting.id,
                Meeting.state.not_in(OVER),
                AgendaEntry.state == EntryState.SCHEDULED,
            )
        )
    )


def list_open_items(meeting: Meeting) -> list[AgendaItem]:
    """Open items that are not on this agenda, for the list from which the secretary chooses; one statement."""
    here = select(AgendaEntry.item_id).where(AgendaEntry.meeting_id == meeting.id)
    found = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.group_id == meeting.group_id, AgendaItem.state == ItemState.OPEN, AgendaItem.id.not_in(here))
        .options(joinedload(AgendaItem.referral), joinedload(AgendaItem.minutes_of))
        .order_by(AgendaItem.id.desc())
        .limit(100)
    )
    return list(found)


def list_items(
    actor: Actor,
    *,
    group_id: int | None = None,
    state: ItemState | None = None,
    mine: bool = False,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """Agenda items open to the actor, the newest first: of one group or all of his, in one state or any; one
    statement."""
    statement = (
        select(
            AgendaItem.id,
            AgendaItem.public_id,
            AgendaItem.title,
            AgendaItem.kind,
            AgendaItem.state,
            AgendaItem.confidential,
            AgendaItem.proposed_at,
            Group.name_fa,
            Group.name_en,
            Person.name.label("proposer"),
            Person.name_en.label("proposer_en"),
            Agency.name_fa.label("agency_fa"),
            Agency.name_en.label("agency_en"),
            Referral.code.label("referral_code"),
            Meeting.number.label("minutes_number"),
        )
        .join(Group, Group.id == AgendaItem.group_id)
        .outerjoin(Person, Person.id == AgendaItem.proposer_id)
        .outerjoin(Agency, Agency.id == AgendaItem.agency_id)
        .outerjoin(Referral, Referral.id == AgendaItem.referral_id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.minutes_of_id)
        .where(policy.visible(actor, "agenda_item.view"))
    )
    if group_id is not None:
        statement = statement.where(AgendaItem.group_id == group_id)
    if state is not None:
        statement = statement.where(AgendaItem.state == state)
    if mine:
        statement = statement.where(AgendaItem.proposer_id == actor.person_id)
    return read_slice(statement, (AgendaItem.id,), size=size, after=after, before=before, descending=True)


def item_of_source(group_id: int, source: str) -> AgendaItem | None:
    """The item that was prepared from a source (``referral:12``) for a group."""
    return db.session.scalar(select(AgendaItem).where(AgendaItem.group_id == group_id, AgendaItem.source == source))
