"""The register as a list, and inviting an organisation to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.kernel.paging import pager, place
from coordination.kernel.taking import TAKEN
from coordination.lang.zone import today
from coordination.registrations import commands, queries
from coordination.registrations.forms import KINDS, FilterForm, InviteForm
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.states import REGISTRATION
from coordination.registrations.views.blueprint import attempt, back_to, bp

NAMES = ("q", "state", "kind", "ending")
WHICH = {
    frozenset({("state", RegistrationState.SUBMITTED.value)}): "to_check",
    frozenset({("ending", "soon")}): "soon",
}
"""Parts of the register that have a tab of their own, by the filters that make them."""


@bp.get("/register")
@sees("registration.list")
def index() -> str:
    """Every organisation that applied or is registered, narrowed down by state, kind, end and words."""
    query = _query(request.args)
    form = FilterForm(MultiDict(query))
    found = queries.list_register(g.actor, _filters(query), **place())
    return render_template(
        "registrations/index.html",
        rows=found.rows,
        look_of=REGISTRATION.look,
        kind_of=lambda kind: _(AGENCY_KIND_LABELS[AgencyKind(kind)]),
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        pager=pager(".index", found, query),
        which=WHICH.get(frozenset(query.items()), ""),
        soon=url_for(".index", ending="soon"),
        to_check=url_for(".index", state=RegistrationState.SUBMITTED.value),
        today=today(),
    )


@bp.route("/register/invite", methods=["GET", "POST"])
@sees("registration.invite")
def invite() -> Any:
    """Invite an organisation to apply."""
    form, made = InviteForm(), list[Registration]()
    if request.method == "GET":
        return render_template("registrations/invite.html", form=form)
    status = attempt(form, lambda: made.append(_invite(form)))
    if status != TAKEN:
        return render_template("registrations/invite.html", form=form), status
    flash(_("The link of the application was mailed; it works for thirty days."), "done")
    return redirect(back_to(made[0]), 303)


def _invite(form: InviteForm) -> Registration:
    made, _token = commands.invite(
        g.actor,
        name_fa=form.name_fa.data or "",
        contact_name=form.contact_name.data or "",
        contact_email=form.contact_email.data or "",
        kind=form.kind.data,
    )
    return made


def _query(args: Mapping[str, str]) -> dict[str, Any]:
    return {name: args[name].strip()[:100] for name in NAMES if args.get(name, "").strip()}


def _filters(query: dict[str, Any]) -> queries.Filters:
    """The filters of an address; words that are not known narrow nothing."""
    state, kind = query.get("state"), query.get("kind")
    return queries.Filters(
        state=RegistrationState(state) if state in set(RegistrationState) else None,
        kind=AgencyKind(kind) if kind in KINDS else None,
        ending=query.get("ending") == "soon",
        text=query.get("q", ""),
    )
