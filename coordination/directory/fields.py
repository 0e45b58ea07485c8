"""Form fields of the directory: an agency named by typing, and the working hours of one weekday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.widgets import TextInput

from coordination.directory.models import Agency
from coordination.directory.queries import find_matches
from coordination.kernel.choosing import ChosenField
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.lang.text import clean, digits

_SPAN = re.compile(r"(\d{1,2})(?:[:٫.](\d{2}))?\s*(?:-|–|—|تا|to)\s*(\d{1,2})(?:[:٫.](\d{2}))?", re.ASCII)

Span = tuple[time, time]


class AgencyField(ChosenField):
    """An active agency by a name, an alias or its code; ``data`` is the ``Agency``, or None."""

    endpoint = "directory.complete"

    def find(self, text: str) -> Sequence[Agency]:
        """Those that are called so, else those whose names hold the text."""
        return find_matches(text)

    def name_of(self, thing: Any) -> str:
        """The name in the reader's language."""
        return pick(thing, "name")

    def note_of(self, thing: Any) -> str:
        """Its code and city."""
        return " · ".join(part for part in (thing.code, thing.city) if part)

    def refusal(self, text: str, found: int) -> str:
        """Nothing fits, or several do."""
        if found:
            return str(_("Several agencies fit «%(text)s». Choose one of them.", text=text))
        return str(_("No active agency is called «%(text)s». Type a part of its name, or its code.", text=text))


class HoursField(Field):  # type: ignore[misc]
    """Opening and closing time of one weekday, «۸:۰۰ تا ۱۶:۰۰»; ``data`` is both, or None when closed.

    A closing time of 24:00 or 00:00 is midnight at the day's end.
    """

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads both times in any digits; nothing typed means that the agency is closed on that day."""
        if not valuelist:
            return
        text, self.data = digits(clean(str(valuelist[0]))), None
        if not text:
            return
        found = _SPAN.fullmatch(text)
        self.data = _span(found) if found else None
        if self.data is None:
            sample = write_span((time(8), time(16)))
            raise ValueError(
                _(
                    "The hours were not understood: write opening and closing time. For example: %(sample)s",
                    sample=sample,
                )
            )

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return write_span(self.data) if self.data else ""


def write_span(span: Span) -> str:
    """Both times as they are typed and read: «۰۸:۰۰ تا ۱۶:۰۰»."""
    return str(_("%(opens)s to %(closes)s", opens=say.clock_time(span[0]), closes=say.clock_time(span[1])))


def _span(found: re.Match[str]) -> Span | None:
    opens, closes = (int(found[1]), int(found[2] or 0)), (int(found[3]) % 24, int(found[4] or 0))
    if opens[0] > 23 or int(found[3]) > 24 or max(opens[1], closes[1]) > 59:
        return None
    span = time(*opens), time(*closes)
    return span if span[1] > span[0] or span[1] == time(0) else None
