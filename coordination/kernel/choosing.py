"""A form field in which one thing out of many is named by typing, without a list of all on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import Field
from wtforms.widgets import html_params

from coordination.lang.text import clean

_INPUT = Markup('<input {}><datalist id="{}"></datalist>')
_KEPT = Markup('<input type="hidden" name="{}" value="{}">')
_GROUP = Markup('<fieldset class="field"><legend>{}</legend>{}</fieldset>')
_RADIO = Markup(
    '<label class="choice"><input type="radio" name="{}" value="{}">'
    "<span><bdi>{}</bdi><small><bdi>{}</bdi></small></span></label>"
)


class ChoosingWidget:
    """A text input that completes through htmx; where several things fit, they follow it as radio buttons."""

    input_type = "text"

    def __call__(self, field: ChosenField, **attributes: Any) -> Markup:
        shown = {
            "id": field.id,
            "name": field.name,
            "value": field._value(),
            "dir": "auto",
            "autocomplete": "off",
            "list": f"{field.id}-list",
            "hx-get": url_for(field.endpoint, field=field.name),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{field.id}-list",
            "hx-params": field.name,
        }
        typed = _INPUT.format(Markup(html_params(type="text", **shown | attributes)), f"{field.id}-list")  # noqa: S704
        if field.candidates:
            radios = [
                _RADIO.format(field.name, thing.public_id, field.name_of(thing), field.note_of(thing))
                for thing in field.candidates
            ]
            return typed + _GROUP.format(_("These fit what you typed"), Markup("").join(radios))
        return typed + _KEPT.format(field.name, field.data.public_id) if field.data is not None else typed


class ChosenField(Field):  # type: ignore[misc]
    """``data`` is the thing that was named, or None. What fits several things is refused with the choice among them.

    A subclass says where completions come from (``endpoint``), how things are found, and how they are called.
    """

    widget = ChoosingWidget()
    endpoint = ""
    candidates: Sequence[Any] = ()

    def find(self, text: str) -> Sequence[Any]:
        """The things that ``text`` may mean, the closest first; each has a ``public_id``."""
        raise NotImplementedError

    def name_of(self, thing: Any) -> str:
        """What is typed to mean the thing."""
        raise NotImplementedError

    def note_of(self, thing: Any) -> str:
        """What tells it from others of the same name."""
        raise NotImplementedError

    def refusal(self, text: str, found: int) -> str:
        """The sentence for a text that means nothing (``found`` is 0) or several things."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The first value is what was typed, the second the thing picked among those that fit it."""
        if not valuelist:
            return
        text, self.data = clean(str(valuelist[0])), None
        if not text:
            return
        picked = str(valuelist[1]) if len(valuelist) > 1 else None
        stored = self.object_data
        if stored is not None and text == clean(self.name_of(stored)) and picked in (None, stored.public_id):
            self.data = stored
            return
        found = self.find(text)
        fitting = [thing for thing in found if thing.public_id == picked] or found
        if len(fitting) == 1:
            self.data = fitting[0]
            return
        self.candidates = found
        raise ValueError(self.refusal(text, len(found)))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.name_of(self.data)
