"""The page of a group's cadence: the form, the days it names, and what held before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.groups import cadences as rhythm
from coordination.groups import queries
from coordination.groups.cadences import Occurrence
from coordination.groups.forms.cadence import CadenceForm, cadence_values
from coordination.groups.models import ON_HOLIDAY_LABELS, Cadence, Group, OnHoliday
from coordination.groups.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError
from coordination.lang import recurrence, zone
from coordination.lang.jalali import DateProblem
from coordination.lang.say import message

SHOWN = 6
LOOKED_AHEAD = timedelta(days=3 * 366)
"""So far the days to come are looked for: a rule may be once in two years."""
LOOKED_BACK = timedelta(days=366)
USUAL = {"every": 1, "nth": 1, "starts": time(10), "minutes": 120, "on_holiday": OnHoliday.NEXT}


@bp.route("/groups/<public_id:group_id>/cadence", methods=["GET", "POST"])
@sees("cadence.edit", find=queries.get_group)
def cadence(group: Group) -> Any:
    """How often the group meets. «Show» says which days that gives, «Save» plans the meetings of a year."""
    g.pop("thing", None)  # a new cadence does not collide with a change of the group
    known, today = rhythm.list_cadences(group.id), zone.today()
    if request.method == "GET":
        form = CadenceForm(data=_values(group, known, today))
        return _page(group, form, known, _coming(group, known, today))
    form = CadenceForm()
    if not form.validate():
        return _page(group, form, known, None), 422
    if "show" in request.form:
        try:
            recurrence.check(form.rule())
            coming = _coming(group, _with(known, Cadence(**form.facts())), today)
        except DateProblem as problem:
            form.unit.errors = [*form.unit.errors, message(problem)]
            return _page(group, form, known, None), 422
        return _page(group, form, known, coming)
    try:
        rhythm.set_cadence(g.actor, group, **form.facts())
    except DomainError as error:
        status = put_refusal(form, error)
        return _page(group, form, known, None), status
    flash(_("The cadence is saved. The meetings of the year ahead are being planned."), "done")
    return redirect(url_for(".cadence", group_id=group.public_id), 303)


def _values(group: Group, known: Sequence[Cadence], today: date) -> dict[str, Any]:
    """The present cadence, to be changed from its next day on, so that its rhythm stays; else what is usual."""
    present = rhythm.present(known, today)
    if present is None:
        return {"unit": "when_needed", "valid_from": today, **USUAL}
    following = next((one.on for one in _coming(group, known, today)), today)
    return cadence_values(present) | {"valid_from": following}


def _with(known: Sequence[Cadence], new: Cadence) -> list[Cadence]:
    return [*(one for one in known if one.valid_from < new.valid_from), new]


def _coming(group: Group, known: Sequence[Cadence], today: date) -> list[Occurrence]:
    return list(islice(rhythm.list_occurrences(group, known, today, today + LOOKED_AHEAD), SHOWN))


def _page(group: Group, form: CadenceForm, known: Sequence[Cadence], coming: list[Occurrence] | None) -> str:
    return render_template(
        "groups/cadence.html",
        group=group,
        form=form,
        coming=coming,
        known=[(one, recurrence.describe(one.rule)) for one in reversed(known)],
        present=rhythm.present(known, zone.today()),
        skipped=rhythm.list_skipped(group.id, zone.today() - LOOKED_BACK),
        on_holiday=ON_HOLIDAY_LABELS,
    )
