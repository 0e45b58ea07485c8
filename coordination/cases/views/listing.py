"""The list of cases and the search in it: codes, age bands and districts, never names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import current_app, g, render_template, request, url_for

from coordination.access.web import sees
from coordination.cases import queries
from coordination.cases.forms.people import FilterForm, SearchForm
from coordination.cases.models import RISK_LABELS, SEX_LABELS, age_band
from coordination.cases.states import CASE
from coordination.cases.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.web import page_args
from coordination.lang.zone import local_date

SHOWN = {
    "look": CASE.look,
    "sexes": SEX_LABELS,
    "risks": RISK_LABELS,
    "band": lambda year: age_band(year, local_date(clock.now())),
}


@bp.get("")
@sees("case.list")
def index() -> str:
    """Cases of my agencies, the newest first."""
    form = FilterForm(request.args)
    size = int(current_app.config["HAMAHANG"].page_size)
    after, before = request.args.get("after"), request.args.get("before")
    found = queries.list_cases(g.actor, form.wanted(), size=size, after=after, before=before)
    keep = page_args("state", "whose", "risk")
    page = SimpleNamespace(
        shown=len(found.rows),
        more_than=None,
        prev_url=url_for(".index", **keep, before=found.before) if found.before else None,
        next_url=url_for(".index", **keep, after=found.after) if found.after else None,
    )
    narrowed = form.state.data != "open" or bool(form.whose.data or form.risk.data)
    return render_template(
        "cases/index.html", rows=found.rows, page=page, form=form, search=SearchForm(), narrowed=narrowed, **SHOWN
    )


@bp.post("/search")
@sees("case.list")
def search() -> Any:
    """What was found by code, number or name; a search is recorded, its words are not."""
    form = SearchForm()
    if not form.validate():
        return render_template("cases/search.html", rows=(), search=form, **SHOWN), 422
    text, father = form.text.data or "", form.father.data or ""
    rows = queries.search_cases(g.actor, text, father=father)
    g.actor.read(
        "case.search", "case", [], by=[name for name in ("text", "father") if form[name].data], found=len(rows)
    )
    return render_template("cases/search.html", rows=rows, search=form, **SHOWN)
