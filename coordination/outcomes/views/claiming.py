"""Claiming an outcome, on a case or on a referral."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts.models import POST_LABELS
from coordination.cases import queries as cases
from coordination.cases.models import Case
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import locale
from coordination.lang.zone import today
from coordination.outcomes import commands, queries
from coordination.outcomes.forms import ClaimForm
from coordination.outcomes.models import Outcome
from coordination.outcomes.queries.people import was_referred
from coordination.outcomes.views.blueprint import attempt, bp, child_of
from coordination.referrals import queries as referrals
from coordination.referrals import titles
from coordination.referrals.models import Referral


@bp.get("/cases/<public_id:case_id>/outcomes/new")
@sees("outcome.claim", find=cases.get_case)
def claim(case: Case) -> str:
    """The empty form."""
    return _draw(_form(case, None), case, None)


@bp.post("/cases/<public_id:case_id>/outcomes/new")
@sees("outcome.claim", find=cases.get_case)
def take_claim(case: Case) -> Any:
    """Keep the claim; its verifier is told."""
    return _take(case, None)


@bp.get("/referrals/<public_id:referral_id>/outcomes/new")
@sees("outcome.claim_on_referral", find=referrals.get_referral)
def claim_on_referral(referral: Referral) -> str:
    """The empty form of the recipient."""
    return _draw(_form(referral.case, referral), referral.case, referral)


@bp.post("/referrals/<public_id:referral_id>/outcomes/new")
@sees("outcome.claim_on_referral", find=referrals.get_referral)
def take_claim_on_referral(referral: Referral) -> Any:
    """Keep the claim of the recipient; its verifier is told."""
    return _take(referral.case, referral)


def _take(case: Case, referral: Referral | None) -> Any:
    form, made = _form(case, referral), list[Outcome]()
    status = attempt(form, lambda: made.append(_claimed(form, case, referral)))
    if status != TAKEN:
        return _draw(form, case, referral), status
    flash(_("The outcome was claimed; who verifies it is told."), "done")
    return redirect(url_for(".show", outcome_id=made[0].public_id), 303)


def _claimed(form: ClaimForm, case: Case, referral: Referral | None) -> Outcome:
    kind = form.kind_chosen
    if kind is None:
        raise Invalid(N_("This is not one of the choices. Choose one of them."), field="kind")
    return commands.claim(
        g.actor,
        case,
        kind=kind,
        on=form.on.data,
        note=form.note.data or "",
        verifier=form.verifier.data or "",
        no_evidence=form.no_evidence.data or "",
        uploads=form.uploads,
        referral=referral,
    )


def _form(case: Case, referral: Referral | None) -> ClaimForm:
    """The form with those who may verify, and the one whom the rule names."""
    people = queries.list_candidates(case.id, but=(g.actor.person_id,), referral=referral)
    referred = referral is not None or was_referred(case.id)
    default = queries.default_of(people, case.agency_id, referred=referred)
    once = {one.public_id: _words(one) for one in reversed(people)}
    choices = [(one.public_id, once.pop(one.public_id)) for one in people if one.public_id in once]
    return ClaimForm(data={"on": today()}, people=choices, default=default.public_id if default else "")


def _words(one: queries.Candidate) -> str:
    english = locale.current() == "en"
    return str(
        _(
            "%(name)s, %(post)s, %(agency)s",
            name=one.name_en if english and one.name_en else one.name,
            post=_(POST_LABELS[one.kind]),
            agency=one.agency_en if english and one.agency_en else one.agency_fa,
        )
    )


def _draw(form: ClaimForm, case: Case, referral: Referral | None) -> str:
    if referral is not None:
        action = url_for(".take_claim_on_referral", referral_id=referral.public_id)
        back = url_for("referrals.show", referral_id=referral.public_id)
    else:
        action = url_for(".take_claim", case_id=case.public_id)
        back = url_for("cases.show", case_id=case.public_id)
    return render_template(
        "outcomes/claim.html",
        form=form,
        action=action,
        back=back,
        referral=referral,
        about=titles.title(referral) if referral is not None else child_of(case),
    )
