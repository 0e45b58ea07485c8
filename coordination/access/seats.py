"""Relations that a seat in a group gives, and those of agenda, minutes, resolutions and actions (relations.csv)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from coordination.access.actor import Actor
from coordination.access.relation import Relation
from coordination.accounts.models import PostKind, RoleKind
from coordination.actions.models import Action, Contributor
from coordination.groups.models import Group, Seat, SeatKind
from coordination.meetings.models import AgendaItem, Attendance, Interval, Invitee, Meeting
from coordination.minutes.models import Minutes, MinutesState
from coordination.resolutions.models import Mandate, Resolution

VOTING = (SeatKind.CHAIR, SeatKind.SECRETARY, SeatKind.MEMBER)
GroupColumn = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def _group_of(thing: Any) -> int | None:
    return None if thing is None else thing.group_id


def _seated(name: str, *kinds: SeatKind, alternate: bool = False) -> Relation:
    """A seat of one of ``kinds`` in the thing's group today."""
    return Relation(
        name,
        lambda actor, thing: actor.sits(_group_of(thing), kinds, alternate=alternate),
        lambda actor: bool(actor.groups(*kinds, alternate=alternate)),
    )


def _over(relation: Relation, column: GroupColumn, *kinds: SeatKind, alternate: bool = False) -> Relation:
    """The same relation with the SQL condition of a list of things whose group is ``column``."""
    return Relation(
        relation.name,
        relation.holds,
        relation.anywhere,
        lambda actor: column.in_(actor.groups(*kinds, alternate=alternate)),
    )


group_secretary = _seated("group.secretary", SeatKind.SECRETARY)
group_chair = _seated("group.chair", SeatKind.CHAIR)
group_member = _seated("group.member", *VOTING)
alternate = _seated("alternate", *VOTING, alternate=True)
observer = _seated("observer", SeatKind.OBSERVER)

hosting_head = Relation(
    "agency.head",
    lambda actor, thing: actor.holds(
        (PostKind.HEAD,), thing.host_agency_id if isinstance(thing, Group) else thing.group.host_agency_id
    ),
    lambda actor: bool(actor.agencies(PostKind.HEAD)),
)
"""A head of the group's host agency; of a seat, its ``group`` must be loaded."""


def _hosted_by(actor: Actor) -> ColumnElement[bool]:
    return Seat.group_id.in_(select(Group.id).where(Group.host_agency_id.in_(actor.agencies(PostKind.HEAD))))


seat_confirming_head = Relation(
    "agency.head",
    lambda actor, seat: actor.person_id not in (seat.holder_id, seat.alternate_id) and hosting_head.holds(actor, seat),
    hosting_head.anywhere,
    lambda actor: and_(
        _hosted_by(actor),
        or_(Seat.holder_id.is_(None), Seat.holder_id != actor.person_id),
        or_(Seat.alternate_id.is_(None), Seat.alternate_id != actor.person_id),
    ),
)
"""A head of the host agency confirms who is seated, but never himself; ``seat.group`` must be loaded."""

listed_member = _over(group_member, Group.id, *VOTING)
listed_alternate = _over(alternate, Group.id, *VOTING, alternate=True)
listed_chair = _over(group_chair, Group.id, SeatKind.CHAIR)
listed_secretary = _over(group_secretary, Group.id, SeatKind.SECRETARY)
listed_observer = _over(observer, Group.id, SeatKind.OBSERVER)

shared_phrase_keeper = Relation(
    "administrator",
    lambda actor, thing: thing.group_id is None and RoleKind.ADMINISTRATOR in actor.roles,
    lambda actor: RoleKind.ADMINISTRATOR in actor.roles,
)
"""A phrase that belongs to no group is offered in all of them."""

seat_agency_desk = Relation(
    "liaison or head of the seat's agency",
    lambda actor, seat: actor.holds((PostKind.LIAISON, PostKind.HEAD), seat.agency_id),
    lambda actor: bool(actor.agencies(PostKind.LIAISON, PostKind.HEAD)),
)

member_agency_liaison = Relation(
    "liaison of a member agency",
    lambda actor, group: any(
        seat.agency_id in actor.agencies(PostKind.LIAISON) for seat in group.seats if seat.ended_at is None
    ),
    lambda actor: bool(actor.agencies(PostKind.LIAISON)),
)
"""``group.seats`` must be loaded."""

# --- meetings, agenda items -------------------------------------------------------------------------------------

