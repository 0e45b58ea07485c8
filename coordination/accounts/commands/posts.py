"""Posts and installation roles: proposed, confirmed or refused by the head who decides, and ended."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import sessions
from coordination.accounts.models import InstallationRole, Person, Post, PostKind, RoleKind
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.outbox import events

FARTHEST = timedelta(days=366)


def propose(
    actor: Actor, person: Person, *, agency: Agency, kind: PostKind, from_on: date, to_on: date | None = None
) -> Post:
    """Propose a post; where the proposer is the head who confirms it, it takes effect at once.

    Raises Refused at an agency that is not the actor's, Invalid where the days do not fit or the post exists.
    """
    if not policy.allows(actor, "post.propose", agency):
        raise Refused(
            N_("The post was not proposed: you propose posts at your own agency."),
            N_("Ask the head of that agency, or the administrator."),
        )
    _check_days(from_on, to_on)
    for other in person.posts:
        if (
            other.agency_id == agency.id
            and other.kind == kind
            and other.refused_at is None
            and _overlap(other, from_on, to_on)
        ):
            raise Invalid(
                N_("The post was not proposed: the person holds it already, or it waits for the head's word."),
                field="kind",
                advice=N_("Look at the posts on the person's page."),
            )
    post = Post(
        person=person,
        agency=agency,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        proposed_by_id=actor.person_id,
        proposed_at=clock.now(),
    )
    db.session.add(post)
    db.session.flush()
    trail.record(actor, "post.propose", post, detail={"kind": kind.value, "person": person.id}, agency_id=agency.id)
    if policy.allows(actor, "post.confirm", post):
        confirm(actor, post)
    else:
        events.emit("post.proposed", thing_id=post.id, by=actor.person_id or 0)
    return post


def confirm(actor: Actor, post: Post) -> None:
    """Let a post take effect from its first day; the person's sign-ins begin anew. Raises WrongState."""
    _still_waits(post)
    post.confirmed_at, post.confirmed_by_id = clock.now(), actor.person_id
    sessions.end_all(post.person_id)
    trail.record(actor, "post.confirm", post, agency_id=post.agency_id)
    events.emit("post.confirmed", thing_id=post.id, by=actor.person_id or 0)


def refuse(actor: Actor, post: Post) -> None:
    """Say no to a proposed post. Raises WrongState."""
    _still_waits(post)
    post.refused_at = clock.now()
    trail.record(actor, "post.refuse", post, agency_id=post.agency_id)
    events.emit("post.refused", thing_id=post.id, by=actor.person_id or 0)


def end(actor: Actor, post: Post, *, to_on: date) -> None:
    """Set or bring forward the last day of a post; a later one would be a new grant and is proposed anew.

    Raises Invalid for the field ``to_on``, or WrongState where it was refused.
    """
    if post.refused_at is not None:
        raise WrongState(N_("The post was not ended: it was refused and never took effect."))
    if to_on < post.from_on:
        raise Invalid(
            N_("The post was not ended: its last day would lie before its first."),
            field="to_on",
            advice=N_("Choose the first day or a later one."),
        )
    if post.to_on is not None and to_on > post.to_on:
        raise Invalid(
            N_("The post was not changed: its last day can be brought forward, not put off."),
            field="to_on",
            advice=N_("Propose the post anew from the day after it ends."),
        )
    post.to_on = to_on
    sessions.end_all(post.person_id)
    trail.record(actor, "post.end", post, detail={"to_on": to_on.isoformat()}, agency_id=post.agency_id)
    events.emit("post.ended", thing_id=post.id, by=actor.person_id or 0)


def wait_again(actor: Actor, person: Person) -> None:
    """Somebody else has given the person a way to sign in: posts that this one could not confirm take effect only when
    their heads have confirmed them once more, so that nobody who keeps accounts opens a file by keeping one."""
    for post in that_would_wait(actor, person):
        post.confirmed_at, post.confirmed_by_id = None, None
        post.proposed_at, post.proposed_by_id = clock.now(), actor.person_id
        trail.record(actor, "post.propose", post, detail={"again": 1, "person": person.id}, agency_id=post.agency_id)
        events.emit("post.proposed", thing_id=post.id, by=actor.person_id or 0)


def that_would_wait(actor: Actor, person: Person) -> list[Post]:
    """The person's posts that stand, and that the actor could not confirm; none where both are one."""
    today = local_date(clock.now())
    stand = [post for post in person.posts if post.confirmed_at and (post.to_on is None or post.to_on >= today)]
    if actor.person_id == person.id:
        return []
    return [post for post in stand if not policy.allows(actor, "post.confirm", post)]


