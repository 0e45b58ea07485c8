"""Pages of seats: one seat, a new one, its term, who sits on it, its end, and those that wait for a head's word."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.names import person_name
from coordination.directory.forms.rules import as_stored
from coordination.groups import commands, queries
from coordination.groups.forms import DelegateForm, NewSeat, SeatForm, seat_values
from coordination.groups.models import CAME_LABELS, SEAT_LABELS, Came, Group, Seat
from coordination.groups.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError
from coordination.lang import zone
from coordination.lang.filters import pick

WORDS = {"seat_labels": SEAT_LABELS, "came_labels": CAME_LABELS, "name_of": person_name}


@bp.route("/groups/<public_id:group_id>/seats/new", methods=["GET", "POST"])
@sees("seat.edit", find=queries.get_group_row, also=("seat.appoint_officer",))
def new_seat(group: Group) -> Any:
    """A further seat."""
    officers = policy.allows(g.actor, "seat.appoint_officer", group)
    form = NewSeat(data={"from_on": zone.today(), "came": Came.APPOINTED}, officers=officers)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                seat = commands.add_seat(
                    g.actor,
                    group,
                    kind=form.kind.data,
                    agency=form.agency.data,
                    holder=form.holder.data,
                    alternate=form.alternate.data,
                    came=form.came.data,
                    letter=form.letter.data or "",
                    from_on=form.from_on.data,
                    to_on=form.to_on.data,
                )
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                if seat.confirmed_at is None:
                    flash(_("The seat is proposed. It counts when the host agency's head confirms it."), "done")
                else:
                    flash(_("The seat is added."), "done")
                return _to_group(group)
    return render_template("groups/new_seat.html", form=form, group=group), status


@bp.get("/seats/<public_id:seat_id>")
@sees("group.view", find=queries.get_seat)
def seat(seat: Seat) -> str:
    """One seat with everything that is known of its term, and what the reader may do with it."""
    return render_template("groups/seat.html", seat=seat, today=zone.today(), lapses=_lapses(seat), **WORDS)


def _lapses(seat: Seat) -> bool:
    today = zone.today()
    return seat.to_on is not None and seat.stands(today) and seat.to_on <= today + queries.LAPSE_WARNED


@bp.route("/seats/<public_id:seat_id>/edit", methods=["GET", "POST"])
@sees("seat.edit", find=queries.get_seat)
def edit_seat(seat: Seat) -> Any:
    """Whose seat it is, and for which term."""
    values = seat_values(seat)
    officers = policy.allows(g.actor, "seat.appoint_officer", seat.group) or seat.kind in queries.OFFICERS
    form = SeatForm(data=values, officers=officers, saved=as_stored(SeatForm, values, officers=officers))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.edit_seat(
                    g.actor,
                    seat,
                    kind=form.kind.data,
                    agency=form.agency.data,
                    came=form.came.data,
                    letter=form.letter.data or "",
                    from_on=form.from_on.data,
                    to_on=form.to_on.data,
                    position=form.position.data,
                )
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The seat is saved."), "done")
                return _to_seat(seat)
    return render_template("groups/edit_seat.html", form=form, seat=seat, **WORDS), status


@bp.route("/seats/<public_id:seat_id>/delegate", methods=["GET", "POST"])
@sees("seat.delegate", find=queries.get_seat)
def name_delegate(seat: Seat) -> Any:
    """Who sits on the seat, and who stands in."""
    values = {"holder": seat.holder, "alternate": seat.alternate}
    form = DelegateForm(data=values, saved=as_stored(DelegateForm, values))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.delegate(g.actor, seat, holder=form.holder.data, alternate=form.alternate.data)
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The seat's delegate and alternate are saved."), "done")
                return _to_seat(seat)
    return render_template("groups/name_delegate.html", form=form, seat=seat, **WORDS), status


@bp.route("/seats/<public_id:seat_id>/end", methods=["GET", "POST"])
@sees("seat.edit", find=queries.get_seat)
def end_seat(seat: Seat) -> Any:
    """Asked once more before a seat ends."""
    if request.method == "GET":
        return render_template("groups/end_seat.html", seat=seat, **WORDS)
    commands.end(g.actor, seat)
    flash(_("The seat has ended."), "done")
    return _to_group(seat.group)


@bp.get("/groups/seats-to-confirm")
@sees("seat.confirm")
def waiting_seats() -> str:
    """Seats that wait for the reader's word."""
    return render_template("groups/waiting_seats.html", seats=queries.list_waiting_seats(g.actor), **WORDS)


@bp.post("/seats/<public_id:seat_id>/confirm")
@sees("seat.confirm", find=queries.get_seat)
def confirm_seat(seat: Seat) -> Response:
    """Let a seat count."""
    commands.confirm(g.actor, seat)
    flash(_("The seat of %(name)s is confirmed.", name=_whose(seat)), "done")
    return redirect(url_for(".waiting_seats"), 303)


@bp.post("/seats/<public_id:seat_id>/refuse")
@sees("seat.confirm", find=queries.get_seat)
def refuse_seat(seat: Seat) -> Response:
    """Say no to a seat."""
    commands.refuse(g.actor, seat)
    flash(_("The seat of %(name)s is refused; who proposed it is told.", name=_whose(seat)), "done")
    return redirect(url_for(".waiting_seats"), 303)


def _whose(seat: Seat) -> str:
    return person_name(seat.holder) if seat.holder else pick(seat.agency, "name")


def _to_seat(seat: Seat) -> Response:
    return redirect(url_for(".seat", seat_id=seat.public_id), 303)


def _to_group(group: Group) -> Response:
    return redirect(url_for(".show", group_id=group.public_id), 303)