meeting_member = _over(group_member, Meeting.group_id, *VOTING)
meeting_alternate = _over(alternate, Meeting.group_id, *VOTING, alternate=True)
meeting_observer = _over(observer, Meeting.group_id, SeatKind.OBSERVER)
meeting_secretary = _over(group_secretary, Meeting.group_id, SeatKind.SECRETARY)
meeting_chair = _over(group_chair, Meeting.group_id, SeatKind.CHAIR)

invitee = Relation(
    "invitee",
    lambda actor, meeting: any(
        one.person_id == actor.person_id and one.removed_at is None for one in meeting.invitees if one.person_id
    ),
    lambda actor: actor.person_id is not None,
    lambda actor: exists(
        select(Invitee.id).where(
            Invitee.meeting_id == Meeting.id, Invitee.person_id == actor.person_id, Invitee.removed_at.is_(None)
        )
    ),
)
"""``meeting.invitees`` must be loaded."""

item_member = _over(group_member, AgendaItem.group_id, *VOTING)
item_alternate = _over(alternate, AgendaItem.group_id, *VOTING, alternate=True)


def _sees_openly(actor: Actor, thing: Any) -> bool:
    return not thing.confidential and actor.sits(_group_of(thing), (SeatKind.OBSERVER,))


item_observer = Relation(
    "observer",
    _sees_openly,
    observer.anywhere,
    lambda actor: and_(AgendaItem.group_id.in_(actor.groups(SeatKind.OBSERVER)), AgendaItem.confidential.is_(False)),
)
proposer = Relation(
    "proposer",
    lambda actor, item: item.proposer_id is not None and item.proposer_id == actor.person_id,
    lambda actor: actor.person_id is not None,
    lambda actor: AgendaItem.proposer_id == actor.person_id,
)

# --- minutes, signatures ----------------------------------------------------------------------------------------


def _circulated(relation: Relation) -> Relation:
    """The relation once the minutes have left the secretary's desk."""

    def clause(actor: Actor) -> ColumnElement[bool]:
        kinds = (SeatKind.OBSERVER,) if relation is observer else VOTING
        return and_(
            Minutes.state != MinutesState.DRAFTING,
            Minutes.meeting_id.in_(
                select(Meeting.id).where(Meeting.group_id.in_(actor.groups(*kinds, alternate=relation is alternate)))
            ),
        )

    return Relation(
        relation.name,
        lambda actor, minutes: minutes.state != MinutesState.DRAFTING and relation.holds(actor, minutes),
        relation.anywhere,
        clause,
    )


def _minutes_of(relation: Relation, kind: SeatKind) -> Relation:
    return Relation(
        relation.name,
        relation.holds,
        relation.anywhere,
        lambda actor: Minutes.meeting_id.in_(select(Meeting.id).where(Meeting.group_id.in_(actor.groups(kind)))),
    )


minutes_secretary = _minutes_of(group_secretary, SeatKind.SECRETARY)
minutes_chair = _minutes_of(group_chair, SeatKind.CHAIR)
minutes_member = _circulated(group_member)
minutes_alternate = _circulated(alternate)
minutes_observer = _circulated(observer)


def _attended(meeting_id: Any, actor: Actor) -> ColumnElement[bool]:
    return exists(
        select(Interval.id)
        .join(Attendance, Attendance.id == Interval.attendance_id)
        .where(Attendance.meeting_id == meeting_id, Attendance.person_id == actor.person_id)
    )


def _is_attendee(actor: Actor, minutes: Minutes) -> bool:
    """``minutes.attended_by`` (ids of persons with an interval) is set by the query that loads them."""
    return minutes.state != MinutesState.DRAFTING and actor.person_id in minutes.attended_by


attendee = Relation(
    "attendee",
    _is_attendee,
    lambda actor: actor.person_id is not None,
    lambda actor: and_(Minutes.state != MinutesState.DRAFTING, _attended(Minutes.meeting_id, actor)),
)
signatory = Relation(
    "signatory",
    lambda actor, signature: actor.person_id is not None and signature.person_id == actor.person_id,
    lambda actor: actor.person_id is not None,
)

# --- resolutions ------------------------------------------------------------------------------------------------

resolution_member = _over(group_member, Resolution.group_id, *VOTING)
resolution_alternate = _over(alternate, Resolution.group_id, *VOTING, alternate=True)
resolution_observer = Relation(
    "observer",
    _sees_openly,
    observer.anywhere,
    lambda actor: and_(Resolution.group_id.in_(actor.groups(SeatKind.OBSERVER)), Resolution.confidential.is_(False)),
)
BINDS = ("in_force", "partially_implemented", "implemented", "not_implementable", "superseded", "revoked")


