"""The papers of minutes, made when they are asked for or frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coordination.kernel.db import db
from coordination.minutes.models import DocumentKind
from coordination.minutes.paper import describe, title
from coordination.minutes.queries import Whole
from coordination.minutes.word import make_docx
from coordination.papers.pdf import make_pdf

MEDIA_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made, with the name of its file."""

    kind: DocumentKind
    content: bytes
    filename: str


def make(whole: Whole, *kinds: DocumentKind, language: str, at: datetime, final: bool = False) -> list[Made]:
    """The papers of ``whole``, one of each kind; ``final``: those to be frozen, which bear no mark. Ends the session's
    transaction before they are set, which takes its time."""
    data, name = describe(whole, language=language, at=at, final=final), title(whole, language)
    stem = f"{whole.group.code}-{whole.minutes.meeting.number or whole.minutes.id}"
    db.session.rollback()
    setters: dict[DocumentKind, Callable[[], bytes]] = {
        DocumentKind.PDF: lambda: make_pdf("minutes", data, language=language, title=name, at=at),
        DocumentKind.DOCX: lambda: make_docx(data, title=name, at=at),
    }
    return [Made(kind, setters[kind](), f"{stem}.{kind.value}") for kind in kinds]
