"""The checks before minutes are circulated: what is missing or must not stand there, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import null, or_, select

from coordination.access.fields import own_names
from coordination.actions.commands.issuing import RESOLVED
from coordination.actions.models import Action, ActionState
from coordination.actions.states import LIVE
from coordination.cases.models import Case, Client
from coordination.groups.models import SeatKind
from coordination.groups.queries import standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.mentions import words_mentioned
from coordination.lang.text import digits
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaEntry, EntryState, MeetingState
from coordination.minutes.lines import LineKind, parse
from coordination.minutes.models import Minutes
from coordination.minutes.queries import Part, Whole, get_whole
from coordination.referrals.models import Referral
from coordination.referrals.texts import HIDDEN
from coordination.resolutions.models import Resolution, ResolutionState
from coordination.vault.keys import KeyGone

CLIENT_CODE = re.compile(r"\bC[-–‐ـ ]?\d{3,}\b", re.IGNORECASE)
REFERRAL_CODE = re.compile(r"\bR\s*-\s*(\d{4})\s*-\s*(\d{1,9})\b", re.IGNORECASE)
AROUND = 24
LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found. ``entry`` is where it stands (None: in the meeting as a whole); ``key`` is what is kept
    when the secretary lets it pass; ``quote`` shows the place without what must not be read there."""

    code: str
    entry: AgendaEntry | None
    text: Message
    waivable: bool
    key: str
    quote: str = ""


def find(minutes: Minutes) -> list[Finding]:
    """What the checks find in loaded minutes, those let pass included; four statements more than the whole text."""
    return find_in(get_whole(minutes))


def find_open(minutes: Minutes) -> list[Finding]:
    """What still stands in the way of circulating."""
    return [one for one in find(minutes) if not passes(minutes, one)]


def passes(minutes: Minutes, finding: Finding) -> bool:
    """Whether the secretary has let the finding pass."""
    return finding.waivable and finding.key in minutes.waived


def find_in(whole: Whole) -> list[Finding]:
    """The same for a text that was loaded before."""
    names, known = _names_in(whole)
    officers = _officers(whole)
    meeting = whole.minutes.meeting
    held_on = local_date(meeting.opened_at or meeting.starts_at)
    found = [*_of_meeting(whole, names), *_of_lost(whole)]
    for part in whole.parts:
        found += _of_entry(part)
        found += (finding for action in part.actions for finding in _of_action(part.entry, action, officers, held_on))
        found += _of_referrals(part, known)
        found += _of_texts(part.entry, _texts(part), names)
    return [_without_names(one, names) for one in found]


def _without_names(finding: Finding, names: Sequence[str]) -> Finding:
    """What was typed is quoted without the names that nobody is to be shown."""
    if not names:
        return finding
    params = {name: _put_out(value, names) for name, value in finding.text.params.items()}
    return replace(finding, text=Message(finding.text.text, **params), quote=_put_out(finding.quote, names))


def _put_out(value: Any, names: Sequence[str]) -> Any:
    if not isinstance(value, str):
        return value
    for start, end in reversed(words_mentioned(value, names)):
        value = f"{value[:start]}{HIDDEN}{value[end:]}"
    return value


def _of_meeting(whole: Whole, names: Sequence[str]) -> Iterator[Finding]:
    meeting = whole.minutes.meeting
    if meeting.state not in (MeetingState.ENDED, MeetingState.CLOSED):
        yield Finding(
            "meeting_not_ended", None, Message(N_("The meeting has not ended yet. End it first.")), False, "meeting"
        )
    unmarked = sum(1 for one in whole.sheet if not one.marked)
    key = f"attendance_missing:{meeting.public_id}"
    if not whole.sheet:
        yield Finding("attendance_missing", None, Message(N_("There is no attendance sheet.")), True, key)
    elif unmarked:
        said = Message(N_("Of %(count)s people on the attendance sheet nothing is marked."), count=unmarked)
        yield Finding("attendance_missing", None, said, True, key)
    yield from _of_texts(None, [whole.minutes.preamble], names)


