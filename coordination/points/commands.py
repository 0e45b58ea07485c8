"""All writes of watched points and visit rounds: points, starting a round, its visits, its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.directory.models import Agency, AgencyKind, Centre, CentreKind
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.outbox import events
from coordination.points import queries
from coordination.points.districts import district_code
from coordination.points.models import Point, Round, Visit, WorkSeen

MOST_SEEN = 999
MOST_DAYS = 365
LATITUDES, LONGITUDES = (24.0, 40.0), (43.0, 64.0)


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What is written of a point; coordinates in degrees, both or neither; an empty ``code`` is given."""

    name: str
    code: str = ""
    city: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    visit_every: int = 7
    group: Group | None = None
    active: bool = True


def create_point(actor: Actor, agency: Agency, *, facts: PointFacts) -> Point:
    """A point that a mobile unit of ``agency`` is to watch. Raises Refused where the actor is neither staff of the
    agency nor secretary of the group that answers for it, Invalid where the agency is of the police or runs no mobile
    unit, a code is taken, or something does not fit."""
    _check_agency(agency)
    point = Point(agency_id=agency.id, agency=agency)
    _fill(actor, point, facts, code=facts.code or _next_code(agency))
    if policy.relation_for(actor, "point.create", point) is None:
        raise Refused(
            N_("The point was not entered: you are neither staff of this agency nor secretary of the group."),
            N_("Choose your own agency, or a group whose secretary you are."),
        )
    db.session.add(point)
    db.session.flush()
    trail.record(actor, "point.create", point)
    return point


def edit_point(actor: Actor, point: Point, *, facts: PointFacts) -> None:
    """Store what was written of a point, or give it up (not ``active``). Raises Invalid as ``create_point``."""
    _fill(actor, point, facts, code=facts.code or point.code)
    trail.record(actor, "point.edit", point)


def _check_agency(agency: Agency) -> None:
    unit = exists().where(Centre.agency_id == agency.id, Centre.kind == CentreKind.MOBILE_UNIT, Centre.active.is_(True))
    if agency.kind == AgencyKind.POLICE or not db.session.scalar(select(unit)):
        raise Invalid(
            N_("This agency runs no mobile social services unit, so it watches no points."),
            field="agency",
            advice=N_("Enter the mobile unit among the agency's centres first."),
        )


def _next_code(agency: Agency) -> str:
    number = queries.count_points(agency.id) + 1
    while queries.code_taken(agency.id, code := f"P-{number:03}"):
        number += 1
    return code


def _fill(actor: Actor, point: Point, facts: PointFacts, *, code: str) -> None:
    if not facts.name:
        raise Invalid(N_("The point has no name. Say where it is."), field="name")
    if queries.code_taken(point.agency_id, code, but=point.id):
        raise Invalid(
            Message(N_("Another point of this agency has the code %(code)s."), code=code),
            field="code",
            advice=N_("Choose another code, or leave it empty."),
        )
    if not 1 <= facts.visit_every <= MOST_DAYS:
        raise Invalid(N_("A point is visited once in 1 to 365 days."), field="visit_every")
    _check_place(facts.latitude, facts.longitude)
    refuse_codes(note=facts.note)
    point.code, point.name, point.note, point.city = code, facts.name, facts.note, facts.city
    point.district = district_code(facts.district)
    point.latitude, point.longitude = facts.latitude, facts.longitude
    point.visit_every, point.active = facts.visit_every, facts.active
    point.group_id, point.group = (facts.group.id, facts.group) if facts.group is not None else (None, None)


def _check_place(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        raise Invalid(
            N_("One of the two coordinates is missing. Write both, or leave both empty."),
            field="latitude" if latitude is None else "longitude",
        )
    for field, value, (least, most) in (("latitude", latitude, LATITUDES), ("longitude", longitude, LONGITUDES)):
        if value is not None and not least <= value <= most:
            raise Invalid(
                Message(N_("This place is outside the country: it must lie between %(least)s and %(most)s."),
                        least=int(least), most=int(most)),
                field=field,
            )  # fmt: skip


# --- rounds ------------------------------------------------------------------------------------------------------


def start_round(actor: Actor, unit: Centre) -> Round:
    """Begin a round with a mobile unit; the one that the actor runs with it already, where there is one, so that a form
    that is sent again begins no second. Raises Invalid where the centre is no mobile unit in work, Refused where the
    actor is not staff of its agency."""
    if unit.kind != CentreKind.MOBILE_UNIT or not unit.active or unit.agency.kind == AgencyKind.POLICE:
        raise Invalid(N_("This centre is no mobile unit in work, so no round was begun."), field="unit")
    assert actor.person_id is not None
    made = Round(agency_id=unit.agency_id, centre_id=unit.id, by_id=actor.person_id, started_at=clock.now(), visits=[])
    if policy.relation_for(actor, "round.record", made) is None:
        raise Refused(N_("Only staff of the unit's agency go on rounds with it."))
    running = queries.get_running(unit.id, actor.person_id)
    if running is not None:
        return running
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "round.start", made)
    return made


def record_visit(
    actor: Actor,
    round_: Round,
    point: Point,
    *,
    girls: int = 0,
    boys: int = 0,
    contacts: int = 0,
    work: Sequence[WorkSeen] = (),
    note: str = "",
) -> Visit:
    """What was seen at a point in a loaded round. A second time it corrects the first: a form that is sent again has
    one effect. Raises Invalid for counts that cannot be, a point of another agency, a child named in the note;
    WrongState after the end of the round, unless it says what stands there already."""
    for field, count in (("girls", girls), ("boys", boys), ("contacts", contacts)):
        if not 0 <= count <= MOST_SEEN:
            raise Invalid(N_("This count cannot be right: it lies between 0 and 999."), field=field)
    if contacts > girls + boys:
        raise Invalid(
            N_("You spoke with more children than you saw."), field="contacts", advice=N_("Count those seen first.")
        )
    if point.agency_id != round_.agency_id or not point.active:
        raise Invalid(N_("This point does not belong to the unit, so nothing was saved."))
    said = (girls, boys, contacts, [one.value for one in work], note)
    visit = queries.get_visit(round_, point)
    if visit is not None and said == (visit.girls, visit.boys, visit.contacts, visit.work, visit.note):
        return visit
    if round_.ended_at is not None:
        raise WrongState(N_("The round has ended, so nothing was saved."), N_("Begin another round."))
    _check_note(round_.agency, note)
    now = clock.now()
    if visit is None:
        visit = Visit(round_id=round_.id, point_id=point.id, point=point, at=now)
        round_.visits.append(visit)
    visit.girls, visit.boys, visit.contacts, visit.work, visit.note = said
    if point.last_visited_at is None or point.last_visited_at < visit.at:
        point.last_visited_at = visit.at
    db.session.flush()
    trail.record(actor, "round.record", visit)
    return visit


def _check_note(agency: Agency, note: str) -> None:
    refuse_codes(note=note)
    if queries.names_a_child(agency, note):
        raise Invalid(
            N_("Nothing was saved: the name of a child of your files stands in the note."),
            field="note",
            advice=N_("Say it without naming a child; a contact becomes a referral on its own page."),
        )


def end_round(actor: Actor, round_: Round, *, note: str = "") -> None:
    """End the round; a second time nothing happens."""
    if round_.ended_at is not None:
        return
    _check_note(round_.agency, note)
    round_.ended_at, round_.note = clock.now(), note
    trail.record(actor, "round.end", round_, detail={"visits": len(round_.visits)})
    events.emit("round.end", thing_id=round_.id, by=actor.person_id or 0)
