"""The form in which reviewers are named."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from coordination.accounts.fields import PersonField
from coordination.kernel.forms import Form


class ReviewersForm(Form):
    """The reviewer and the second one."""

    first = PersonField(
        _l("Reviewer"), [Optional()], description=_l("Name or e-mail address. Empty: nobody is named here.")
    )
    second = PersonField(
        _l("Second reviewer"), [Optional()], description=_l("Rules where the first holds a post on either side.")
    )
