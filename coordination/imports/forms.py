"""The form in which a table is uploaded."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.validators import InputRequired

from coordination.imports.tables import TABLES
from coordination.kernel.forms import Form


class UploadForm(Form):
    """Which table, and the file."""

    table = RadioField(
        _l("The table holds"), [InputRequired()], choices=[(table.name, _l(table.title)) for table in TABLES.values()]
    )
    file = FileField(
        _l("XLSX file"),
        [FileRequired(_l("No file was chosen. Choose the table that you filled in."))],
        render_kw={"accept": ".xlsx"},
    )
