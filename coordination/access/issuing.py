"""Relations to what agencies and groups issue and own: activities, circulars, reports, programmes, points, outcomes,
registrations, figures (relations.csv); those to answers and deliveries stand in ``access.asking``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from coordination.access.actor import Actor
from coordination.access.relation import Relation
from coordination.access.seats import VOTING
from coordination.accounts.models import STAFF, PostKind, RoleKind
from coordination.activities.models import Activity
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.data_calls.models import DataCall, Distribution
from coordination.directory.models import Agency
from coordination.groups.models import SeatKind
from coordination.indicators.models import Indicator
from coordination.outcomes.models import Outcome
from coordination.points.models import Point
from coordination.programmes.models import Memorandum, MemorandumParty, Programme, ProgrammePartner
from coordination.registrations.models import Registration
from coordination.reports.models import Report, ReportState

LIAISON = (PostKind.LIAISON,)
DESK = (PostKind.LIAISON, PostKind.HEAD)
SEATED = tuple(SeatKind)

Column = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def held_at(*kinds: PostKind) -> Callable[[Actor], bool]:
    """For a relation: whether one of these posts is held anywhere."""
    return lambda actor: bool(actor.agencies(*kinds))


# --- what a group or an agency issues -----------------------------------------------------------------------------


def _issued(thing: Any) -> Any:
    """What was issued: of a sheet its data call, of a delivery its distribution, else the thing itself."""
    return getattr(thing, "issue", thing)


def is_issuer_staff(actor: Actor, thing: Any) -> bool:
    """Whether the actor is secretary of the issuing group, or liaison or head of the issuing agency."""
    issued = _issued(thing)
    if issued.group_id is not None:
        return actor.sits(issued.group_id, (SeatKind.SECRETARY,))
    return actor.holds(DESK, issued.agency_id)


def issued_by(actor: Actor, model: Any) -> ColumnElement[bool]:
    """SQL: rows of ``model`` that the actor issues so."""
    return or_(model.group_id.in_(actor.groups(SeatKind.SECRETARY)), model.agency_id.in_(actor.agencies(*DESK)))


def _issuer_staff(model: Any) -> Relation:
    """The secretary of the issuing group, or a liaison or head of the issuing agency."""
    return Relation(
        "issuer.staff",
        is_issuer_staff,
        lambda actor: bool(actor.groups(SeatKind.SECRETARY) or actor.agencies(*DESK)),
        lambda actor: issued_by(actor, model),
    )


issuer_staff = _issuer_staff(Activity)
activity_source = Relation(
    "group.secretary or liaison of the agency",
    lambda actor, activity: (
        actor.sits(activity.group_id, (SeatKind.SECRETARY,))
        if activity.group_id is not None
        else actor.holds(LIAISON, activity.agency_id)
    ),
    lambda actor: bool(actor.groups(SeatKind.SECRETARY) or actor.agencies(*LIAISON)),
    lambda actor: or_(
        Activity.group_id.in_(actor.groups(SeatKind.SECRETARY)), Activity.agency_id.in_(actor.agencies(*LIAISON))
    ),
)
"""Who issues actions where they arose: an agency's liaison answers for them, its head does not."""
circular_staff = _issuer_staff(Circular)
call_staff = _issuer_staff(DataCall)
distribution_staff = _issuer_staff(Distribution)
report_staff = _issuer_staff(Report)


def _is_of_issuer(actor: Actor, thing: Any) -> bool:
    if thing.group_id is not None:
        return actor.sits(thing.group_id, SEATED) or actor.sits(thing.group_id, VOTING, alternate=True)
    return thing.agency_id in actor.agencies()


def _within(actor: Actor, model: Any) -> ColumnElement[bool]:
    groups = actor.groups() | actor.groups(*VOTING, alternate=True)
    return or_(model.group_id.in_(groups), model.agency_id.in_(actor.agencies()))


