"""What every form of ours is: CSRF-checked, and aware of the version of the thing it edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import g
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField
from wtforms.widgets import TextArea, TextInput

from coordination.kernel.errors import Difference, Stale
from coordination.kernel.messages import N_

UNSHOWN = frozenset({"csrf_token", "version"})

WORDS = {
    "This field is required.": N_("This is empty. Fill it in."),
    "Not a valid choice": N_("This is not one of the choices. Choose one of them."),
    "Not a valid choice.": N_("This is not one of the choices. Choose one of them."),
    "Invalid Choice: could not coerce.": N_("This is not one of the choices. Choose one of them."),
    "Invalid email address.": N_("This is not an e-mail address. A sample: name@example.org"),
    "Invalid input.": N_("This cannot be read. Type it again."),
    "Number must be at least %(min)s.": N_("This is too small. It must be at least %(min)s."),
    "Number must be at most %(max)s.": N_("This is too large. It may be at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": N_("This must lie between %(min)s and %(max)s."),
}
"""What WTForms says by itself, in our own words."""


class FieldWords:
    """Gives WTForms our words in the reader's language; what we have no words for stays as it is."""

    def gettext(self, string: str) -> str:
        return gettext(WORDS[string]) if string in WORDS else string

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


class Form(FlaskForm):
    """Carries the version of ``g.thing``; a thing saved meanwhile by somebody else raises Stale with both texts."""

    class Meta(FlaskForm.Meta):
        """Field errors speak our words."""

        def get_translations(self, form: Any) -> FieldWords:
            return FieldWords()

    version = HiddenField()

    def __init__(self, *args: Any, saved: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """``saved`` gives what is stored now, by field name, where it is not a plain attribute of the thing."""
        super().__init__(*args, **kwargs)
        self._saved = saved
        thing = g.get("thing")
        if not self.is_submitted() and thing is not None and hasattr(thing, "version"):
            self.version.data = str(thing.version)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Whether what was typed is well formed. Raises Stale when the thing has changed since the form was drawn."""
        thing = g.get("thing")
        typed = self.version.data
        if thing is not None and hasattr(thing, "version") and typed and str(typed) != str(thing.version):
            raise Stale(self._differences(thing))
        return bool(super().validate(extra_validators))

    def _differences(self, thing: Any) -> list[Difference]:
        """Both texts of each field that was typed; fields that open files or passwords say nothing."""
        found = []
        for field in self:
            if (
                field.name in UNSHOWN
                or not field.raw_data
                or field.type in ("PasswordField", "FileField", "MultipleFileField")
            ):
                continue
            is_text = len(field.raw_data) == 1 and isinstance(field.widget, TextInput | TextArea)
            saved = self._stored(thing, field)
            found.append(
                Difference(str(field.label.text), _said(field, field.raw_data), saved, field.name if is_text else "")
            )
        return found

    def _stored(self, thing: Any, field: Field) -> str:
        if self._saved is not None:
            return self._saved.get(field.name, "")
        value = getattr(thing, field.name, None)
        if value is None:
            return ""
        shown = getattr(field, "show", None) or getattr(field, "name_of", None)
        return str(shown(value)) if shown is not None else _said(field, [value])


def _said(field: Field, values: Sequence[Any]) -> str:
    """What was typed, chosen or stored: a choice by its label, a mark by a tick."""
    if isinstance(field, BooleanField):
        return "✓" if values[0] not in field.false_values else "–"
    if hasattr(field, "name_of"):  # what was typed comes first, then the key of what it meant
        return str(values[0])
    labels = {}
    if hasattr(field, "iter_choices"):
        labels = {str(choice[0]): str(choice[1]) for choice in field.iter_choices()}
    return ", ".join(labels.get(str(value), str(value)) for value in values)


def put_error(form: Form, name: str | None, text: str) -> None:
    """Show a refusal of the domain beside the field it belongs to, or above the form."""
    field = getattr(form, name, None) if name else None
    if isinstance(field, Field):
        field.errors = [*field.errors, text]
    else:
        form.form_errors.append(text)


FormFactory = Callable[..., Form]
