"""Every relation between a person and a thing, by its name in relations.csv."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from coordination.access.actor import Actor
from coordination.access.relation import Relation
from coordination.accounts.models import InstallationRole, Person, Post, PostKind, RoleKind, SessionRow
from coordination.cases.models import Case, CaseMember, Consent
from coordination.directory.models import Agency
from coordination.referrals.models import Referral, ReferralMember, Route

LIAISON = (PostKind.LIAISON,)
DESK = (PostKind.LIAISON, PostKind.DEPUTY, PostKind.HEAD)


def _at(*kinds: PostKind) -> Callable[[Actor], bool]:
    return lambda actor: bool(actor.agencies(*kinds))


def _case_of(thing: Case | Consent | Referral) -> Case:
    return thing if isinstance(thing, Case) else thing.case


# --- referral ---------------------------------------------------------------------------------------------------

sender_liaison = Relation(
    "sender.liaison",
    lambda actor, referral: actor.holds(LIAISON, referral.sender_agency_id),
    _at(*LIAISON),
    lambda actor: Referral.sender_agency_id.in_(actor.agencies(*LIAISON)),
)


def _is_sender_staff(actor: Actor, referral: Referral) -> bool:
    return actor.holds(DESK, referral.sender_agency_id) or (
        referral.case.worker_id == actor.person_id
        and referral.case.agency_id == referral.sender_agency_id
        and actor.holds(PostKind, referral.sender_agency_id)
    )


def _sent_from(actor: Actor) -> ColumnElement[bool]:
    desk = actor.agencies(*DESK)
    others = actor.agencies() - desk
    at_desk = Referral.sender_agency_id.in_(desk)
    if not others:
        return at_desk
    works = exists(
        select(Case.id).where(
            Case.id == Referral.case_id,
            Case.worker_id == actor.person_id,
            Case.agency_id == Referral.sender_agency_id,
        )
    )
    return or_(at_desk, and_(Referral.sender_agency_id.in_(others), works))


sender_staff = Relation("sender.staff", _is_sender_staff, _at(), _sent_from)

recipient_liaison = Relation(
    "recipient.liaison",
    lambda actor, referral: _has_arrived(referral) and actor.holds(LIAISON, referral.recipient_agency_id),
    _at(*LIAISON),
    lambda actor: and_(Referral.sent_at.is_not(None), Referral.recipient_agency_id.in_(actor.agencies(*LIAISON))),
)


def _has_arrived(referral: Referral) -> bool:
    """A draft is its sender's alone."""
    return referral.sent_at is not None


def _is_recipient_staff(actor: Actor, referral: Referral) -> bool:
    """Handler and team are staff of the recipient: who holds no post there any more sees nothing of it."""
    if not _has_arrived(referral):
        return False
    if actor.holds(DESK, referral.recipient_agency_id):
        return True
    named = referral.handler_id == actor.person_id or any(m.person_id == actor.person_id for m in referral.team)
    return named and actor.person_id is not None and actor.holds(PostKind, referral.recipient_agency_id)


def _sent_to(actor: Actor) -> ColumnElement[bool]:
    """A person with desks only needs no search for his name: the list then walks one index."""
    desk = actor.agencies(*DESK)
    others = actor.agencies() - desk
    at_desk = Referral.recipient_agency_id.in_(desk)
    if not others:
        return and_(Referral.sent_at.is_not(None), at_desk)
    in_team = exists(
        select(ReferralMember.id).where(
            ReferralMember.referral_id == Referral.id, ReferralMember.person_id == actor.person_id
        )
    )
    named = or_(Referral.handler_id == actor.person_id, in_team)
    return and_(Referral.sent_at.is_not(None), or_(at_desk, and_(Referral.recipient_agency_id.in_(others), named)))


recipient_staff = Relation("recipient.staff", _is_recipient_staff, _at(), _sent_to)

court_liaison = Relation(
    "court_liaison",
    lambda actor, referral: (
        _has_arrived(referral)
        and referral.court_route
        and actor.holds((PostKind.COURT_LIAISON,), referral.order_agency_id)
    ),
    _at(PostKind.COURT_LIAISON),
    lambda actor: and_(
        Referral.sent_at.is_not(None),
        _on_court_route(),
        Referral.order_agency_id.in_(actor.agencies(PostKind.COURT_LIAISON)),
    ),
)


