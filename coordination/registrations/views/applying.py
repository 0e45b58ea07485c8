"""The application by link, step by step, for somebody without an account; what became of it is read here too."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.actor import Actor
from coordination.access.web import opens_to_all
from coordination.accounts.commands import attempts
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, NotFound
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN, show_refusal
from coordination.registrations import commands, queries
from coordination.registrations.forms import ContactForm, OrganisationForm, PaperForm, PermitForm, StepForm
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.states import REGISTRATION
from coordination.registrations.values import PAPERS, STEPS, Step
from coordination.registrations.views.blueprint import FIELD_OF_NEED, attempt, bp, number_warning
from coordination.registrations.views.editing import keep_paper, typed, warn_of_number
from coordination.vault import files
from coordination.vault.download import download

UNKNOWN_ADDRESS = "-"
FORMS = {"organisation": OrganisationForm, "permit": PermitForm, "contact": ContactForm}
NEXT = dict(zip([step.name for step in STEPS], [*(step.name for step in STEPS[1:]), PAPERS], strict=True))


class LinkOver(DomainError):
    """A link to apply by that works no longer, or never did: nothing more is said."""

    status = 410
    title = N_("This link works no longer")


@bp.route("/apply/<token>", methods=["GET", "POST"])
@opens_to_all
def apply(token: str) -> Any:
    """Where the application stands, what is missing, and handing it in."""
    registration = _opened(token)
    form = StepForm()
    if request.method == "GET":
        return _overview(token, registration, form)
    try:
        form.validate()
        commands.submit(g.actor, registration)
    except DomainError as error:
        db.session().autoflush = False
        show_refusal(form, error, FIELD_OF_NEED)
        return _overview(token, registration, form), error.status
    flash(_("The application is handed in. You get a mail when it is decided."), "done")
    return redirect(url_for(".apply", token=token), 303)


@bp.route("/apply/<token>/<any(organisation,permit,contact):step>", methods=["GET", "POST"])
@opens_to_all
def step(token: str, step: str) -> Any:
    """One step: saved as it is, complete or not."""
    registration = _opened(token)
    asked = next(one for one in STEPS if one.name == step)
    form = FORMS[step](obj=registration)
    if request.method == "GET":
        return _step_page(token, registration, asked, form)
    status = attempt(form, lambda: commands.save(g.actor, registration, **typed(form)))
    if status != TAKEN:
        return _step_page(token, registration, asked, form), status
    flash(_("Saved. You can go on now or come back by the same link."), "done")
    if step == "organisation":
        warn_of_number(registration)
    following = NEXT[step]
    if following == PAPERS:
        return redirect(url_for(".papers", token=token), 303)
    return redirect(url_for(".step", token=token, step=following), 303)


@bp.route("/apply/<token>/papers", methods=["GET", "POST"])
@opens_to_all
def papers(token: str) -> Any:
    """The last step: papers, each attached by itself."""
    registration = _opened(token)
    g.pop("thing", None)
    form = PaperForm()
    if request.method == "GET":
        return _papers_page(token, registration, form)
    status = attempt(form, lambda: keep_paper(registration, form))
    if status != TAKEN:
        return _papers_page(token, registration, form), status
    flash(_("The paper is kept."), "done")
    return redirect(url_for(".papers", token=token), 303)


@bp.get("/apply/<token>/papers/<public_id:file>")
@opens_to_all
def own_paper(token: str, file: str) -> Response:
    """One of the applicant's own papers, as a download."""
    return download(_paper(_opened(token), file))


@bp.post("/apply/<token>/papers/<public_id:file>/remove")
@opens_to_all
def remove_paper(token: str, file: str) -> Response:
    """Take a paper away again."""
    registration = _opened(token)
    commands.remove_paper(g.actor, registration, _paper(registration, file))
    flash(_("The paper is taken away."), "done")
    return redirect(url_for(".papers", token=token), 303)


def _opened(token: str) -> Registration:
    """The registration of the link, with its holder as the actor. What is written by one link and from one address is
    counted, and so are addresses that open nothing. Raises LinkOver or TooMany."""
    address = request.remote_addr or UNKNOWN_ADDRESS
    if request.method != "GET":
        attempts.take("apply", person=token, address=address)
    registration = queries.get_by_token(token)
    if registration is None:
        db.session.rollback()
        attempts.take("address", address=address)
        raise LinkOver(
            N_("This link works no longer: it is older than thirty days, or a newer one was sent."),
            N_("Open the newest mail, or ask the registrar for another link."),
        )
    g.actor = Actor.applicant(registration.id)
    g.thing = registration
    return registration


def _paper(registration: Registration, public_id: str) -> Any:
    found = queries.get_paper(registration, public_id)
    if found is None:
        raise NotFound()
    return found


def _overview(token: str, registration: Registration, form: StepForm) -> str:
    kept = queries.list_papers(registration)
    facts = queries.facts_of(registration, papers=len(kept))
    needs = REGISTRATION.moves["submit"].needs
    is_draft = registration.state == RegistrationState.DRAFT
    return render_template(
        "registrations/apply.html",
        token=token,
        registration=registration,
        look=REGISTRATION.look(registration.state),
        kind=AGENCY_KIND_LABELS[AgencyKind(registration.kind)],
        is_draft=is_draft,
        steps=STEPS,
        papers=[(paper, files.name_of(paper)) for paper in kept],
        missing=[need.message for need in needs if not need(g.actor, registration, facts)] if is_draft else [],
        number_warning=number_warning(registration),
        form=form,
    )


def _step_page(token: str, registration: Registration, asked: Step, form: Any) -> str:
    return render_template(
        "registrations/apply_step.html", token=token, registration=registration, step=asked, steps=STEPS, form=form
    )


def _papers_page(token: str, registration: Registration, form: PaperForm) -> str:
    return render_template(
        "registrations/apply_papers.html",
        token=token,
        registration=registration,
        steps=STEPS,
        papers=[(paper, files.name_of(paper)) for paper in queries.list_papers(registration)],
        is_draft=registration.state == RegistrationState.DRAFT,
        form=form,
    )
