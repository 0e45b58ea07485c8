"""The pages of the registrar's moves, made from one table: shown, filled, taken, or shown again with what is wrong."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template

from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.zone import today
from coordination.moves import Pages, Step, add_steps
from coordination.registrations import commands, forms, queries
from coordination.registrations.models import Registration
from coordination.registrations.states import REGISTRATION
from coordination.registrations.views.blueprint import attempt, back_to, bp, number_warning
from coordination.vault import files

A_YEAR = timedelta(days=365)


STEPS = (
    Step(
        "return",
        forms.MissingForm,
        lambda actor, registration, form: commands.return_(actor, registration, what=form.missing.data or ""),
        N_("The organisation gets a mail with your words and the link, and can go on writing."),
        N_("The application was given back to be completed."),
    ),
    Step(
        "approve",
        forms.ApproveForm,
        lambda actor, registration, form: commands.approve(
            actor,
            registration,
            valid_until=form.valid_until.data,
            documents_checked=bool(form.documents_checked.data),
            agency=form.agency.data,
        ),
        N_("From now on it is an agency of the directory. It can receive referrals once it has a confirmed liaison."),
        N_("The organisation is registered. Its head is invited next."),
    ),
    Step(
        "refuse",
        forms.ReasonForm,
        lambda actor, registration, form: commands.refuse(actor, registration, reason=form.reason.data or ""),
        N_("The organisation gets a mail with your reason. This cannot be undone; it can be invited again."),
        N_("The application was refused."),
        danger=True,
    ),
    Step(
        "suspend",
        forms.ReasonForm,
        lambda actor, registration, form: commands.suspend(actor, registration, reason=form.reason.data or ""),
        N_("It receives no referral from this moment on. Referrals that run go on."),
        N_("The registration is suspended."),
        danger=True,
    ),
    Step(
        "restore",
        forms.StepForm,
        lambda actor, registration, _form: commands.restore(actor, registration),
        N_("It receives referrals again, until the day its registration had."),
        N_("The suspension is lifted."),
    ),
    Step(
        "renew",
        forms.UntilForm,
        lambda actor, registration, form: commands.renew(actor, registration, valid_until=form.valid_until.data),
        N_("Look at the papers first: what has ended must be attached anew."),
        N_("The registration is renewed."),
    ),
)


def _filled(step: Step) -> Form:
    """The form as it is first shown: an end a year ahead, to be changed."""
    return step.form(valid_until=today() + A_YEAR) if issubclass(step.form, forms.UntilForm) else step.form()


def _draw(step: Step, registration: Registration, form: Form) -> str:
    approves = step.move == "approve"
    papers = queries.list_papers(registration) if approves else []
    return render_template(
        "registrations/move.html",
        step=step,
        move=REGISTRATION.moves[step.move],
        form=form,
        registration=registration,
        back=back_to(registration),
        papers=[(paper, files.name_of(paper)) for paper in papers],
        # After a refusal the agency it would have become is still in the session: nobody's likeness.
        alike=[one for one in queries.list_resembling(registration) if one.id != registration.agency_id]
        if approves
        else [],
        number_warning=number_warning(registration) if approves else None,
    )


add_steps(
    bp,
    REGISTRATION,
    STEPS,
    Pages(_draw, attempt, back_to, filled=_filled),
    path="/register/<public_id:registration_id>",
    find=queries.get_registration,
)