def _on_court_route() -> ColumnElement[bool]:
    return or_(Referral.route == Route.JUDICIAL, and_(Referral.route == Route.POLICE, Referral.order_number != ""))


def _rules_on(actor: Actor, referral: Referral) -> bool:
    """The reviewer of a referral (relations.csv): on a court route the order's court liaison; else the secretary of the
    sender's lead group, or of the installation's, recused if he holds a post on either side; then its chair."""
    if not _has_arrived(referral):
        return False
    if referral.court_route:
        return court_liaison.holds(actor, referral)
    sides = {referral.sender_agency_id, referral.recipient_agency_id}
    if sides & actor.agencies():
        return False
    lead = referral.sender.lead_group_id or actor.default_lead_group_id
    return any(part.group_id == lead and all(sides & before for before in part.after) for part in actor.reviewing)


def _ruled_on_by(actor: Actor) -> ColumnElement[bool]:
    mine = actor.agencies()
    ordinary: list[ColumnElement[bool]] = []
    for part in actor.reviewing:
        led = Agency.lead_group_id == part.group_id
        if part.group_id == actor.default_lead_group_id:
            led = or_(led, Agency.lead_group_id.is_(None))
        ordinary.append(
            and_(
                exists(select(Agency.id).where(Agency.id == Referral.sender_agency_id, led)),
                *(
                    or_(Referral.sender_agency_id.in_(before), Referral.recipient_agency_id.in_(before))
                    for before in part.after
                ),
            )
        )
    by_seat = and_(
        ~_on_court_route(),
        Referral.sent_at.is_not(None),
        Referral.sender_agency_id.not_in(mine),
        Referral.recipient_agency_id.not_in(mine),
        or_(*ordinary) if ordinary else false(),
    )
    assert court_liaison.clause is not None
    return or_(by_seat, court_liaison.clause(actor))


reviewer = Relation(
    "reviewer",
    _rules_on,
    lambda actor: bool(actor.reviewing) or bool(actor.agencies(PostKind.COURT_LIAISON)),
    _ruled_on_by,
)

either_side = Relation(
    "agency.member of either side",
    lambda actor, referral: bool(
        {referral.sender_agency_id, referral.recipient_agency_id if _has_arrived(referral) else None} & actor.agencies()
    ),
    _at(),
    lambda actor: or_(
        Referral.sender_agency_id.in_(actor.agencies()),
        and_(Referral.sent_at.is_not(None), Referral.recipient_agency_id.in_(actor.agencies())),
    ),
)


# --- case, consent ----------------------------------------------------------------------------------------------


def _is_case_staff(actor: Actor, thing: Case | Consent | Referral) -> bool:
    """Worker and team are staff of the owner agency: who holds no post there any more sees nothing of it."""
    case = _case_of(thing)
    if actor.holds(LIAISON, case.agency_id):
        return True
    named = case.worker_id == actor.person_id or any(member.person_id == actor.person_id for member in case.team)
    return named and actor.person_id is not None and actor.holds(PostKind, case.agency_id)


def _cases_of(actor: Actor) -> ColumnElement[bool]:
    in_team = exists(
        select(CaseMember.id).where(CaseMember.case_id == Case.id, CaseMember.person_id == actor.person_id)
    )
    named = or_(Case.worker_id == actor.person_id, in_team)
    return or_(
        Case.agency_id.in_(actor.agencies(*LIAISON)),
        and_(Case.agency_id.in_(actor.agencies() - actor.agencies(*LIAISON)), named),
    )


case_staff = Relation("case.staff", _is_case_staff, _at(), _cases_of)


# --- agency -----------------------------------------------------------------------------------------------------


def agency_of(thing: Any) -> int | None:
    """The agency a thing belongs to (its own id for an agency)."""
    return thing.id if isinstance(thing, Agency) else getattr(thing, "agency_id", None)


def _of_agency(name: str, *kinds: PostKind) -> Relation:
    def clause(actor: Actor) -> ColumnElement[bool]:
        return Case.agency_id.in_(actor.agencies(*kinds))

    return Relation(
        name, lambda actor, thing: actor.holds(kinds or tuple(PostKind), agency_of(thing)), _at(*kinds), clause
    )