def _is_bound(actor: Actor, resolution: Resolution) -> bool:
    return resolution.state in BINDS and any(
        actor.holds((PostKind.LIAISON, PostKind.HEAD), mandate.agency_id) for mandate in resolution.mandates
    )


bound_desk = Relation(
    "liaison or head of a bound agency",
    _is_bound,
    lambda actor: bool(actor.agencies(PostKind.LIAISON, PostKind.HEAD)),
    lambda actor: and_(
        Resolution.state.in_(BINDS),
        exists(
            select(Mandate.resolution_id).where(
                Mandate.resolution_id == Resolution.id,
                Mandate.agency_id.in_(actor.agencies(PostKind.LIAISON, PostKind.HEAD)),
            )
        ),
    ),
)
"""Who is bound reads by what, once it is in force; ``resolution.mandates`` must be loaded."""

issuer_liaison = Relation(
    "issuer.liaison",
    lambda actor, resolution: bool(resolution.outside_body) and actor.holds((PostKind.LIAISON,), resolution.agency_id),
    lambda actor: bool(actor.agencies(PostKind.LIAISON)),
    lambda actor: and_(Resolution.outside_body != "", Resolution.agency_id.in_(actor.agencies(PostKind.LIAISON))),
)
issuer_member = Relation(
    "agency.member of the entering agency",
    lambda actor, resolution: resolution.agency_id is not None and resolution.agency_id in actor.agencies(),
    lambda actor: bool(actor.agencies()),
    lambda actor: Resolution.agency_id.in_(actor.agencies()),
)

# --- actions, extensions ----------------------------------------------------------------------------------------


def _action_of(thing: Any) -> Action:
    return thing if isinstance(thing, Action) else thing.action


def _issued(holds: Callable[[Actor, Action], bool]) -> Callable[[Actor, Any], bool]:
    """A draft is the secretary's alone."""

    def check(actor: Actor, thing: Any) -> bool:
        action = _action_of(thing)
        return action.state != "draft" and holds(actor, action)

    return check


def _owned(relation: Relation) -> Relation:
    assert relation.clause is not None
    clause = relation.clause
    return Relation(
        relation.name,
        _issued(relation.holds),
        relation.anywhere,
        lambda actor: and_(Action.state != "draft", clause(actor)),
    )


action_owner = _owned(
    Relation(
        "action.owner",
        lambda actor, action: actor.person_id is not None and action.owner_id == actor.person_id,
        lambda actor: actor.person_id is not None,
        lambda actor: Action.owner_id == actor.person_id,
    )
)
owner_liaison = _owned(
    Relation(
        "owner.liaison",
        lambda actor, action: actor.holds((PostKind.LIAISON,), action.agency_id),
        lambda actor: bool(actor.agencies(PostKind.LIAISON)),
        lambda actor: Action.agency_id.in_(actor.agencies(PostKind.LIAISON)),
    )
)
owner_head = _owned(
    Relation(
        "agency.head",
        lambda actor, action: actor.holds((PostKind.HEAD,), action.agency_id),
        lambda actor: bool(actor.agencies(PostKind.HEAD)),
        lambda actor: Action.agency_id.in_(actor.agencies(PostKind.HEAD)),
    )
)
contributor = _owned(
    Relation(
        "contributor",
        lambda actor, action: any(one.person_id == actor.person_id for one in action.contributors),
        lambda actor: actor.person_id is not None,
        lambda actor: exists(
            select(Contributor.action_id).where(
                Contributor.action_id == Action.id, Contributor.person_id == actor.person_id
            )
        ),
    )
)
action_member = _owned(_over(group_member, Action.group_id, *VOTING))
action_secretary = _over(group_secretary, Action.group_id, SeatKind.SECRETARY)


action_verifier = _owned(
    Relation(
        "action.verifier",
        lambda actor, action: actor.person_id not in (None, action.owner_id) and action.verifier_id == actor.person_id,
        lambda actor: actor.person_id is not None,
        lambda actor: and_(Action.verifier_id == actor.person_id, Action.owner_id != actor.person_id),
    )
)
"""The person named, never the owner. Where his posts and seats have ended ``actions.jobs`` names the secretary."""

source_liaison = Relation(
    "source.liaison",
    lambda actor, thing: thing.group_id is None and actor.holds((PostKind.LIAISON,), thing.source_agency_id),
    lambda actor: bool(actor.agencies(PostKind.LIAISON)),
    lambda actor: and_(Action.group_id.is_(None), Action.source_agency_id.in_(actor.agencies(PostKind.LIAISON))),
)
