"""Districts of a city: their codes as typed, their words, and their schematic outlines for the map."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from coordination.data import FOLDER
from coordination.kernel.messages import N_, Message
from coordination.lang.text import clean, digits

_NUMBERED = re.compile(r"(?:منطقه|ناحیه|district|zone)?\s*(\d{1,2})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """A district with its outline, as longitude and latitude in degrees."""

    code: str
    outline: tuple[tuple[float, float], ...]


def district_code(typed: str) -> str:
    """«منطقه ۱۲», "District 12" and 12 are "12"; what has no number stays as it is."""
    text = clean(typed)
    found = _NUMBERED.fullmatch(digits(text))
    return str(int(found[1])) if found else text


def district_words(code: str) -> Message | str:
    """«منطقه ۱۲» for a number, else the district as it is called; "" where none is recorded."""
    if code.isascii() and code.isdecimal():
        return Message(N_("District %(number)s"), number=int(code))
    return code


def shapes_of(city: str) -> tuple[Shape, ...]:
    """The districts of a city in the table of shapes; nothing for a city that is not there."""
    return _shapes().get(city, ())


def known_cities() -> tuple[str, ...]:
    """The cities whose districts have shapes."""
    return tuple(_shapes())


@cache
def _shapes() -> dict[str, tuple[Shape, ...]]:
    table: list[dict[str, Any]] = json.loads((FOLDER / "districts.json").read_text(encoding="utf-8"))
    return {
        city["city"]: tuple(
            Shape(one["code"], tuple((place[0], place[1]) for place in one["outline"])) for one in city["districts"]
        )
        for city in table
    }
