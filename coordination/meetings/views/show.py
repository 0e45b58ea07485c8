"""The page of one meeting: its moves, its agenda with the running clock, who comes; its history, and the agenda on
paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from flask import current_app, g, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination import workflow
from coordination.access import policy
from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.machine import Look
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say
from coordination.lang.filters import pick
from coordination.lang.say import on_paper
from coordination.meetings import forms, queries
from coordination.meetings.consequences import minutes_state
from coordination.meetings.models import (
    ENTRY_PURPOSE_LABELS,
    AgendaEntry,
    Answer,
    EntryState,
    Meeting,
    MeetingState,
    Purpose,
)
from coordination.meetings.needs import MeetingFacts
from coordination.meetings.queries import inviting
from coordination.meetings.states import AGENDA_ENTRY, MEETING
from coordination.meetings.titles import meeting_title, title_of
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.moves import BY_MOVE, FILLED
from coordination.meetings.views.parts import said_of
from coordination.papers import pdf
from coordination.vault import files

PLANNED = (MeetingState.DRAFT, MeetingState.ANNOUNCED)
RUNNING = (MeetingState.IN_SESSION, MeetingState.RECESSED)
CALLED = (MeetingState.ANNOUNCED, MeetingState.AGENDA_PUBLISHED)
HELD = (*RUNNING, MeetingState.ENDED, MeetingState.CLOSED)


@dataclass(frozen=True, slots=True)
class Button:
    """One move in the bar: pressed at once, or led to its page; without either it only says what is missing."""

    label: str
    style: str
    press: str | None = None
    url: str | None = None
    note: Message | None = None


@dataclass(slots=True)
class Row:
    """An entry as the agenda shows it."""

    public_id: str
    number: int
    title: str | Message
    purpose: str
    minutes: int
    at: datetime | None
    presenter: str
    look: Look
    state: str
    late_reason: str
    note: str
    confidential: bool
    item_url: str | None
    papers: list[tuple[str, str]] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


@bp.get("/meetings/<public_id:meeting_id>")
@sees("meeting.view", find=queries.get_meeting)
def show(meeting: Meeting) -> str:
    """The meeting with its agenda, as far as it is open to the reader."""
    entries = queries.list_entries(meeting.id)
    rows, facts = rows_of(meeting, entries), queries.facts_of_meeting(meeting, entries=entries)
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        title=meeting_title(meeting, meeting.starts_at),
        look=MEETING.look(meeting.state),
        buttons=_buttons(meeting, facts),
        rows=rows,
        planned=sum(row.minutes for row in rows if row.state != EntryState.WITHDRAWN),
        length=int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60,
        may_edit=policy.allows(g.actor, "agenda.edit", meeting) and meeting.state not in queries.OVER,
        may_prepare=meeting.state in PLANNED,
        waiting=facts.items_waiting,
        running=meeting.state in RUNNING,
        held=meeting.state in HELD,
        form=forms.OrderForm(),
        answers=_answers(meeting),
        mine=next((one for one in meeting.invitees if _is_mine(one)), None),
        links=_links(meeting),
        clashes=_clashes(meeting),
        no_quorum=meeting.state == MeetingState.NO_QUORUM,
        again=queries.second_call(meeting) if meeting.state == MeetingState.NO_QUORUM else None,
    )


def _clashes(meeting: Meeting) -> list[str]:
    """What of a meeting that is still being planned is booked twice; said to the one who plans it."""
    if meeting.state != MeetingState.DRAFT or not policy.allows(g.actor, "meeting.edit", meeting):
        return []
    return [said_of(clash, meeting) for clash in inviting.list_clashes(meeting)]


def _is_mine(one: Any) -> bool:
    return one.removed_at is None and one.person_id is not None and one.person_id == g.actor.person_id


def rows_of(meeting: Meeting, entries: list[AgendaEntry]) -> list[Row]:
    """The entries open to the reader, numbered as on the agenda, with the hour at which each begins by the plan."""
    seen = [entry for entry in entries if queries.on_agenda_for(g.actor, entry)]
    papers = queries.papers_of([entry.item_id for entry in seen])
    found, at, number = [], meeting.starts_at, 0
    for entry in entries:
        stands = entry.state != EntryState.WITHDRAWN
        number += stands
        if entry in seen:
            found.append(_row(entry, number if stands else 0, at if stands else None, papers.get(entry.item_id, [])))
        at += timedelta(minutes=entry.minutes_planned if stands else 0)
    return found


def _row(entry: AgendaEntry, number: int, at: datetime | None, papers: list[Any]) -> Row:
    item = entry.item
    opens = queries.may_see(g.actor, entry)
    return Row(
        entry.public_id,
        number,
        title_of(entry),
        ENTRY_PURPOSE_LABELS[Purpose(entry.purpose)],
        entry.minutes_planned,
        at,
        entry.presenter,
        AGENDA_ENTRY.look(entry.state),
        entry.state,
        entry.late_reason,
        entry.outcome_note,
        item.confidential,
        url_for(".item", item_id=item.public_id) if opens else None,
        [
            (files.name_of(paper), url_for(".paper", item_id=item.public_id, file=paper.public_id))
            for paper in papers
            if opens
        ],
        outcome_of(entry),
    )


def outcome_of(entry: AgendaEntry) -> list[str]:
    """To when or to whom an entry was put off or referred."""
    if entry.state == EntryState.DEFERRED:
        day = entry.deferred_on or (entry.deferred_to.starts_at if entry.deferred_to else None)
        return [say.day(day)] if day else []
    if entry.state == EntryState.REFERRED:
        body = entry.referred_agency or entry.referred_group
        return [pick(body, "name")] if body else []
    return []


def _buttons(meeting: Meeting, facts: MeetingFacts) -> list[Button]:
    found = []
    for offer in workflow.offers(g.actor, meeting, facts):
        step = BY_MOVE.get(offer.move.name)
        if step is None:
            continue
        missing = [message for message in offer.missing if message.text not in FILLED]
        if missing:
            found.append(Button(offer.move.label, offer.move.style, note=missing[0]))
        elif step.page:
            url = url_for(f".{step.move}", meeting_id=meeting.public_id)
            found.append(Button(offer.move.label, offer.move.style, url=url))
        else:
            press = url_for(f".take_{step.move}", meeting_id=meeting.public_id)
            found.append(Button(offer.move.label, offer.move.style, press=press))
    return found


def _answers(meeting: Meeting) -> dict[str, int]:
    """How many of those invited come, do not, may, and have not answered; in a confidential group nobody is told."""
    invited = [one for one in meeting.invitees if one.removed_at is None]
    return {answer.value: sum(one.answer == answer for one in invited) for answer in Answer} if invited else {}


LINKS = (
    (N_("Answer the invitation"), "meetings.answer", "meeting.answer", CALLED),
    (N_("Who is invited"), "meetings.invite", "meeting.edit", tuple(MeetingState)),
    (N_("Invitation to print"), "meetings.invitation", "meeting.view", CALLED),
    (N_("Attendance"), "meetings.attendance", "attendance.record", (*CALLED, *HELD)),
    (N_("Write the minutes"), "minutes.record", "meeting.edit", (MeetingState.ENDED,)),
    (N_("Show on the wall"), "minutes.project", "minutes.project", RUNNING),
    (N_("Minutes"), "minutes.show", "meeting.view", HELD),
)
"""What others show of a meeting: where, to whom, and in which of its states."""


def _links(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        (_(label), url_for(endpoint, meeting_id=meeting.public_id))
        for label, endpoint, act, states in LINKS
        if meeting.state in states and policy.allows(g.actor, act, meeting) and endpoint in current_app.view_functions
        if endpoint != "minutes.show" or _reads_minutes(meeting)
    ]


def _reads_minutes(meeting: Meeting) -> bool:
    """While they are written minutes are their writers' alone."""
    return policy.allows(g.actor, "minutes.project", meeting) or minutes_state(meeting.id) not in (None, "drafting")


