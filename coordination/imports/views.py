"""The page on which tables are taken in: an empty table to fill, the preview of a filled one, and its confirmation."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Flask,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.imports import (
    commands,
    jobs,  # noqa: F401  (its job registers itself)
)
from coordination.imports.answers import let_go, send_empty, taken_in, waiting
from coordination.imports.checks import Preview, check
from coordination.imports.forms import UploadForm
from coordination.imports.sheets import read_sheet
from coordination.imports.tables import TABLES, Table
from coordination.imports.waiting import digest
from coordination.kernel.errors import DomainError, NotFound
from coordination.kernel.forms import put_error
from coordination.lang.say import message

bp = Blueprint("imports", __name__)
SHOWN_REFUSED = 100
SHOWN_TAKEN = 20


@bp.get("/import")
@sees("import.run")
def page() -> str:
    """Choose a table, or take an empty one."""
    return _page(UploadForm())


@bp.get("/import/<table>.xlsx")
@sees("import.run")
def template(table: str) -> Response:
    """An empty table to fill in, in the reader's language."""
    found = _table(table)
    return send_empty(found, found.name)


@bp.post("/import")
@sees("import.run")
def preview() -> Any:
    """Show what a table would make, and why rows of it cannot be taken; nothing is written."""
    form = UploadForm()
    if not form.validate():
        return _page(form), 422
    content = form.file.data.read()
    table = _table(form.table.data)
    try:
        found = check(table, read_sheet(content, form.file.data.filename or ""))
    except DomainError as error:
        put_error(form, "file", message(error.message))
        return _page(form), error.status
    if found.refused:
        return _preview(found, None), 422
    return _preview(found, waiting().keep(content, table=table.name, person_id=g.actor.person_id))


@bp.post("/import/<table>/confirm")
@sees("import.run")
def confirm(table: str) -> Any:
    """Write the table that was shown; it is read and compared once more, since the directory may have changed."""
    of = _table(table)
    path, content = waiting().take(request.form.get("token", ""), table=of.name, person_id=g.actor.person_id)
    found = check(of, read_sheet(content, "table.xlsx"))
    if found.refused:
        return _preview(found, None), 422
    count = commands.run(g.actor, found, digest=digest(content))

    let_go(path)
    flash(taken_in(count), "done")
    return redirect(url_for("accounts.people") if of.name == "people" else url_for("directory.index"), 303)


def _table(name: str) -> Table:
    if name not in TABLES:
        raise NotFound()
    return TABLES[name]


def _page(form: UploadForm) -> str:
    return render_template("imports/page.html", form=form, tables=TABLES.values())


def _preview(found: Preview, token: str | None) -> str:
    return render_template(
        "imports/preview.html",
        preview=found,
        refused=found.refused[:SHOWN_REFUSED],
        taken=[row for row in found.rows if not row.problems][:SHOWN_TAKEN],
        columns=[column for column in found.table.columns if column.required],
        token=token,
    )


def register(app: Flask) -> None:
    """Add the page of imports."""
    app.register_blueprint(bp)
