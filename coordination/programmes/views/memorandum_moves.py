"""The moves of a memorandum: signing with the scan of the paper, and ending it early."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.forms import Form
from coordination.kernel.taking import TAKEN
from coordination.lang import zone
from coordination.programmes import commands, queries
from coordination.programmes.forms import ReasonForm, SignForm
from coordination.programmes.models import Memorandum
from coordination.programmes.states import MEMORANDUM
from coordination.programmes.views.blueprint import attempt, bp


@bp.get("/memoranda/<public_id:memorandum_id>/sign")
@sees("memorandum.sign", find=queries.get_memorandum)
def sign(memorandum: Memorandum) -> str:
    """Ask for the day of signing."""
    return _draw(memorandum, "sign", SignForm(signed_on=zone.today()))


@bp.post("/memoranda/<public_id:memorandum_id>/sign")
@sees("memorandum.sign", find=queries.get_memorandum)
def take_sign(memorandum: Memorandum) -> Any:
    """Record it as signed, with the scan where one was chosen."""
    form = SignForm()
    status = attempt(form, lambda: _sign(memorandum, form))
    return _answer(memorandum, "sign", form, status, _("The memorandum was recorded as signed."))


def _sign(memorandum: Memorandum, form: SignForm) -> None:
    upload = request.files.get(form.scan.name)
    commands.sign(g.actor, memorandum, signed_on=form.signed_on.data)
    if upload is not None and upload.filename:
        commands.attach_scan(g.actor, memorandum, upload.stream, upload.filename)


@bp.get("/memoranda/<public_id:memorandum_id>/terminate")
@sees("memorandum.terminate", find=queries.get_memorandum)
def terminate(memorandum: Memorandum) -> str:
    """Ask for the reason."""
    return _draw(memorandum, "terminate", ReasonForm())


@bp.post("/memoranda/<public_id:memorandum_id>/terminate")
@sees("memorandum.terminate", find=queries.get_memorandum)
def take_terminate(memorandum: Memorandum) -> Any:
    """The memorandum ends before its last day."""
    form = ReasonForm()
    status = attempt(form, lambda: commands.terminate(g.actor, memorandum, reason=form.reason.data or ""))
    return _answer(memorandum, "terminate", form, status, _("The memorandum was terminated."))


def _answer(memorandum: Memorandum, move: str, form: Form, status: int, done: str) -> Any:
    if status != TAKEN:
        return _draw(memorandum, move, form), status
    flash(done, "done")
    return redirect(url_for(".memorandum", memorandum_id=memorandum.public_id), 303)


def _draw(memorandum: Memorandum, move: str, form: Form) -> str:
    return render_template(
        "programmes/memorandum_move.html", memorandum=memorandum, move=MEMORANDUM.moves[move], form=form
    )
