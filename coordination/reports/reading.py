"""A report as it is read: its parts and lettered sections in one language, of a draft made anew, else as frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from coordination.kernel.messages import N_, Message
from coordination.lang import locale, spans
from coordination.lang.jalali import month_range
from coordination.reports.figures import Figures, read
from coordination.reports.headings import ORDER, TITLES, Place, key_of, letter
from coordination.reports.making import Texts, joined, lines_of, make
from coordination.reports.models import Report, ReportState, Section
from coordination.reports.queries.counts import count
from coordination.reports.queries.sources import Sources, gather

WHOLE = N_("Over the whole of %(span)s")


@dataclass(frozen=True, slots=True)
class Told:
    """One section: its letter, heading and lines. ``lags``: it was edited, and its records have changed since."""

    place: Place
    letter: str
    title: str
    lines: tuple[str, ...]
    edited: bool = False
    lags: bool = False
    in_public: bool = True

    @property
    def key(self) -> str:
        """Its name in addresses and anchors."""
        return key_of(self.place)

    @property
    def heading(self) -> str:
        """Its heading's code."""
        return self.place[1]


@dataclass(frozen=True, slots=True)
class Part:
    """The sections of one month, or of the whole span; ``title`` only where the report is told by month."""

    title: Message | None
    sections: tuple[Told, ...]


class Material:
    """What a draft is made of, read once however often and in whatever language it is told."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def sources(self) -> Sources:
        """The records of its span."""
        return gather(self.report)

    @cached_property
    def figures(self) -> Figures:
        """Its figures, counted now."""
        return count(self.report, self.sources)

    def made(self, language: str) -> Texts:
        """The made lines of every section."""
        return make(self.report, self.sources, self.figures, language)


def figures_of(report: Report, material: Material | None = None) -> Figures:
    """A draft's figures as they are now, else the frozen ones."""
    return (material or Material(report)).figures if report.state == ReportState.DRAFT else read(report.figures)


def parts_of(report: Report, material: Material | None = None, language: str | None = None) -> list[Part]:
    """The report in the order in which it is read, in the current language unless another is given; sections that say
    nothing are left out."""
    language = language or locale.current()
    if report.state == ReportState.DRAFT:
        return _of_draft(report, (material or Material(report)).made(language), language)
    rows: list[Row] = [
        (one.month, one.heading, tuple(lines_of(body_of(one, language))), one, False)
        for one in report.sections
        if body_of(one, language)
    ]
    return arranged(report, rows, language)


def _of_draft(report: Report, made: Texts, language: str) -> list[Part]:
    kept = {(one.month, one.heading): one for one in report.sections}
    texts = joined(made)
    edited = {place for place, one in kept.items() if is_edited(one, language)}
    rows: list[Row] = []
    for place in {*texts, *edited}:
        one = kept.get(place)
        if one is not None and place in edited:
            lines = tuple(lines_of(body_of(one, language)))
            rows.append((*place, lines, one, made_of(one, language) != texts.get(place, "")))
        else:
            rows.append((*place, tuple(made[place]), one, False))
    return arranged(report, rows, language)


Row = tuple[int, str, tuple[str, ...], Section | None, bool]


def arranged(report: Report, rows: Iterable[Row], language: str) -> list[Part]:
    """Sections in their order, by month where the report is told so, with the letters of each part."""
    by_month: dict[int, list[Row]] = {}
    for row in rows:
        by_month.setdefault(row[0], []).append(row)
    parts = []
    for year, month in [*spans.months_of(report.from_on, report.to_on), (0, 0)]:
        found = sorted(by_month.get(month, ()), key=lambda row: ORDER.index(row[1]))
        if found:
            told = tuple(_told(row, letter(number, language), language) for number, row in enumerate(found))
            parts.append(Part(_title(report, year, month), told))
    return parts


def _told(row: Row, mark: str, language: str) -> Told:
    month, heading, lines, section, lags = row
    return Told(
        (month, heading),
        mark,
        TITLES[heading],
        lines,
        edited=section is not None and is_edited(section, language),
        lags=lags,
        in_public=section is None or section.in_public,
    )


def _title(report: Report, year: int, month: int) -> Message | None:
    if not report.by_month:
        return None
    if month:
        first, last = month_range(year, month)
        return spans.words(first, last, spans.MONTH)
    return Message(WHOLE, span=spans.SpanName(report.from_on, report.to_on, report.span))


def body_of(section: Section, language: str) -> str:
    """The text of a section that is shown, where it is kept."""
    return section.body_fa if language == "fa" else section.body_en


def made_of(section: Section, language: str) -> str:
    """The text that had been made when the section was last edited."""
    return section.made_fa if language == "fa" else section.made_en


def is_edited(section: Section, language: str) -> bool:
    """Whether a person changed the text of this language."""
    return section.edited_fa if language == "fa" else section.edited_en
