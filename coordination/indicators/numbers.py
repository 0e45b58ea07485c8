"""Reading what people type as a figure: digits of any script, grouped, with a fraction, exact or «حدود»."""

from __future__ import annotations

import re
from decimal import Decimal

from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import clean, digits

MOST = Decimal(10) ** 15
"""What a column of figures holds without rounding on every database."""
_GROUPING = str.maketrans({"٬": None, ",": None, "،": None, " ": None, "'": None, "\u200c": None, "−": "-", "٫": "."})
_NUMBER = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,4})?", re.ASCII)
_ABOUT = re.compile(
    r"^(?:حدودا|حدود|تقریبا|نزدیک به|در حدود|about|approximately|approx\.?|circa|ca\.?|~|≈)\s*", re.IGNORECASE
)


def read_figure(text: str) -> tuple[Decimal, bool]:
    """The number meant, and whether «حدود» stood before it. Raises Invalid with a message alone."""
    typed = digits(clean(text)).replace("ً", "")
    about = _ABOUT.match(typed)
    number = _NUMBER.fullmatch((typed[about.end() :] if about else typed).translate(_GROUPING))
    if number is None:
        raise Invalid(
            Message(N_("the number was not understood; write digits, for example %(sample)s"), sample=Decimal("1250.5"))
        )
    value = Decimal(number[0])
    if abs(value) > MOST:
        raise Invalid(Message(N_("the number is larger than can be kept")))
    return value, about is not None
