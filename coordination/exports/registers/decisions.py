"""Registers of what groups met about and decided: meetings, agenda items, resolutions, actions."""

from __future__ import annotations

from sqlalchemy import or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.actions.models import ACTION_PRIORITY_LABELS, Action, ActionState
from coordination.directory.models import Agency
from coordination.exports.columns import Column, Register, Rows, Sort
from coordination.exports.registers.words import states_of
from coordination.groups.models import Group
from coordination.kernel.messages import N_
from coordination.meetings.models import AgendaItem, Meeting
from coordination.resolutions.models import RESOLUTION_KIND_LABELS, Resolution
from coordination.resolutions.queries.register import REGISTERED

OF_GROUP = (Group.name_fa.label("group_fa"), Group.name_en.label("group_en"))
ACTION_LISTS = ("action.list_own", "action.list_agency", "action.list_group", "action.list_verify")


def _meetings(actor: Actor) -> Rows:
    return (
        select(
            Meeting.number, Meeting.title, Meeting.state, Meeting.starts_at, Meeting.place, Meeting.opened_at,
            Meeting.ended_at, *OF_GROUP,
        )
        .join(Group, Group.id == Meeting.group_id)
        .where(policy.visible(actor, "meeting.list"))
    )  # fmt: skip


def _items(actor: Actor) -> Rows:
    return (
        select(
            AgendaItem.title, AgendaItem.state, AgendaItem.confidential, AgendaItem.proposed_at, *OF_GROUP,
            Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
        )
        .join(Group, Group.id == AgendaItem.group_id)
        .outerjoin(Agency, Agency.id == AgendaItem.agency_id)
        .where(policy.visible(actor, "agenda_item.view"))
    )  # fmt: skip


def _resolutions(actor: Actor) -> Rows:
    return (
        select(
            Resolution.number, Resolution.text, Resolution.kind, Resolution.state, Resolution.adopted_on,
            Resolution.in_force_on, Resolution.confidential, Resolution.outside_body, *OF_GROUP,
        )
        .outerjoin(Group, Group.id == Resolution.group_id)
        .where(
            policy.visible(actor, "resolution.list"),
            Resolution.adopted_on.is_not(None),
            Resolution.state.in_(REGISTERED),
        )
    )  # fmt: skip


def _actions(actor: Actor) -> Rows:
    """What stands in any of the reader's lists of actions; drafts stand in none."""
    return (
        select(
            Action.number, Action.title, Action.state, Action.priority, Action.due_on, Action.original_due_on,
            Action.issued_at, Action.done_at, Action.verified_at, Agency.name_fa.label("agency_fa"),
            Agency.name_en.label("agency_en"), Person.name.label("owner_fa"), Person.name_en.label("owner_en"),
            *OF_GROUP,
        )
        .outerjoin(Group, Group.id == Action.group_id)
        .outerjoin(Agency, Agency.id == Action.agency_id)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(or_(*(policy.visible(actor, act) for act in ACTION_LISTS)), Action.state != ActionState.DRAFT)
    )  # fmt: skip


GROUP = Column("group", N_("Group"), Sort.NAME)
AGENCY = Column("agency", N_("Agency"), Sort.NAME)
NUMBER, TITLE = Column("number", N_("Number")), Column("title", N_("Title"))
CONFIDENTIAL = Column("confidential", N_("Confidential"), Sort.YES)
REGISTERS = {
    "meetings": Register(
        "meeting.list",
        N_("Meetings"),
        (
            NUMBER,
            TITLE,
            GROUP,
            Column("state", N_("State"), Sort.WORD, states_of(Meeting)),
            Column("starts_at", N_("Day"), Sort.DAY),
            Column("place", N_("Place")),
            Column("opened_at", N_("Opened on"), Sort.DAY),
            Column("ended_at", N_("Ended on"), Sort.DAY),
        ),
        _meetings,
        Meeting.id,
        Meeting.starts_at,
    ),
    "agenda_items": Register(
        "agenda_item.view",
        N_("Agenda items"),
        (
            TITLE,
            GROUP,
            Column("state", N_("State"), Sort.WORD, states_of(AgendaItem)),
            AGENCY,
            Column("proposed_at", N_("Proposed on"), Sort.DAY),
            CONFIDENTIAL,
        ),
        _items,
        AgendaItem.id,
        AgendaItem.proposed_at,
    ),
    "resolutions": Register(
        "resolution.list",
        N_("Resolutions"),
        (
            NUMBER,
            Column("text", N_("Text")),
            Column("kind", N_("Kind"), Sort.WORD, RESOLUTION_KIND_LABELS),
            Column("state", N_("State"), Sort.WORD, states_of(Resolution)),
            GROUP,
            Column("outside_body", N_("Body outside")),
            Column("adopted_on", N_("Adopted on"), Sort.DAY),
            Column("in_force_on", N_("In force from"), Sort.DAY),
            CONFIDENTIAL,
        ),
        _resolutions,
        Resolution.id,
        Resolution.adopted_on,
    ),
    "actions": Register(
        "action.list",
        N_("Actions"),
        (
            NUMBER,
            TITLE,
            Column("state", N_("State"), Sort.WORD, states_of(Action)),
            Column("priority", N_("Priority"), Sort.WORD, ACTION_PRIORITY_LABELS),
            AGENCY,
            Column("owner", N_("Owner"), Sort.NAME),
            GROUP,
            Column("issued_at", N_("Issued on"), Sort.DAY),
            Column("due_on", N_("Due"), Sort.DAY),
            Column("original_due_on", N_("First due"), Sort.DAY),
            Column("done_at", N_("Done on"), Sort.DAY),
            Column("verified_at", N_("Verified on"), Sort.DAY),
        ),
        _actions,
        Action.id,
        Action.due_on,
    ),
}
