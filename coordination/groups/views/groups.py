"""Pages of groups: the list, one group, setting one up, changing it, and completion by name."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.seats import VOTING
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.directory.forms.rules import as_stored
from coordination.groups import commands, queries
from coordination.groups.commands.groups import Rules, quorum_warning
from coordination.groups.forms import GroupFilter, GroupForm, NewGroup, group_values
from coordination.groups.forms.groups import RULES
from coordination.groups.models import (
    APPROVAL_LABELS,
    CAME_LABELS,
    GROUP_KIND_LABELS,
    ISSUE_AT_LABELS,
    MAJORITY_LABELS,
    SEAT_LABELS,
    SIGNED_BY_LABELS,
    Group,
    GroupKind,
)
from coordination.groups.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError
from coordination.kernel.paging import pager, place
from coordination.lang import zone
from coordination.lang.say import message

SEATS_A_PAGE = 50


@bp.get("/groups")
@sees("group.list")
def index() -> str:
    """Groups by name, a page at a time: one's own, or all that the reader may see."""
    form = GroupFilter(request.args)
    kinds = {kind.value: kind for kind in GroupKind}
    has_own = bool(g.actor.seats or g.actor.agencies(PostKind.LIAISON, PostKind.HEAD))
    mine = request.args.get("whose", "mine" if g.actor.seats else "all") == "mine"
    found = queries.list_groups(
        g.actor,
        form.q.data or "",
        kind=kinds.get(form.kind.data or ""),
        mine=mine,
        active=form.active.data != "no",
        **place(),
    )
    kept = {name: form[name].data for name in ("q", "kind", "active") if form[name].data}
    whose = {"whose": "mine" if mine else "all"}
    return render_template(
        "groups/index.html",
        rows=found.rows,
        form=form,
        filtered=bool(kept),
        has_own=has_own,
        mine=mine,
        whose=whose,
        page=pager(".index", found, kept | whose),
        kinds=GROUP_KIND_LABELS,
    )


@bp.get("/groups/complete")
@sees("group.list")
def complete() -> str:
    """Options for a field in which a group is named: the answer to what was typed so far."""
    typed = request.args.get(request.args.get("field", "q"), "")
    return render_template("groups/complete.html", rows=queries.search_groups(typed))


@bp.get("/groups/<public_id:group_id>")
@sees("group.view", find=queries.get_group_row)
def show(group: Group) -> str:
    """One group: what it is, its rules, and its seats or the terms that are over."""
    today = zone.today()
    past = request.args.get("seats") == "past"
    seats = queries.list_seats(
        group,
        today,
        past=past,
        size=SEATS_A_PAGE,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    figures = queries.count_around(group)
    kept: dict[str, Any] = {"group_id": group.public_id} | ({"seats": "past"} if past else {})
    return render_template(
        "groups/show.html",
        group=group,
        around=queries.list_around(group),
        figures=figures,
        warning=quorum_warning(group, figures.voting),
        sits=any(seat.group_id == group.id for seat in g.actor.seats),
        may_propose=group.active and _may_propose(group),
        seats=seats.rows,
        past=past,
        page=pager(".show", seats, kept),
        today=today,
        lapse_from=today + queries.LAPSE_WARNED,
        kinds=GROUP_KIND_LABELS,
        seat_labels=SEAT_LABELS,
        came_labels=CAME_LABELS,
        approval=APPROVAL_LABELS,
        majority=MAJORITY_LABELS,
        issue_at=ISSUE_AT_LABELS,
        signed_by=SIGNED_BY_LABELS,
    )


def _may_propose(group: Group) -> bool:
    """Whether the reader may propose an item to the group; only who is liaison somewhere without a seat here is looked
    up."""
    if group.id in g.actor.groups(*VOTING):
        return True
    is_liaison = bool(g.actor.agencies(PostKind.LIAISON))
    return is_liaison and any(row.id == group.id for row in queries.list_groups_to_propose_to(g.actor))


@bp.route("/groups/new", methods=["GET", "POST"])
@sees("group.create")
def new() -> Any:
    """Set a group up."""
    rules = Rules()
    form = NewGroup(data={name: getattr(rules, name) for name in RULES})
    if not form.is_submitted():
        return render_template("groups/new.html", form=form)
    if not form.validate() or form.host.data is None:
        return render_template("groups/new.html", form=form), 422
    try:
        group = commands.create(
            g.actor,
            name_fa=form.name_fa.data,
            name_en=form.name_en.data or "",
            number_prefix=form.number_prefix.data,
            kind=form.kind.data,
            host=form.host.data,
            parent=form.parent.data,
            purpose=form.purpose.data or "",
            rules=form.rules(),
        )
    except DomainError as error:
        status = put_refusal(form, error)
        return render_template("groups/new.html", form=form), status
    flash(_("The group is set up, with a seat of its host agency. Name its chair, secretary and members now."), "done")
    return _to(group)


@bp.route("/groups/<public_id:group_id>/edit", methods=["GET", "POST"])
@sees("group.edit", find=queries.get_group_row)
def edit(group: Group) -> Any:
    """Change what a group is and by which rules it decides."""
    values = group_values(group)
    agencies = queries.list_member_agencies(group, zone.today())
    form = GroupForm(data=values, agencies=agencies, saved=as_stored(GroupForm, values, agencies=agencies))
    if not form.is_submitted():
        return render_template("groups/edit.html", form=form, group=group)
    if not form.validate():
        return render_template("groups/edit.html", form=form, group=group), 422
    try:
        commands.edit(
            g.actor,
            group,
            name_fa=form.name_fa.data,
            name_en=form.name_en.data or "",
            number_prefix=form.number_prefix.data,
            kind=form.kind.data,
            parent=form.parent.data,
            purpose=form.purpose.data or "",
            rules=form.rules(),
            active=form.active.data,
        )
    except DomainError as error:
        status = put_refusal(form, error)
        return render_template("groups/edit.html", form=form, group=group), status
    flash(_("The group is saved. Its rules hold for what is decided from now on."), "done")
    warning = quorum_warning(group, queries.count_around(group).voting)
    if warning:
        flash(message(warning), "warning")
    return _to(group)


def _to(group: Group) -> Response:
    return redirect(url_for(".show", group_id=group.public_id), 303)
