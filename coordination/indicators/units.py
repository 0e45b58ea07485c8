"""Units in which indicators count: known ones by a code with words in both languages, any other as it was typed."""

from __future__ import annotations

from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say
from coordination.lang.text import clean, fold

UNITS = {
    "child": N_("children"),
    "person": N_("people"),
    "service": N_("services"),
    "rial": N_("rial"),
    "percent": N_("per cent"),
    "centre": N_("centres"),
    "point": N_("points"),
    "meeting": N_("meetings"),
    "memorandum": N_("memoranda"),
    "package": N_("packages"),
    "committee": N_("committees"),
    "person-hour": N_("person-hours"),
    "charity": N_("charities"),
    "group": N_("groups"),
    "ngo": N_("non-governmental organisations"),
    "item": N_("items"),
    "set": N_("sets"),
    "programme": N_("programmes"),
    "exhibition": N_("exhibitions"),
}


def unit_of(text: str) -> str:
    """The code of a known unit, given as its code or word in either language; else the text itself."""
    return _names().get(fold(text), clean(text))


def said(unit: str) -> str | Message:
    """A unit in words: a message for a known one, else the text as it was typed."""
    return Message(UNITS[unit]) if unit in UNITS else unit


def _names() -> dict[str, str]:
    found = {fold(code): code for code in UNITS}
    for language in ("fa", "en"):
        with locale.using(language):
            found |= {fold(say.message(words)): code for code, words in UNITS.items()}
    return found
