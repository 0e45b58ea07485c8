"""Taking minutes on one page: the desk, saving the text of an entry, two texts, and what is read while typing."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, flash, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from coordination.access.web import sees
from coordination.groups.queries import list_phrases, standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.dates_said import as_said, read_day
from coordination.lang.locale import current
from coordination.lang.text import digits, fold
from coordination.meetings import commands as meetings
from coordination.meetings.models import ENTRY_PURPOSE_LABELS, AgendaEntry, EntryState, MeetingState, Purpose
from coordination.meetings.states import AGENDA_ENTRY, MEETING
from coordination.meetings.titles import meeting_title, title_of
from coordination.minutes.cards import cards_of, due_offers, summary
from coordination.minutes.commands import recording
from coordination.minutes.commands.recording import Clash
from coordination.minutes.forms.recording import ExtraEntryForm
from coordination.minutes.lines import STARTS, LineKind, word_of
from coordination.minutes.merging import differences
from coordination.minutes.models import Block
from coordination.minutes.owners import FEWEST_LETTERS, Names, name_in_line, names_of
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
OWN_LINES = {
    "merge": N_("Both texts were brought together."),
    "mine": N_("Your text was saved."),
    "saved": N_("The saved text stays; yours is in the history."),
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
        meeting_name=meeting_title(meeting, meeting.starts_at.date()),
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
        "counted": [(word_of(kind, current()), number) for kind, number in summary(cards)],
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


# --- the text -------------------------------------------------------------------------------------------------------


@bp.post("/entries/<public_id:entry_id>/text")
@sees("minutes.record", find=queries.get_recorded)
def save_block(entry: Recorded) -> Any:
    """Save the text of an entry; with a script every moment, without one by its button."""
    text, since = request.form.get("text", ""), number_of(request.form.get("revision"))
    try:
        saved = recording.save(g.actor, entry, text=text, from_revision=since)
    except Clash as clash:
        return _draw_clash(entry, clash), 409
    except DomainError as error:
        return refused(entry, error, typed=text)
    if not _wants_json():
        flash(_("The text was saved."), "done")
        return redirect(desk_url(entry), 303)
    records = saved.records or queries.list_records([entry.entry.id])
    return jsonify(_state(entry, records, sent=recording.as_typed(text)) | {"mine": saved.mine})


@bp.get("/entries/<public_id:entry_id>/text")
@sees("minutes.record", find=queries.get_recorded)
def block(entry: Recorded) -> Any:
    """What another recorder has saved since the revision that the page has; 304 where nothing."""
    tag = f"r{entry.revision}"
    if request.if_none_match.contains(tag):
        response = make_response("", 304)
    else:
        records = queries.list_records([entry.entry.id])
        response = jsonify(_state(entry, records))
    response.set_etag(tag)
    return response


def _state(entry: Recorded, records: Records, sent: str | None = None) -> dict[str, Any]:
    """The saved text with its cards; the text itself only where it is not what was sent, the cards only where the page
    has others."""
    html = render_template("minutes/_record_cards.html", **cards_context(entry, entry.entry, entry.text, records))
    tag = hashlib.sha256(html.encode()).hexdigest()[:12]
    block = entry.block
    other = block is not None and block.saved_by_id != g.actor.person_id and block.saved_by is not None
    state: dict[str, Any] = {
        "revision": entry.revision,
        "saved": say.message(Message(WORDS["saved"], time=say.clock_time(_saved_at(block)))) if block else "",
        "lacking": [card.index for card in cards_of(entry, entry.text, records) if card.missing],
        "tag": tag,
    }
    if sent != entry.text:
        state["text"] = entry.text
    if request.values.get("tag") != tag:
        state["cards"] = html
    if other and block is not None and block.saved_by is not None:
        name = name_in_line(block.saved_by, current())
        state["other"] = say.message(Message(WORDS["together"], name=name))
    return state


def _saved_at(block: Block) -> Any:
    return block.saved_at or clock.now()


@bp.post("/entries/<public_id:entry_id>/text/settle")
@sees("minutes.record", find=queries.get_recorded)
def settle_clash(entry: Recorded) -> Any:
    """Which of two texts holds, or both together."""
    form = request.form
    how: recording.How = "mine" if form.get("how") == "mine" else "saved" if form.get("how") == "saved" else "merge"
    try:
        saved = recording.settle_clash(
            g.actor,
            entry,
            text=form.get("text", ""),
            from_revision=number_of(form.get("revision")),
            seen=number_of(form.get("seen")),
            how=how,
        )
    except Clash as clash:
        return _draw_clash(entry, clash), 409
    except DomainError as error:
        return refused(entry, error, typed=form.get("text", ""))
    if not _wants_json():
        flash(say.message(OWN_LINES[how]), "done")
        return redirect(desk_url(entry), 303)
    records = saved.records or queries.list_records([entry.entry.id])
    return jsonify(_state(entry, records) | {"mine": saved.mine})


def _draw_clash(entry: Recorded, clash: Clash) -> Any:
    """Both texts beside each other: in place of the text with a script, else on the page."""
    entry = clash.recorded
    if _wants_json():
        html = render_template(
            "minutes/_record_clash.html",
            clash=clash,
            runs=differences(clash.mine, clash.saved),
            entry=entry.entry,
        )
        return jsonify(clash=html, revision=clash.revision)
    return draw_desk(entry, entry.entry.public_id, clash=clash, typed=clash.mine)


@bp.get("/entries/<public_id:entry_id>/revisions")
@sees("minutes.record", find=queries.get_recorded)
def revisions(entry: Recorded) -> str:
    """Every text that was saved, the newest first, each with what it changed."""
    rows = queries.list_revisions(entry.block) if entry.block is not None else []
    before = [row.text for row in rows[1:]] + [""]
    return render_template(
        "minutes/record_revisions.html",
        recorded=entry,
        entry=entry.entry,
        title=title_of(entry.entry),
        saves=[(row, differences(row.text, earlier)) for row, earlier in zip(rows, before, strict=False)],
        back=desk_url(entry),
    )


# --- while typing ---------------------------------------------------------------------------------------------------


@bp.get("/meetings/<public_id:meeting_id>/record/names")
@sees("minutes.record", find=queries.get_desk)
def complete(meeting: Desk) -> Response:
    """Names after @: the group's agencies and people first, then everybody."""
    typed = request.args.get("q", "").strip()[:60]
    language = current()
    names = Names(standing_seats(meeting.group_id, meeting.today))
    near = [*names.near, *(one for one in queries.list_present_names(meeting.meeting.id) if one.id not in names.people)]
    key = fold(typed)
    found = [name_in_line(one, language) for one in near if not key or _fits(one, key)]
    if len(key) >= FEWEST_LETTERS - 1 and len(found) < queries.MOST_COMPLETIONS:
        found += [en if language == "en" and en else fa for fa, en in queries.search_names(typed)]
    return jsonify(list(dict.fromkeys(found))[: queries.MOST_COMPLETIONS])


