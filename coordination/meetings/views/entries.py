"""The agenda of a meeting: prepared with one press, ordered, entries put on it, changed and taken off."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import say
from coordination.meetings import commands, forms, queries
from coordination.meetings.forms.agenda import LATE_HINT
from coordination.meetings.models import AgendaEntry, AgendaItem, ItemKind, Meeting, Purpose
from coordination.meetings.titles import meeting_title, title_of
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import attempt

UNPUBLISHED = commands.UNPUBLISHED


@bp.post("/meetings/<public_id:meeting_id>/prepare")
@sees("agenda.edit", find=queries.get_meeting)
def prepare(meeting: Meeting) -> Response:
    """Put onto the agenda what belongs there by itself."""
    count = commands.prepare_agenda(g.actor, meeting)
    if count:
        said = ngettext(
            "%(count)s entry came onto the agenda.",
            "%(count)s entries came onto the agenda.",
            count,
            count=say.number(count),
        )
        flash(said, "done")
    else:
        flash(_("Nothing else waits for this agenda."), "done")
    return _to(meeting)


@bp.post("/meetings/<public_id:meeting_id>/order")
@sees("agenda.edit", find=queries.get_meeting)
def order(meeting: Meeting) -> Response:
    """The rows in their order, as they were dragged; or one row pressed up or down."""
    for name, by in (("up", -1), ("down", 1)):
        pressed = request.form.get(name)
        if pressed:
            commands.shift(g.actor, meeting, pressed, by=by)
            return _to(meeting, f"e-{pressed}")
    commands.order(g.actor, meeting, request.form.getlist("entry"))
    return _to(meeting, "agenda")


@bp.route("/meetings/<public_id:meeting_id>/entries/new", methods=["GET", "POST"])
@sees("agenda.edit", find=queries.get_meeting)
def add_entry(meeting: Meeting) -> Any:
    """Put an open item, or a new topic, on the agenda."""
    items = queries.list_open_items(meeting)
    form = forms.AddEntryForm(
        items=[(item.public_id, _said(item)) for item in items],
        late=meeting.state not in UNPUBLISHED,
        data={"minutes_planned": 15, "item": request.args.get("item", "")},
    )
    if form.is_submitted():
        status = attempt(form, lambda: _add(meeting, items, form))
        if status == TAKEN:
            flash(_("The entry stands on the agenda."), "done")
            return _to(meeting, "agenda")
        return _draw_add(meeting, form), status
    return _draw_add(meeting, form)


def _add(meeting: Meeting, items: list[AgendaItem], form: forms.AddEntryForm) -> None:
    item = next((one for one in items if one.public_id == form.item.data), None)
    if item is None:
        if not form.title.data:
            raise Invalid(
                N_("Nothing was put on the agenda: no item is chosen and no title is typed."),
                field="item",
                advice=N_("Choose an open item, or type the title of a new topic."),
            )
        item = commands.new_topic(g.actor, meeting, title=form.title.data, confidential=bool(form.confidential.data))
    commands.add_entry(
        g.actor,
        meeting,
        item,
        purpose=Purpose(form.purpose.data),
        minutes_planned=form.minutes_planned.data,
        presenter=form.presenter.data or "",
        late_reason=form.late_reason.data or "" if "late_reason" in form else "",
    )


def _draw_add(meeting: Meeting, form: forms.AddEntryForm) -> str:
    return render_template(
        "meetings/entry.html",
        meeting=meeting,
        title=meeting_title(meeting, meeting.starts_at),
        form=form,
        heading=_("Put an entry on the agenda"),
        button=_("Put it on the agenda"),
        hints={"late_reason": LATE_HINT},
        action=url_for(".add_entry", meeting_id=meeting.public_id),
        back=_url(meeting),
    )


@bp.route("/entries/<public_id:entry_id>/edit", methods=["GET", "POST"])
@sees("agenda.edit", find=queries.get_entry)
def edit_entry(entry: AgendaEntry) -> Any:
    """Change an entry."""
    form = forms.EntryForm(
        data={name: getattr(entry, name) for name in ("title", "purpose", "minutes_planned", "presenter")}
    )
    if entry.item.kind != ItemKind.TOPIC:
        del form.title
    if form.is_submitted():
        status = attempt(
            form,
            lambda: commands.edit_entry(
                g.actor,
                entry,
                title=form.title.data or "" if "title" in form else entry.title,
                purpose=Purpose(form.purpose.data),
                minutes_planned=form.minutes_planned.data,
                presenter=form.presenter.data or "",
            ),
        )
        if status == TAKEN:
            flash(_("The entry was changed."), "done")
            return _to(entry.meeting, f"e-{entry.public_id}")
        return _draw_entry(entry, form, _("Change the entry"), _("Save"), ".edit_entry"), status
    return _draw_entry(entry, form, _("Change the entry"), _("Save"), ".edit_entry")


@bp.route("/entries/<public_id:entry_id>/take-off", methods=["GET", "POST"])
@sees("agenda_entry.withdraw", find=queries.get_entry)
def withdraw_entry(entry: AgendaEntry) -> Any:
    """Take an entry off the agenda."""
    form = forms.ReasonForm()
    words = _("Take the entry off the agenda"), _("Take it off")
    if form.is_submitted():
        status = attempt(form, lambda: commands.take_off(g.actor, entry, reason=form.reason.data or ""))
        if status == TAKEN:
            flash(_("The entry was taken off the agenda; its item stays open."), "done")
            return _to(entry.meeting, "agenda")
        return _draw_entry(entry, form, *words, ".withdraw_entry"), status
    return _draw_entry(entry, form, *words, ".withdraw_entry")


def _draw_entry(entry: AgendaEntry, form: Any, heading: str, button: str, endpoint: str) -> str:
    return render_template(
        "meetings/entry.html",
        meeting=entry.meeting,
        title=title_of(entry),
        form=form,
        heading=heading,
        button=button,
        hints={},
        action=url_for(endpoint, entry_id=entry.public_id),
        back=_url(entry.meeting),
    )


def _said(item: AgendaItem) -> str:
    title = title_of(item)
    return title if isinstance(title, str) else say.message(title)


def _url(meeting: Meeting, anchor: str | None = None) -> str:
    return url_for(".show", meeting_id=meeting.public_id, _anchor=anchor)


def _to(meeting: Meeting, anchor: str | None = None) -> Response:
    return redirect(_url(meeting, anchor), 303)
