"""The papers of a report, PDF and DOCX, made when they are asked for or frozen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination.kernel import clock
from coordination.papers.pdf import make_pdf
from coordination.reports.figures import Figures
from coordination.reports.models import PaperKind, Report
from coordination.reports.paper import describe, title
from coordination.reports.reading import Part
from coordination.reports.word import make_docx

LANGUAGES = ("fa", "en")
MEDIA_TYPES = {
    PaperKind.PDF: "application/pdf",
    PaperKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made, with the name of its file."""

    kind: PaperKind
    language: str
    content: bytes
    filename: str


def make(
    report: Report, parts: Sequence[Part], figures: Figures, *kinds: PaperKind, language: str
) -> list[Callable[[], Made]]:
    """The papers of a report in one language, one of each kind: what they say is read now, and each is set when it is
    called, which takes its time and needs no transaction. ``parts`` must be of the same language."""
    at = report.published_at or clock.now()
    data, name = describe(report, parts, figures, language=language, at=at), title(report, language)
    stem = f"report-{report.from_on:%Y%m%d}-{report.public_id}-{report.edition}-{language}"

    def set_it(kind: PaperKind, moment: datetime) -> Made:
        if kind == PaperKind.PDF:
            content = make_pdf("report", data, language=language, title=name, at=moment)
        else:
            content = make_docx(data, title=name, at=moment)
        return Made(kind, language, content, f"{stem}.{kind.value}")

    return [lambda kind=kind: set_it(kind, at) for kind in kinds]  # type: ignore[misc]