def _of_entry(part: Part) -> Iterator[Finding]:
    entry = part.entry
    if entry.state == EntryState.SCHEDULED:
        yield _found("entry_without_outcome", entry, N_("This entry has no outcome."))
    for resolution in part.resolutions:
        if not resolution.text.strip():
            yield _found("empty_resolution", entry, N_("A resolution is empty."), resolution.public_id)
    for line in parse(part.text, today=local_date(clock.now())):
        if line.text:
            continue
        if line.kind == LineKind.RESOLUTION:
            yield _found("empty_resolution", entry, N_("A resolution is empty."), f"{entry.public_id}.{line.index}")
        elif line.kind == LineKind.ACTION:
            said = N_("An action does not say what is to be done.")
            yield _found("action_without_deliverable", entry, said, f"{entry.public_id}.{line.index}", line.source)


def _of_action(entry: AgendaEntry, action: Action, officers: frozenset[int | None], held_on: date) -> Iterator[Finding]:
    """What an action lacks before it can be issued; one that was issued lacks nothing."""
    if action.state != ActionState.DRAFT:
        return
    title = action.title[:LONGEST_QUOTE]
    if action.owner_text and action.owner_id is None:
        said = Message(N_("«%(typed)s» is nobody we know, so the action has no owner."), typed=action.owner_text)
        yield _found("unknown_name", entry, said, action.public_id, title)
    elif action.agency_id is None or action.owner_id is None:
        yield _found("action_without_owner", entry, N_("An action has no owner."), action.public_id, title)
    if action.due_text and action.due_on is None:
        said = Message(N_("«%(typed)s» could not be read as a date."), typed=action.due_text)
        yield _found("bad_date", entry, said, action.public_id, title)
    elif action.due_on is None:
        yield _found("action_without_date", entry, N_("An action has no date."), action.public_id, title)
    elif action.due_on < held_on:
        said = Message(N_("An action was due on %(day)s, before the meeting."), day=action.due_on)
        yield _found("past_date", entry, said, action.public_id, title)
    if not (action.deliverable.strip() or action.title.strip()):
        yield _found("action_without_deliverable", entry, N_("An action does not say what is to be done."),
                     action.public_id)  # fmt: skip
    if action.verifier_id is None and not officers - {action.owner_id}:
        yield _found("action_without_verifier", entry, N_("Nobody is named who verifies an action."), action.public_id,
                     title)  # fmt: skip


def _of_lost(whole: Whole) -> Iterator[Finding]:
    """What was adopted or issued although its line, or what it carries out, stands no more; the paper would not tell of
    it. What the system issued never had a line."""
    none: Any = null()
    of_meeting = AgendaEntry.meeting_id == whole.minutes.meeting_id
    adopted = (
        select(AgendaEntry.id, Resolution.public_id, Resolution.text, none)
        .join(Resolution, Resolution.entry_id == AgendaEntry.id)
        .where(of_meeting, Resolution.state == ResolutionState.ADOPTED, Resolution.in_text.is_(False))
    )
    issued = (
        select(AgendaEntry.id, Action.public_id, Action.title, Action.number)
        .join(Action, Action.entry_id == AgendaEntry.id)
        .outerjoin(Resolution, Resolution.id == Action.resolution_id)
        .where(
            of_meeting,
            Action.state.in_(LIVE),
            or_(
                Action.in_text.is_(False) & Action.recorded_by_id.is_not(None),
                Resolution.state.not_in(RESOLVED),
            ),
        )
    )
    entries = {part.entry.id: part.entry for part in whole.parts}
    for entry_id, public_id, text, number in db.session.execute(adopted.union_all(issued)):
        quote = text[:LONGEST_QUOTE]
        if number is None:
            said = N_("An adopted resolution stands in the text no more. Write its line again, or take the vote back.")
            found = _found("resolution_without_line", entries[entry_id], said, public_id, quote)
            yield replace(found, waivable=False)
        else:
            said = N_("What an issued action came from stands no more. Write its line again, or cancel the action.")
            yield _found("action_without_line", entries[entry_id], said, public_id, quote)


