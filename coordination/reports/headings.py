"""The headings of a report: those of activities in their order, then the computed ones, and the letters they get."""

from __future__ import annotations

from typing import Final

from coordination.activities.kinds import HEADINGS
from coordination.kernel.messages import N_
from coordination.lang import say

MEETINGS_ATTENDED, MEETINGS_HELD = "1", "4"
"""Headings of activities under which the program's own meetings are told too."""
RESOLUTIONS, REFERRALS, ADMISSIONS, SERVICES, OUTCOMES = (
    "resolutions",
    "referrals",
    "admissions",
    "services",
    "outcomes",
)
COMPUTED: Final[dict[str, str]] = {
    RESOLUTIONS: N_("Resolutions and actions"),
    REFERRALS: N_("Referrals"),
    ADMISSIONS: N_("Admissions"),
    SERVICES: N_("Services"),
    OUTCOMES: N_("Outcomes"),
}
"""Headings whose text follows from counts alone: in the public version it is always made anew, small counts hidden."""
TITLES: Final[dict[str, str]] = {str(number): title for number, title in HEADINGS.items()} | COMPUTED
ORDER: Final = tuple(TITLES)
LETTERS_FA: Final = ("الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ")
LETTERS_EN: Final = "ABCDEFGHIJKLMN"

Place = tuple[int, str]
"""Where a section stands: the month (0: none, or the whole span) and the heading."""


def letter(number: int, language: str) -> str:
    """The letter of the heading that occurs as the ``number``-th, from 0."""
    return (LETTERS_FA if language == "fa" else LETTERS_EN)[number]


def key_of(place: Place) -> str:
    """A place as it stands in an address: ``4``, ``services``, or ``7-4`` for the fourth heading of Mehr."""
    month, heading = place
    return f"{month}-{heading}" if month else heading


def place_of(key: str) -> Place | None:
    """The place that an address names; None for what is none."""
    month, dash, heading = key.rpartition("-")
    if heading not in TITLES or (heading in COMPUTED and dash):
        return None
    if not dash:
        return 0, heading
    return (int(month), heading) if month in {str(one) for one in range(1, 13)} else None


def title_of(heading: str) -> str:
    """A heading in the current language."""
    return say.message(TITLES[heading])