@bp.get("/meetings/<public_id:meeting_id>/history")
@sees("meeting.view", find=queries.get_meeting)
def history(meeting: Meeting) -> str:
    """What happened to the meeting."""
    return render_template(
        "meetings/history.html",
        meeting=meeting,
        title=meeting_title(meeting, meeting.starts_at),
        entries=queries.history(g.actor, meeting),
    )


@bp.get("/meetings/<public_id:meeting_id>/print")
@sees("meeting.view", find=queries.get_meeting)
def print_page(meeting: Meeting) -> str:
    """The agenda on paper, as far as it is open to the reader."""
    with on_paper():
        return render_template(
            "meetings/print.html",
            meeting=meeting,
            title=meeting_title(meeting, meeting.starts_at),
            rows=[row for row in rows_of(meeting, queries.list_entries(meeting.id)) if row.number],
            printed_at=clock.now(),
        )


@bp.get("/meetings/<public_id:meeting_id>/agenda.pdf")
@sees("meeting.view", find=queries.get_meeting)
def agenda_pdf(meeting: Meeting) -> Response:
    """The agenda as PDF, as far as it is open to the reader."""
    with on_paper():
        data = _document(meeting, rows_of(meeting, queries.list_entries(meeting.id)))
    title = f"{data['group']}{_(', ')}{data['title_of']}"
    made = pdf.make_pdf("agenda", data, language=locale.current(), title=title)
    name = f"agenda-{meeting.number or meeting.public_id}.pdf"
    return send_file(BytesIO(made), mimetype="application/pdf", as_attachment=True, download_name=name)


def _document(meeting: Meeting, rows: list[Row]) -> dict[str, Any]:
    """The words and figures of the paper, all in the reader's language."""
    title = meeting_title(meeting, meeting.starts_at)
    standing = [row for row in rows if row.number]
    hours = _("%(start)s to %(end)s", start=say.clock_time(meeting.starts_at), end=say.clock_time(meeting.ends_at))
    total = sum(row.minutes for row in standing)
    return {
        "heading": _("Agenda"),
        "group": pick(meeting.group, "name"),
        "title_of": _said(title),
        "day": say.full_day(meeting.starts_at),
        "facts": [
            [_("Day"), say.full_day(meeting.starts_at)],
            [_("Hours"), hours],
            [_("Place"), meeting.place or _("Not named yet")],
        ],
        "note": [line for line in meeting.note.splitlines() if line.strip()],
        "columns": [_("No."), _("Hour"), _("Entry"), _("Presenter"), _("In minutes")],
        "rows": [
            [
                say.number(row.number),
                say.clock_time(row.at) if row.at else "",
                f"{_said(row.title)} ({_(row.purpose)})",
                row.presenter,
                say.number(row.minutes),
            ]
            for row in standing
        ],
        "sum": _(
            "In all: %(minutes)s",
            minutes=ngettext("%(count)s minute", "%(count)s minutes", total, count=say.number(total)),
        ),
        "papers_title": _("Papers"),
        "papers": [
            {"number": say.number(row.number), "names": _("; ").join(name for name, _url in row.papers)}
            for row in standing
            if row.papers
        ],
        "page": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    }


def _said(title: str | Message) -> str:
    return title if isinstance(title, str) else say.message(title)
