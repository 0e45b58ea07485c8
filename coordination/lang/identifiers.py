"""Numbers that identify people and bodies in Iran: brought to one form, and doubted, never refused.

A check returns the code of a warning or ``None``; ``WARNINGS`` puts the codes into words. Children come with wrong,
borrowed and half-remembered numbers, so a warning never blocks a save.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from coordination.lang.msgid import N_
from coordination.lang.text import clean, digits

WARNINGS: Final[Mapping[str, str]] = {
    "national_id_length": N_("A national ID has 10 digits. The number was kept as it is; compare it with the card."),
    "national_id_check": N_(
        "The check digit of this national ID does not fit. The number was kept; compare it with the card."
    ),
    "organisation_id_length": N_(
        "An organisation ID has 11 digits. The number was kept as it is; compare it with the paper."
    ),
    "organisation_id_check": N_(
        "The check digit of this organisation ID does not fit. The number was kept; compare it with the paper."
    ),
    "fida_length": N_("A FIDA number has 12 digits. The number was kept as it is; compare it with the paper."),
    "faragir_length": N_("A faragir number has 16 digits. The number was kept as it is; compare it with the paper."),
    "mobile_form": N_(
        "A mobile number of Iran has 11 digits and begins with 09. The number was kept as it is; read it out once more."
    ),
    "email_form": N_("An e-mail address has a name, @ and a host. It was kept as it is; compare it with the paper."),
}
"""Warning code → msgid without parameters."""

_MOBILE = re.compile(r"^(?:(?:\+|00)?98|0)?(9\d{9})$", re.ASCII)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$")
_NOT_DIGIT = re.compile(r"[^0-9]")
_GROUPING = re.compile(r"[\s\u200c\-–_.()/]")
_ORGANISATION_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def number(text: str) -> str:
    """An identity number in one form: ASCII digits and letters, no spaces, dashes or dots, capitals."""
    return _GROUPING.sub("", digits(clean(text))).upper()


def check_national_id(text: str) -> str | None:
    """Ten digits; weights 10 … 2 and remainder of 11 (rule of the civil registry). Ten equal digits are no number."""
    given = number(text)
    if len(given) != 10 or _NOT_DIGIT.search(given):
        return "national_id_length"
    rest = sum(int(digit) * weight for digit, weight in zip(given, range(10, 1, -1), strict=False)) % 11
    fits = int(given[9]) == (rest if rest < 2 else 11 - rest)
    return None if fits and len(set(given)) > 1 else "national_id_check"


def check_organisation_id(text: str) -> str | None:
    """Eleven digits; each of ten plus the tenth plus 2, weighted, remainder of 11 (national ID of legal persons)."""
    given = number(text)
    if len(given) != 11 or _NOT_DIGIT.search(given):
        return "organisation_id_length"
    shift = int(given[9]) + 2
    rest = sum((int(digit) + shift) * weight for digit, weight in zip(given, _ORGANISATION_WEIGHTS, strict=False)) % 11
    return None if int(given[10]) == rest % 10 and len(set(given)) > 1 else "organisation_id_check"


def check_fida(text: str) -> str | None:
    """Twelve digits (unique number of foreign nationals)."""
    return _of_length(text, 12, "fida_length")


def check_faragir(text: str) -> str | None:
    """Sixteen digits (comprehensive number of foreign nationals)."""
    return _of_length(text, 16, "faragir_length")


CHECKS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "national_id": check_national_id,
    "fida": check_fida,
    "faragir": check_faragir,
}
"""Kind of identity → its check; passports, Amayesh cards and no paper have none."""


def mobile(text: str) -> str:
    """A mobile number of Iran as +98…; any other number with its grouping taken out, else as it is (see
    ``check_mobile``).
    """
    bare = number(text)
    core = mobile_core(bare)
    return f"+98{core}" if core else bare


def mobile_core(text: str) -> str | None:
    """The ten digits 9… of a mobile number of Iran in ASCII digits without grouping, or ``None``."""
    found = _MOBILE.match(text)
    return found.group(1) if found else None


def check_mobile(text: str) -> str | None:
    """A warning for what is no mobile number of Iran (a landline may well be meant)."""
    return None if mobile_core(number(text)) else "mobile_form"


def email(text: str) -> str:
    """An e-mail address as it is stored and compared: no spaces or half-spaces, ASCII digits, small letters."""
    return re.sub(r"[\s\u200c]", "", digits(clean(text))).casefold().removeprefix("mailto:")


def check_email(text: str) -> str | None:
    """A warning for what has not the form of an address."""
    return None if _EMAIL.match(email(text)) else "email_form"


def _of_length(text: str, length: int, code: str) -> str | None:
    given = number(text)
    return None if len(given) == length and not _NOT_DIGIT.search(given) else code
