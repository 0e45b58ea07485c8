"""Taking activities in from a CSV or XLSX table: an empty one to fill, the preview, its confirmation."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.activities import commands, queries
from coordination.activities.fields import IssuerField
from coordination.activities.importing import TABLE, check, facts_of
from coordination.activities.issuers import list_mine
from coordination.activities.views.blueprint import bp
from coordination.imports.answers import kind_of, let_go, send_empty, taken_in, waiting
from coordination.imports.checks import Preview
from coordination.imports.comma import read_table
from coordination.imports.waiting import digest
from coordination.kernel.errors import DomainError, Invalid
from coordination.kernel.forms import Form, put_error
from coordination.kernel.messages import N_
from coordination.lang import spans
from coordination.lang.say import message

SHOWN_REFUSED = 100
SHOWN_TAKEN = 60


class UploadForm(Form):
    """In whose name, and the file."""

    issuer = IssuerField(_l("In the name of"))
    file = FileField(
        _l("CSV or XLSX file"),
        [FileRequired(_l("No file was chosen. Choose the table that you filled in."))],
        render_kw={"accept": ".csv,.xlsx"},
    )


@bp.get("/activities/import")
@sees("activity.edit")
def import_page() -> str:
    """Choose a table, or take the empty one."""
    return _page(_form())


@bp.get("/activities/import/table.xlsx")
@sees("activity.edit")
def import_table() -> Response:
    """The empty table in the reader's language."""
    return send_empty(TABLE, "activities")


@bp.post("/activities/import")
@sees("activity.edit")
def import_preview() -> Any:
    """Show what a table would make, and why rows of it cannot be taken; nothing is written."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    content, filename = form.file.data.read(), form.file.data.filename or ""
    issuer = form.issuer.chosen
    try:
        if issuer is None:
            raise Invalid(N_("Nothing was recorded: it is not said in whose name."), field="issuer")
        found = check(read_table(content, filename), queries.known_bodies())
    except DomainError as error:
        field = error.field if isinstance(error, Invalid) and error.field else "file"
        put_error(form, field, " ".join(message(part) for part in (error.message, error.advice) if part is not None))
        return _page(form), error.status
    if found.refused:
        return _preview(found, None, ""), 422
    kept = f"activities:{issuer.key}:{kind_of(filename)}"
    return _preview(found, waiting().keep(content, table=kept, person_id=g.actor.person_id), kept)


@bp.post("/activities/import/confirm")
@sees("activity.edit")
def import_confirm() -> Any:
    """Record the table that was shown; it is read once more, since the directory may have changed."""
    kept = request.form.get("kept", "")
    path, content = waiting().take(request.form.get("token", ""), table=kept, person_id=g.actor.person_id)
    _activities, key, kind = kept.split(":")
    issuer = next((one.issuer for one in list_mine(g.actor) if one.issuer.key == key), None)
    found = check(read_table(content, f"table.{kind}"), queries.known_bodies())
    if found.refused:
        return _preview(found, None, ""), 422
    if issuer is None:
        raise Invalid(N_("Nothing was taken in: you do not act for this group or agency any more."))
    count = commands.take_in(g.actor, issuer, map(facts_of, found.rows), digest=digest(content))

    let_go(path)
    flash(taken_in(count), "done")
    return redirect(url_for(".index", year="all", issuer=key), 303)


def _form() -> UploadForm:
    form = UploadForm()
    form.issuer.offer(list_mine(g.actor))
    return form


def _page(form: UploadForm) -> str:
    return render_template("activities/import_page.html", form=form)


def _preview(found: Preview, token: str | None, kept: str) -> str:
    return render_template(
        "activities/import_preview.html",
        preview=found,
        refused=found.refused[:SHOWN_REFUSED],
        taken=[row for row in found.rows if not row.problems][:SHOWN_TAKEN],
        said=lambda row: spans.words(*row.values["when"]) if "when" in row.values else "",
        columns=[column for column in TABLE.columns if any(column.key in row.cells for row in found.rows)],
        token=token,
        kept=kept,
    )
