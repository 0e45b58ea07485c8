"""Naming the reviewers of an agency or of the installation."""

from __future__ import annotations

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.accounts.models import Person, Post
from coordination.accounts.presence import holds_today
from coordination.audit import trail
from coordination.directory.models import Agency, Installation
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date


def name_reviewers(actor: Actor, thing: Agency | Installation, *, first: Person | None, second: Person | None) -> None:
    """Name who rules on objections to what an agency sends, and who does where the first is recused (relations.csv).

    Raises Invalid where both are one person, the second stands alone, somebody holds a post at the agency itself and so
    could never rule, or the actor names himself: a reviewer reads triage cards, which nobody opens to himself.
    """
    if second is not None and first is None:
        raise Invalid(N_("A second reviewer needs a first one. Name the reviewer too."), field="first")
    if first is not None and first is second:
        raise Invalid(N_("Both reviewers are one person. Name another second reviewer."), field="second")
    for name, person, before in (
        ("first", first, thing.reviewer_id),
        ("second", second, thing.second_reviewer_id),
    ):
        if person is not None and person.id == actor.person_id and person.id != before:
            raise Invalid(N_("Nobody names himself a reviewer. Name somebody else."), field=name)
    if isinstance(thing, Agency):
        for name, person in (("first", first), ("second", second)):
            _refuse_own_staff(thing, person, name)
    thing.reviewer_id = first.id if first else None
    thing.second_reviewer_id = second.id if second else None
    act = "agency.edit" if isinstance(thing, Agency) else "settings.edit"
    trail.record(actor, act, thing, detail={"reviewers": [p.id if p else None for p in (first, second)]})


def _refuse_own_staff(agency: Agency, person: Person | None, field: str) -> None:
    if person is None:
        return
    at_home = select(Post.id).where(
        Post.person_id == person.id, Post.agency_id == agency.id, holds_today(Post, local_date(clock.now()))
    )
    if db.session.scalar(at_home) is not None:
        raise Invalid(
            Message(
                N_("%(name)s holds a post at this agency, so would never rule on what it sends. Name somebody else."),
                name=person.name,
            ),
            field=field,
        )