def must_be_confirmable(actor: Actor, person: Person) -> None:
    """Refuse to give the host agency's only head a way to sign in: nobody could confirm the post once more.

    Raises Invalid.
    """
    today, host = local_date(clock.now()), queries.get_host_agency_id()
    is_head = any(
        post.kind == PostKind.HEAD and post.agency_id == host and post.confirmed_at is not None for post in person.posts
    )
    if is_head and actor.person_id != person.id and not queries.has_another_head(host, person.id, today):
        raise Invalid(
            Message(
                N_("Nothing was changed: %(name)s is the host agency's only head, whose post nobody could confirm."),
                name=person.name,
            ),
            advice=N_("A new password comes by mail, or on the server by the command «flask code»."),
        )


def propose_first_head(actor: Actor, person: Person, *, agency: Agency, from_on: date) -> Post:
    """The post of the host agency's first head, proposed by set-up, that is by nobody."""
    post = Post(
        person=person, agency=agency, kind=PostKind.HEAD, from_on=from_on, proposed_at=clock.now(), proposed_by_id=None
    )
    db.session.add(post)
    db.session.flush()
    trail.record(actor, "post.propose", post, detail={"kind": post.kind.value, "person": person.id})
    return post


def let_first_head_begin(actor: Actor, person: Person) -> None:
    """The host agency's first head has nobody above: the post that set-up proposed takes effect when the invitation is
    accepted (domain.md, Directory and people). It never happens twice."""
    host = queries.get_host_agency_id()
    if host is None or queries.has_confirmed_head(host):
        return
    for post in person.posts:
        if (
            post.kind == PostKind.HEAD
            and post.agency_id == host
            and post.proposed_by_id is None
            and post.refused_at is None
        ):
            confirm(actor, post)


def propose_role(actor: Actor, person: Person, *, kind: RoleKind, from_on: date) -> InstallationRole:
    """Propose a role beside all agencies; the host agency's head confirms it. Raises Invalid."""
    _check_days(from_on, None)
    today = local_date(clock.now())
    for other in person.roles:
        if other.kind == kind and other.refused_at is None and (other.to_on is None or other.to_on >= today):
            raise Invalid(
                N_("The role was not proposed: the person holds it already, or it waits for confirmation."),
                field="kind",
            )
    role = InstallationRole(person=person, kind=kind, from_on=from_on, proposed_by_id=actor.person_id)
    db.session.add(role)
    db.session.flush()
    trail.record(actor, "role.propose", role, detail={"kind": kind.value, "person": person.id})
    events.emit("role.proposed", thing_id=role.id, by=actor.person_id or 0)
    return role


def confirm_role(actor: Actor, role: InstallationRole) -> None:
    """Let an installation role take effect; the person's sign-ins begin anew. Raises WrongState."""
    _still_waits(role)
    role.confirmed_at, role.confirmed_by_id = clock.now(), actor.person_id
    sessions.end_all(role.person_id)
    trail.record(actor, "role.confirm", role)
    events.emit("role.confirmed", thing_id=role.id, by=actor.person_id or 0)


def refuse_role(actor: Actor, role: InstallationRole) -> None:
    """Say no to a proposed role. Raises WrongState."""
    _still_waits(role)
    role.refused_at = clock.now()
    trail.record(actor, "role.refuse", role)
    events.emit("role.refused", thing_id=role.id, by=actor.person_id or 0)


def end_role(actor: Actor, role: InstallationRole) -> None:
    """End a role with yesterday, so that it is gone at once. Raises Invalid for the last administrator."""
    today = local_date(clock.now())
    if role.kind == RoleKind.ADMINISTRATOR:
        keep_an_administrator(role.person_id)
    if role.confirmed_at is None:
        refuse_role(actor, role)
        return
    role.from_on, role.to_on = min(role.from_on, today - timedelta(days=1)), today - timedelta(days=1)
    sessions.end_all(role.person_id)
    trail.record(actor, "role.end", role)
    events.emit("role.ended", thing_id=role.id, by=actor.person_id or 0)


def keep_an_administrator(person_id: int) -> None:
    """Refuse what would leave the installation without anybody to keep it. Raises Invalid."""
    if queries.is_last_administrator(person_id, local_date(clock.now())):
        raise Invalid(
            N_("Nothing was changed: this is the only administrator, and without one nobody could keep the accounts."),
            advice=N_("Propose another administrator first, and let the host agency's head confirm."),
        )


def _still_waits(thing: Post | InstallationRole) -> None:
    if thing.confirmed_at is not None or thing.refused_at is not None:
        raise WrongState(
            N_("Nothing was changed: somebody has decided this already."),
            N_("The person's page shows what was decided."),
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


def _overlap(post: Post, from_on: date, to_on: date | None) -> bool:
    return (post.to_on is None or post.to_on >= from_on) and (to_on is None or post.from_on <= to_on)
