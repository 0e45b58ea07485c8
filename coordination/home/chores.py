"""What can wait for one person around meetings: each chore as a statement of one shape, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Date,
    Select,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from coordination.access.actor import Actor
from coordination.actions.commands.issuing import RESOLVED
from coordination.actions.models import Action, ActionState, Extension, ExtensionState
from coordination.actions.states import OWED
from coordination.groups.models import ApprovalRule, Group, SeatKind
from coordination.kernel.db import Moment
from coordination.lang.zone import at
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Answer,
    Attendance,
    EntryState,
    Interval,
    Invitee,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
)
from coordination.minutes.models import Assent, Minutes, MinutesComment, MinutesState, Signature, SignatureState
from coordination.resolutions.models import Resolution

ANNOUNCE_AHEAD = timedelta(days=14)
"""So long before a planned meeting its secretary is asked to announce it."""
AGENDA_AHEAD = timedelta(days=7)
HELD = (MeetingState.IN_SESSION, MeetingState.RECESSED)
COMING = (MeetingState.ANNOUNCED, MeetingState.AGENDA_PUBLISHED)


NOW: BindParameter[datetime] = bindparam("now", type_=Moment)
PUBLISH_UNTIL: BindParameter[datetime] = bindparam("publish_until", type_=Moment)
ANNOUNCE_UNTIL: BindParameter[datetime] = bindparam("announce_until", type_=Moment)


def moments(now: datetime) -> dict[str, datetime]:
    """The values that statements made of the parts below leave open, so that they are made once a day."""
    return {"now": now, "publish_until": now + AGENDA_AHEAD, "announce_until": now + ANNOUNCE_AHEAD}


def shape(what: str, thing: Any, moment: Any, **columns: Any) -> Select[Any]:
    """A part of the union; what is not given is empty."""
    blank: dict[str, Any] = {
        "name_fa": literal(""),
        "name_en": literal(""),
        "title": literal(""),
        "count": literal(0),
        "state": literal(""),
        "other": literal(""),
        "until": cast(null(), Moment),
        "params": cast(null(), JSON),
    }
    unknown = columns.keys() - blank.keys()
    if unknown:
        raise ValueError(f"{what}: {unknown}")
    return select(
        literal(what).label("what"),
        thing.id.label("id"),
        thing.public_id.label("public_id"),
        moment.label("at"),
        *(columns.get(name, value).label(name) for name, value in blank.items()),
    )


def of_meeting(what: str, **columns: Any) -> Select[Any]:
    names = {"name_fa": Group.name_fa, "name_en": Group.name_en, "title": Meeting.title, **columns}
    return shape(what, Meeting, Meeting.starts_at, **names).join(Group, Group.id == Meeting.group_id)


def _in_groups(actor: Actor, *kinds: SeatKind) -> ColumnElement[bool] | None:
    groups = actor.groups(*kinds)
    return Meeting.group_id.in_(groups) if groups else None


# --- chores, the most urgent first; each gives None where it cannot wait for this person -------------------------


def record(actor: Actor, _today: date) -> Select[Any] | None:
    """A meeting is in session: its minutes are being recorded."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    return None if mine is None else of_meeting("record").where(mine, Meeting.state.in_(HELD))


def hold(actor: Actor, today: date) -> Select[Any] | None:
    """A meeting of today, or one that has passed, waits to be opened."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    tonight = at(today + timedelta(days=1), time())
    return (
        None if mine is None else of_meeting("hold").where(mine, Meeting.state.in_(COMING), Meeting.starts_at < tonight)
    )


def sign(actor: Actor, _today: date) -> Select[Any] | None:
    """Approved minutes wait for the person's signature, and it is his turn."""
    earlier = aliased(Signature)
    before = select(earlier.id).where(
        earlier.minutes_id == Signature.minutes_id,
        earlier.position < Signature.position,
        earlier.state == SignatureState.PENDING,
    )
    return (
        _of_minutes("sign")
        .join(Signature, Signature.minutes_id == Minutes.id)
        .where(
            Signature.person_id == actor.person_id,
            Signature.state == SignatureState.PENDING,
            Minutes.state == MinutesState.APPROVED,
            ~exists(before),
        )
    )


