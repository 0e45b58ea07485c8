"""An old list is pasted, its drafts are corrected in a table and recorded, at once or heading by heading."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.access.web import sees
from coordination.activities import commands, queries
from coordination.activities.commands.pasting import Unread
from coordination.activities.issuers import list_mine
from coordination.activities.models import ACTIVITY_LABELS, ActivityKind, Paste
from coordination.activities.pasted.forms import DraftForm, PastedForm, PasteForm
from coordination.activities.views.blueprint import attempt, bp
from coordination.kernel.errors import DomainError, Invalid, Stale
from coordination.kernel.forms import put_error
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import say, spans
from coordination.lang.say import message
from coordination.lang.text import clean


class Line(NamedTuple):
    """A row of the table: what was pasted, its fields while it waits, what it became once it is recorded."""

    place: int
    row: dict[str, Any]
    form: DraftForm | None

    @property
    def said(self) -> str:
        """What was pasted, legibly: without stray letters of another alphabet, in the digits of the page."""
        return say.digits_for(clean(self.row["line"]))

    @property
    def kind(self) -> str:
        """What the activity is called that it became."""
        return ACTIVITY_LABELS[ActivityKind(self.row["kind"])]


class Section(NamedTuple):
    """The rows under one heading; ``waiting`` tells how many of them are to be recorded."""

    number: int
    heading: str
    lines: list[Line]
    waiting: int


@bp.get("/activities/paste")
@sees("activity.edit")
def paste() -> str:
    """Paste a list; below, those that were pasted before."""
    return _draw_new(_new_form())


@bp.post("/activities/paste")
@sees("activity.edit")
def create_paste() -> Any:
    """Read the list and go on to its table."""
    form, made = _new_form(), list[Paste]()
    status = attempt(form, lambda: made.append(_pasted(form)))
    if status != TAKEN:
        return _draw_new(form), status
    return redirect(url_for(".pasted", paste_id=made[0].public_id), 303)


@bp.get("/activities/paste/<public_id:paste_id>")
@sees("activity.edit", find=queries.get_paste)
def pasted(paste: Paste) -> str:
    """The table of its drafts."""
    return _draw(paste, PastedForm(stored=paste.drafts))


@bp.post("/activities/paste/<public_id:paste_id>")
@sees("activity.edit", find=queries.get_paste)
def save_pasted(paste: Paste) -> Any:
    """Keep what was corrected; record all rows that are marked, or those of one heading."""
    form = PastedForm()
    try:
        form.validate()
    except Stale as error:
        # Nothing typed is lost: the table is shown again as typed, now for the list as it stands.
        form.version.data = form.version.raw_data = None
        form.version.data = str(paste.version)
        put_error(form, None, message(error.message))
        return _draw(paste, form), error.status
    commands.correct(paste, form.typed)
    places = _places(paste, request.form.get("do", "keep"))
    if places is None:
        flash(_("The table was kept as you corrected it. Nothing is recorded yet."), "done")
        return redirect(url_for(".pasted", paste_id=paste.public_id), 303)
    try:
        count = commands.record_rows(g.actor, paste, places=places)
    except DomainError as error:
        return _refused(paste, form, error)
    flash(
        ngettext(
            "%(count)s activity was recorded.", "%(count)s activities were recorded.", count, count=say.number(count)
        ),
        "done",
    )
    return redirect(url_for(".pasted", paste_id=paste.public_id), 303)


@bp.post("/activities/paste/<public_id:paste_id>/take-back")
@sees("activity.edit", find=queries.get_paste)
def take_back_pasted(paste: Paste) -> Any:
    """Undo the recording of all of it."""
    count = commands.take_back(g.actor, paste)
    flash(
        ngettext(
            "%(count)s activity was taken back.",
            "%(count)s activities were taken back.",
            count,
            count=say.number(count),
        ),
        "done",
    )
    return redirect(url_for(".pasted", paste_id=paste.public_id), 303)


def _new_form() -> PasteForm:
    form = PasteForm()
    form.issuer.offer(list_mine(g.actor))
    return form


def _pasted(form: PasteForm) -> Paste:
    issuer = form.issuer.chosen
    if issuer is None:
        raise Invalid(N_("Nothing was kept: it is not said in whose name."), field="issuer", advice=N_("Choose one."))
    return commands.paste(g.actor, issuer=issuer, when=form.when.data, text=form.text.data or "")


def _places(paste: Paste, wanted: str) -> list[int] | None:
    """The places of the rows that a button records: of all, of a section; nothing for the one that only keeps."""
    if wanted == "record":
        return list(range(len(paste.drafts)))
    kind, _dash, number = wanted.partition("-")
    if kind != "section" or not (number.isascii() and number.isdecimal()):
        return None
    return [place for place, _row in dict(_sections(paste)).get(int(number), [])]


def _sections(paste: Paste) -> list[tuple[int, list[tuple[int, dict[str, Any]]]]]:
    """The rows with their places, those of one heading together, numbered from 1."""
    together = groupby(enumerate(paste.drafts), key=lambda one: one[1]["heading"])
    return [(number, list(rows)) for number, (_heading, rows) in enumerate(together, start=1)]


def _refused(paste: Paste, form: PastedForm, error: DomainError) -> Any:
    """The table again, what cannot be read marked beside its field."""
    put_error(form, None, " ".join(message(part) for part in (error.message, error.advice) if part is not None))
    for (place, name), words in (error.problems if isinstance(error, Unread) else {}).items():
        field = getattr(form.at.get(place), name, None)
        if field is not None:
            field.errors = [*field.errors, message(words)]
    return _draw(paste, form), error.status


def _draw_new(form: PasteForm) -> str:
    return render_template(
        "activities/paste.html",
        form=form,
        earlier=[(row, spans.words(row.from_on, row.to_on, row.precision)) for row in queries.list_pastes(g.actor)],
    )


def _draw(paste: Paste, form: PastedForm) -> str:
    sections = []
    for number, rows in _sections(paste):
        lines = [Line(place, row, form.at.get(place) if not row["activity"] else None) for place, row in rows]
        waiting = sum(1 for line in lines if line.form is not None and line.form.kept.data)
        sections.append(Section(number, say.digits_for(rows[0][1]["heading"]), lines, waiting))
    return render_template(
        "activities/pasted.html",
        paste=paste,
        form=form,
        sections=sections,
        when=spans.words(paste.from_on, paste.to_on, paste.precision),
        waiting=sum(section.waiting for section in sections),
        recorded=sum(1 for row in paste.drafts if row["activity"]),
    )
