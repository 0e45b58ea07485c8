"""Pages of consents: recording one, showing it, letting it reach further, and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access import fields
from coordination.access.web import sees
from coordination.cases import consents, queries
from coordination.cases.commands import consent as commands
from coordination.cases.commands.case import must_be_open
from coordination.cases.commands.files import attach_file
from coordination.cases.consequences import foreseen
from coordination.cases.forms.consents import ConsentForm, ExtendForm, ReasonForm
from coordination.cases.models import BASIS_LABELS, FIELD_GROUP_LABELS, HOW_GIVEN_LABELS, Case, Consent
from coordination.cases.states import CONSENT
from coordination.cases.views.blueprint import bp, refused
from coordination.kernel import clock
from coordination.kernel.errors import DomainError
from coordination.lang.filters import pick
from coordination.lang.zone import local_date
from coordination.vault.files import name_of
from coordination.workflow import offers


@bp.route("/<public_id:case_id>/consents/new", methods=["GET", "POST"])
@sees("consent.record", find=queries.get_case)
def new_consent(case: Case) -> Any:
    """Record a consent or legal basis; the button «Find» looks for agencies and keeps what was typed."""
    must_be_open(case)
    form = ConsentForm(data={"given_on": local_date(clock.now())} if not request.form else None)
    rows = queries.list_recipients(case, form.sought.data or "", form.recipients.data or ())
    form.offer(rows)
    form.needs.choices = [(need.code, pick(need, "name")) for need in queries.list_needs()]
    if not form.is_submitted() or "find" in request.form:
        return render_template("cases/new_consent.html", case=case, form=form)
    if not form.validate():
        return render_template("cases/new_consent.html", case=case, form=form), 422
    try:
        consent = commands.record_consent(g.actor, case, form.terms(form.recipient_ids(rows)))
        if form.file.data:
            attach_file(g.actor, consent, form.file.data.stream, form.file.data.filename or "")
    except DomainError as error:
        return refused(error, form, "cases/new_consent.html", case=case)
    flash(_("The consent or basis was recorded."), "done")
    return redirect(url_for(".show", case_id=case.public_id, _anchor="consents"), 303)


@bp.get("/consents/<public_id:consent_id>")
@sees("case.view", find=queries.get_consent)
def consent(consent: Consent) -> str:
    """What was consented to, by whom, and until when."""
    g.actor.read("case.identity", "case", [consent.case_id], groups=["consent"], consent=consent.public_id)
    names: Sequence[Any] = queries.list_needs() if consent.needs else ()
    return render_template(
        "cases/consent.html",
        consent=consent,
        case=consent.case,
        look=CONSENT.look,
        bases=BASIS_LABELS,
        ways=HOW_GIVEN_LABELS,
        groups=FIELD_GROUP_LABELS,
        needs=[pick(need, "name") for need in names if need.code in consent.needs],
        given_by=fields.unsealed(consent, "given_by"),
        witness=fields.unsealed(consent, "witness"),
        stands=consents.stands(consent, local_date(clock.now())),
        files=queries.list_consent_files(consent),
        name_of=name_of,
        offers=offers(g.actor, consent),
    )


@bp.route("/consents/<public_id:consent_id>/extend", methods=["GET", "POST"])
@sees("consent.record", find=queries.get_consent)
def extend_consent(consent: Consent) -> Any:
    """Let a basis that stands reach further agencies, or last longer."""
    form = ExtendForm(data={"valid_until": consent.valid_until})
    rows = queries.list_recipients(consent.case, form.sought.data or "", form.recipients.data or ())
    present = {part.agency_id for part in consent.recipients}
    rows = [row for row in rows if row.id not in present]
    form.offer(rows)
    page = {"consent": consent, "case": consent.case}
    if not form.is_submitted() or "find" in request.form:
        return render_template("cases/extend_consent.html", form=form, **page)
    if not form.validate():
        return render_template("cases/extend_consent.html", form=form, **page), 422
    try:
        commands.extend_consent(
            g.actor,
            consent,
            recipient_ids=form.recipient_ids(rows),
            valid_until=form.valid_until.data,
            note=form.note.data or "",
        )
    except DomainError as error:
        return refused(error, form, "cases/extend_consent.html", **page)
    flash(_("The consent or basis reaches further now."), "done")
    return redirect(url_for(".consent", consent_id=consent.public_id), 303)


@bp.route("/consents/<public_id:consent_id>/withdraw", methods=["GET", "POST"])
@sees("consent.withdraw", find=queries.get_consent)
def withdraw_consent(consent: Consent) -> Any:
    """Take a consent back; what follows at once is shown before."""
    form = ReasonForm()
    page = {"consent": consent, "case": consent.case, "form": form, "bases": BASIS_LABELS}
    if not form.is_submitted():
        return render_template("cases/withdraw_consent.html", consequences=foreseen(consent), **page)
    if not form.validate():
        return render_template("cases/withdraw_consent.html", consequences=foreseen(consent), **page), 422
    commands.withdraw_consent(g.actor, consent, reason=form.reason.data or "")
    flash(_("The consent was withdrawn."), "done")
    return redirect(url_for(".show", case_id=consent.case.public_id, _anchor="consents"), 303)
