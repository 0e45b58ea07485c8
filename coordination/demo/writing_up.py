"""What is typed and decided in a meeting of the demo world, and how its minutes are approved and signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.demo.agendas import Goes, Topic
from coordination.demo.gathering import Gathering
from coordination.groups.models import ApprovalRule
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import jalali
from coordination.lang.text import persian_digits
from coordination.lang.zone import local_date
from coordination.meetings import commands, queries
from coordination.meetings.models import (
    AgendaEntry,
    ItemKind,
)
from coordination.minutes import commands as minutes
from coordination.minutes.commands.approving import approve_silent
from coordination.minutes.commands.recording import save_block
from coordination.minutes.jobs import freeze
from coordination.minutes.models import MinutesState, SignatureState
from coordination.resolutions import commands as resolutions
from coordination.resolutions import queries as ruled
from coordination.resolutions.models import Replacing, Resolution, ResolutionState

SILENCE = 12
"""Days after which nobody has objected."""


def speak(told: Gathering, entry_id: str, topic: Topic) -> None:
    """The text is typed, resolutions are ruled on, and the entry gets its outcome."""
    entry = _entry(entry_id)
    commands.speak_of(told.secretary, entry)
    if topic.text:
        save_block(told.secretary, entry, text=_dated(topic.text, local_date(told.starts)), from_revision=0)
    for resolution, ruling in zip(_resolutions(told, entry.id), topic.rulings, strict=False):
        match ruling:
            case "adopt":
                resolutions.edit(told.secretary, resolution, agencies=[told.stage.agencies[c] for c in topic.binds])
                resolutions.settle(told.secretary, resolution)
            case "vote":
                resolutions.put(told.secretary, resolution)
                resolutions.adopt(told.secretary, resolution, votes_for=4, votes_against=1, abstentions=0)
            case "reject":
                resolutions.put(told.secretary, resolution)
                resolutions.reject(told.secretary, resolution, votes_for=1, votes_against=3, abstentions=0)
            case "put":
                resolutions.put(told.secretary, resolution)
            case "defer":
                resolutions.defer(told.secretary, resolution)
            case "withdraw":
                resolutions.withdraw(told.secretary, resolution, reason="پیشنهاددهنده آن را پس گرفت.")
            case "supersedes" | "revokes":
                _replace(told, resolution, ruling)
    _end_entry(told, _entry(entry_id), topic.outcome)


def _replace(told: Gathering, resolution: Resolution, how: str) -> None:
    earlier = db.session.scalars(
        select(Resolution)
        .where(Resolution.group_id == told.group.id, Resolution.state == ResolutionState.IN_FORCE)
        .order_by(Resolution.id)
    ).first()
    if earlier is not None:
        resolutions.edit(told.secretary, resolution, replacing=Replacing(how), replaces=earlier)
    resolutions.settle(told.secretary, resolution)


def _entry(public_id: str) -> AgendaEntry:
    entry = queries.get_entry(public_id)
    assert entry is not None
    return entry


def _resolutions(told: Gathering, entry_id: int) -> list[Resolution]:
    return [one for one in ruled.list_of_meeting(told.meeting_id) if one.entry_id == entry_id]


def _end_entry(told: Gathering, entry: AgendaEntry, outcome: str) -> None:
    secretary = told.secretary
    match outcome:
        case "decide":
            commands.decide(secretary, entry, resolution_ruled_on=ruled.entry_ruled_on(entry.id))
        case "note":
            commands.note(secretary, entry)
        case "defer":
            commands.defer(secretary, entry, on=local_date(told.starts) + timedelta(days=25))
        case "refer":
            commands.refer(secretary, entry, agency=told.stage.agencies["labour-ministry"])
        case "not_reached":
            commands.not_reached(secretary, entry)
        case "withdraw":
            commands.withdraw_entry(secretary, entry, reason="مدارک آن آماده نبود.")


def finish(told: Gathering) -> None:
    """What the agenda prepared gets its outcome: earlier minutes are approved, the rest is noted."""
    for entry in queries.list_entries(told.meeting_id):
        if entry.state == "scheduled":
            kind = entry.item.kind
            _end_entry(told, _entry(entry.public_id), "decide" if kind == ItemKind.MINUTES else "note")


def write_up(told: Gathering) -> Iterator[datetime]:
    """Circulated, commented on, approved by the group's rule, signed."""
    plan, rule = told.plan, told.group.approval_rule
    yield told.after(days=plan.written_in)
    minutes.waive(told.secretary, told.minutes)
    minutes.circulate(told.secretary, told.minutes)
    yield from _comment(told)
    if rule == ApprovalRule.ALL_ATTENDEES:
        yield from _assent(told)
    if plan.goes is Goes.CIRCULATED:
        return
    yield told.after(days=plan.written_in + (SILENCE if rule == ApprovalRule.TACIT else 3))
    if rule == ApprovalRule.TACIT:
        approve_silent()
    elif rule == ApprovalRule.CHAIR:
        minutes.approve(told.chair, told.minutes)
    if plan.goes is Goes.SIGNED:
        yield from _sign(told)


def _comment(told: Gathering) -> Iterator[datetime]:
    plan = told.plan
    if not plan.comment:
        return
    yield told.after(days=plan.written_in + 1)
    made = minutes.comment(_members(told)[0], told.minutes, text=plan.comment)
    if plan.reply:
        yield told.after(days=plan.written_in + 2)
        minutes.answer(told.secretary, made, text=plan.reply)


def _assent(told: Gathering) -> Iterator[datetime]:
    """Everybody who attended agrees; where the minutes are still circulated the last two have not yet."""
    attended = _members(told)
    agreed = attended[:-2] if told.plan.goes is Goes.CIRCULATED else attended
    for number, member in enumerate(agreed):
        yield told.after(days=told.plan.written_in + 1, hours=number)
        if told.minutes.state == MinutesState.IN_REVIEW:
            minutes.assent(member, told.minutes)


def _sign(told: Gathering) -> Iterator[datetime]:
    """Each signs in his turn; then the papers are made and frozen."""
    plan = told.plan
    for number in range(len(told.minutes.signatures)):
        yield told.after(days=plan.written_in + 4, hours=number)
        signature = told.minutes.signatures[number]
        if signature.state != SignatureState.PENDING:
            continue
        person = told.stage.person(signature.person_id)
        if plan.waives == number:
            minutes.waive_signature(told.secretary, signature, reason="دوره ایشان پایان یافته است.")
        elif plan.refuses == number:
            minutes.refuse_signature(person, signature, reason="با بند دوم موافق نیستم.")
        else:
            minutes.sign(person, signature, password_given=True)
    yield clock.now() + timedelta(minutes=5)
    number = told.minutes.id
    db.session.commit()
    freeze(number)


def _members(told: Gathering) -> list[Actor]:
    """Those who attended, with their accounts."""
    return [told.stage.person(one) for one in sorted(told.minutes.attended_by)]


def _dated(text: str, day: date) -> str:
    """``{+20}`` is the day so long after the meeting, as it is typed."""
    words = text.split("{")
    found = words[0]
    for part in words[1:]:
        span, _brace, rest = part.partition("}")
        year, month, of_month = jalali.to_jalali(day + timedelta(days=int(span)))
        found += persian_digits(f"{year}/{month:02}/{of_month:02}") + rest
    return found
