"""The scenes of groups, meetings, minutes, resolutions and actions: in which state each page is pictured, of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.accounts.presence import hash_token
from coordination.actions import queries as actions
from coordination.actions.models import Action, ActionState, Extension, ExtensionState
from coordination.actions.states import ACTION
from coordination.groups import queries as groups
from coordination.groups.models import Group, Phrase, Seat, SeatKind
from coordination.kernel.db import db
from coordination.meetings import queries as meetings
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    EntryState,
    Interval,
    Invitee,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
)
from coordination.meetings.queries import attendance as attending
from coordination.meetings.states import MEETING
from coordination.minutes import queries as minutes
from coordination.minutes.models import Block, Minutes, MinutesState, Signature, SignatureState
from coordination.minutes.queries import recording
from coordination.resolutions import queries as resolutions
from coordination.resolutions.models import Resolution, ResolutionState
from coordination.resolutions.states import RESOLUTION

Values = dict[str, Any]
Found = Iterable[tuple[Any, Values]]
GROUP = "crc-education"
LINK = "p" * 43
"""The secret in the link of an invitation that is pictured."""
MOST = 60
A, M, R = ActionState, MeetingState, ResolutionState
"""States by short names, as in their machines."""

MEETING_STATES: dict[str, tuple[str, ...]] = {
    "meetings.show": (M.AGENDA_PUBLISHED,),
    "meetings.agenda_pdf": (M.AGENDA_PUBLISHED,),
    "meetings.edit": (M.DRAFT, M.ANNOUNCED),
    "meetings.add_entry": (M.DRAFT, M.ANNOUNCED, M.AGENDA_PUBLISHED),
    "meetings.invite": (M.ANNOUNCED, M.AGENDA_PUBLISHED),
    "meetings.invitation": (M.AGENDA_PUBLISHED,),
    "meetings.print_page": (M.AGENDA_PUBLISHED,),
    "meetings.answer": (M.ANNOUNCED, M.AGENDA_PUBLISHED),
    "meetings.attendance": (M.IN_SESSION,),
    "meetings.recusals": (M.IN_SESSION,),
    "meetings.history": (M.CLOSED,),
    "meetings.second_call": (M.NO_QUORUM,),
    "minutes.record": (M.IN_SESSION,),
    "minutes.project": (M.IN_SESSION,),
    "minutes.phrases": (M.IN_SESSION,),
}
"""Where a page of a meeting is richest, or there at all; a move's page stands where the move starts."""
MINUTES_STATES: dict[str, tuple[str, ...]] = {
    "minutes.show": (MinutesState.SIGNED,),
    "minutes.check": (MinutesState.DRAFTING,),
}


def _ids(model: Any, order: Any, *wanted: Any, joins: tuple[Any, ...] = ()) -> list[str]:
    """Public ids; by ``joins``, which end at the group, those of the education group come first."""
    query = select(model.public_id).where(*wanted).limit(MOST)
    for join in joins:
        query = query.join(join)
    first = [(Group.code == GROUP).desc()] if joins or model is Group else []
    return list(db.session.scalars(query.order_by(*first, order)))


def officers_and_owners() -> Iterator[str]:
    """Addresses of those who hold the other groups' offices, and of those who owe what was agreed."""
    officers = select(Seat.holder_id).where(Seat.kind.in_((SeatKind.CHAIR, SeatKind.SECRETARY)))
    concerned = Person.id.in_(officers) | Person.id.in_(select(Action.owner_id))
    yield from db.session.scalars(select(Person.email).where(concerned, Person.email.is_not(None)).order_by(Person.id))


def _groups(endpoint: str, _states: tuple[str, ...]) -> Found:
    find = groups.get_group if endpoint in WHOLE_GROUP else groups.get_group_row
    for public_id in _ids(Group, Group.id):
        yield find(public_id), {"group_id": public_id}


WHOLE_GROUP = frozenset({"groups.cadence", "meetings.new", "meetings.propose"})


