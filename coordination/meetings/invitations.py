"""Who is invited to a meeting, and telling them: announced, changed, cancelled.

A meeting has one permanent UID. SEQUENCE grows by one when its time, place or state is another than last told, never
otherwise; who was not told of the present one is sent it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from sqlalchemy import update

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.accounts.presence import hash_token
from coordination.audit import trail
from coordination.groups import queries as groups
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang import identifiers
from coordination.lang.text import clean
from coordination.lang.zone import local_date
from coordination.meetings.invitation_mails import agenda_of, invited_now, tell, token_of
from coordination.meetings.models import Answer, Invitee, Meeting, MeetingState
from coordination.meetings.queries import get_meeting_by_number
from coordination.outbox import events
from coordination.outbox.events import Event

TOLD = (MeetingState.ANNOUNCED, MeetingState.AGENDA_PUBLISHED)
"""States in which those invited are told of every change."""
BEFORE = (MeetingState.DRAFT, *TOLD)
AT_MOST = 300
SEND, WITHDRAW = "invitation.send", "invitation.withdraw"


def invite(actor: Actor, meeting: Meeting, people: Iterable[Person]) -> list[Invitee]:
    """Invite people; who is invited already stays so, and who was taken off comes back. Once the meeting is announced
    they are told at once. ``meeting.invitees`` holds them afterwards. Raises WrongState, Invalid."""
    _check_before(meeting)
    seats = groups.standing_seats(meeting.group_id, local_date(meeting.starts_at))
    seat_of = {seat.alternate_id: seat for seat in seats if seat.alternate_id} | {
        seat.holder_id: seat for seat in seats if seat.holder_id
    }
    there = {one.person_id: one for one in meeting.invitees if one.person_id is not None}
    invited = []
    for person in people:
        one = there.get(person.id)
        if one is not None and one.removed_at is None:
            continue
        if one is None:
            one = there[person.id] = _new(meeting, person=person)
        else:
            _take_back(one)
        one.seat = seat_of.get(person.id)
        invited.append(one)
    return _invited(actor, meeting, invited)


def invite_guest(actor: Actor, meeting: Meeting, *, name: str, email: str) -> Invitee:
    """Invite somebody without an account by name and address. Raises WrongState, Invalid."""
    _check_before(meeting)
    name, address = clean(name), identifiers.email(email)
    if not name or not address:
        raise Invalid(
            N_("The guest was not invited: the name or the address is missing."),
            field="guest_name" if not name else "guest_email",
            advice=N_("Type both, so that the invitation can be sent."),
        )
    if identifiers.check_email(address):
        raise Invalid(
            N_("The guest was not invited: this is no e-mail address."),
            field="guest_email",
            advice=Message(N_("For example: %(sample)s"), sample="name@example.org"),
        )
    there = next((one for one in meeting.invitees if one.person_id is None and one.guest_email == address), None)
    if there is not None and there.removed_at is None:
        return there
    one = there or _new(meeting, guest_name=name, guest_email=address)
    if there is not None:
        _take_back(one)
        one.guest_name = name
    return _invited(actor, meeting, [one])[0]


def remove_invitee(actor: Actor, meeting: Meeting, one: Invitee) -> None:
    """Take somebody off; if the invitation was sent, its cancelling is sent too. Raises WrongState."""
    _check_before(meeting)
    if one.removed_at is not None:
        return
    one.removed_at, one.token_hash = clock.now(), None
    trail.record(actor, "meeting.edit", meeting, detail={"removed": one.id})
    if one.told_sequence is not None:
        events.emit(WITHDRAW, thing_id=meeting.id, invitee=one.id)
        one.told_sequence = None


def _new(meeting: Meeting, *, person: Person | None = None, guest_name: str = "", guest_email: str = "") -> Invitee:
    one = Invitee(person=person, guest_name=guest_name, guest_email=guest_email, answer=Answer.NONE)
    if person is not None:
        one.person_id = person.id
    one.token_hash = hash_token(token_of(one))
    meeting.invitees.append(one)
    return one


def _take_back(one: Invitee) -> None:
    one.removed_at, one.told_sequence = None, None
    one.answer, one.answered_at, one.answer_note = Answer.NONE, None, ""
    one.token_hash = hash_token(token_of(one))


def _invited(actor: Actor, meeting: Meeting, invited: list[Invitee]) -> list[Invitee]:
    if not invited:
        return []
    if len(meeting.invitees) > AT_MOST:
        raise Invalid(
            Message(N_("Nobody was invited: a meeting takes at most %(count)s people."), count=AT_MOST),
            advice=N_("Invite fewer people, or hold two meetings."),
        )
    db.session.flush()
    trail.record(actor, "meeting.edit", meeting, detail={"invited": [one.id for one in invited]})
    if meeting.state in TOLD:
        send(actor, meeting)
    return invited


def _check_before(meeting: Meeting) -> None:
    if meeting.state not in BEFORE:
        raise WrongState(
            N_("Those invited were not changed: the meeting was opened already or is over."),
            N_("Who comes without an invitation is added to the attendance sheet as a guest."),
        )


def send(_actor: Actor, meeting: Meeting) -> None:
    """Let those invited be told what counts now, after a meeting was announced, changed or cancelled. Who knows it
    already is told nothing. The mails are written right after the commit, so that no page waits for forty of them.
    ``meeting`` as ``queries.get_meeting`` loads it."""
    db.session.flush()
    told = meeting.calendar_told
    if meeting.state in TOLD:
        what = "changed" if told is None or told["state"] == meeting.state else "agenda"
    elif meeting.state == MeetingState.CANCELLED and told is not None:
        what = "cancelled"
    else:
        return
    _count_change(meeting)
    if _waiting(meeting):
        events.emit(SEND, thing_id=meeting.id, what=what)


@events.on(SEND)
def tell_those_waiting(event: Event) -> None:
    """Write a mail to each who was not told of the present SEQUENCE."""
    meeting = get_meeting_by_number(event.payload["thing_id"])
    waiting = _waiting(meeting)
    agenda = agenda_of(meeting)
    if meeting.state == MeetingState.CANCELLED:
        tell(meeting, waiting, "cancelled", "CANCEL", [])
    else:
        new = [one for one in waiting if one.told_sequence is None]
        tell(meeting, new, "first", "REQUEST", agenda)
        tell(meeting, [one for one in waiting if one not in new], event.payload["what"], "REQUEST", agenda)
    db.session.execute(
        update(Invitee)
        .where(Invitee.id.in_([one.id for one in waiting]))
        .values(told_sequence=meeting.calendar_sequence)
    )


@events.on(WITHDRAW)
def tell_who_was_taken_off(event: Event) -> None:
    """Write the cancelling to the one who was taken off, unless he is invited again."""
    meeting = get_meeting_by_number(event.payload["thing_id"])
    off = [one for one in meeting.invitees if one.id == event.payload["invitee"] and one.removed_at is not None]
    tell(meeting, off, "removed", "CANCEL", [])


def _waiting(meeting: Meeting) -> list[Invitee]:
    """Who is invited and was not told what counts now; of a cancelled meeting only those who were told of it before."""
    invited = [one for one in invited_now(meeting) if one.told_sequence != meeting.calendar_sequence]
    if meeting.state == MeetingState.CANCELLED:
        return [one for one in invited if one.told_sequence is not None]
    return invited if meeting.state in TOLD else []


def _count_change(meeting: Meeting) -> None:
    """Another time, place or state than last told is another SEQUENCE; at another time answers given before say
    nothing."""
    says = {
        "state": str(meeting.state),
        "starts": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
    }
    told = meeting.calendar_told
    if told == says:
        return
    if told is not None:
        meeting.calendar_sequence += 1
        if (told["starts"], told["ends"]) != (says["starts"], says["ends"]):
            db.session.execute(
                update(Invitee)
                .where(Invitee.meeting_id == meeting.id, Invitee.answer != Answer.NONE)
                .values(answer=Answer.NONE, answered_at=None)
            )
    meeting.calendar_told, meeting.invited_at = says, clock.now()
