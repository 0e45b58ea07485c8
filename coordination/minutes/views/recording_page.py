"""The recorder's desk as a page: agenda, text of one entry, its records; and a refusal that is said there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for

from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.kernel.messages import N_
from coordination.lang import say
from coordination.lang.dates_said import as_said, read_day
from coordination.lang.locale import current
from coordination.lang.text import digits
from coordination.lang.zone import local_date
from coordination.meetings.models import ENTRY_PURPOSE_LABELS, AgendaEntry, EntryState, MeetingState
from coordination.meetings.states import AGENDA_ENTRY, MEETING
from coordination.meetings.titles import meeting_title, title_of
from coordination.minutes.cards import cards_of, due_offers, summary
from coordination.minutes.commands.recording import Clash
from coordination.minutes.forms.recording import ExtraEntryForm
from coordination.minutes.lines import STARTS
from coordination.minutes.merging import differences
from coordination.minutes.queries import recording as queries
from coordination.minutes.queries.recording import Desk, Recorded, Records
from coordination.minutes.views.blueprint import bp

WORDS = {
    "saved": N_("Saved at %(time)s"),
    "saving": N_("Saving…"),
    "typing": N_("Not saved yet"),
    "offline": N_("No network; the text is kept here"),
    "signed_out": N_("Not saved: your sign-in has ended; the text is kept here"),
    "refused": N_("Not saved: %(why)s"),
    "restored": N_("Text that was not saved was brought back from this browser."),
    "take_saved": N_("Take the saved text instead"),
    "together": N_("%(name)s writes too"),
    "stay": N_("There is no network, so this page stays. Your text is kept."),
}


@bp.get("/meetings/<public_id:meeting_id>/record")
@sees("minutes.record", find=queries.get_desk)
def record(meeting: Desk) -> Any:
    """The desk: agenda, text of one entry, its records."""
    return draw_desk(meeting, request.args.get("entry"))


def draw_desk(
    desk: Desk,
    wanted: str | None,
    *,
    refusal: DomainError | None = None,
    clash: Clash | None = None,
    typed: str | None = None,
    extra: ExtraEntryForm | None = None,
) -> str:
    """The page; ``wanted`` is the entry shown. After a refusal it says why and still holds what was ``typed``."""
    entries, entry, block = queries.list_at_desk(desk, wanted)
    if entry is None and entries:
        entries, entry, block = queries.list_at_desk(desk, None)
    records = queries.list_records([entry.id]) if entry is not None else Records([], [])
    now = clock.now()
    meeting = desk.meeting
    place = entries.index(entry) if entry is not None else 0
    text = block.text if block else ""
    attending = queries.get_attending(desk, entry)
    return render_template(
        "minutes/record.html",
        meeting=meeting,
        meeting_name=meeting_title(meeting, local_date(meeting.starts_at)),
        meeting_look=MEETING.look(meeting.state),
        entries=entries,
        place=place,
        before=entries[place - 1] if entry is not None and place > 0 else None,
        after=entries[place + 1] if entry is not None and place + 1 < len(entries) else None,
        title_of=title_of,
        look=AGENDA_ENTRY.look,
        purposes=ENTRY_PURPOSE_LABELS,
        spent={one.id: spent_on(desk, one, now) for one in entries},
        attending=attending,
        block=block,
        text=text if typed is None else typed,
        refusal=refusal,
        clash=clash,
        runs=differences(clash.mine, clash.saved) if clash else [],
        extra=extra or ExtraEntryForm(formdata=None, data={"minutes_planned": 10}),
        starts=STARTS[current()],
        words={name: say.message(msgid) for name, msgid in WORDS.items()},
        dates=_dates(desk),
        states=EntryState,
        meeting_states=MeetingState,
        **cards_context(desk, entry, text, records),
    )


def cards_context(desk: Desk, entry: AgendaEntry | None, text: str, records: Records) -> dict[str, Any]:
    """What the cards beside a text are drawn from."""
    cards = cards_of(desk, text, records)
    return {
        "cards": cards,
        "entry": entry,
        "desk": desk,
        "lacking": [card.index for card in cards if card.missing],
        "counted": summary(cards),
        "offers": due_offers(desk, records, current()),
        "writable": desk.writable,
    }


def spent_on(desk: Desk, entry: AgendaEntry, now: Any) -> int:
    """Seconds an entry was spoken about up to now."""
    meeting = desk.meeting
    running = meeting.current_entry_id == entry.id and meeting.current_since is not None
    more = int((now - meeting.current_since).total_seconds()) if running and meeting.current_since else 0
    return entry.spent_seconds + max(0, more)


def _dates(desk: Desk) -> list[list[str]]:
    """What is offered after «تا»: what is written and, beside it, which day that is."""
    said = {
        "fa": ("فردا", "یک هفته", "دو هفته", "یک ماه", "پایان ماه", "جلسه بعد"),
        "en": ("tomorrow", "a week", "two weeks", "a month", "end of month", "next meeting"),
    }[current()]
    from_today = desk.today
    found = []
    for text in said:
        try:
            day = read_day(text, from_today, next_meeting_on=desk.next_meeting_on)
        except ValueError:
            continue
        found.append([as_said(day, from_today, current()), f"{text} · {say.full_day(day, with_year=False)}", text])
    return found


# --- what the views of the desk share -------------------------------------------------------------------------------


def desk_url(entry: Recorded, anchor: str | None = None) -> str:
    """The desk at this entry."""
    return url_for(".record", meeting_id=entry.meeting.public_id, entry=entry.entry.public_id, _anchor=anchor)


def refused(entry: Recorded, error: DomainError, typed: str | None = None) -> Any:
    """The desk as it is, with the reason; a script is told in short."""
    if wants_json():
        parts = [say.message(part) for part in (error.message, error.advice) if part is not None]
        return jsonify(refused=" ".join(parts)), error.status
    return refused_desk(entry, entry.entry.public_id, error, typed=typed)


def refused_desk(desk: Desk, wanted: str | None, error: DomainError, **more: Any) -> Any:
    """Nothing of the refused act stays: everything is read anew."""
    meeting_id = desk.meeting.public_id
    db.session.rollback()
    db.session.expire_all()
    again = queries.get_desk(meeting_id)
    assert again is not None
    return draw_desk(again, wanted, refusal=error, **more), error.status


def number_of(text: str | None) -> int:
    """A revision as it came from a page; 0 for anything else."""
    plain = digits(text or "").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else 0


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def attempt_at(entry: Recorded, act: Callable[[], object], done: str = "") -> Any:
    """Do it and go back to the desk; a refusal of the domain is said there."""
    try:
        act()
    except DomainError as error:
        return refused(entry, error)
    if done:
        flash(done, "done")
    return redirect(desk_url(entry), 303)
