"""The attendance sheet: one tap a person, stretches corrected, guests, recusals from entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid, NotFound
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN
from coordination.lang import say
from coordination.lang.zone import local_date
from coordination.meetings.commands import attending
from coordination.meetings.forms.attendance import GuestForm, RecusalForm, StretchForm
from coordination.meetings.models import AgendaEntry, Attendance, Meeting
from coordination.meetings.queries import attendance as queries
from coordination.meetings.queries.one import list_entries
from coordination.meetings.titles import meeting_title, title_of
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import attempt
from coordination.meetings.views.sheet_rows import draw, name_of

MARKS: dict[str, Callable[[Attendance], object]] = {
    "arrive": lambda row: attending.arrive(g.actor, row),
    "remote": lambda row: attending.arrive(g.actor, row, remote=True),
    "leave": lambda row: attending.leave(g.actor, row),
    "excuse": lambda row: attending.excuse(g.actor, row),
    "absent": lambda row: attending.absent(g.actor, row),
    "stand_in": lambda row: attending.stand_in(g.actor, row),
    "unmark": lambda row: attending.unmark(g.actor, row),
    "take_off": lambda row: attending.take_off(g.actor, row),
}
ALL = {"make": attending.make_sheet, "all_present": attending.all_present, "rest_absent": attending.rest_absent}


@bp.get("/meetings/<public_id:meeting_id>/attendance")
@sees("attendance.record", find=queries.get_meeting_to_attend)
def attendance(meeting: Meeting) -> str:
    """The sheet with the quorum above it."""
    return _page(meeting)


@bp.post("/meetings/<public_id:meeting_id>/attendance")
@sees("attendance.record", find=queries.get_meeting_to_attend)
def mark_all(meeting: Meeting) -> Any:
    """Make the sheet, or mark everybody who is not marked yet."""
    press = ALL.get(request.form.get("do", ""))
    if press is None:
        raise _unknown()
    return _answer(meeting, lambda: press(g.actor, meeting))


@bp.post("/attendance/<public_id:attendance_id>/mark")
@sees("attendance.record", find=queries.get_attendance)
def mark(attendance: Attendance) -> Any:
    """One tap on a line."""
    press = MARKS.get(request.form.get("do", ""))
    if press is None:
        raise _unknown()
    return _answer(attendance.meeting, lambda: press(attendance), focus=attendance.public_id)


@bp.post("/meetings/<public_id:meeting_id>/attendance/guests")
@sees("attendance.record", find=queries.get_meeting_to_attend)
def add_guest(meeting: Meeting) -> Any:
    """A guest is there."""
    form = GuestForm()
    status = attempt(
        form, lambda: attending.add_guest(g.actor, meeting, name=form.name.data or "", note=form.note.data or "")
    )
    if status != TAKEN:
        return _page(meeting, guest=form), status
    return _back(meeting)


@bp.get("/attendance/<public_id:attendance_id>/times")
@sees("attendance.record", find=queries.get_attendance)
def times(attendance: Attendance) -> str:
    """From when to when somebody was there, to be corrected."""
    return _times_page(attendance)


@bp.post("/attendance/<public_id:attendance_id>/times/<int:stretch>")
@sees("attendance.record", find=queries.get_attendance)
def correct(attendance: Attendance, stretch: int) -> Any:
    """Correct one stretch, or take it off."""
    interval = queries.get_interval(attendance, stretch)
    if interval is None:
        raise NotFound()
    if request.form.get("do") == "remove":
        attending.remove_interval(g.actor, attendance, interval)
        return redirect(url_for(".times", attendance_id=attendance.public_id), 303)
    form = StretchForm(prefix=f"s{stretch}")

    def save() -> None:
        attending.correct_interval(
            g.actor,
            attendance,
            interval,
            from_at=form.from_at.data,
            to_at=form.to_at.data,
            remote=bool(form.remote.data),
        )

    status = attempt(form, save)
    if status != TAKEN:
        return _times_page(attendance, {stretch: form}), status
    flash(_("The times were corrected."), "done")
    return _back(attendance.meeting)


@bp.get("/meetings/<public_id:meeting_id>/recusals")
@sees("attendance.record", find=queries.get_meeting_to_attend)
def recusals(meeting: Meeting) -> str:
    """Who takes no part in which entry."""
    return _recusals_page(meeting)


@bp.post("/meetings/<public_id:meeting_id>/recusals")
@sees("attendance.record", find=queries.get_meeting_to_attend)
def recuse(meeting: Meeting) -> Any:
    """Recuse somebody from an entry, or take that back (``do=remove``)."""
    entries, rows = _recusable(meeting)
    form = _recusal_form(entries, rows)

    def save() -> None:
        entry = next(one for one in entries if one.public_id == form.entry.data)
        row = next(one for one in rows if one.public_id == form.row.data)
        if request.form.get("do") == "remove":
            attending.unrecuse(g.actor, entry, row)
        else:
            attending.recuse(g.actor, entry, row, reason=form.reason.data or "")

    status = attempt(form, save)
    if status != TAKEN:
        return _recusals_page(meeting, form), status
    return redirect(url_for(".recusals", meeting_id=meeting.public_id), 303)


def _answer(meeting: Meeting, press: Callable[[], object], *, focus: str = "") -> Any:
    """Press, then the sheet anew: by itself for htmx, with the keyboard on the line ``focus``, else its page. A refusal
    is said above the sheet."""
    partial = "HX-Request" in request.headers
    try:
        press()
    except DomainError as error:
        refusal = [part for part in (error.message, error.advice) if part is not None]
        db.session.rollback()
        return _page(meeting, refusal=refusal, partial=partial), error.status
    if not partial:
        return _back(meeting)
    db.session.flush()
    return _page(meeting, partial=True, focus=focus)


def _page(
    meeting: Meeting,
    *,
    guest: GuestForm | None = None,
    refusal: list[Message] | None = None,
    partial: bool = False,
    focus: str = "",
) -> str:
    return render_template(
        "meetings/_attendance.html" if partial else "meetings/attendance.html",
        meeting=meeting,
        title=meeting_title(meeting, local_date(meeting.starts_at)),
        sheet=draw(meeting, is_open=_is_open(meeting)),
        guest=guest or GuestForm(formdata=None),
        refusal=refusal or (),
        focus=focus,
    )


def _is_open(meeting: Meeting) -> bool:
    try:
        attending.must_be_open(meeting)
    except DomainError:
        return False
    return True


def _back(meeting: Meeting) -> Any:
    return redirect(url_for(".attendance", meeting_id=meeting.public_id), 303)


def _times_page(row: Attendance, tried: dict[int, StretchForm] | None = None) -> str:
    forms = tried or {}
    return render_template(
        "meetings/attendance_times.html",
        row=row,
        name=name_of(row),
        meeting=row.meeting,
        stretches=[
            (one, forms.get(one.id) or StretchForm(formdata=None, obj=one, prefix=f"s{one.id}"))
            for one in row.intervals
        ],
        is_open=_is_open(row.meeting),
    )


def _recusals_page(meeting: Meeting, form: RecusalForm | None = None) -> str:
    entries, rows = _recusable(meeting)
    names = {row.id: row for row in rows}
    recused: dict[int, list[tuple[Attendance, str]]] = {}
    for one in queries.list_recusals(meeting.id):
        recused.setdefault(one.entry_id, []).append((names[one.attendance_id], one.reason))
    return render_template(
        "meetings/attendance_recusals.html",
        meeting=meeting,
        entries=entries,
        recused=recused,
        form=form or _recusal_form(entries, rows),
        title_of=title_of,
        name_of=name_of,
        is_open=_is_open(meeting),
    )


def _recusable(meeting: Meeting) -> tuple[list[AgendaEntry], list[Attendance]]:
    return list_entries(meeting.id), list(queries.list_sheet(meeting.id))


def _recusal_form(entries: list[AgendaEntry], rows: list[Attendance]) -> RecusalForm:
    return RecusalForm(
        entries=[(one.public_id, f"{say.number(n)}. {_said(one)}") for n, one in enumerate(entries, 1)],
        rows=[(row.public_id, name_of(row)) for row in rows],
    )


def _said(entry: AgendaEntry) -> str:
    title = title_of(entry)
    return title if isinstance(title, str) else say.message(title)


def _unknown() -> Invalid:
    return Invalid(N_("This button is not known, so nothing was recorded."), advice=N_("Open the sheet again."))
