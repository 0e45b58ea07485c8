"""What is done to reports in the background: the papers of a published one are made, kept encrypted, and hashed."""

from __future__ import annotations

import io
from hashlib import sha256

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.reports.models import PaperKind, Report, ReportPaper, ReportState
from coordination.reports.papers import LANGUAGES, Made, make
from coordination.reports.queries.one import get_report_by_number
from coordination.reports.reading import figures_of, parts_of
from coordination.vault import files
from coordination.vault.files import StoredFile
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION


def freeze(report_id: int) -> bool:
    """Once a report is published: make PDF and DOCX in both languages, and keep them encrypted with their hashes. False
    where it is not published, or was done before, so that it bears repeating.

    Commits; no transaction is open while the papers are made.
    """
    report = get_report_by_number(report_id)
    if report is None or not _waits(report):
        db.session.rollback()
        return False
    made = [
        one
        for language in LANGUAGES
        for one in make(report, parts_of(report, language=language), figures_of(report), *PaperKind, language=language)
    ]
    db.session.rollback()
    papers = [one() for one in made]
    stored = [files.store(io.BytesIO(one.content), one.filename, INSTALLATION) for one in papers]
    with writing():
        kept = _keep(report_id, papers, stored)
        db.session.commit()
    return kept


def _keep(report_id: int, papers: list[Made], stored: list[StoredFile]) -> bool:
    report = get_report_by_number(report_id)
    if report is None or not _waits(report):
        return False
    for made, file in zip(papers, stored, strict=True):
        attachment = files.attach(file, OwnerKind.REPORT, report.id, by_id=report.published_by_id)
        db.session.flush()
        db.session.add(
            ReportPaper(
                report_id=report.id,
                kind=made.kind,
                language=made.language,
                attachment_id=attachment.id,
                size=len(made.content),
                sha256=sha256(made.content).hexdigest(),
                made_at=clock.now(),
            )
        )
    trail.record(Actor.system("report.freeze"), "report.freeze", report)
    return True


def _waits(report: Report) -> bool:
    return report.state == ReportState.PUBLISHED and not report.papers