def _officers(whole: Whole) -> frozenset[int | None]:
    """Who verifies where nobody else is named: the group's secretary or chair. Asked only where it is needed."""
    if all(action.verifier_id for part in whole.parts for action in part.actions):
        return frozenset()
    seats = standing_seats(whole.group.id, local_date(clock.now()))
    return frozenset(seat.holder_id for seat in seats if seat.kind in (SeatKind.CHAIR, SeatKind.SECRETARY)) - {None}


def _of_texts(entry: AgendaEntry | None, texts: Sequence[str], names: Sequence[str]) -> Iterator[Finding]:
    """Names and codes of clients in what will be read by others; each once for an entry, at its first place."""
    for text in texts:
        places = words_mentioned(text, names) if names else []
        if places:
            yield Finding(
                "client_name",
                entry,
                Message(N_("A child's own name or number stands here. Take it out; the referral's code is enough.")),
                False,
                "client_name",
                _around(text, places),
            )
            break
    for text in texts:
        places = [found.span() for found in CLIENT_CODE.finditer(digits(text))]
        if places:
            where = entry.public_id if entry is not None else "preamble"
            said = Message(N_("The code of a child's file stands here. Minutes speak of referrals by their own code."))
            yield Finding("client_code", entry, said, True, f"client_code:{where}", _around(text, places))
            break


def _around(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The first place with a few letters around it, every mention put out."""
    start, end = max(0, places[0][0] - AROUND), places[0][1] + AROUND
    piece, shift = text[start:end], start
    for first, last in reversed(places):
        if first < end and last > start:
            piece = piece[: max(0, first - shift)] + HIDDEN + piece[max(0, last - shift) :]
    return " ".join(piece.split())


def _texts(part: Part) -> list[str]:
    entry = part.entry
    return [
        part.text,
        entry.title,
        entry.outcome_note,
        *(text for one in part.resolutions for text in (one.text, one.dissent)),
        *(text for one in part.actions for text in (one.title, one.deliverable)),
    ]


def _of_referrals(part: Part, known: frozenset[str]) -> Iterator[Finding]:
    """Lines that speak of a referral which nobody finds by what was typed."""
    for line in parse(part.text, today=local_date(clock.now())):
        if line.kind == LineKind.REFERRAL and line.code not in known:
            said = N_("No referral has the code that stands here.")
            yield _found("unknown_referral", part.entry, said, f"{part.entry.public_id}.{line.index}", line.text)


def _names_in(whole: Whole) -> tuple[list[str], frozenset[str]]:
    """The names and numbers of the clients of every referral the meeting spoke of, which nobody is shown; and which of
    the codes that stand in the text belong to a referral."""
    ids = {part.entry.item.referral_id for part in whole.parts}
    ids |= {one.referral_id for part in whole.parts for one in part.resolutions}
    ids |= {one.referral_id for part in whole.parts for one in part.actions}
    texts = [whole.minutes.preamble, *(text for part in whole.parts for text in _texts(part))]
    codes = {code for text in texts for line in text.split("\n") for code in codes_in(line)}
    ids.discard(None)
    if not ids and not codes:
        return [], frozenset()
    rows = db.session.execute(
        select(Client, Referral.code)
        .join(Case, Case.client_id == Client.id)
        .join(Referral, Referral.case_id == Case.id)
        .where(or_(Referral.id.in_(ids), Referral.code.in_(codes)))
        .order_by(Client.id)
    ).all()
    clients = dict.fromkeys(client for client, _code in rows)
    return [name for client in clients for name in _names_of(client)], frozenset(code for _client, code in rows)


def codes_in(text: str) -> list[str]:
    """Every referral's code in a text, in its own form."""
    return [f"R-{year}-{int(number)}" for year, number in REFERRAL_CODE.findall(digits(text))]


def _names_of(client: Client) -> list[str]:
    try:
        return own_names(client)
    except KeyGone:  # destroyed with its key: there is no name any more that could be found
        return []


def _found(
    code: str, entry: AgendaEntry, text: str | Message, public_id: str | None = None, quote: str = ""
) -> Finding:
    said = text if isinstance(text, Message) else Message(text)
    return Finding(code, entry, said, True, f"{code}:{public_id or entry.public_id}", quote)
