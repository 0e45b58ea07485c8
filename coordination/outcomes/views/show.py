"""The page of one outcome: what is claimed, what shows it, what its verifier found, without the child's name."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.fields import own_names, unsealed
from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang.zone import local_date
from coordination.moves import buttons_of
from coordination.outcomes import queries
from coordination.outcomes.commands import attach as attach_paper
from coordination.outcomes.forms import FileForm
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.outcomes.states import OUTCOME, OutcomeFacts
from coordination.outcomes.views.blueprint import about, attempt, bp, label_of
from coordination.referrals.texts import without_names
from coordination.referrals.views.page import person_name
from coordination.vault import files
from coordination.vault.download import download

REFERRAL_ACTS = ("referral.view", "referral.view_state")


@bp.get("/outcomes/<public_id:outcome_id>")
@sees("outcome.view", find=queries.get_outcome)
def show(outcome: Outcome) -> str:
    """What was claimed; who may not open the case reads every text without the child's name."""
    named = policy.allows(g.actor, "case.view", outcome.case)
    hide = () if named else own_names(outcome.case.client)
    papers = queries.list_evidence(outcome)
    return render_template(
        "outcomes/show.html",
        outcome=outcome,
        label=label_of(outcome.kind),
        look=OUTCOME.look(outcome.state),
        about=about(outcome),
        buttons=buttons_of(
            outcome,
            OutcomeFacts(today=local_date(clock.now()), has_evidence=bool(papers)),
            lambda move: url_for(f".{move}", outcome_id=outcome.public_id),
        ),
        note=without_names(unsealed(outcome, "note"), hide),
        no_evidence=without_names(unsealed(outcome, "no_evidence"), hide),
        papers=[(one, without_names(files.name_of(one), hide)) for one in papers],
        entries=queries.history(outcome, hide=hide),
        opens_case=named,
        opens_referral=outcome.referral is not None
        and any(policy.allows(g.actor, act, outcome.referral) for act in REFERRAL_ACTS),
        may_attach=outcome.state == OutcomeState.CLAIMED and policy.allows(g.actor, "outcome.attach", outcome),
        person_name=person_name,
    )


@bp.get("/outcomes/<public_id:outcome_id>/evidence/<public_id:file>")
@sees("outcome.view", find=queries.get_outcome)
def evidence(outcome: Outcome, file: str) -> Response:
    """One paper, always as a download; the look is recorded."""
    found = queries.get_evidence(outcome, file)
    if found is None:
        raise NotFound()
    g.actor.read("outcome.file", "outcome", [outcome.id], file=found.public_id)
    return download(found)


@bp.get("/outcomes/<public_id:outcome_id>/evidence/new")
@sees("outcome.attach", find=queries.get_outcome)
def attach(outcome: Outcome) -> str:
    """Choose a paper."""
    return _draw_attach(outcome, FileForm())


@bp.post("/outcomes/<public_id:outcome_id>/evidence/new")
@sees("outcome.attach", find=queries.get_outcome)
def take_attach(outcome: Outcome) -> Any:
    """Check, encrypt and keep it."""
    form = FileForm()
    file = form.file.data
    if not file or not file.filename:
        form.file.errors = [_("No file was chosen. Choose one from this device.")]
        return _draw_attach(outcome, form), 422
    status = attempt(form, lambda: attach_paper(g.actor, outcome, stream=file.stream, filename=file.filename or ""))
    if status != TAKEN:
        return _draw_attach(outcome, form), status
    flash(_("The file was attached."), "done")
    return redirect(url_for(".show", outcome_id=outcome.public_id), 303)


def _draw_attach(outcome: Outcome, form: FileForm) -> str:
    return render_template("outcomes/attach.html", outcome=outcome, form=form, label=label_of(outcome.kind))
