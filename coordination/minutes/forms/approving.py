"""Forms of circulated minutes and of signatures."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField

LONGEST_TEXT = 4000
LONGEST_REASON = 400
EMPTY = _l("This is empty. Fill it in.")


class WordForm(Form):
    """A comment on the minutes, or on one entry of them; or the secretary's answer."""

    entry = HiddenField()
    text = CleanTextField(
        _l("Comment"),
        [InputRequired(EMPTY), Length(max=LONGEST_TEXT, message=_l("Write at most 4,000 letters."))],
        render_kw={"dir": "auto", "rows": 3},
    )


class AnswerForm(Form):
    """The secretary's answer to a comment."""

    text = CleanTextField(
        _l("Answer"),
        [InputRequired(EMPTY), Length(max=LONGEST_TEXT, message=_l("Write at most 4,000 letters."))],
        render_kw={"dir": "auto", "rows": 2},
    )


class SignForm(Form):
    """One's own password, typed again."""

    password = PasswordField(
        _l("Your password"), [InputRequired(EMPTY)], render_kw={"autocomplete": "current-password", "dir": "ltr"}
    )


class ScanForm(Form):
    """The paper that was signed by hand."""

    file = FileField(_l("Scan of the signed paper"), description=_l("PDF or picture of at most 10 MB."))
    checked = BooleanField(_l("I compared the paper with these minutes, and the signature is the person's own."))


class ReasonForm(Form):
    """Why a signature is refused, or gone without."""

    reason = CleanStringField(
        _l("Reason"),
        [Length(max=LONGEST_REASON, message=_l("Write at most 400 letters."))],
        description=_l("It will stand on the paper."),
        render_kw={"dir": "auto"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.flags.required = True
