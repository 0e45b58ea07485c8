"""Fields that forms of programmes and indicators share: texts with their limits, and a stored period."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from coordination.lang.fields import CleanStringField, CleanTextField
from coordination.lang.spans import precision_of
from coordination.lang.spans_typed import Span

LONGEST_TEXT = 4000
TOO_LONG = _l("This text is too long. Write at most 4,000 letters.")
KEPT = {"data-keep-field": True, "dir": "auto"}


class Asked:
    """Marks a field as asked for; the command or the move's need refuses when it is empty."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Says nothing: one asker per question."""


def period_of(first: Any, last: Any) -> Span | None:
    """A stored period as the field shows it."""
    return Span(first, last, precision_of(first, last)) if first is not None and last is not None else None


def line(label: Any, most: int, *, required: bool = False, **more: Any) -> CleanStringField:
    """One line of at most so many letters."""
    limit = Length(max=most, message=_l("This is too long: at most %(most)s letters.", most=most))
    validators = [Asked(), limit] if required else [limit]
    return CleanStringField(label, validators=validators, render_kw=KEPT, **more)


def text(label: Any, *, required: bool = False, **more: Any) -> CleanTextField:
    """Lines of text."""
    limit = Length(max=LONGEST_TEXT, message=TOO_LONG)
    return CleanTextField(label, validators=[Asked(), limit] if required else [limit], render_kw=KEPT, **more)