def approve(actor: Actor, _today: date) -> Select[Any] | None:
    """Circulated minutes without an open comment, where the chair's word approves."""
    mine = _in_groups(actor, SeatKind.CHAIR)
    if mine is None:
        return None
    return _of_minutes("approve").where(
        mine, Minutes.state == MinutesState.IN_REVIEW, Group.approval_rule == ApprovalRule.CHAIR, ~exists(_open())
    )


def assent(actor: Actor, _today: date) -> Select[Any] | None:
    """Circulated minutes of a meeting that the person attended, where everybody's assent approves."""
    attended = (
        select(Interval.id)
        .join(Attendance, Attendance.id == Interval.attendance_id)
        .where(Attendance.meeting_id == Meeting.id, Attendance.person_id == actor.person_id)
    )
    given = select(Assent.id).where(Assent.minutes_id == Minutes.id, Assent.person_id == actor.person_id)
    return _of_minutes("assent").where(
        Minutes.state == MinutesState.IN_REVIEW,
        Group.approval_rule == ApprovalRule.ALL_ATTENDEES,
        exists(attended),
        ~exists(given),
    )


def comments(actor: Actor, _today: date) -> Select[Any] | None:
    """Circulated minutes with comments that have no answer; ``count`` of them."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    if mine is None:
        return None
    number = select(func.count()).select_from(_open().subquery()).scalar_subquery()
    return _of_minutes("comments", count=number).where(mine, Minutes.state == MinutesState.IN_REVIEW, exists(_open()))


def write(actor: Actor, _today: date) -> Select[Any] | None:
    """The meeting has ended: its minutes wait to be finished and circulated."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    if mine is None:
        return None
    return _of_minutes("write").where(mine, Meeting.state == MeetingState.ENDED, Minutes.state == MinutesState.DRAFTING)


def escalated(actor: Actor, _today: date) -> Select[Any] | None:
    """A disputed or escalated referral that no coming agenda holds yet."""
    groups = actor.groups(SeatKind.SECRETARY)
    if not groups:
        return None
    scheduled = select(AgendaEntry.id).where(
        AgendaEntry.item_id == AgendaItem.id, AgendaEntry.state == EntryState.SCHEDULED
    )
    return _of_item("escalated").where(
        AgendaItem.group_id.in_(groups),
        AgendaItem.state == ItemState.OPEN,
        AgendaItem.kind == ItemKind.REFERRAL,
        ~exists(scheduled),
    )


def proposal(actor: Actor, _today: date) -> Select[Any] | None:
    """A proposal waits for the secretary's answer."""
    groups = actor.groups(SeatKind.SECRETARY)
    if not groups:
        return None
    return _of_item("proposal").where(AgendaItem.group_id.in_(groups), AgendaItem.state == ItemState.PROPOSED)


def dispute(actor: Actor, _today: date) -> Select[Any] | None:
    """An owner disputes an action: the secretary rules."""
    groups = actor.groups(SeatKind.SECRETARY)
    if not groups:
        return None
    return _of_action("dispute").where(Action.group_id.in_(groups), Action.state == ActionState.DISPUTED)


def extension(actor: Actor, _today: date) -> Select[Any] | None:
    """More time is asked for."""
    groups = actor.groups(SeatKind.SECRETARY)
    if not groups:
        return None
    asked = select(Extension.id).where(Extension.action_id == Action.id, Extension.state == ExtensionState.REQUESTED)
    return _of_action("extension").where(
        Action.group_id.in_(groups), Action.state.in_(OWED), Action.state != ActionState.DISPUTED, exists(asked)
    )


def left_over(actor: Actor, _today: date) -> Select[Any] | None:
    """Approved minutes left an action a draft: its owner or day was missing."""
    groups = actor.groups(SeatKind.SECRETARY)
    if not groups:
        return None
    return (
        _of_action("left_over")
        .join(Minutes, Minutes.meeting_id == Action.meeting_id)
        .outerjoin(Resolution, Resolution.id == Action.resolution_id)
        .where(
            Action.group_id.in_(groups),
            Action.state == ActionState.DRAFT,
            Action.in_text.is_(True),
            Minutes.state.in_((MinutesState.APPROVED, MinutesState.SIGNED)),
            or_(Resolution.id.is_(None), Resolution.state.in_(RESOLVED)),
        )
    )


