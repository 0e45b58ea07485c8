"""An entry's text as it reads: what was typed without the lines that stand below as resolutions and actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coordination.minutes.lines import LineKind, kind_of


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text, or a note, dissent or referral with its kind."""

    text: str
    kind: LineKind | None = None


def paragraphs(text: str) -> list[Paragraph]:
    """The lines that are no record of their own, empty ones left out. A dissent stands with the resolution above it;
    one without any reads where it was typed."""
    return list(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    resolved = False
    for line in text.split("\n"):
        kind = kind_of(line)
        resolved = resolved or kind == LineKind.RESOLUTION
        if kind in (LineKind.RESOLUTION, LineKind.ACTION) or (kind == LineKind.DISSENT and resolved):
            continue
        if line.strip():
            yield Paragraph(line.strip(), kind)
