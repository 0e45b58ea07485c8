"""Minutes as data for paper: every word in one language, numbers and days written out; PDF and DOCX read the same."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import segno
from flask_babel import ngettext

from coordination.accounts.names import person_name
from coordination.actions.models import Action
from coordination.groups.models import SEAT_LABELS, SeatKind
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say
from coordination.lang.filters import pick
from coordination.lang.zone import local_date
from coordination.meetings.models import CAPACITY_LABELS, PRESENCE_LABELS, AgendaEntry, Capacity, EntryState
from coordination.meetings.states import AGENDA_ENTRY
from coordination.meetings.titles import meeting_title, title_of
from coordination.minutes.codes import written_code
from coordination.minutes.models import HowSigned, Minutes, MinutesState, Signature, SignatureState
from coordination.minutes.queries import Part, Present, Whole
from coordination.minutes.reading import paragraphs
from coordination.minutes.states import SIGNATURE
from coordination.outbox import outbox
from coordination.resolutions.models import Resolution
from coordination.resolutions.states import RESOLUTION

Data = dict[str, Any]

ABOUT_VERSION = N_("Without the confidential entries")


def describe(whole: Whole, *, language: str, at: datetime, final: bool = False) -> Data:
    """The data of ``templates/documents/minutes.typ`` and of the DOCX. What the reader may not see has been left out of
    ``whole`` before; ``at`` is the moment that the paper bears; what is ``final`` bears no mark."""
    with locale.using(language), say.on_paper():
        minutes, meeting = whole.minutes, whole.minutes.meeting
        return {
            "language": language,
            "group": pick(whole.group, "name"),
            "host": pick(whole.group.host_agency, "name"),
            "heading": _("Minutes"),
            "meeting": said(meeting_title(meeting, local_date(meeting.starts_at))),
            "day": say.full_day(meeting.starts_at),
            "mark": "" if final else _mark(whole),
            "facts": _facts(whole),
            "attendance": _attendance(whole.sheet),
            "preamble": [one for one in minutes.preamble.split("\n") if one.strip()],
            "agenda_title": _("What was dealt with"),
            "entries": [_entry(part) for part in whole.parts],
            "closed": _closed(whole.closed),
            "actions": _actions(whole),
            "signatures": _signatures(minutes),
            "verify": _verify(minutes),
            "page": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
            "digits": "fa" if language == "fa" else "en",
            "made": _("Made by Hamahang on %(moment)s", moment=at),
        }


def title(whole: Whole, language: str) -> str:
    """What the document calls itself: minutes, group, meeting."""
    meeting = whole.minutes.meeting
    with locale.using(language), say.on_paper():
        name = said(meeting_title(meeting, local_date(meeting.starts_at)))
        return f"{_('Minutes')} · {pick(whole.group, 'name')} · {name}"


def said(value: str | Message) -> str:
    """Stored text as it is, a message in words."""
    return value if isinstance(value, str) else say.message(value)


def verify_address(minutes: Minutes) -> str:
    """Where anybody checks the paper."""
    return f"{outbox().base_url}/verify/{written_code(minutes.verify_code)}"


def presence_words(present: Present) -> str:
    """«۱۰:۰۰ تا ۱۲:۰۰», more stretches one after the other; or that he was excused, absent or not marked."""
    if not present.intervals:
        return _(PRESENCE_LABELS[present.row.presence])
    return _(", ").join(
        _("%(start)s to %(end)s", start=say.clock_time(one.from_at), end=say.clock_time(one.to_at))
        if one.to_at
        else _("from %(start)s", start=say.clock_time(one.from_at))
        for one in present.intervals
    )


def name_of(present: Present) -> str:
    """The person's name, or the guest's."""
    return person_name(present.row.person) if present.row.person else present.row.guest_name


def part_of(present: Present) -> str:
    """On which seat he sat, whom he stood in for, or that he was a guest."""
    row = present.row
    if row.seat is None or row.capacity == Capacity.GUEST:
        return _(CAPACITY_LABELS[Capacity.GUEST])
    seat = _(SEAT_LABELS[row.seat.kind])
    return _("%(seat)s (alternate)", seat=seat) if row.capacity == Capacity.ALTERNATE else seat


def outcome_words(entry: AgendaEntry) -> str:
    """What became of an entry, with where it went."""
    word = _(AGENDA_ENTRY.look(entry.state).label)
    match entry.state:
        case EntryState.DEFERRED if entry.deferred_to is not None:
            word = f"{word} · {say.full_day(entry.deferred_to.starts_at)}"
        case EntryState.DEFERRED if entry.deferred_on is not None:
            word = f"{word} · {say.full_day(entry.deferred_on)}"
        case EntryState.REFERRED if entry.referred_agency is not None:
            word = f"{word} · {pick(entry.referred_agency, 'name')}"
        case EntryState.REFERRED if entry.referred_group is not None:
            word = f"{word} · {pick(entry.referred_group, 'name')}"
    return f"{word} ({entry.outcome_note})" if entry.outcome_note else word


def vote_words(resolution: Resolution) -> str:
    """How it was adopted: by consensus, or with how many votes."""
    if resolution.consensus:
        return _("by consensus")
    if resolution.votes_for is None:
        return ""
    return _(
        "%(for_)s for, %(against)s against, %(abstained)s abstained",
        for_=resolution.votes_for,
        against=resolution.votes_against or 0,
        abstained=resolution.abstentions or 0,
    )


def owner_words(action: Action) -> str:
    """Agency and person, or what was typed where it means nobody known."""
    names = [pick(action.agency, "name") if action.agency else "", person_name(action.owner) if action.owner else ""]
    return " · ".join(filter(None, names)) or action.owner_text or _("not named")


def signature_words(signature: Signature) -> str:
    """What became of a signature, for its line on the paper."""
    if signature.state == SignatureState.SIGNED and signature.signed_at is not None:
        how = N_("Signed with the password on %(moment)s")
        if signature.how == HowSigned.SCAN:
            how = N_("Signed on paper; the scan was checked on %(moment)s")
        return _(how, moment=signature.signed_at)
    word = _(SIGNATURE.look(signature.state).label)
    return f"{word}: {signature.reason}" if signature.reason else word


def _(msgid: str, **params: object) -> str:
    return say.message(Message(msgid, **params))


def _mark(whole: Whole) -> str:
    """What keeps a paper from being taken for the signed one."""
    if whole.closed:
        return _(ABOUT_VERSION)
    match whole.minutes.state:
        case MinutesState.DRAFTING | MinutesState.IN_REVIEW:
            return _("Draft")
        case MinutesState.APPROVED:
            return _("Not signed yet")
    return ""


def _facts(whole: Whole) -> list[list[str]]:
    meeting = whole.minutes.meeting
    start, end = meeting.opened_at or meeting.starts_at, meeting.ended_at or meeting.ends_at
    hours = _("%(start)s to %(end)s", start=say.clock_time(start), end=say.clock_time(end))
    return [
        [_("Day"), say.full_day(meeting.starts_at)],
        [_("Hours"), hours],
        [_("Place"), meeting.place],
        [_("Chair"), _names(whole, SeatKind.CHAIR)],
        [_("Secretary"), _names(whole, SeatKind.SECRETARY)],
    ]


def _names(whole: Whole, kind: SeatKind) -> str:
    there = [one for one in whole.sheet if one.intervals and one.row.seat and one.row.seat.kind == kind]
    return _(", ").join(map(name_of, there)) or "–"


def _attendance(sheet: Iterable[Present]) -> Data:
    return {
        "title": _("Attendance"),
        "columns": [_("Name"), _("Seat"), _("Agency"), _("Presence")],
        "rows": [
            [
                name_of(one),
                part_of(one),
                pick(one.row.seat.agency, "name") if one.row.seat and one.row.seat.agency else "–",
                presence_words(one),
            ]
            for one in sheet
        ],
    }


def _entry(part: Part) -> Data:
    entry = part.entry
    return {
        "number": say.number(part.number),
        "title": said(title_of(entry)),
        "outcome": outcome_words(entry),
        "confidential": _("Confidential") if entry.confidential else "",
        "text": [
            {"text": one.text, "kind": one.kind.value if one.kind else ""} for one in paragraphs(part.text)
        ],
        "resolutions": [_resolution(one) for one in part.resolutions],
    }  # fmt: skip


def _resolution(resolution: Resolution) -> Data:
    state = _(RESOLUTION.look(resolution.state).label)
    number = resolution.number or resolution.provisional_number
    return {
        "label": _("Resolution"),
        "number": number or "",
        "text": resolution.text,
        "meta": " · ".join(filter(None, (state if not resolution.number else "", vote_words(resolution)))),
        "dissent": [_("Dissent: %(words)s", words=line) for line in resolution.dissent.split("\n") if line.strip()],
    }


def _actions(whole: Whole) -> Data:
    return {
        "title": _("Actions decided"),
        "columns": [_("Number"), _("What is to be done"), _("By whom"), _("Until"), _("Verified by"), _("Entry")],
        "rows": [
            [
                action.number or "–",
                action.title,
                owner_words(action),
                say.field_date(action.due_on) if action.due_on else action.due_text or "–",
                person_name(action.verifier) if action.verifier else "–",
                say.number(part.number),
            ]
            for part in whole.parts
            for action in part.actions
        ],
    }


def _signatures(minutes: Minutes) -> Data:
    return {
        "title": _("Signatures"),
        "rows": [
            {
                "name": person_name(one.person),
                "part": _(SEAT_LABELS[SeatKind(one.part)]),
                "words": signature_words(one),
            }
            for one in minutes.signatures
        ],
    }


def _closed(count: int) -> str:
    if not count:
        return ""
    return str(
        ngettext(
            "%(count)s confidential entry is not in this version.",
            "%(count)s confidential entries are not in this version.",
            count,
            count=say.number(count),
        )
    )


def _verify(minutes: Minutes) -> Data | None:
    """The way to check the paper; nothing on drafts, which prove nothing."""
    if minutes.state not in (MinutesState.APPROVED, MinutesState.SIGNED):
        return None
    address = verify_address(minutes)
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=False)
    return {
        "svg": picture.getvalue().decode(),
        "address": address,
        "code": written_code(minutes.verify_code),
        "words": _("Whether this paper is the signed one can be checked at this address:"),
    }


def png_of(address: str) -> bytes:
    """The same QR code as a picture, for documents that take no SVG."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", border=0, scale=8)
    return picture.getvalue()