def publish(actor: Actor, today: date) -> Select[Any] | None:
    """A meeting within a week whose agenda is not published."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    if mine is None:
        return None
    tonight = at(today + timedelta(days=1), time())
    return of_meeting("publish").where(
        mine, Meeting.state == MeetingState.ANNOUNCED, Meeting.starts_at.between(tonight, PUBLISH_UNTIL)
    )


def prepare(actor: Actor, _today: date) -> Select[Any] | None:
    """An announced agenda that is not published, on which what was put off to that day does not stand yet."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    if mine is None:
        return None
    scheduled = select(AgendaEntry.id).where(
        AgendaEntry.item_id == AgendaItem.id,
        or_(AgendaEntry.meeting_id == Meeting.id, AgendaEntry.state == EntryState.SCHEDULED),
    )
    waiting = select(AgendaItem.id).where(
        AgendaItem.group_id == Meeting.group_id,
        AgendaItem.state == ItemState.OPEN,
        AgendaItem.not_before <= func.date(Meeting.starts_at, type_=Date),
        ~exists(scheduled.correlate(AgendaItem, Meeting)),
    )
    return of_meeting("prepare").where(
        mine, Meeting.state == MeetingState.ANNOUNCED, Meeting.starts_at > NOW, exists(waiting.correlate(Meeting))
    )


def announce(actor: Actor, today: date) -> Select[Any] | None:
    """A planned meeting within a fortnight that is not announced."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    if mine is None:
        return None
    return of_meeting("announce").where(
        mine, Meeting.state == MeetingState.DRAFT, Meeting.starts_at.between(NOW, ANNOUNCE_UNTIL)
    )


def answer(actor: Actor, today: date) -> Select[Any] | None:
    """An invitation that the person has not answered."""
    return of_meeting("answer").where(
        Meeting.state.in_(COMING),
        Meeting.starts_at > NOW,
        exists(
            select(Invitee.id).where(
                Invitee.meeting_id == Meeting.id,
                Invitee.person_id == actor.person_id,
                Invitee.removed_at.is_(None),
                Invitee.answer == Answer.NONE,
            )
        ),
    )


Chore = Callable[[Actor, date], Select[Any] | None]
MEETING_CHORES: tuple[Chore, ...] = (
    record, hold, sign, approve, assent, comments, write, escalated, left_over, proposal,
    prepare, publish, announce, answer,
)  # fmt: skip
CHORES: tuple[Chore, ...] = (
    record, hold, sign, approve, assent, comments, write, escalated, dispute, extension, left_over, proposal,
    prepare, publish, announce,
)  # fmt: skip
"""What is a row of the page; an invitation is answered beside the meeting itself."""


def _of_minutes(what: str, **columns: Any) -> Select[Any]:
    return of_meeting(what, **columns).join(Minutes, Minutes.meeting_id == Meeting.id)


def _open() -> Select[Any]:
    """Comments of the minutes without an answer."""
    return (
        select(MinutesComment.id)
        .where(MinutesComment.minutes_id == Minutes.id, MinutesComment.answered_at.is_(None))
        .correlate(Minutes)
    )


def _of_item(what: str) -> Select[Any]:
    names = {"name_fa": Group.name_fa, "name_en": Group.name_en, "title": AgendaItem.title}
    return shape(what, AgendaItem, AgendaItem.proposed_at, **names).join(Group, Group.id == AgendaItem.group_id)


def _of_action(what: str) -> Select[Any]:
    names = {
        "name_fa": Group.name_fa,
        "name_en": Group.name_en,
        "title": Action.title,
        "other": func.coalesce(Action.number, ""),
    }
    return shape(what, Action, Action.state_since, **names).join(Group, Group.id == Action.group_id)
