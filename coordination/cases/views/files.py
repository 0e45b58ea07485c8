"""Files of a case: attaching, opening as a download, removing with a reason."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.cases import queries
from coordination.cases.commands import files as commands
from coordination.cases.forms.consents import ReasonForm
from coordination.cases.forms.people import FileForm
from coordination.cases.models import Case
from coordination.cases.views.blueprint import bp, refused
from coordination.kernel.errors import DomainError, NotFound
from coordination.vault import download as sent_out
from coordination.vault import files
from coordination.vault.models import Attachment


@bp.route("/<public_id:case_id>/files/new", methods=["GET", "POST"])
@sees("case.attach", find=queries.get_case)
def attach(case: Case) -> Any:
    """Attach a file; it is checked, and kept encrypted."""
    form = FileForm()
    if not form.is_submitted():
        return render_template("cases/attach.html", case=case, form=form)
    if not form.validate():
        return render_template("cases/attach.html", case=case, form=form), 422
    if not form.file.data:
        form.file.errors = [_("No file was chosen. Choose one from this device.")]
        return render_template("cases/attach.html", case=case, form=form), 422
    try:
        commands.attach_file(g.actor, case, form.file.data.stream, form.file.data.filename or "")
    except DomainError as error:
        return refused(error, form, "cases/attach.html", case=case)
    flash(_("The file was attached."), "done")
    return redirect(url_for(".show", case_id=case.public_id, _anchor="files"), 303)


@bp.get("/<public_id:case_id>/files/<public_id:file>")
@sees("case.view", find=queries.get_case)
def download(case: Case, file: str) -> Response:
    """One file, always as a download; the look is recorded."""
    attachment = _file_of(case, file)
    answer = sent_out.download(attachment)
    g.actor.read("case.file", "case", [case.id], file=attachment.public_id)
    return answer


@bp.route("/<public_id:case_id>/files/<public_id:file>/remove", methods=["GET", "POST"])
@sees("case.attach", find=queries.get_case)
def remove_file(case: Case, file: str) -> Any:
    """Take a file off the case, with a reason."""
    attachment = _file_of(case, file)
    form = ReasonForm()
    page = {"case": case, "form": form, "file": attachment, "filename": files.name_of(attachment)}
    if not form.is_submitted():
        return render_template("cases/remove_file.html", **page)
    if not form.validate():
        return render_template("cases/remove_file.html", **page), 422
    commands.remove_file(g.actor, case, attachment, reason=form.reason.data or "")
    flash(_("The file was removed; it is opened to nobody any more."), "done")
    return redirect(url_for(".show", case_id=case.public_id, _anchor="files"), 303)


def _file_of(case: Case, public_id: str) -> Attachment:
    found = queries.get_file(case, public_id)
    if found is None:
        raise NotFound
    return found
