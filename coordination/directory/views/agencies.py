"""Pages of agencies: the list, one agency, taking one in, changing what is known of it, and completion by name."""

from __future__ import annotations

from datetime import time
from itertools import groupby
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access import policy
from coordination.access.web import sees
from coordination.directory import commands, queries
from coordination.directory.forms import (
    AgencyFacts,
    AgencyFilter,
    NewAgency,
    OwnFacts,
    Registration,
    agency_values,
    registration_values,
)
from coordination.directory.forms.rules import as_stored
from coordination.directory.models import AGENCY_KIND_LABELS, CENTRE_KIND_LABELS, REGISTERED_KINDS, Agency, AgencyKind
from coordination.directory.views.blueprint import bp, put_refusal
from coordination.directory.working import read_hours
from coordination.kernel.errors import DomainError
from coordination.kernel.paging import pager, place
from coordination.lang import zone
from coordination.lang.identifiers import WARNINGS, check_organisation_id
from coordination.lang.jalali import WEEK, WEEKDAYS_EN, WEEKDAYS_FA
from coordination.lang.locale import current
from coordination.lang.say import message
from coordination.lang.worktime import DEFAULT_HOURS, Hours


@bp.get("/agencies")
@sees("agency.list")
def index() -> str:
    """Agencies by name, a page at a time, narrowed down by name, kind and whether they take part."""
    form = AgencyFilter(request.args)
    kinds = {kind.value: kind for kind in AgencyKind}
    found = queries.list_agencies(
        form.q.data or "",
        kind=kinds.get(form.kind.data or ""),
        active=form.active.data != "no",
        **place(),
    )
    kept = {name: form[name].data for name in ("q", "kind", "active") if form[name].data}

    return render_template(
        "directory/index.html",
        rows=found.rows,
        form=form,
        filtered=bool(kept),
        page=pager(".index", found, kept),
        kinds=AGENCY_KIND_LABELS,
        today=zone.today(),
        registered_kinds=REGISTERED_KINDS,
    )


@bp.get("/agencies/complete")
@sees("agency.list", also=("data_call.edit", "circular.edit"))  # a group's secretary names whom he asks and tells
def complete() -> str:
    """Options for a field in which an agency is named: the answer to what was typed so far."""
    typed = request.args.get(request.args.get("field", "q"), "")
    return render_template("directory/complete.html", rows=queries.search_agencies(typed))


@bp.route("/agencies/new", methods=["GET", "POST"])
@sees("agency.create")
def create_agency() -> Any:
    """Take an agency in."""
    form = NewAgency(data={f"hours_{day}": span for day, span in DEFAULT_HOURS.items()})
    if not form.is_submitted():
        return render_template("directory/create_agency.html", form=form)
    if not form.validate():
        return render_template("directory/create_agency.html", form=form), 422
    try:
        agency = commands.create_agency(
            g.actor,
            **form.facts(),
            code=form.code.data or "",
            kind=form.kind.data,
            parent=form.parent.data,
        )
    except DomainError as error:
        status = put_refusal(form, error)
        return render_template("directory/create_agency.html", form=form), status
    flash(_("The agency is in the directory."), "done")
    _warn_of_number(agency)
    return redirect(url_for(".show", agency_id=agency.public_id), 303)


@bp.get("/agencies/<public_id:agency_id>")
@sees("agency.view", find=queries.get_agency)
def show(agency: Agency) -> str:
    """One agency with its hours and its centres."""
    return render_template(
        "directory/show.html",
        agency=agency,
        centres=queries.list_centres(agency),
        hours=_hours_in_words(read_hours(agency.working_hours)),
        kinds=AGENCY_KIND_LABELS,
        centre_kinds=CENTRE_KIND_LABELS,
        number_warning=_number_warning(agency),
        today=zone.today(),
        registered_kinds=REGISTERED_KINDS,
    )


@bp.route("/agencies/<public_id:agency_id>/edit", methods=["GET", "POST"])
@sees("agency.edit", find=queries.get_agency)
def edit_agency(agency: Agency) -> Any:
    """Change what an agency says of itself."""
    values = agency_values(agency)
    kind = OwnFacts if policy.allows(g.actor, "agency.publish", agency) else AgencyFacts
    form = kind(data=values, saved=as_stored(kind, values))
    if not form.is_submitted():
        return render_template("directory/edit_agency.html", form=form, agency=agency)
    if not form.validate():
        return render_template("directory/edit_agency.html", form=form, agency=agency), 422
    try:
        public = bool(form["public"].data) if isinstance(form, OwnFacts) else None
        commands.edit_agency(g.actor, agency, **form.facts(), public=public)
    except DomainError as error:
        status = put_refusal(form, error)
        return render_template("directory/edit_agency.html", form=form, agency=agency), status
    flash(_("The agency's page is saved."), "done")
    _warn_of_number(agency)
    return redirect(url_for(".show", agency_id=agency.public_id), 303)


@bp.route("/agencies/<public_id:agency_id>/registration", methods=["GET", "POST"])
@sees("agency.register", find=queries.get_agency)
def register_agency(agency: Agency) -> Any:
    """Change an agency's kind, the body above it, and whether it takes part; its registration is shown."""
    values = registration_values(agency)
    form = Registration(data=values, saved=as_stored(Registration, values))
    if not form.is_submitted():
        return _standing_page(form, agency)
    if not form.validate():
        return _standing_page(form, agency), 422
    try:
        commands.register_agency(
            g.actor,
            agency,
            kind=form.kind.data,
            parent=form.parent.data,
            active=form.active.data,
        )
    except DomainError as error:
        status = put_refusal(form, error)
        return _standing_page(form, agency), status
    flash(_("The registration is saved."), "done")
    return redirect(url_for(".show", agency_id=agency.public_id), 303)


def _standing_page(form: Registration, agency: Agency) -> str:
    return render_template(
        "directory/register_agency.html",
        form=form,
        agency=agency,
        today=zone.today(),
        registered_kinds=REGISTERED_KINDS,
    )


def _hours_in_words(hours: Hours) -> list[tuple[str, tuple[time, time] | None]]:
    """Days of the same hours together: «شنبه تا چهارشنبه», the hours or None where closed."""
    names = WEEKDAYS_FA if current() == "fa" else WEEKDAYS_EN
    said = []
    for span, days in groupby(WEEK, key=hours.get):
        first, *_between = run = [names[day - 1] for day in days]
        said.append((_("%(first)s to %(last)s", first=first, last=run[-1]) if len(run) > 1 else first, span))
    return said


def _number_warning(agency: Agency) -> str | None:
    code = check_organisation_id(agency.legal_id) if agency.legal_id else None
    return message(WARNINGS[code]) if code else None


def _warn_of_number(agency: Agency) -> None:
    """A number that does not fit is kept all the same; the one who typed it is told."""
    warning = _number_warning(agency)
    if warning:
        flash(warning, "warning")
