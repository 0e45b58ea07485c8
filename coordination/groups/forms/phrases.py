"""The form of a phrase."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from coordination.directory.forms.rules import at_most
from coordination.groups.commands.phrases import LONGEST
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField


class PhraseForm(Form):
    """A sentence with blanks."""

    text = CleanStringField(
        _l("Phrase"),
        [InputRequired(), at_most(LONGEST)],
        description=_l("A blank to be filled in is written «…»."),
        render_kw={"dir": "auto"},
    )
