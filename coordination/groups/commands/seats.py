"""Seats: proposed, confirmed or refused by the host agency's head, given a delegate and an alternate, ended."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.directory.models import Agency
from coordination.groups import queries
from coordination.groups.models import Came, Group, Seat, SeatKind
from coordination.groups.queries import OFFICERS
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.outbox import events

FARTHEST = timedelta(days=366)


def add_seat(
    actor: Actor,
    group: Group,
    *,
    kind: SeatKind,
    from_on: date,
    to_on: date | None = None,
    agency: Agency | None = None,
    holder: Person | None = None,
    alternate: Person | None = None,
    came: Came = Came.APPOINTED,
    letter: str = "",
) -> Seat:
    """A new seat, flushed. Members and observers named by the group's secretary or the host agency's head take effect
    at once, officers where that head names them; what an administrator proposes waits for the head's word.

    Raises Refused for an officer whom the actor may not appoint, Invalid where people or days do not fit.
    """
    _may_appoint(actor, group, kind)
    _check_days(from_on, to_on)
    _check_people(agency, holder, alternate)
    _refuse_own_ruling(actor, group, kind, holder)
    _refuse_second(group, kind, holder, from_on, to_on)
    moment = clock.now()
    seat = Seat(
        group=group,
        kind=kind,
        agency=agency,
        holder=holder,
        alternate=alternate,
        came=came,
        letter=letter,
        from_on=from_on,
        to_on=to_on,
        position=queries.last_position(group.id) + 1,
        proposed_by_id=actor.person_id,
    )
    at_once = policy.allows(actor, "seat.settle_officer" if kind in OFFICERS else "seat.settle", group)
    if at_once:
        seat.confirmed_at, seat.confirmed_by_id = moment, actor.person_id
    db.session.add(seat)
    db.session.flush()
    trail.record(
        actor,
        "seat.appoint_officer" if kind in OFFICERS else "seat.edit",
        seat,
        detail={"kind": kind.value, "holder": holder.id if holder else None, "waits": int(not at_once)},
        agency_id=agency.id if agency else None,
    )
    if not at_once or holder is not None or alternate is not None:
        _tell("seat.named", actor, seat)
    return seat


def edit_seat(
    actor: Actor,
    seat: Seat,
    *,
    kind: SeatKind,
    agency: Agency | None,
    came: Came,
    letter: str,
    from_on: date,
    to_on: date | None,
    position: int,
) -> None:
    """Whose seat it is and for which term. Who could not confirm it may shorten a term, not lengthen it.

    Raises Refused, WrongState or Invalid.
    """
    _still_open(seat)
    _may_appoint(actor, seat.group, kind, seat.kind)
    _check_days(from_on, to_on)
    _check_people(agency, seat.holder, seat.alternate)
    _refuse_own_ruling(actor, seat.group, kind, seat.holder, before=seat.kind)
    _refuse_second(seat.group, kind, seat.holder, from_on, to_on, but=seat)
    if seat.agency_id == seat.group.host_agency_id and (agency is None or agency.id != seat.agency_id):
        _keep_host(seat)
    officer = kind in OFFICERS or seat.kind in OFFICERS
    if seat.confirmed_at is not None and not policy.allows(
        actor, "seat.settle_officer" if officer else "seat.settle", seat.group
    ):
        _refuse_widening(seat, kind, agency, from_on, to_on)
    if to_on != seat.to_on:
        seat.lapse_told_at = None
    changed = change(
        seat,
        kind=kind,
        agency_id=agency.id if agency else None,
        came=came,
        letter=letter,
        from_on=from_on,
        to_on=to_on,
        position=position,
    )
    if changed:
        trail.record(
            actor,
            "seat.appoint_officer" if officer else "seat.edit",
            seat,
            detail={"fields": changed},
            agency_id=agency.id if agency else None,
        )


def delegate(actor: Actor, seat: Seat, *, holder: Person | None, alternate: Person | None) -> None:
    """Name who sits on the seat and who stands in. Raises Refused for a chair's or secretary's seat, whose holder the
    host agency's head alone changes; WrongState where it has ended; Invalid where people do not fit."""
    _still_open(seat)
    _check_people(seat.agency, holder, alternate)
    holder_id, alternate_id = (person.id if person else None for person in (holder, alternate))
    if holder_id != seat.holder_id:
        if seat.kind in OFFICERS and not policy.allows(actor, "seat.settle_officer", seat.group):
            raise Refused(
                N_("The delegate was not changed: the host agency's head names the chair and the secretary."),
                N_("Ask that head, or have the administrator end this seat and propose another."),
            )
        _refuse_own_ruling(actor, seat.group, seat.kind, holder)
        _refuse_second(seat.group, seat.kind, holder, seat.from_on, seat.to_on, but=seat)
    if (holder_id, alternate_id) == (seat.holder_id, seat.alternate_id):
        return
    before = seat.holder_id
    seat.holder, seat.alternate = holder, alternate
    db.session.flush()
    trail.record(
        actor,
        "seat.delegate",
        seat,
        detail={"holder": holder_id, "alternate": alternate_id, "before": before},
        agency_id=seat.agency_id,
    )
    if seat.confirmed_at is not None and (holder_id or alternate_id):
        _tell("seat.named", actor, seat)


