"""Pages of settings: the installation's names, the kinds of need, and the limits of clocks."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.data import rows
from coordination.directory import commands, queries
from coordination.directory.forms import InstallationForm, LimitForm, NeedForm, NewNeed
from coordination.directory.forms.lists import UNIT_LABELS
from coordination.directory.limits import CLOCK_LABELS, DEFAULTS, PRIORITIES, PRIORITY_LABELS
from coordination.directory.models import ClockLimit, NeedKind
from coordination.directory.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError, NotFound


@bp.route("/settings", methods=["GET", "POST"])
@sees("settings.edit")
def settings() -> Any:
    """The installation's names and where its other settings are."""
    installation = queries.get_installation()
    if installation is None:
        raise NotFound()
    g.thing = installation
    form = InstallationForm(obj=installation)
    if not form.is_submitted():
        return render_template("directory/settings.html", form=form, installation=installation)
    if not form.validate():
        return render_template("directory/settings.html", form=form, installation=installation), 422
    commands.edit_installation(g.actor, installation, name_fa=form.name_fa.data, name_en=form.name_en.data or "")
    flash(_("The settings are saved."), "done")
    return redirect(url_for(".settings"), 303)


@bp.route("/settings/needs", methods=["GET", "POST"])
@sees("need.edit")
def needs() -> Any:
    """The kinds of need, and a further one."""
    kinds = queries.list_service_kinds()
    form = NewNeed(service_kinds=kinds)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.add_need(
                    g.actor,
                    code=form.code.data,
                    name_fa=form.name_fa.data,
                    name_en=form.name_en.data,
                    service_kind=form.service_kind.data,
                )
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The need is offered from now on."), "done")
                return redirect(url_for(".needs"), 303)
    return render_template(
        "directory/needs.html",
        rows=queries.list_needs(active_only=False),
        form=form,
        services={kind.code: kind for kind in kinds},
    ), status


@bp.route("/settings/needs/<need_id>", methods=["GET", "POST"])
@sees("need.edit", find=queries.get_need)
def edit_need(need: NeedKind) -> Any:
    """Change one kind of need."""
    form = NeedForm(service_kinds=queries.list_service_kinds(), obj=need)
    if not form.is_submitted():
        return render_template("directory/edit_need.html", form=form, need=need)
    if not form.validate():
        return render_template("directory/edit_need.html", form=form, need=need), 422
    commands.edit_need(
        g.actor,
        need,
        name_fa=form.name_fa.data,
        name_en=form.name_en.data,
        service_kind=form.service_kind.data,
        position=form.position.data,
        active=form.active.data,
    )
    flash(_("The need is saved."), "done")
    return redirect(url_for(".needs"), 303)


@bp.route("/settings/clocks", methods=["GET", "POST"])
@sees("settings.edit")
def limits() -> Any:
    """The table of limits, and the limits that differ from it for a route or an agency."""
    form = LimitForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.set_limit(
                    g.actor,
                    clock=form.clock.data,
                    priority=form.priority.data,
                    route=form.route.data,
                    agency=form.agency.data,
                    amount=form.amount.data,
                    unit=form.unit.data,
                )
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The limit is set. Clocks that start from now on keep to it."), "done")
                return redirect(url_for(".limits"), 303)
    return render_template(
        "directory/limits.html",
        form=form,
        rows=queries.list_limits(),
        table=[(clock, [DEFAULTS[clock, priority] for priority in PRIORITIES]) for clock in CLOCK_LABELS],
        clocks=CLOCK_LABELS,
        priorities=PRIORITY_LABELS,
        units=UNIT_LABELS,
        routes={row["code"]: row for row in rows("referral_routes")},
    ), status


@bp.post("/settings/clocks/<public_id:limit_id>/drop")
@sees("settings.edit", find=queries.get_limit)
def drop_limit(limit: ClockLimit) -> Any:
    """Let the table's limit hold again."""
    commands.drop_limit(g.actor, limit)
    flash(_("The table's limit holds again."), "done")
    return redirect(url_for(".limits"), 303)
