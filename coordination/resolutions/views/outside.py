"""Entering what a body outside the installation resolved."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.directory.models import Agency
from coordination.groups.models import Group, SeatKind
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang.filters import pick
from coordination.resolutions import commands
from coordination.resolutions.forms import OutsideForm
from coordination.resolutions.models import Resolution
from coordination.resolutions.views.blueprint import attempt, bp


@bp.get("/enter")
@sees("resolution.enter")
def enter_outside() -> str:
    """The empty form."""
    form = OutsideForm(owners=_owners())
    form.add_rows()
    return render_template("resolutions/enter_outside.html", form=form)


@bp.post("/enter")
@sees("resolution.enter")
def record_outside() -> Any:
    """Enter the paper; it is in force from its date on."""
    form, made = OutsideForm(owners=_owners()), list[Resolution]()
    status = attempt(form, lambda: made.append(_record(form)))
    if status != TAKEN:
        return render_template("resolutions/enter_outside.html", form=form), status
    flash(_("The resolution was entered."), "done")
    return redirect(url_for(".show", resolution_id=made[0].public_id), 303)


def _record(form: OutsideForm) -> Resolution:
    owner = form.owner.data or ""
    if owner not in dict(form.owner.choices):
        raise Invalid(
            N_("It is not said for whom this is entered, so nothing was saved."),
            field="owner",
            advice=N_("Choose one of the list."),
        )
    upload = request.files.get(form.scan.name)
    return commands.record_outside(
        g.actor,
        agency=db.session.get(Agency, int(owner[1:])) if owner.startswith("a") else None,
        group=db.session.get(Group, int(owner[1:])) if owner.startswith("g") else None,
        body=form.body.data or "",
        number=form.number.data or "",
        on=form.on.data,
        text=form.text.data or "",
        kind=form.kind_chosen,
        agencies=form.bound(),
        review_on=form.review_on.data,
        stream=upload.stream if upload is not None and upload.filename else None,
        filename=(upload.filename or "") if upload is not None else "",
    )


def _owners() -> list[tuple[str, str]]:
    """The agencies whose liaison, and the groups whose secretary, the reader is; asks nothing of the database."""
    desks = {
        f"a{post.agency_id}": pick({"name_fa": post.agency_name_fa, "name_en": post.agency_name_en}, "name")
        for post in g.actor.posts
        if post.kind == PostKind.LIAISON
    }
    seats = {
        f"g{seat.group_id}": pick({"name_fa": seat.group_name_fa, "name_en": seat.group_name_en}, "name")
        for seat in g.actor.seats
        if seat.kind == SeatKind.SECRETARY and not seat.alternate
    }
    return list((desks | seats).items())
