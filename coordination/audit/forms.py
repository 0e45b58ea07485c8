"""The filter of the auditor's page, sent by GET so that its address can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField

from coordination.audit.queries import Wanted
from coordination.lang.fields import CleanStringField, JalaliDateField
from coordination.lang.zone import at


class FilterForm(Form):
    """Who, what, about what, from which day to which."""

    person = CleanStringField(_l("Name or e-mail address"))
    act = SelectField(_l("Act"), validate_choice=False)
    kind = SelectField(_l("About"), validate_choice=False)
    since = JalaliDateField(_l("From day"))
    until = JalaliDateField(_l("To day"))

    def fill(self, acts: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        """Give both menus their words (msgids by code), in the order of the words."""
        for field, words in ((self.act, acts), (self.kind, kinds)):
            said = sorted(((code, str(_(word))) for code, word in words.items()), key=lambda choice: choice[1])
            field.choices = [("", str(_("All"))), *said]

    def wanted(self) -> Wanted:
        """What is asked for; days are whole local days, the last one included."""
        since, until = cast(date | None, self.since.data), cast(date | None, self.until.data)
        return Wanted(
            person=self.person.data or "",
            act=self.act.data or "",
            kind=self.kind.data or "",
            since=_start(since),
            until=_start(until + timedelta(days=1)) if until else None,
        )


def _start(day: date | None) -> datetime | None:
    return at(day, time()) if day else None
