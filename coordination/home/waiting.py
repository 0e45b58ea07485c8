"""What waits for one person around meetings, what comes next and what changed: rows of one shape, one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    CompoundSelect,
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
    union_all,
)
from sqlalchemy.orm import aliased

from coordination.access.actor import Actor, Standing
from coordination.actions.commands.issuing import RESOLVED
from coordination.actions.models import Action, ActionState, Extension, ExtensionState
from coordination.actions.states import OWED
from coordination.groups.models import ApprovalRule, Group, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import Moment, db
from coordination.lang.zone import at, local_date
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
from coordination.notices.models import Notice
from coordination.resolutions.models import Resolution

ANNOUNCE_AHEAD = timedelta(days=14)
"""So long before a planned meeting its secretary is asked to announce it."""
AGENDA_AHEAD = timedelta(days=7)
HELD = (MeetingState.IN_SESSION, MeetingState.RECESSED)
COMING = (MeetingState.ANNOUNCED, MeetingState.AGENDA_PUBLISHED)
KEPT = 32
"""For how many people a process keeps the statement of the home page."""
EACH = 6
"""How many of one sort are shown at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the home page. ``what`` says which: the name of a function below, ``meeting`` or ``notice``."""

    what: str
    id: int
    public_id: str
    at: datetime | None
    """When the meeting is, was proposed, or happened."""
    name_fa: str
    name_en: str
    """The group."""
    title: str
    count: int
    state: str
    other: str
    """The place of a meeting, the address of a notice, the number of an action."""
    until: datetime | None
    params: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """``chores`` in the order of their urgency, ``meetings`` to come, ``changed``: the last notices."""

    chores: Sequence[Row]
    meetings: Sequence[Row]
    changed: Sequence[Row]


NOW: BindParameter[datetime] = bindparam("now", type_=Moment)
PUBLISH_UNTIL: BindParameter[datetime] = bindparam("publish_until", type_=Moment)
ANNOUNCE_UNTIL: BindParameter[datetime] = bindparam("announce_until", type_=Moment)


def moments(now: datetime) -> dict[str, datetime]:
    """The values that statements made of the parts below leave open, so that they are made once a day."""
    return {"now": now, "publish_until": now + AGENDA_AHEAD, "announce_until": now + ANNOUNCE_AHEAD}


def turn_count(actor: Actor, today: date) -> Any:
    """SQL for how many things around meetings wait for the actor on the day ``today``, to be asked together with other
    counts; it leaves ``moments`` open."""
    total: Any = literal(0)
    for part in MEETING_CHORES:
        chore = part(actor, today)
        if chore is not None:
            number = chore.with_only_columns(func.count(), maintain_column_froms=True)
            total = total + number.scalar_subquery()
    return total


def read(actor: Actor, *, meetings: int, changed: int) -> Waiting:
    """Everything of the home page that is no referral and no action of one's own: one statement."""
    now = clock.now()
    statement = _statement(actor.standing(), local_date(now), meetings, changed)
    found = [Row(*row) for row in db.session.execute(statement, moments(now))]
    order = {part.__name__.lstrip("_"): number for number, part in enumerate(CHORES)}
    chores = [row for row in found if row.what in order]
    return Waiting(
        chores=sorted(chores, key=lambda row: (order[row.what], row.at or now, row.id)),
        meetings=sorted((row for row in found if row.what == "meeting"), key=lambda row: (row.at or now, row.id)),
        changed=sorted((row for row in found if row.what == "notice"), key=lambda row: -row.id),
    )


@lru_cache(maxsize=KEPT)
def _statement(standing: Standing, today: date, meetings: int, changed: int) -> CompoundSelect[*tuple[Any, ...]]:
    """The statement of one person on one day; only ``moments`` are left open."""
    actor = Actor.of(standing)
    parts = [chore for part in CHORES if (chore := part(actor, today)) is not None]
    limited = [_first(part, part.selected_columns.at, EACH) for part in parts]
    coming = _coming(actor, today)
    limited.append(_first(coming, coming.selected_columns.at, meetings))
    news = _news(actor)
    limited.append(_first(news, news.selected_columns.id.desc(), changed))
    return union_all(*limited)


def _shape(what: str, thing: Any, moment: Any, **columns: Any) -> Select[Any]:
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


def _first(part: Select[Any], order: Any, limit: int) -> Select[Any]:
    """The first rows of a part: SQLite takes an order and a limit in a union only one level deeper."""
    limited = part.order_by(order).limit(limit).subquery()
    return select(*limited.c)


