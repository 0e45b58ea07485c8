"""Taking figures in from a CSV or XLSX table: an empty one to fill, the preview, its confirmation."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.imports.answers import kind_of, let_go, send_empty, taken_in, waiting
from coordination.imports.checks import Preview
from coordination.imports.comma import read_table
from coordination.imports.waiting import digest
from coordination.indicators import commands
from coordination.indicators.forms import UploadForm
from coordination.indicators.importing import TABLE, check_table, new_of, taken_of
from coordination.indicators.models import NATURE_LABELS
from coordination.indicators.units import said
from coordination.indicators.views.blueprint import bp
from coordination.kernel.errors import DomainError
from coordination.kernel.forms import put_error
from coordination.lang import say
from coordination.lang.say import message
from coordination.lang.spans import words

SHOWN_REFUSED = 100
SHOWN_TAKEN = 100


@bp.get("/import")
@sees("indicator.enter", also=("import.run",))
def import_page() -> str:
    """Choose a table, or take the empty one."""
    return _page(UploadForm())


@bp.get("/import/table.xlsx")
@sees("indicator.enter", also=("import.run",))
def import_table() -> Response:
    """The empty table in the reader's language."""
    return send_empty(TABLE, "indicators")


@bp.post("/import")
@sees("indicator.enter", also=("import.run",))
def import_preview() -> Any:
    """Show what a table would enter, and why rows of it cannot be taken; nothing is written."""
    form = UploadForm()
    if not form.validate():
        return _page(form), 422
    content, filename = form.file.data.read(), form.file.data.filename or ""
    try:
        found = check_table(g.actor, read_table(content, filename))
    except DomainError as error:
        put_error(form, "file", " ".join(message(part) for part in (error.message, error.advice) if part is not None))
        return _page(form), error.status
    if found.refused:
        return _preview(found, None, ""), 422
    if not new_of(found):
        return _preview(found, None, "")
    kind = kind_of(filename)
    return _preview(found, waiting().keep(content, table=_kept(kind), person_id=g.actor.person_id), kind)


@bp.post("/import/confirm")
@sees("indicator.enter", also=("import.run",))
def import_confirm() -> Any:
    """Enter the table that was shown; it is read once more, since figures may have been entered meanwhile."""
    kind = request.form.get("kind", "")
    path, content = waiting().take(request.form.get("token", ""), table=_kept(kind), person_id=g.actor.person_id)
    found = check_table(g.actor, read_table(content, f"table.{kind}"))
    if found.refused:
        return _preview(found, None, ""), 422
    new = new_of(found)
    if not new:
        path.unlink(missing_ok=True)
        return _preview(found, None, "")
    count = commands.take_in(g.actor, taken_of(found), digest=digest(content))

    let_go(path)
    done = taken_in(count)
    there = len(found.rows) - len(new)
    flash(f"{done} {_there(there)}" if there else done, "done")
    return redirect(url_for(".index" if g.actor.posts or g.actor.seats else ".import_page"), 303)


def _there(count: int) -> str:
    return str(
        ngettext(
            "%(count)s row was there already.", "%(count)s rows were there already.", count, count=say.number(count)
        )
    )


def _kept(kind: str) -> str:
    return f"indicators:{kind}"


def _page(form: UploadForm) -> str:
    return render_template("indicators/import_page.html", form=form)


def _preview(found: Preview, token: str | None, kind: str) -> str:
    new = new_of(found)
    there = len(found.rows) - len(found.refused) - len(new)
    return render_template(
        "indicators/import_preview.html",
        preview=found,
        refused=found.refused[:SHOWN_REFUSED],
        new=len(new),
        there=_there(there) if there else "",
        taken=new[:SHOWN_TAKEN],
        columns=[column for column in TABLE.columns if column.required],
        natures=NATURE_LABELS,
        unit_of=said,
        period=words,
        token=token,
        kind=kind,
    )
