"""The papers of a report: PDF, Word and plain text; of a published one the frozen papers with their hashes."""

from __future__ import annotations

from flask import Response, current_app, g, request

from coordination.access import policy
from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import NotFound
from coordination.lang import locale
from coordination.reports import papers, queries
from coordination.reports.models import PaperKind, Report, ReportState
from coordination.reports.paper import describe
from coordination.reports.plain import make_text
from coordination.reports.reading import Material, figures_of, parts_of
from coordination.reports.views.blueprint import bp
from coordination.vault.download import download


@bp.get("/<public_id:report_id>/report.pdf")
@sees("report.view", find=queries.get_report)
def pdf(report: Report) -> Response:
    """The PDF: the frozen one once it is there, else one made now, marked as a draft."""
    return _paper(report, PaperKind.PDF)


@bp.get("/<public_id:report_id>/report.docx")
@sees("report.view", find=queries.get_report)
def docx(report: Report) -> Response:
    """The Word document, likewise."""
    return _paper(report, PaperKind.DOCX)


@bp.get("/<public_id:report_id>/report.txt")
@sees("report.view", find=queries.get_report)
def text(report: Report) -> Response:
    """The report as plain text, to be pasted elsewhere."""
    _open_to_reader(report)
    language = _language()
    material = Material(report)
    parts, figures = parts_of(report, material, language), figures_of(report, material)
    data = describe(report, parts, figures, language=language, at=report.published_at or clock.now())
    answer = current_app.response_class(make_text(data), mimetype="text/plain")
    answer.headers.set("Content-Disposition", "attachment", filename=f"report-{report.public_id}-{language}.txt")
    return answer


def _paper(report: Report, kind: PaperKind) -> Response:
    _open_to_reader(report)
    language = _language()
    frozen = next((one for one in report.papers if one.kind == kind and one.language == language), None)
    if frozen is not None and report.state == ReportState.PUBLISHED:
        return download(frozen.attachment)
    material = Material(report)
    (make,) = papers.make(
        report, parts_of(report, material, language), figures_of(report, material), kind, language=language
    )
    db.session.rollback()  # no transaction is held while it is set
    made = make()
    answer = current_app.response_class(made.content, mimetype=papers.MEDIA_TYPES[kind])
    answer.headers.set("Content-Disposition", "attachment", filename=made.filename)
    return answer


def _open_to_reader(report: Report) -> None:
    """A withdrawn report is read by those alone who withdrew it."""
    if report.state == ReportState.WITHDRAWN and not policy.allows(g.actor, "report.edit", report):
        raise NotFound()


def _language() -> str:
    """The language that the address asks for, else the reader's."""
    return locale.offered(request.args.get("language")) or locale.current()