agency_liaison = _of_agency("agency.liaison", PostKind.LIAISON)
agency_worker = _of_agency("agency.worker", PostKind.WORKER)
agency_head = _of_agency("agency.head", PostKind.HEAD)
agency_member = _of_agency("agency.member")
any_member = Relation("any agency.member", lambda actor, _agency: bool(actor.agencies()), _at(), lambda _actor: true())


def _confirms(actor: Actor, thing: Any) -> bool:
    """A post is confirmed by its agency's head; a head's own post, and an installation role, by the host agency's head;
    nobody confirms his own (domain.md, Directory and people)."""
    if thing.person_id == actor.person_id:
        return False
    host_decides = getattr(thing, "agency_id", None) is None or thing.kind == PostKind.HEAD
    return actor.holds((PostKind.HEAD,), actor.host_agency_id if host_decides else thing.agency_id)


def _posts_to_confirm(actor: Actor) -> ColumnElement[bool]:
    headed = actor.agencies(PostKind.HEAD)
    heads_host = actor.host_agency_id in headed
    return and_(
        Post.person_id != actor.person_id,
        or_(
            and_(Post.kind != PostKind.HEAD, Post.agency_id.in_(headed)),
            Post.kind == PostKind.HEAD if heads_host else false(),
        ),
    )


confirming_head = Relation("agency.head", _confirms, _at(PostKind.HEAD), _posts_to_confirm)
role_confirming_head = Relation(
    "host.head",
    _confirms,
    lambda actor: actor.host_agency_id in actor.agencies(PostKind.HEAD),
    lambda actor: (
        InstallationRole.person_id != actor.person_id
        if actor.host_agency_id in actor.agencies(PostKind.HEAD)
        else false()
    ),
)
host_head = Relation(
    "host.head",
    lambda actor, _thing: actor.holds((PostKind.HEAD,), actor.host_agency_id),
    lambda actor: actor.host_agency_id in actor.agencies(PostKind.HEAD),
)


def _heads_agency_of_person(actor: Actor, person: Person) -> bool:
    return any(actor.holds((PostKind.HEAD,), post.agency_id) for post in person.posts if post.refused_at is None)


def _people_of(actor: Actor) -> ColumnElement[bool]:
    headed = actor.agencies(PostKind.HEAD)
    return exists(
        select(Post.id).where(Post.person_id == Person.id, Post.agency_id.in_(headed), Post.refused_at.is_(None))
    )


head_of_person = Relation("agency.head", _heads_agency_of_person, _at(PostKind.HEAD), _people_of)


def _heads_every_agency_of_person(actor: Actor, person: Person) -> bool:
    """What opens a person's whole account is for a head to whose agencies all of its posts belong: else a head could
    propose a post to somebody of another agency and so reach that agency's files."""
    standing = [post for post in person.posts if post.refused_at is None]
    if not standing or any(role.refused_at is None for role in person.roles):
        return False
    return all(actor.holds((PostKind.HEAD,), post.agency_id) for post in standing)


only_head_of_person = Relation("agency.head", _heads_every_agency_of_person, _at(PostKind.HEAD))


# --- installation, self, system ---------------------------------------------------------------------------------


def _role(kind: RoleKind) -> Relation:
    return Relation(
        kind.value,
        lambda actor, _thing: kind in actor.roles,
        lambda actor: kind in actor.roles,
        lambda _actor: true(),
    )


administrator = _role(RoleKind.ADMINISTRATOR)
data_officer = _role(RoleKind.DATA_OFFICER)
auditor = _role(RoleKind.AUDITOR)


def _is_self(actor: Actor, thing: Any) -> bool:
    if actor.person_id is None:
        return False
    return (thing.id if isinstance(thing, Person) else thing.person_id) == actor.person_id


own = Relation(
    "self",
    _is_self,
    lambda actor: actor.person_id is not None,
    lambda actor: SessionRow.person_id == actor.person_id,
)
system = Relation("system", lambda actor, _thing: actor.rule is not None, lambda actor: actor.rule is not None)
