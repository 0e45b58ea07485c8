"""The public version of a report: the sections marked public, small counts hidden, nothing confidential."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordination.lang import locale, say
from coordination.reports import telling
from coordination.reports.figures import Figures, Openly, read_openly
from coordination.reports.headings import COMPUTED, letter
from coordination.reports.models import Report, ReportState
from coordination.reports.queries.counts import count_openly
from coordination.reports.reading import Material, Part, Told, parts_of


@dataclass(frozen=True, slots=True)
class Public:
    """What the public version shows; ``figures`` hides small counts."""

    parts: list[Part]
    figures: Figures


def sections_of(report: Report, material: Material | None = None) -> Public:
    """The public version in the current language, lettered anew; of a draft as it would be. No statement for a report
    whose sections are loaded."""
    language = locale.current()
    if report.state == ReportState.DRAFT:
        material = material or Material(report)
        openly = tell_openly(material)
    else:
        openly = read_openly(report.figures)
    texts = {heading: given[language] for heading, given in openly.texts.items()}
    parts = [_open(part, texts, language) for part in parts_of(report, material)]
    return Public([part for part in parts if part.sections], openly.figures)


def tell_openly(material: Material) -> Openly:
    """What the public version says of the counts, in both languages: of resolutions it names public ones alone."""
    figures = count_openly(material.report, material.sources)
    public = [row for row in material.sources.resolutions if row.public and not row.confidential]
    told: dict[str, dict[str, list[str]]] = {}
    for language in ("fa", "en"):
        with locale.using(language), say.on_paper():
            for heading, lines in telling.tell(figures, public).items():
                told.setdefault(heading, {})[language] = lines
    return Openly(figures, told)


def _open(part: Part, texts: Mapping[str, list[str]], language: str) -> Part:
    """The public sections of a part, with the letters they have here."""
    found: list[Told] = []
    for one in part.sections:
        lines: Sequence[str] = texts.get(one.heading, ()) if one.heading in COMPUTED else one.lines
        if one.in_public and lines:
            found.append(replace(one, letter=letter(len(found), language), lines=tuple(lines)))
    return Part(part.title, tuple(found))
