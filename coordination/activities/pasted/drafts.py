"""A draft: what was understood of one item of a pasted list, with the text it was made of."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.activities.models import ActivityKind, Part

LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Found:
    """A body that an item, or the line above it, names; ``part``: what it probably did."""

    agency_code: str
    part: Part


@dataclass(frozen=True, slots=True)
class Draft:
    """One item of the list, or a line that is none.

    ``line``: the text as pasted, its mark and the lines that continue it included; all drafts in their order give
    the whole text (empty lines apart). ``number``: the number of its first line, from 1. ``heading``: the heading it
    stands under. ``times`` is nothing for "several". ``when``: a day or month as typed, if one was said. ``kept`` is
    false for headings and for lines that are no item.
    """

    line: str
    number: int
    heading: str = ""
    kind: ActivityKind | None = None
    title: str = ""
    partners: tuple[Found, ...] = ()
    times: int | None = 1
    days: int | None = None
    note: str = ""
    when: str = ""
    kept: bool = True