def _issuer_member(model: Any) -> Relation:
    """Whoever is seated in the issuing group or holds a post at the issuing agency."""
    return Relation(
        "issuer.member",
        _is_of_issuer,
        lambda actor: bool(actor.agencies() or actor.groups() or actor.groups(*VOTING, alternate=True)),
        lambda actor: _within(actor, model),
    )


issuer_member_of_activity = _issuer_member(Activity)
_report_member = _issuer_member(Report)
report_member = Relation(
    "issuer.member",
    lambda actor, report: report.state != ReportState.DRAFT and _is_of_issuer(actor, report),
    _report_member.anywhere,
    lambda actor: and_(Report.state != ReportState.DRAFT, _within(actor, Report)),
)
"""A report is its issuer's staff's alone until it is published."""

circular_reader = Relation(
    "circular.reader",
    lambda actor, circular: (
        circular.state != CircularState.DRAFT
        and any(one.person_id == actor.person_id for one in circular.receipts if actor.person_id is not None)
    ),
    lambda actor: actor.person_id is not None,
    lambda actor: and_(
        Circular.state != CircularState.DRAFT,
        exists(
            select(Receipt.id).where(Receipt.circular_id == Circular.id, Receipt.person_id == actor.person_id)
        ).correlate(Circular),
    ),
)
"""To whom it was sent; ``circular.receipts`` must be loaded (his own suffices)."""

# --- programmes, memoranda, indicators ----------------------------------------------------------------------------


def _owned_by(name: str, column: Column, *kinds: PostKind) -> Relation:
    return Relation(
        name,
        lambda actor, thing: actor.holds(kinds or tuple(PostKind), thing.agency_id),
        held_at(*kinds),
        lambda actor: column.in_(actor.agencies(*kinds)),
    )


programme_staff = _owned_by("owner.staff", Programme.agency_id, *DESK)
programme_member = _owned_by("agency.member", Programme.agency_id)
memorandum_staff = _owned_by("owner.staff", Memorandum.agency_id, *DESK)
memorandum_head = _owned_by("owner.head", Memorandum.agency_id, PostKind.HEAD)
programme_partner = Relation(
    "liaison or head of a partner",
    lambda actor, programme: any(actor.holds(DESK, one.agency_id) for one in programme.partners),
    held_at(*DESK),
    lambda actor: exists(
        select(ProgrammePartner.id).where(
            ProgrammePartner.programme_id == Programme.id, ProgrammePartner.agency_id.in_(actor.agencies(*DESK))
        )
    ).correlate(Programme),
)
"""``programme.partners`` must be loaded."""
programme_evaluator = Relation(
    "member of the evaluation committee",
    lambda actor, programme: (
        programme.evaluation_group_id is not None and actor.sits(programme.evaluation_group_id, VOTING)
    ),
    lambda actor: bool(actor.groups(*VOTING)),
    lambda actor: Programme.evaluation_group_id.in_(actor.groups(*VOTING)),
)
memorandum_party = Relation(
    "liaison or head of a party",
    lambda actor, memorandum: (
        memorandum.state != "draft"
        and any(actor.holds(DESK, one.agency_id) for one in memorandum.parties if one.agency_id is not None)
    ),
    held_at(*DESK),
    lambda actor: and_(
        Memorandum.state != "draft",
        exists(
            select(MemorandumParty.id).where(
                MemorandumParty.memorandum_id == Memorandum.id, MemorandumParty.agency_id.in_(actor.agencies(*DESK))
            )
        ).correlate(Memorandum),
    ),
)
"""``memorandum.parties`` must be loaded."""
indicator_staff = Relation(
    "owner.staff",
    is_issuer_staff,
    lambda actor: bool(actor.groups(SeatKind.SECRETARY) or actor.agencies(*DESK)),
    lambda actor: issued_by(actor, Indicator),
)
_indicator_member = _issuer_member(Indicator)
indicator_member = Relation(
    "owner.member", _indicator_member.holds, _indicator_member.anywhere, _indicator_member.clause
)

# --- watched points -----------------------------------------------------------------------------------------------


