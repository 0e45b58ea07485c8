"""One line of a list of actions: Core columns, in a shape that rights, cheap needs, turn and time can ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Row, Select, func, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.actions.models import Action, Extension, ExtensionState
from coordination.actions.states import ACTION, OWED
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import named
from coordination.kernel.machine import Machine
from coordination.meetings.models import AgendaEntry, AgendaItem, Meeting
from coordination.referrals.models import Referral
from coordination.resolutions.models import Resolution

COLUMNS = (
    "id",
    "public_id",
    "version",
    "number",
    "title",
    "state",
    "state_since",
    "priority",
    "confidential",
    "agency_id",
    "owner_id",
    "verifier_id",
    "group_id",
    "source_agency_id",
    "start_on",
    "due_on",
    "original_due_on",
    "issued_at",
    "done_at",
    "provisional",
    "waiting_on",
    "dispute_code",
    "result",
)
OWNER, VERIFIER = named(Person, "owner"), named(Person, "verifier")
AGENCY, SOURCE = named(Agency, "doing_agency"), named(Agency, "source_agency")
SHORT = 160


@dataclass(frozen=True, slots=True)
class Why:
    """Why an action exists: its sources as far as there are any; what the reader may open is marked ``sees_…``."""

    resolution_id: str | None
    resolution_number: str | None
    resolution_text: str | None
    entry_title: str | None
    item_id: str | None
    meeting_id: str | None
    meeting_at: datetime | None
    group_public_id: str | None
    group_name_fa: str | None
    group_name_en: str | None
    referral_id: str | None
    referral_code: str | None
    source_name_fa: str | None
    source_name_en: str | None
    sees_resolution: bool
    sees_item: bool
    sees_meeting: bool
    sees_referral: bool


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as lists show it; its contributors are not known here."""

    machine: ClassVar[Machine] = ACTION
    audit_kind: ClassVar[str] = "action"

    id: int
    public_id: str
    version: int
    number: str | None
    title: str
    state: str
    state_since: datetime
    priority: str
    confidential: bool
    agency_id: int | None
    owner_id: int | None
    verifier_id: int | None
    group_id: int | None
    source_agency_id: int | None
    start_on: date | None
    due_on: date | None
    original_due_on: date | None
    issued_at: datetime | None
    done_at: datetime | None
    provisional: bool
    waiting_on: str
    dispute_code: str | None
    result: str
    owner_name: str | None
    owner_name_en: str | None
    verifier_name: str | None
    verifier_name_en: str | None
    agency_name_fa: str | None
    agency_name_en: str | None
    asked_on: date | None
    """The date asked for, while a request for more time waits."""
    asked_id: str | None
    why: Why
    contributors: tuple[Any, ...] = ()

    @property
    def action(self) -> ActionRow:
        """Itself, where a relation asks for the action of a thing."""
        return self


def rows_of(actor: Actor) -> Select[Any]:
    """The statement of a list: a row's columns, names and sources by join, and what of them the actor may open."""
    # A request lies still while the action is with its verifier.
    waiting = (
        Extension.action_id == Action.id,
        Extension.state == ExtensionState.REQUESTED,
        Action.state.in_(OWED),
    )
    newest = select(Extension.asked_on).where(*waiting).order_by(Extension.id.desc()).limit(1)
    newest_id = select(Extension.public_id).where(*waiting).order_by(Extension.id.desc()).limit(1)
    return (
        select(
            *(getattr(Action, name) for name in COLUMNS),
            OWNER.name,
            OWNER.name_en,
            VERIFIER.name,
            VERIFIER.name_en,
            AGENCY.name_fa,
            AGENCY.name_en,
            newest.scalar_subquery(),
            newest_id.scalar_subquery(),
            Resolution.public_id,
            func.coalesce(Resolution.number, Resolution.provisional_number),
            func.substr(Resolution.text, 1, SHORT),
            AgendaEntry.title,
            AgendaItem.public_id,
            Meeting.public_id,
            Meeting.starts_at,
            Group.public_id,
            Group.name_fa,
            Group.name_en,
            Referral.public_id,
            Referral.code,
            SOURCE.name_fa,
            SOURCE.name_en,
            policy.visible(actor, "resolution.view"),
            policy.visible(actor, "agenda_item.view"),
            policy.visible(actor, "meeting.view"),
            policy.visible(actor, "referral.view_state"),
        )
        .outerjoin(OWNER, OWNER.id == Action.owner_id)
        .outerjoin(VERIFIER, VERIFIER.id == Action.verifier_id)
        .outerjoin(AGENCY, AGENCY.id == Action.agency_id)
        .outerjoin(Resolution, Resolution.id == Action.resolution_id)
        .outerjoin(AgendaEntry, AgendaEntry.id == Action.entry_id)
        .outerjoin(AgendaItem, AgendaItem.id == AgendaEntry.item_id)
        .outerjoin(Meeting, Meeting.id == Action.meeting_id)
        .outerjoin(Group, Group.id == Action.group_id)
        .outerjoin(Referral, Referral.id == Action.referral_id)
        .outerjoin(SOURCE, SOURCE.id == Action.source_agency_id)
    )


def row_of(found: Row[Any]) -> ActionRow:
    """A row of ``rows_of`` in its shape; what follows its columns is left."""
    values, at = tuple(found), len(COLUMNS) + 8
    sources = values[at : at + 14]
    sees = [bool(value) for value in values[at + 14 : at + 18]]
    shaped: tuple[Any, ...] = (*values[:at], Why(*sources, *sees))
    return ActionRow(*shaped)
