"""Pages of what the own agency gives to the child of a case, without a referral: services and stays."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.cases import queries as cases
from coordination.cases.models import Case
from coordination.directory import queries as directory
from coordination.directory.models import AgencyKind
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang import zone
from coordination.referrals import commands, forms, queries, texts, titles
from coordination.referrals.models import Admission, Route, Service
from coordination.referrals.queries.given import list_admissions_of_case, list_services_of_case
from coordination.referrals.views import voiding
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.drafts import basis_words, standing
from coordination.referrals.views.taking import attempt

ADDRESS = "/given/<public_id:case_id>"


@bp.get(ADDRESS)
@sees("service.record_on_case", find=cases.get_case)
def given(case: Case) -> str:
    """All that was given to the child, by whomever; to police, which see but the state of what they sent, what they
    gave themselves."""
    given_by = case.agency_id if case.agency.kind == AgencyKind.POLICE else None
    return render_template(
        "referrals/given.html",
        case=case,
        services=list_services_of_case(case.id, given_by=given_by),
        stays=list_admissions_of_case(case.id, given_by=given_by),
        service_name=titles.service_name,
        void_reason=partial(texts.void_reason_of, case),
        brought_by=partial(texts.brought_by_of, case),
        discharged_to=partial(texts.discharged_to_of, case),
        bases={one.id: basis_words(one) for one in cases.list_consents(case.id)},
        running=case.state == "open",
    )


@bp.get(f"{ADDRESS}/services/new")
@sees("service.record_on_case", find=cases.get_case)
def record_case_service(case: Case) -> str:
    """A service that the own agency gave."""
    return _draw_service(case, _service_form())


@bp.post(f"{ADDRESS}/services/new")
@sees("service.record_on_case", find=cases.get_case)
def take_case_service(case: Case) -> Any:
    """Record it."""
    form = _service_form()
    status = attempt(
        form,
        lambda: commands.record_service_on_case(
            g.actor,
            case,
            kind=form.kind.data,
            on=form.on.data,
            times=form.times.data or 0,
            need=form.for_need,
            note=form.note.data or "",
        ),
    )
    if status != TAKEN:
        return _draw_service(case, form), status
    flash(_("The service was recorded."), "done")
    return _back(case)


def _service_form() -> forms.ServiceForm:
    return forms.ServiceForm(kinds=directory.list_service_kinds(), today=zone.today())


def _draw_service(case: Case, form: forms.ServiceForm) -> str:
    return _small(case, form, "take_case_service", _("Record a service"), _("Record the service"))


@bp.get(f"{ADDRESS}/admissions/new")
@sees("admission.record_on_case", find=cases.get_case)
def record_case_admission(case: Case) -> str:
    """The child comes to a centre of the own agency."""
    return _draw_admission(case, _admission_form(case))


@bp.post(f"{ADDRESS}/admissions/new")
@sees("admission.record_on_case", find=cases.get_case)
def take_case_admission(case: Case) -> Any:
    """Record the stay."""
    form = _admission_form(case)
    status = attempt(
        form,
        lambda: commands.record_admission_on_case(
            g.actor,
            case,
            centre=form.place,
            route=Route(form.route.data),
            on=form.on.data,
            brought_by=form.brought_by.data or "",
            basis=form.ground,
        ),
    )
    if status != TAKEN:
        return _draw_admission(case, form), status
    flash(_("The admission was recorded."), "done")
    return _back(case)


def _admission_form(case: Case) -> forms.CaseAdmissionForm:
    return forms.CaseAdmissionForm(
        centres=directory.list_centres(case.agency_id, active_only=True),
        bases=[(one, basis_words(one)) for one in standing(cases.list_consents(case.id))],
        today=zone.today(),
    )


def _draw_admission(case: Case, form: forms.CaseAdmissionForm) -> str:
    return _small(case, form, "take_case_admission", _("Record an admission"), _("Record the admission"))


@bp.get(f"{ADDRESS}/admissions/<public_id:admission>/discharge")
@sees("admission.record_on_case", find=cases.get_case)
def case_discharge(case: Case, admission: str) -> str:
    """The stay ends."""
    _stay(case, admission)
    return _draw_discharge(case, admission, forms.DischargeForm(data={"on": zone.today()}))


@bp.post(f"{ADDRESS}/admissions/<public_id:admission>/discharge")
@sees("admission.record_on_case", find=cases.get_case)
def take_case_discharge(case: Case, admission: str) -> Any:
    """Record when, and to whom the child went."""
    form, stay = forms.DischargeForm(), _stay(case, admission)
    status = attempt(form, lambda: commands.discharge(g.actor, stay, on=form.on.data, to=form.to.data or ""))
    if status != TAKEN:
        return _draw_discharge(case, admission, form), status
    flash(_("The discharge was recorded."), "done")
    return _back(case)


def _stay(case: Case, public_id: str) -> Admission:
    """A stay at the case's own agency: one that a referral led to is its recipient's to end."""
    found = queries.get_admission(public_id)
    if found is None or found.case_id != case.id or found.referral_id is not None:
        raise NotFound
    return found


def _draw_discharge(case: Case, admission: str, form: forms.DischargeForm) -> str:
    heading = _("Record the discharge")
    return _small(case, form, "take_case_discharge", heading, heading, admission=admission)


@bp.get("/given/<public_id:case>/services/<public_id:service_id>/void")
@sees("service.void", find=queries.get_service)
def void_case_service(service: Service, case: str) -> str:
    """A wrong entry: why? ``case`` is the page from which it was asked."""
    return voiding.draw(service, forms.VoidForm(), **_void_urls(service, case))


@bp.post("/given/<public_id:case>/services/<public_id:service_id>/void")
@sees("service.void", find=queries.get_service)
def take_void_case_service(service: Service, case: str) -> Any:
    """Take it out of every count; it stays readable."""
    urls = _void_urls(service, case)
    return voiding.take(service, done=urls["back"], **urls)


def _void_urls(service: Service, case: str) -> dict[str, str]:
    action = url_for(".take_void_case_service", case=case, service_id=service.public_id)
    return {"action": action, "back": url_for(".given", case_id=case)}


def _back(case: Case) -> Response:
    return redirect(url_for(".given", case_id=case.public_id), 303)


def _small(case: Case, form: Any, endpoint: str, heading: str, button: str, **values: Any) -> str:
    return render_template(
        "referrals/small.html",
        code=case.client.code,
        form=form,
        action=url_for(f".{endpoint}", case_id=case.public_id, **values),
        heading=heading,
        button=button,
        title=case.client.code,
        back=url_for(".given", case_id=case.public_id),
    )
