"""What every form of ours is: CSRF-checked, and aware of the version of the thing it edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from coordination.kernel.errors import Stale

UNSHOWN = frozenset({"csrf_token", "version"})


class Form(FlaskForm):
    """Carries the version of ``g.thing``; a thing saved meanwhile by somebody else raises Stale with both texts."""

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
        if thing is not None and hasattr(thing, "version") and typed and typed != str(thing.version):
            raise Stale(self._differences(thing))
        return bool(super().validate(extra_validators))

    def _differences(self, thing: Any) -> list[tuple[str, str, str]]:
        """(label, typed, saved) of each field that was typed; fields that open files or passwords say nothing."""
        found = []
        for field in self:
            if (
                field.name in UNSHOWN
                or not field.raw_data
                or field.type in ("PasswordField", "FileField", "MultipleFileField")
            ):
                continue
            typed = ", ".join(str(item) for item in field.raw_data)
            found.append((str(field.label.text), typed, self._stored(thing, field)))
        return found

    def _stored(self, thing: Any, field: Field) -> str:
        if self._saved is not None:
            return self._saved.get(field.name, "")
        value = getattr(thing, field.name, "")
        return "" if value is None else str(value)


def put_error(form: Form, name: str | None, text: str) -> None:
    """Show a refusal of the domain beside the field it belongs to, or above the form."""
    field = getattr(form, name, None) if name else None
    if isinstance(field, Field):
        field.errors = [*field.errors, text]
    else:
        form.form_errors.append(text)


FormFactory = Callable[..., Form]