def _fits(thing: Any, key: str) -> bool:
    return any(
        fold(" ".join(name.split()[start:])).startswith(key)
        for name in names_of(thing)
        for start in range(len(name.split()))
    )


@bp.get("/meetings/<public_id:meeting_id>/record/phrases")
@sees("minutes.record", find=queries.get_desk)
def phrases(meeting: Desk) -> str:
    """The phrase library; with a script it opens beside the text and a click writes a phrase into it."""
    return render_template(
        "minutes/record_phrases.html",
        phrases=list_phrases(meeting.group_id),
        part="HX-Request" in request.headers,
        back=url_for(".record", meeting_id=meeting.meeting.public_id),
    )


# --- going on -------------------------------------------------------------------------------------------------------


@bp.post("/entries/<public_id:entry_id>/speak")
@sees("minutes.record", find=queries.get_recorded)
def speak(entry: Recorded) -> AnyResponse:
    """The meeting turns to this entry; outside a session the page alone does."""
    if entry.meeting.state == MeetingState.IN_SESSION:
        meetings.speak_of(g.actor, entry.entry)
    return redirect(desk_url(entry), 303)


@bp.post("/meetings/<public_id:meeting_id>/record/<any(recess, resume):step>")
@sees("meeting.recess", find=queries.get_desk)
def pause(meeting: Desk, step: str) -> Any:
    """A recess, and its end, without leaving the desk."""
    wanted = request.form.get("entry")
    try:
        (meetings.recess if step == "recess" else meetings.resume)(g.actor, meeting.meeting)
    except DomainError as error:
        return _refused_desk(meeting, wanted, error)
    return redirect(url_for(".record", meeting_id=meeting.meeting.public_id, entry=wanted), 303)


