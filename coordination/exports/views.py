"""The page on which registers are taken out as files."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, Flask, g, render_template, request, send_file
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts.names import person_name
from coordination.exports import commands, queries, tables
from coordination.exports.commands import Format
from coordination.exports.forms import ExportForm
from coordination.exports.registers import REGISTERS
from coordination.imports.answers import XLSX
from coordination.kernel import clock
from coordination.kernel.forms import put_error
from coordination.kernel.taking import TAKEN, attempt
from coordination.lang import say, zone

bp = Blueprint("exports", __name__)
TYPES = {
    Format.XLSX: XLSX,
    Format.CSV: "text/csv; charset=utf-8",
}


@bp.get("/exports")
@sees("export.make")
def index() -> str:
    """The registers whose lists the reader may open, and how many files he may still take out today; an address may
    name one (``?register=activities``)."""
    form = ExportForm(registers=queries.list_registers(g.actor), register=request.args.get("register"))
    return _draw(form)


@bp.post("/exports")
@sees("export.make")
def write() -> Any:
    """The file, once the reason stands in the trail."""
    form, rows = ExportForm(registers=queries.list_registers(g.actor)), list[Any]()
    status = attempt(form, lambda: rows.extend(_rows(form)), {})
    if status != TAKEN:
        return _draw(form), status
    name, fmt = form.register.data, Format(form.format.data)
    # The rows are of one register, whose columns are read by name: they are kept as they came.
    writer = tables.as_xlsx if fmt == Format.XLSX else tables.as_csv
    content = writer(REGISTERS[name], rows, _mark(), queries.list_need_words())
    return send_file(
        io.BytesIO(content),
        mimetype=TYPES[fmt],
        as_attachment=True,
        download_name=f"{name.replace('_', '-')}-{zone.today():%Y%m%d}.{fmt}",
    )


def _rows(form: ExportForm) -> Any:
    return commands.take_out(
        g.actor,
        form.register.data or "",
        fmt=Format(form.format.data),
        reason=form.reason.data or "",
        first=form.first.data,
        last=form.last.data,
    )


def _mark() -> str:
    """Who took it out and when, as it stands on the sheet."""
    who, when = person_name(g.actor), say.moment(clock.now())
    return str(_("Taken out by %(who)s on %(when)s", who=who, when=when))


def _draw(form: ExportForm) -> str:
    left = max(0, queries.MOST_A_DAY - queries.count_today(g.actor))
    if not form.register.choices and not form.form_errors:
        put_error(form, None, _("No register is open to you, so nothing can be taken out."))
    return render_template("exports/index.html", form=form, left=left, most_rows=queries.MOST_ROWS)


def register(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(bp)
