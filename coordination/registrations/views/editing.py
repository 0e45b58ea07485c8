"""What the registrar writes beside the moves: corrections, papers, the link anew."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.registrations import commands, queries
from coordination.registrations.forms import FactsForm, LinkForm, PaperForm
from coordination.registrations.models import Registration
from coordination.registrations.values import COLUMNS
from coordination.registrations.views.blueprint import attempt, back_to, bp, number_warning


@bp.route("/register/<public_id:registration_id>/edit", methods=["GET", "POST"])
@sees("registration.edit", find=queries.get_registration)
def edit(registration: Registration) -> Any:
    """Correct what is known of the organisation."""
    form = FactsForm(obj=registration)
    if request.method == "GET":
        return render_template("registrations/edit.html", registration=registration, form=form)
    status = attempt(form, lambda: commands.edit(g.actor, registration, **typed(form)))
    if status != TAKEN:
        return render_template("registrations/edit.html", registration=registration, form=form), status
    flash(_("What is known of the organisation is saved."), "done")
    warn_of_number(registration)
    return redirect(back_to(registration), 303)


@bp.route("/register/<public_id:registration_id>/link", methods=["GET", "POST"])
@sees("registration.invite", find=queries.get_registration)
def send_link(registration: Registration) -> Any:
    """Send the link of the application anew."""
    form = LinkForm(obj=registration)
    if request.method == "GET":
        return render_template("registrations/send_link.html", registration=registration, form=form)
    contact = {"contact_name": form.contact_name.data or "", "contact_email": form.contact_email.data or ""}
    status = attempt(form, lambda: commands.send_link(g.actor, registration, **contact))
    if status != TAKEN:
        return render_template("registrations/send_link.html", registration=registration, form=form), status
    flash(_("Another link was mailed; the earlier one works no longer."), "done")
    return redirect(back_to(registration), 303)


@bp.route("/register/<public_id:registration_id>/papers", methods=["GET", "POST"])
@sees("registration.edit", find=queries.get_registration)
def attach(registration: Registration) -> Any:
    """Attach a paper that came another way."""
    g.pop("thing", None)  # a paper does not collide with a change of the words
    form = PaperForm()
    if request.method == "GET":
        return render_template("registrations/attach.html", registration=registration, form=form)
    status = attempt(form, lambda: keep_paper(registration, form))
    if status != TAKEN:
        return render_template("registrations/attach.html", registration=registration, form=form), status
    flash(_("The paper is kept."), "done")
    return redirect(back_to(registration), 303)


def typed(form: Any) -> dict[str, Any]:
    """The columns that the form has, with what was typed."""
    return {name: form[name].data if name == "permit_on" else form[name].data or "" for name in COLUMNS if name in form}


def keep_paper(registration: Registration, form: PaperForm) -> None:
    """Attach what was uploaded. Raises Invalid where nothing was."""
    upload = request.files.get(form.paper.name)
    if upload is None or not upload.filename:
        raise Invalid(N_("No file was chosen."), field="paper", advice=N_("Choose a file, then attach it."))
    commands.attach(g.actor, registration, stream=upload.stream, filename=upload.filename)


def warn_of_number(registration: Registration) -> None:
    """A number that does not fit is kept all the same; the one who typed it is told."""
    warning = number_warning(registration)
    if warning:
        flash(warning, "warning")
