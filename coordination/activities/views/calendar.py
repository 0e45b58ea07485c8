"""The calendar of occasions: what comes, what is being prepared, and the days themselves for the administrator."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access import policy
from coordination.access.web import sees
from coordination.activities import commands, queries
from coordination.activities.forms import OccasionForm
from coordination.activities.models import Occasion
from coordination.activities.occasions import coming
from coordination.activities.views.blueprint import attempt, bp
from coordination.kernel.taking import TAKEN
from coordination.lang import zone


@bp.get("/occasions")
@sees("activity.list", also=("occasion.edit",))
def occasions() -> str:
    """The days of the year in the order in which they come."""
    may_edit = policy.allows(g.actor, "occasion.edit")
    kept = queries.list_occasions(active_only=not may_edit)
    today = zone.today()
    rows = sorted((coming(one, today) for one in kept if one.active), key=lambda row: row.on)
    return render_template(
        "activities/occasions.html",
        begun=[row for row in rows if row.begun],
        later=[row for row in rows if not row.begun],
        resting=[one for one in kept if not one.active],
        may_edit=may_edit,
        may_record=policy.allows(g.actor, "activity.edit"),
    )


@bp.get("/occasions/new")
@sees("occasion.edit")
def new_occasion() -> str:
    """The empty form."""
    return _draw(OccasionForm(lead_days=45), None)


@bp.post("/occasions/new")
@sees("occasion.edit")
def create_occasion() -> Any:
    """Enter a day of the year."""
    form = OccasionForm()
    status = attempt(form, lambda: commands.add_occasion(g.actor, **_facts(form)))
    if status != TAKEN:
        return _draw(form, None), status
    flash(_("The occasion was entered."), "done")
    return redirect(url_for(".occasions"), 303)


@bp.get("/occasions/<public_id:occasion_id>/edit")
@sees("occasion.edit", find=queries.get_occasion)
def edit_occasion(occasion: Occasion) -> str:
    """The form, holding what is stored."""
    form = OccasionForm(obj=occasion)
    form.month.data = f"{occasion.calendar}-{occasion.month}"
    return _draw(form, occasion)


@bp.post("/occasions/<public_id:occasion_id>/edit")
@sees("occasion.edit", find=queries.get_occasion)
def save_occasion(occasion: Occasion) -> Any:
    """Store what was changed."""
    form = OccasionForm()
    status = attempt(
        form,
        lambda: commands.edit_occasion(g.actor, occasion, active=bool(form.active.data), **_facts(form)),
    )
    if status != TAKEN:
        return _draw(form, occasion), status
    flash(_("The occasion was changed."), "done")
    return redirect(url_for(".occasions"), 303)


def _facts(form: OccasionForm) -> dict[str, Any]:
    calendar, month = form.chosen_month
    return {
        "name_fa": form.name_fa.data or "",
        "name_en": form.name_en.data or "",
        "calendar": calendar,
        "month": month,
        "day": form.day.data or 0,
        "lead_days": form.lead_days.data if form.lead_days.data is not None else -1,
    }


def _draw(form: OccasionForm, occasion: Occasion | None) -> str:
    if occasion is None and "active" in form:
        del form.active
    return render_template("activities/edit_occasion.html", form=form, occasion=occasion)