@bp.post("/meetings/<public_id:meeting_id>/record/entries")
@sees("minutes.record", find=queries.get_desk)
def add_entry(meeting: Desk) -> Any:
    """An entry beyond the agenda, with the reason why it comes late."""
    form = ExtraEntryForm()
    wanted = request.form.get("entry")
    if not form.validate():
        return draw_desk(meeting, wanted, extra=form), 422
    try:
        item = meetings.new_topic(g.actor, meeting.meeting, title=form.title.data or "")
        entry = meetings.add_entry(
            g.actor,
            meeting.meeting,
            item,
            purpose=Purpose.DISCUSSION,
            minutes_planned=form.minutes_planned.data,
            presenter="",
            late_reason=form.late_reason.data or "",
        )
    except DomainError as error:
        return _refused_desk(meeting, wanted, error, extra=form)
    flash(_("The entry stands at the end of the agenda."), "done")
    return redirect(url_for(".record", meeting_id=meeting.meeting.public_id, entry=entry.public_id), 303)


@bp.get("/meetings/<public_id:meeting_id>/project")
@sees("minutes.project", find=queries.get_desk)
def project(meeting: Desk) -> str:
    """What is thrown on the wall: the entry spoken about with its resolutions and actions, never a confidential one."""
    entries, entry, _block = queries.list_at_desk(meeting, None)
    shown = entry if entry is not None and not entry.confidential else None
    records = queries.list_records([shown.id]) if shown is not None else Records([], [])
    return render_template(
        "minutes/project.html",
        part="HX-Request" in request.headers,
        desk=meeting,
        meeting=meeting.meeting,
        meeting_name=meeting_title(meeting.meeting, meeting.meeting.starts_at.date()),
        entry=shown,
        closed=entry is not None and entry.confidential,
        number=entries.index(entry) + 1 if entry is not None else 0,
        entries=entries,
        title=title_of(shown) if shown is not None else "",
        cards=[
            card
            for card in cards_of(meeting, _block.text if _block is not None and shown is not None else "", records)
            if card.kind in (LineKind.RESOLUTION, LineKind.ACTION) and card.text
        ],
        attending=queries.get_attending(meeting, entry),
    )


# --- what the views of the desk share -------------------------------------------------------------------------------


def desk_url(entry: Recorded, anchor: str | None = None) -> str:
    """The desk at this entry."""
    return url_for(".record", meeting_id=entry.meeting.public_id, entry=entry.entry.public_id, _anchor=anchor)


def refused(entry: Recorded, error: DomainError, typed: str | None = None) -> Any:
    """The desk as it is, with the reason; a script is told in short."""
    if _wants_json():
        parts = [say.message(part) for part in (error.message, error.advice) if part is not None]
        return jsonify(refused=" ".join(parts)), error.status
    return _refused_desk(entry, entry.entry.public_id, error, typed=typed)


def _refused_desk(desk: Desk, wanted: str | None, error: DomainError, **more: Any) -> Any:
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


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
