"""Pages on which the recipient records what it gives: services, for one child or a list at once, and stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.access.web import sees
from coordination.directory import queries as directory
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang import say, zone
from coordination.referrals import commands, forms, queries
from coordination.referrals.models import Admission, Referral, Service, State
from coordination.referrals.queries.lists import Filters
from coordination.referrals.views import rows, voiding
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.taking import attempt

MOST_AT_ONCE = 100


@bp.get("/<public_id:referral_id>/services/new")
@sees("service.record", find=queries.get_referral)
def record_service(referral: Referral) -> str:
    """A service for one child."""
    return _draw_service(referral, _service_form(referral))


@bp.post("/<public_id:referral_id>/services/new")
@sees("service.record", find=queries.get_referral)
def take_service(referral: Referral) -> Any:
    """Record it."""
    form = _service_form(referral)
    status = attempt(form, lambda: _record([referral], form))
    if status != TAKEN:
        return _draw_service(referral, form), status
    flash(_("The service was recorded."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id, _anchor="services"), 303)


def _service_form(referral: Referral) -> forms.ServiceForm:
    needs = [need for need in directory.list_needs(active_only=False) if need.code in referral.need_codes]
    return forms.ServiceForm(kinds=directory.list_service_kinds(), needs=needs, today=zone.today())


def _record(referrals: Sequence[Referral], form: forms.ServiceForm) -> None:
    commands.record_service(
        g.actor,
        referrals,
        kind=form.kind.data,
        on=form.on.data,
        times=form.times.data or 0,
        need=form.for_need,
        note=form.note.data or "",
    )


def _draw_service(referral: Referral, form: forms.ServiceForm) -> str:
    return _small(referral, form, "take_service", _("Record a service"), _("Record the service"))


@bp.get("/services/new")
@sees("service.record")
def record_services() -> str:
    """One service for a list of children: tick them, fill in once."""
    return _draw_list(forms.ServiceForm(kinds=directory.list_service_kinds(), today=zone.today()), set())


@bp.post("/services/new")
@sees("service.record")
def take_services() -> Any:
    """Record it for each of those ticked, or for none where one of them is refused."""
    form = forms.ServiceForm(kinds=directory.list_service_kinds(), today=zone.today())
    ticked = request.form.getlist("referral")[:MOST_AT_ONCE]
    chosen = [found for public_id in ticked if (found := queries.get_referral(public_id)) is not None]
    if form.validate() and not chosen:
        form.form_errors.append(_("Nobody is ticked, so nothing was recorded. Tick the children who were served."))
        return _draw_list(form, set()), 422
    status = attempt(form, lambda: _record(chosen, form))
    if status != TAKEN:
        return _draw_list(form, set(ticked)), status
    flash(
        ngettext(
            "The service was recorded for %(count)s child.",
            "The service was recorded for %(count)s children.",
            len(chosen),
            count=say.number(len(chosen)),
        ),
        "done",
    )
    return redirect(url_for(".record_services"), 303)


def _draw_list(form: forms.ServiceForm, ticked: set[str]) -> str:
    served = Filters(show="all", states=(State.ACCEPTED, State.IN_SERVICE, State.ON_HOLD))
    found = queries.list_received(g.actor, served, size=MOST_AT_ONCE)
    return render_template(
        "referrals/services.html",
        form=form,
        rows=[(row.public_id, rows.received(g.actor, row), row.public_id in ticked) for row in found.rows],
        more=found.total > len(found.rows),
    )


@bp.get("/<public_id:referral>/services/<public_id:service_id>/void")
@sees("service.void", find=queries.get_service)
def void_service(service: Service, referral: str) -> str:
    """A wrong entry: why? ``referral`` is the page from which it was asked."""
    return voiding.draw(service, forms.VoidForm(), **_void_urls(service, referral))


@bp.post("/<public_id:referral>/services/<public_id:service_id>/void")
@sees("service.void", find=queries.get_service)
def take_void_service(service: Service, referral: str) -> Any:
    """Take it out of every count; it stays readable."""
    done = url_for(".show", referral_id=referral, _anchor="services")
    return voiding.take(service, done=done, **_void_urls(service, referral))


def _void_urls(service: Service, referral: str) -> dict[str, str]:
    action = url_for(".take_void_service", referral=referral, service_id=service.public_id)
    return {"action": action, "back": url_for(".show", referral_id=referral)}


@bp.get("/<public_id:referral_id>/admissions/new")
@sees("admission.record", find=queries.get_referral)
def record_admission(referral: Referral) -> str:
    """The child comes to a centre."""
    return _draw_admission(referral, _admission_form(referral))


@bp.post("/<public_id:referral_id>/admissions/new")
@sees("admission.record", find=queries.get_referral)
def take_admission(referral: Referral) -> Any:
    """Record the stay."""
    form = _admission_form(referral)
    status = attempt(
        form,
        lambda: commands.record_admission(
            g.actor, referral, centre=form.place, on=form.on.data, brought_by=form.brought_by.data or ""
        ),
    )
    if status != TAKEN:
        return _draw_admission(referral, form), status
    flash(_("The admission was recorded."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id, _anchor="services"), 303)


def _admission_form(referral: Referral) -> forms.AdmissionForm:
    centres = directory.list_centres(referral.recipient_agency_id, active_only=True)
    asked = referral.centre.public_id if referral.centre is not None else None
    return forms.AdmissionForm(centres=centres, today=zone.today(), data={"centre": asked})


def _draw_admission(referral: Referral, form: forms.AdmissionForm) -> str:
    return _small(referral, form, "take_admission", _("Record an admission"), _("Record the admission"))


@bp.get("/<public_id:referral_id>/admissions/<public_id:admission>/discharge")
@sees("admission.record", find=queries.get_referral)
def discharge(referral: Referral, admission: str) -> str:
    """The stay ends."""
    _stay(referral, admission)
    return _draw_discharge(referral, admission, forms.DischargeForm(data={"on": zone.today()}))


@bp.post("/<public_id:referral_id>/admissions/<public_id:admission>/discharge")
@sees("admission.record", find=queries.get_referral)
def take_discharge(referral: Referral, admission: str) -> Any:
    """Record when, and to whom the child went."""
    form, stay = forms.DischargeForm(), _stay(referral, admission)
    status = attempt(form, lambda: commands.discharge(g.actor, stay, on=form.on.data, to=form.to.data or ""))
    if status != TAKEN:
        return _draw_discharge(referral, admission, form), status
    flash(_("The discharge was recorded."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id, _anchor="services"), 303)


def _stay(referral: Referral, public_id: str) -> Admission:
    found = queries.get_admission(public_id)
    if found is None or found.referral_id != referral.id:
        raise NotFound
    return found


def _draw_discharge(referral: Referral, admission: str, form: forms.DischargeForm) -> str:
    return _small(
        referral, form, "take_discharge", _("Record the discharge"), _("Record the discharge"), admission=admission
    )


def _small(referral: Referral, form: Any, endpoint: str, heading: str, button: str, **values: Any) -> str:
    return render_template(
        "referrals/small.html",
        code=referral.code,
        form=form,
        action=url_for(f".{endpoint}", referral_id=referral.public_id, **values),
        heading=heading,
        button=button,
        title=rows.title_for(g.actor, referral),
        back=url_for(".show", referral_id=referral.public_id),
    )