def _without_police(relation: Relation) -> Relation:
    """Nothing of watched points is ever told to anybody of the police (domain.md)."""

    def clause(actor: Actor) -> ColumnElement[bool]:
        assert relation.clause is not None
        return relation.clause(actor)

    return Relation(
        relation.name,
        lambda actor, thing: not actor.in_police and relation.holds(actor, thing),
        lambda actor: not actor.in_police and relation.anywhere(actor),
        clause,
    )


unit_staff = _without_police(
    Relation(
        "staff of a mobile unit",
        lambda actor, thing: actor.holds(STAFF, thing.agency_id),
        held_at(*STAFF),
        lambda actor: Point.agency_id.in_(actor.agencies(*STAFF)),
    )
)
"""A point belongs to an agency that runs a mobile unit (``points.commands`` refuses any other)."""
point_secretary = _without_police(
    Relation(
        "group.secretary",
        lambda actor, point: point.group_id is not None and actor.sits(point.group_id, (SeatKind.SECRETARY,)),
        lambda actor: bool(actor.groups(SeatKind.SECRETARY)),
        lambda actor: Point.group_id.in_(actor.groups(SeatKind.SECRETARY)),
    )
)
point_group_member = _without_police(
    Relation(
        "group.member",
        lambda actor, point: point.group_id is not None and actor.sits(point.group_id, VOTING),
        lambda actor: bool(actor.groups(*VOTING)),
        lambda actor: Point.group_id.in_(actor.groups(*VOTING)),
    )
)


def _knows_the_network(actor: Actor) -> bool:
    return bool(actor.posts or actor.seats or RoleKind.AUDITOR in actor.roles)


outside_police = _without_police(
    Relation(
        "anybody but the police",
        lambda actor, _thing: _knows_the_network(actor),
        _knows_the_network,
        lambda _actor: true(),
    )
)
"""Counts of watched points by district tell no place."""

# --- outcomes -----------------------------------------------------------------------------------------------------

outcome_verifier = Relation(
    "outcome.verifier",
    lambda actor, outcome: (
        actor.person_id is not None
        and actor.person_id == outcome.verifier_id
        and actor.person_id != outcome.claimed_by_id
    ),
    lambda actor: actor.person_id is not None,
    lambda actor: and_(Outcome.verifier_id == actor.person_id, Outcome.claimed_by_id != actor.person_id),
)
outcome_claimer = Relation(
    "who claimed it",
    lambda actor, outcome: actor.person_id is not None and actor.person_id == outcome.claimed_by_id,
    lambda actor: actor.person_id is not None,
    lambda actor: Outcome.claimed_by_id == actor.person_id,
)

# --- register of organisations ------------------------------------------------------------------------------------

applicant = Relation(
    "applicant",
    lambda actor, registration: actor.registration_id is not None and actor.registration_id == registration.id,
    lambda actor: actor.registration_id is not None,
)
registrar = Relation(
    "registrar",
    lambda actor, _registration: actor.holds((PostKind.REGISTRAR,), actor.host_agency_id),
    lambda actor: actor.host_agency_id in actor.agencies(PostKind.REGISTRAR),
    lambda _actor: true(),
)
registration_head = _owned_by("agency.head", Registration.agency_id, PostKind.HEAD)

# --- figures ------------------------------------------------------------------------------------------------------

figures_head = Relation(
    "agency.head",
    lambda actor, agency: actor.holds((PostKind.HEAD,), agency.id),
    held_at(PostKind.HEAD),
    lambda actor: Agency.id.in_(actor.agencies(PostKind.HEAD)),
)
parent_head = Relation(
    "head of the parent agency",
    lambda actor, agency: agency.parent_id is not None and actor.holds((PostKind.HEAD,), agency.parent_id),
    held_at(PostKind.HEAD),
    lambda actor: Agency.parent_id.in_(actor.agencies(PostKind.HEAD)),
)
"""Parenthood gives figures, and never a child's data or name."""
