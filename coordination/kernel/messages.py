"""Messages that cross layers untranslated: an English msgid and its parameters, put into words only on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802  (the customary name for "mark, do not translate yet")
    """Mark ``text`` for the catalogue and give it back unchanged."""
    return text


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """An English msgid with named parameters; the filter ``text`` translates it in the reader's language."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __init__(self, text: str, **params: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "params", params)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text