def _seats(_endpoint: str, _states: tuple[str, ...]) -> Found:
    standing = Seat.ended_at.is_(None), Seat.kind == SeatKind.MEMBER
    for public_id in _ids(Seat, Seat.id, *standing, joins=(Seat.group,)):
        yield groups.get_seat(public_id), {"seat_id": public_id}


def _phrases(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in _ids(Phrase, Phrase.group_id.is_(None)):
        yield groups.get_phrase(public_id), {"phrase_id": public_id}


def _meetings(endpoint: str, states: tuple[str, ...]) -> Found:
    if endpoint.startswith("minutes.") and endpoint.removeprefix("minutes.") not in ("record", "project", "phrases"):
        yield from _minutes(endpoint, states)
        return
    find: Callable[[str], Any] = recording.get_desk if endpoint.startswith("minutes.") else meetings.get_meeting
    if endpoint in ("meetings.attendance", "meetings.recusals"):
        find = attending.get_meeting_to_attend
    move = MEETING.moves.get(endpoint.removeprefix("meetings."))
    wanted = states or (move.frm if move else MEETING_STATES.get(endpoint, tuple(M)))
    for public_id in _ids(Meeting, Meeting.starts_at.desc(), Meeting.state.in_(wanted), joins=(Meeting.group,)):
        yield find(public_id), {"meeting_id": public_id}


def _minutes(endpoint: str, states: tuple[str, ...]) -> Found:
    wanted = states or MINUTES_STATES.get(endpoint, tuple(MinutesState))
    rows = db.session.scalars(
        select(Meeting.public_id)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .join(Meeting.group)
        .where(Minutes.state.in_(wanted))
        .order_by((Group.code == GROUP).desc(), Meeting.starts_at.desc())
        .limit(MOST)
    )
    for public_id in rows:
        yield minutes.get_minutes(public_id), {"meeting_id": public_id}


def _items(endpoint: str, states: tuple[str, ...]) -> Found:
    at = {"meetings.reopen_item": (ItemState.CLOSED,), "meetings.item": (ItemState.CLOSED,)}
    wanted = states or at.get(endpoint, (ItemState.PROPOSED, ItemState.OPEN))
    topics = AgendaItem.state.in_(wanted), AgendaItem.kind == ItemKind.TOPIC
    for public_id in _ids(AgendaItem, AgendaItem.id.desc(), *topics, joins=(AgendaItem.group,)):
        yield meetings.get_item(public_id), {"item_id": public_id}


def _entries(endpoint: str, _states: tuple[str, ...]) -> Found:
    """Entries of the meeting in session with a text for the recorder, of a coming meeting for the agenda."""
    if endpoint.startswith("minutes."):
        for public_id in _recorded():
            yield recording.get_recorded(public_id), {"entry_id": public_id}
        return
    coming = Meeting.state.in_((M.ANNOUNCED, M.AGENDA_PUBLISHED)), AgendaEntry.state == EntryState.SCHEDULED
    for public_id in _ids(AgendaEntry, AgendaEntry.id.desc(), *coming, joins=(AgendaEntry.meeting, Meeting.group)):
        yield meetings.get_entry(public_id), {"entry_id": public_id}


def _recorded() -> Iterator[str]:
    yield from db.session.scalars(
        select(AgendaEntry.public_id)
        .join(Block, Block.entry_id == AgendaEntry.id)
        .join(Meeting, Meeting.id == AgendaEntry.meeting_id)
        .join(Meeting.group)
        .where(Meeting.state == M.IN_SESSION, Block.text.contains("مصوبه"))
        .order_by((Group.code == GROUP).desc(), AgendaEntry.position)
    )


def _lines(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in _recorded():
        for index in range(6):
            yield recording.get_recorded(public_id), {"entry_id": public_id, "index": index}


def _sheet(_endpoint: str, _states: tuple[str, ...]) -> Found:
    came = Meeting.state == M.IN_SESSION, Attendance.id.in_(select(Interval.attendance_id))
    for public_id in _ids(Attendance, Attendance.id.desc(), *came, joins=(Attendance.meeting, Meeting.group)):
        yield attending.get_attendance(public_id), {"attendance_id": public_id}


def _links(_endpoint: str, _states: tuple[str, ...]) -> Found:
    """The link that a guest or member got by mail; its secret is not kept, so one is written here."""
    one = db.session.scalars(
        select(Invitee)
        .join(Invitee.meeting)
        .join(Meeting.group)
        .where(Meeting.state == M.AGENDA_PUBLISHED, Invitee.removed_at.is_(None))
        .order_by((Group.code == GROUP).desc(), Invitee.id.desc())
    ).first()
    assert one is not None, "nobody is invited to a coming meeting"
    one.token_hash = hash_token(LINK)
    db.session.commit()
    yield None, {"token": LINK}


def _signatures(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in _ids(Signature, Signature.id, Signature.state == SignatureState.PENDING):
        yield minutes.get_signature(public_id), {"signature_id": public_id}


def _codes(endpoint: str, _states: tuple[str, ...]) -> Found:
    """A one-time link of an account, or the code on signed minutes."""
    if endpoint != "minutes.verify":
        return [(None, {"code": "K7PM-4XQD-9WHT"})]
    code = db.session.scalar(
        select(Minutes.verify_code).where(Minutes.state == MinutesState.SIGNED).order_by(Minutes.id.desc())
    )
    return [(None, {"code": code})]


def _resolutions(endpoint: str, states: tuple[str, ...]) -> Found:
    move = RESOLUTION.moves.get(endpoint.removeprefix("resolutions."))
    at = {"resolutions.show": (R.IN_FORCE,), "resolutions.edit": (R.PROPOSED, R.PUT)}
    wanted = states or (move.frm if move else at.get(endpoint, (R.IN_FORCE, R.ADOPTED, R.PUT)))
    for public_id in _ids(Resolution, Resolution.id.desc(), Resolution.state.in_(wanted), joins=(Resolution.group,)):
        yield resolutions.get_resolution(public_id), {"resolution_id": public_id}
    # Those of outside bodies belong to no group.
    for public_id in _ids(Resolution, Resolution.id, Resolution.group_id.is_(None), Resolution.state.in_(wanted)):
        yield resolutions.get_resolution(public_id), {"resolution_id": public_id}


def _actions(endpoint: str, states: tuple[str, ...]) -> Found:
    move = ACTION.moves.get(endpoint.removeprefix("actions."))
    at = {"actions.show": (A.IN_PROGRESS,), "actions.ask_more_time": (A.ACCEPTED, A.IN_PROGRESS)}
    wanted = states or (move.frm if move else at.get(endpoint, (A.ISSUED, A.ACCEPTED, A.IN_PROGRESS)))
    for public_id in _ids(Action, Action.due_on, Action.state.in_(wanted)):
        yield actions.get_action(public_id), {"action_id": public_id}


def _extensions(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in _ids(Extension, Extension.id, Extension.state == ExtensionState.REQUESTED):
        yield actions.get_extension(public_id), {"extension_id": public_id}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"group_id"}): _groups,
    frozenset({"seat_id"}): _seats,
    frozenset({"phrase_id"}): _phrases,
    frozenset({"meeting_id"}): _meetings,
    frozenset({"item_id"}): _items,
    frozenset({"entry_id"}): _entries,
    frozenset({"entry_id", "index"}): _lines,
    frozenset({"attendance_id"}): _sheet,
    frozenset({"token"}): _links,
    frozenset({"signature_id"}): _signatures,
    frozenset({"code"}): _codes,
    frozenset({"resolution_id"}): _resolutions,
    frozenset({"action_id"}): _actions,
    frozenset({"extension_id"}): _extensions,
}
