"""Rules that several forms of the directory share: lengths, and what was stored as a field shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Length

from coordination.kernel.forms import Form

TOO_LONG = _l("This is too long for the field. Shorten it.")


def at_most(characters: int) -> Length:
    """The field takes so many characters."""
    return Length(max=characters, message=TOO_LONG)


def one_of(labels: Mapping[Any, str], *, empty: str | None = None) -> list[tuple[str, Any]]:
    """Choices of a select field from codes and msgids; ``empty`` is the words for no choice."""
    choices: list[tuple[str, Any]] = [] if empty is None else [("", empty)]
    return choices + [(str(code), _l(label)) for code, label in labels.items()]


def as_stored(form: type[Form], values: Mapping[str, Any], **options: Any) -> dict[str, str]:
    """What a form shows of the stored values, by field name: the other side of a conflict between two people."""
    shown = form(formdata=None, data=dict(values), **options)
    return {field.name: _shown(field) for field in shown if field.name not in ("csrf_token", "version")}


def _shown(field: Any) -> str:
    if isinstance(field, SelectField):
        if isinstance(field.data, list):
            labels = {value: str(label) for value, label, *_rest in field.iter_choices()}
            return ", ".join(labels.get(value, str(value)) for value in field.data)
        return next((str(label) for value, label, *_rest in field.iter_choices() if value == str(field.data)), "")
    if isinstance(field, BooleanField):
        return "✓" if field.data else "–"
    if isinstance(field.data, list):
        return ", ".join(map(str, field.data))
    return str(field._value()) if field.data is not None and hasattr(field, "_value") else str(field.data or "")
