"""People: invited, corrected, disabled and enabled; and what they set for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import links, posts, sessions
from coordination.accounts.models import Person, Post, PostKind
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.sorting import sort_key
from coordination.outbox import events


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited to which post; ``made`` is the code to print, or None where the account was open already."""

    person: Person
    post: Post
    made: links.Made | None


def invite(
    actor: Actor,
    *,
    name: str,
    name_en: str,
    email: str,
    language: str,
    agency: Agency,
    kind: PostKind,
    from_on: date,
    base_url: str,
) -> Invited:
    """Make an account and propose its first post; somebody with an account gets the proposal only.

    Raises Refused at an agency that is not the actor's, or Invalid.
    """
    if not policy.allows(actor, "person.invite", agency):
        raise Refused(
            N_("Nobody was invited: you invite to your own agency."),
            N_("Ask the head of that agency, or the administrator."),
        )
    person = queries.get_person_by_email(email)
    is_new = person is None
    if person is None:
        person = add(actor, name=name, name_en=name_en, email=email, language=language)
    elif person.disabled_at is not None:
        raise Invalid(
            N_("Nobody was invited: the account with this address is disabled."),
            field="email",
            advice=N_("The administrator can enable it again."),
        )
    # A code opens the whole account: for one that another agency invited, only who could reset it gets one.
    opens = person.password_hash is None and (is_new or policy.allows(actor, "person.reset", person))
    made = links.invite(actor, person, base_url=base_url) if opens else None
    post = posts.propose(actor, person, agency=agency, kind=kind, from_on=from_on)
    return Invited(person, post, made)


def add(actor: Actor, *, name: str, name_en: str, email: str, language: str) -> Person:
    """An account without a password, which an invitation opens. For invitations, set-up and import."""
    person = Person(
        name=name,
        name_en=name_en,
        sort_key=sort_key(name),
        email=queries.fold_email(email),
        language=language,
        created_at=clock.now(),
        posts=[],
        roles=[],
        absences=[],
    )
    db.session.add(person)
    db.session.flush()
    trail.record(actor, "person.invite", person)
    events.emit("person.invited", thing_id=person.id, by=actor.person_id or 0)
    return person


def edit(actor: Actor, person: Person, *, name: str, name_en: str, email: str, mobile: str) -> None:
    """Correct name, address or mobile number. With the address codes sent to the old one end; and where the account is
    open, posts that the actor could not confirm wait for their heads again. Raises Invalid."""
    other = queries.get_person_by_email(email)
    if other is not None and other.id != person.id:
        raise Invalid(
            N_("Nothing was saved: another account has this e-mail address."),
            field="email",
            advice=N_("Every person has an own address; look for the other account by its address."),
        )
    changed = person.email != queries.fold_email(email)
    if changed:
        links.end_open(person)
        if person.password_hash is not None:
            posts.must_be_confirmable(actor, person)
            posts.wait_again(actor, person)
    person.name, person.name_en, person.sort_key = name, name_en, sort_key(name)
    person.email, person.mobile = queries.fold_email(email), mobile
    trail.record(actor, "person.edit", person, detail={"email_changed": int(changed)})
    events.emit("person.readdressed" if changed else "person.edited", thing_id=person.id, by=actor.person_id or 0)


def disable(actor: Actor, person: Person) -> None:
    """Close an account: nobody signs in by it and its sign-ins end; nothing it did is lost. Raises WrongState
    or Invalid."""
    if person.disabled_at is not None:
        raise WrongState(Message(N_("Nothing was changed: the account of %(name)s is disabled."), name=person.name))
    if person.id == actor.person_id:
        raise Invalid(
            N_("Nothing was changed: nobody disables the own account."),
            advice=N_("Another administrator can do it."),
        )
    posts.keep_an_administrator(person.id)
    person.disabled_at = clock.now()
    sessions.end_all(person.id)
    trail.record(actor, "person.disable", person)
    events.emit("person.disabled", thing_id=person.id, by=actor.person_id or 0)


def enable(actor: Actor, person: Person) -> None:
    """Open a disabled account again, with its password and its posts as they stand. Raises WrongState."""
    if person.disabled_at is None:
        raise WrongState(Message(N_("Nothing was changed: the account of %(name)s is enabled."), name=person.name))
    person.disabled_at = None
    trail.record(actor, "person.enable", person)
    events.emit("person.enabled", thing_id=person.id, by=actor.person_id or 0)


def end_sessions(actor: Actor, person: Person) -> int:
    """End every sign-in of a person, for a telephone lost; how many."""
    ended = sessions.end_all(person.id)
    trail.record(actor, "person.end_sessions", person, detail={"ended": ended})
    return ended


def edit_profile(actor: Actor, person: Person, *, name: str, name_en: str, language: str, mail_notices: bool) -> None:
    """What people say of themselves."""
    person.name, person.name_en, person.sort_key = name, name_en, sort_key(name)
    person.language, person.mail_notices = language, mail_notices
    trail.record(actor, "profile.edit", person)


def choose_language(actor: Actor, language: str) -> None:
    """The language of this person's pages and mails. It leaves the version alone: an open form stays good."""
    db.session.execute(update(Person).where(Person.id == actor.person_id).values(language=language))
