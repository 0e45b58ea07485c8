"""Opening a case, with the question whether the child has a file already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.cases import queries
from coordination.cases.commands import case as commands
from coordination.cases.details import Identity
from coordination.cases.duplicates import find_duplicates
from coordination.cases.forms.details import NewCase
from coordination.cases.models import SEX_LABELS, IdentityKind
from coordination.cases.states import CASE
from coordination.cases.views.blueprint import bp, refused
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.errors import Invalid
from coordination.lang.filters import pick
from coordination.lang.identifiers import WARNINGS, check_faragir, check_fida, check_mobile, check_national_id
from coordination.lang.locale import current
from coordination.lang.zone import local_date

CHECKS = {
    IdentityKind.NATIONAL_ID: check_national_id,
    IdentityKind.FIDA: check_fida,
    IdentityKind.FARAGIR: check_faragir,
}
UNKEPT = frozenset({"csrf_token", "version", "check"})


@bp.route("/new", methods=["GET", "POST"])
@sees("case.create")
def new() -> Any:
    """A new file: next to nothing is required, and a file that resembles it is asked about first."""
    agencies = queries.list_agencies_of(g.actor, PostKind.LIAISON, PostKind.WORKER)
    form = NewCase()
    agency = _offer(form, agencies)
    if not form.is_submitted():
        return render_template("cases/new.html", form=form, agencies=agencies)
    if not form.validate():
        return render_template("cases/new.html", form=form, agencies=agencies), 422
    details = form.details()
    answered = request.form.get("check") == commands.ANOTHER
    if not answered:
        found = find_duplicates(g.actor, agency, details, today=local_date(clock.now()))
        if found:
            typed = [(name, value) for name, value in request.form.items(multi=True) if name not in UNKEPT]
            return render_template(
                "cases/resembling.html", found=found, typed=typed, form=form, look=CASE.look, sexes=SEX_LABELS
            )
    try:
        case = commands.open_case(
            g.actor,
            agency,
            details,
            worker_id=int(form.worker.data) if form.worker.data else None,
            duplicates_answer=commands.ANOTHER if answered else commands.NONE,
        )
    except Invalid as error:
        return refused(error, form, "cases/new.html", agencies=agencies)
    flash(_("The case %(code)s is open.", code=case.client.code), "done")
    warn_of_numbers(details.identity)
    return redirect(url_for(".show", case_id=case.public_id), 303)


def _offer(form: NewCase, agencies: Sequence[Agency]) -> Agency:
    """Put the choices of agency and worker; the agency chosen, or the first."""
    form.agency.choices = [(agency.public_id, pick(agency, "name")) for agency in agencies]
    chosen = next((agency for agency in agencies if agency.public_id == form.agency.data), agencies[0])
    form.agency.data = chosen.public_id
    offer_staff(form.worker, chosen.id)
    if not form.is_submitted() and g.actor.holds((PostKind.WORKER,), chosen.id):
        form.worker.data = str(g.actor.person_id)
    return chosen


def offer_staff(field: Any, agency_id: int, *, empty: bool = True) -> None:
    """Put the people of an agency as the choices of a field."""
    english = current() == "en"
    rows = queries.list_staff(agency_id, local_date(clock.now()))
    none = [("", _("Nobody yet"))] if empty else []
    field.choices = none + [(str(row.id), (english and row.name_en) or row.name) for row in rows]


def warn_of_numbers(identity: Identity) -> None:
    """Say what looks wrong with a number that was kept as it is."""
    check = CHECKS.get(identity.identity_kind)
    found = [check(identity.identity_number)] if check and identity.identity_number else []
    found += [check_mobile(identity.phone)] if identity.phone else []
    for code in found:
        if code is not None:
            flash(_(WARNINGS[code]), "warning")