def _of_meeting(what: str, **columns: Any) -> Select[Any]:
    names = {"name_fa": Group.name_fa, "name_en": Group.name_en, "title": Meeting.title, **columns}
    return _shape(what, Meeting, Meeting.starts_at, **names).join(Group, Group.id == Meeting.group_id)


def _in_groups(actor: Actor, *kinds: SeatKind) -> ColumnElement[bool] | None:
    groups = actor.groups(*kinds)
    return Meeting.group_id.in_(groups) if groups else None


# --- chores, the most urgent first; each gives None where it cannot wait for this person -------------------------


def record(actor: Actor, _today: date) -> Select[Any] | None:
    """A meeting is in session: its minutes are being recorded."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    return None if mine is None else _of_meeting("record").where(mine, Meeting.state.in_(HELD))


def hold(actor: Actor, today: date) -> Select[Any] | None:
    """A meeting of today, or one that has passed, waits to be opened."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    tonight = at(today + timedelta(days=1), time())
    return (
        None
        if mine is None
        else _of_meeting("hold").where(mine, Meeting.state.in_(COMING), Meeting.starts_at < tonight)
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
    return _of_meeting("publish").where(
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
    return _of_meeting("prepare").where(
        mine, Meeting.state == MeetingState.ANNOUNCED, Meeting.starts_at > NOW, exists(waiting.correlate(Meeting))
    )


def announce(actor: Actor, today: date) -> Select[Any] | None:
    """A planned meeting within a fortnight that is not announced."""
    mine = _in_groups(actor, SeatKind.SECRETARY)
    if mine is None:
        return None
    return _of_meeting("announce").where(
        mine, Meeting.state == MeetingState.DRAFT, Meeting.starts_at.between(NOW, ANNOUNCE_UNTIL)
    )


def answer(actor: Actor, today: date) -> Select[Any] | None:
    """An invitation that the person has not answered."""
    return _of_meeting("answer").where(
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
    return _of_meeting(what, **columns).join(Minutes, Minutes.meeting_id == Meeting.id)


def _open() -> Select[Any]:
    """Comments of the minutes without an answer."""
    return (
        select(MinutesComment.id)
        .where(MinutesComment.minutes_id == Minutes.id, MinutesComment.answered_at.is_(None))
        .correlate(Minutes)
    )


def _of_item(what: str) -> Select[Any]:
    names = {"name_fa": Group.name_fa, "name_en": Group.name_en, "title": AgendaItem.title}
    return _shape(what, AgendaItem, AgendaItem.proposed_at, **names).join(Group, Group.id == AgendaItem.group_id)


def _of_action(what: str) -> Select[Any]:
    names = {
        "name_fa": Group.name_fa,
        "name_en": Group.name_en,
        "title": Action.title,
        "other": func.coalesce(Action.number, ""),
    }
    return _shape(what, Action, Action.state_since, **names).join(Group, Group.id == Action.group_id)


def _coming(actor: Actor, today: date) -> Select[Any]:
    """Meetings from today on to which the person is invited, or of a group where he sits; ``state`` is his answer
    (empty where he is not invited), ``count`` how many entries the agenda has."""
    invited = select(Invitee.answer).where(
        Invitee.meeting_id == Meeting.id, Invitee.person_id == actor.person_id, Invitee.removed_at.is_(None)
    )
    entries = select(func.count(AgendaEntry.id)).where(
        AgendaEntry.meeting_id == Meeting.id, AgendaEntry.state != EntryState.WITHDRAWN
    )
    groups = {seat.group_id for seat in actor.seats}
    ours = exists(invited)
    return _of_meeting(
        "meeting",
        state=func.coalesce(invited.limit(1).scalar_subquery(), ""),
        count=entries.scalar_subquery(),
        other=Meeting.place,
        until=Meeting.ends_at,
    ).where(
        Meeting.starts_at >= at(today, time()),
        Meeting.state.in_((*COMING, *HELD, MeetingState.DRAFT)),
        or_(Meeting.group_id.in_(groups), ours) if groups else ours,
    )


def _news(actor: Actor) -> Select[Any]:
    return _shape(
        "notice", Notice, Notice.at, state=Notice.name, other=Notice.url, until=Notice.read_at, params=Notice.params
    ).where(Notice.person_id == actor.person_id)