def confirm(actor: Actor, seat: Seat) -> None:
    """Let a proposed seat count from its first day. Raises WrongState where somebody has decided already, Invalid where
    its holder meanwhile has another seat of the kind."""
    _still_waits(seat)
    _refuse_second(seat.group, seat.kind, seat.holder, seat.from_on, seat.to_on, but=seat)
    seat.confirmed_at, seat.confirmed_by_id = clock.now(), actor.person_id
    trail.record(actor, "seat.confirm", seat, agency_id=seat.agency_id)
    _tell("seat.confirmed", actor, seat)


def refuse(actor: Actor, seat: Seat) -> None:
    """Say no to a proposed seat. Raises WrongState."""
    _still_waits(seat)
    seat.ended_at = clock.now()
    trail.record(actor, "seat.refuse", seat, agency_id=seat.agency_id)
    _tell("seat.refused", actor, seat)


def end(actor: Actor, seat: Seat) -> None:
    """End a seat at once; past attendance keeps naming it. Raises Refused, WrongState, or Invalid for the last seat of
    the host agency."""
    _still_open(seat)
    _may_appoint(actor, seat.group, seat.kind)
    if seat.agency_id == seat.group.host_agency_id and seat.confirmed_at is not None:
        _keep_host(seat)
    moment = clock.now()
    today = local_date(moment)
    seat.ended_at = moment
    if seat.from_on <= today and (seat.to_on is None or seat.to_on > today):
        seat.to_on = today
    trail.record(actor, "seat.end", seat, agency_id=seat.agency_id)
    if seat.holder_id is not None:
        _tell("seat.ended", actor, seat)


def _tell(name: str, actor: Actor, seat: Seat) -> None:
    events.emit(name, thing_id=seat.id, by=actor.person_id or 0)


def _may_appoint(actor: Actor, group: Group, *kinds: SeatKind) -> None:
    if any(kind in OFFICERS for kind in kinds) and not policy.allows(actor, "seat.appoint_officer", group):
        raise Refused(
            N_("The seat was not changed: chair and secretary are appointed by the host agency's head."),
            N_("Ask that head, or the administrator to propose it."),
        )


def _check_days(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise Invalid(N_("The last day lies before the first."), field="to_on", advice=N_("Choose a later last day."))
    if from_on > local_date(clock.now()) + FARTHEST:
        raise Invalid(
            N_("The first day lies more than a year ahead."),
            field="from_on",
            advice=N_("Propose it nearer to the day."),
        )


def _check_people(agency: Agency | None, holder: Person | None, alternate: Person | None) -> None:
    if agency is None and holder is None:
        raise Invalid(
            N_("A seat belongs to an agency, or to a person in his own name. Name one of them."), field="agency"
        )
    if alternate is not None and holder is None:
        raise Invalid(N_("An alternate stands in for a delegate. Name the delegate too."), field="holder")
    if alternate is not None and holder is not None and alternate.id == holder.id:
        raise Invalid(N_("Delegate and alternate are one person. Name another alternate."), field="alternate")


def _refuse_own_ruling(
    actor: Actor, group: Group, kind: SeatKind, holder: Person | None, *, before: SeatKind | None = None
) -> None:
    """Secretary and chair of a lead group read triage cards, which nobody opens to himself."""
    if holder is None or holder.id != actor.person_id or kind not in OFFICERS or kind == before:
        return
    if queries.leads_agencies(group.id):
        raise Invalid(
            N_("Nobody makes himself chair or secretary of a group that leads agencies. Name somebody else."),
            field="holder",
        )


def _refuse_second(
    group: Group,
    kind: SeatKind,
    holder: Person | None,
    from_on: date,
    to_on: date | None,
    *,
    but: Seat | None = None,
) -> None:
    if holder is not None and queries.holds_seat(
        group.id, holder.id, kind, from_on, to_on, but=but.id if but else None
    ):
        raise Invalid(
            Message(
                N_("%(name)s has such a seat in this group already within these days. Name somebody else."),
                name=holder.name,
            ),
            field="holder",
        )


def _refuse_widening(seat: Seat, kind: SeatKind, agency: Agency | None, from_on: date, to_on: date | None) -> None:
    longer = seat.to_on is not None and (to_on is None or to_on > seat.to_on)
    if longer or from_on < seat.from_on:
        raise Invalid(
            N_("The term was not lengthened: the host agency's head confirms every term."),
            field="to_on",
            advice=N_("Add a seat for the next term; the head is asked to confirm it."),
        )
    if kind != seat.kind or (agency.id if agency else None) != seat.agency_id:
        raise Invalid(
            N_("Kind and agency of a confirmed seat were not changed: the host agency's head confirms them."),
            field="kind",
            advice=N_("End this seat and add another; the head is asked to confirm it."),
        )


def _keep_host(seat: Seat) -> None:
    if not queries.has_host_seat(seat.group, local_date(clock.now()), but=seat.id):
        raise Invalid(
            N_("Nothing was changed: the host agency always has a seat, and this is its only one."),
            advice=N_("Add another seat of the host agency first, or name another delegate for this one."),
        )


def _still_open(seat: Seat) -> None:
    if seat.ended_at is not None:
        raise WrongState(N_("Nothing was changed: the seat has ended."), N_("The group's page shows its seats."))


def _still_waits(seat: Seat) -> None:
    if seat.confirmed_at is not None or seat.ended_at is not None:
        raise WrongState(
            N_("Nothing was changed: somebody has decided this already."), N_("The group's page shows its seats.")
        )
