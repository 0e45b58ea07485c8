"""Visit rounds, made for a phone in the street: begin, where to go next, what was seen, the end with its sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.directory.forms.rules import as_stored
from coordination.directory.models import Centre
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, NotFound
from coordination.kernel.messages import N_
from coordination.kernel.paging import pager, place
from coordination.kernel.taking import TAKEN
from coordination.lang import locale
from coordination.lang.filters import pick
from coordination.points import commands, queries
from coordination.points.districts import district_code, district_words
from coordination.points.forms import EndForm, StartForm, VisitForm
from coordination.points.models import Point, Round, Visit
from coordination.points.views.blueprint import attempt, bp, visited
from coordination.points.views.show import work_words


@bp.get("/rounds")
@sees("round.record")
def rounds() -> str:
    """The rounds of one's units, and the start of another."""
    return _draw_rounds(_start_form())


@bp.post("/rounds")
@sees("round.record")
def start() -> Any:
    """Begin a round, or go on with the one that runs."""
    form, made = _start_form(), list[Round]()
    status = attempt(form, lambda: made.append(_start(form)))
    if status != TAKEN:
        return _draw_rounds(form), status
    return redirect(url_for(".round", round_id=made[0].public_id), 303)


def _start(form: StartForm) -> Round:
    unit = db.session.scalar(
        select(Centre).where(Centre.public_id == (form.unit.data or "")).options(joinedload(Centre.agency))
    )
    if unit is None:
        raise Invalid(N_("No mobile unit is chosen, so no round was begun."), field="unit")
    return commands.start_round(g.actor, unit)


def _start_form() -> StartForm:
    return StartForm(units=[(one.public_id, pick(one, "name")) for one in queries.list_units(g.actor)])


def _draw_rounds(form: StartForm) -> str:
    found = queries.list_rounds(g.actor, **place())
    return render_template(
        "points/rounds.html", form=form, rows=found.rows, pager=pager(".rounds", found, {}),
        english=locale.current() == "en",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sums:
    """What a round came to."""

    points: int
    girls: int
    boys: int
    contacts: int


def _sums(round_: Round) -> Sums:
    return Sums(
        len(round_.visits),
        sum(visit.girls for visit in round_.visits),
        sum(visit.boys for visit in round_.visits),
        sum(visit.contacts for visit in round_.visits),
    )


@bp.get("/rounds/<public_id:round_id>", endpoint="round")
@sees("round.record", find=queries.get_round)
def show_round(round: Round) -> str:  # noqa: A002  (the guard names the thing as the address does)
    """A running round: where to go next; one that has ended: its visits and its sum."""
    return _draw_round(round, EndForm())


def _draw_round(round_: Round, form: EndForm) -> str:
    district = district_code(request.args.get("district", "")[:80])
    running = round_.ended_at is None
    following = queries.list_next(round_, district=district) if running else []
    return render_template(
        "points/round.html",
        round=round_,
        running=running,
        following=following,
        districts=queries.list_districts(round_.agency_id) if running else [],
        district=district,
        now=clock.now(),
        visited=visited,
        district_words=district_words,
        work_words=work_words,
        sums=_sums(round_),
        form=form,
        refer=_refer,
        by=round_.by.name_en if locale.current() == "en" and round_.by.name_en else round_.by.name,
    )  # fmt: skip


def _refer(visit: Visit) -> str:
    """The way to a draft of the mobile units' route, with point, time and work of this visit filled in."""
    return url_for("referrals.new", route="mobile_unit", visit=visit.public_id)


@bp.get("/rounds/<public_id:round_id>/points/<public_id:point>")
@sees("round.record", find=queries.get_round)
def visit(round: Round, point: str) -> str:  # noqa: A002
    """Big fields for what is seen at a point; a second time they hold what was written."""
    found = _point(round, point)
    return _draw_visit(round, found, _visit_form(round, found))


@bp.post("/rounds/<public_id:round_id>/points/<public_id:point>")
@sees("round.record", find=queries.get_round)
def record(round: Round, point: str) -> Any:  # noqa: A002
    """Keep it; sent again it has one effect."""
    found = _point(round, point)
    form = _visit_form(round, found)
    status = attempt(
        form,
        lambda: commands.record_visit(
            g.actor,
            round,
            found,
            girls=form.girls.data or 0,
            boys=form.boys.data or 0,
            contacts=form.contacts.data or 0,
            work=form.seen,
            note=form.note.data or "",
        ),
    )
    if status != TAKEN:
        return _draw_visit(round, found, form), status
    flash(_("Saved: %(point)s.", point=found.name), "done")
    return _after(round)


def _after(round_: Round) -> Response:
    """To the next point where that was pressed and there is one, else to the round."""
    if request.form.get("then") == "next":
        following = queries.list_next(round_, limit=1)
        if following:
            url = url_for(".visit", round_id=round_.public_id, point=following[0].public_id)
            return redirect(url, 303)
    return redirect(url_for(".round", round_id=round_.public_id), 303)


def _point(round_: Round, public_id: str) -> Point:
    """A point of the round's agency."""
    point = queries.get_point(public_id)
    if point is None or point.agency_id != round_.agency_id:
        raise NotFound()
    return point


SEEN = ("girls", "boys", "contacts", "work", "note")
NOT_MADE = "0"
"""In the place of a version, where the point was not yet visited when the form was drawn."""


def _visit_form(round_: Round, point: Point) -> VisitForm:
    """A form about the visit, not the round: a colleague's count is not overwritten unseen. What says what stands there
    already is the same form sent again over a broken line, and welcome."""
    made = queries.get_visit(round_, point)
    g.thing = made
    if made is None:
        form = VisitForm()
        form.version.data = form.version.data or NOT_MADE
        return form
    stored = {name: getattr(made, name) for name in SEEN}
    form = VisitForm(data=stored, saved=as_stored(VisitForm, stored))
    if form.is_submitted() and form.says(made):
        form.version.data = str(made.version)
    return form


def _draw_visit(round_: Round, point: Point, form: VisitForm) -> str:
    return render_template(
        "points/visit.html",
        round=round_,
        point=point,
        form=form,
        visited=visited(point.last_visited_at),
        district=district_words(point.district),
        before=queries.get_visit(round_, point),
    )


@bp.post("/rounds/<public_id:round_id>/end")
@sees("round.record", find=queries.get_round)
def end(round: Round) -> Any:  # noqa: A002
    """End the round and show its sum."""
    form = EndForm()
    status = attempt(form, lambda: commands.end_round(g.actor, round, note=form.note.data or ""))
    if status != TAKEN:
        return _draw_round(round, form), status
    flash(_("The round was ended."), "done")
    return redirect(url_for(".round", round_id=round.public_id), 303)
