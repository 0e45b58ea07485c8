"""One-time links and codes: invitations, and passwords lost; made, mailed, and used once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from coordination.access.actor import Actor
from coordination.access.standing import actor_of
from coordination.accounts import queries
from coordination.accounts.commands import attempts, passwords, posts, sessions
from coordination.accounts.models import LinkKind, OneTimeLink, Person
from coordination.accounts.presence import hash_token
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say
from coordination.lang.text import digits
from coordination.outbox import events
from coordination.outbox.mail import queue_mail

# Sixteen of these are 79 random bits; none looks like another on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 4, 4
LASTS = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(minutes=30)}


@dataclass(frozen=True, slots=True)
class Made:
    """A code as it is shown once: on a page to print or in a mail. Only its hash is kept."""

    code: str
    expires_at: datetime


def normal(typed: str) -> str:
    """A code as it is hashed, from how it was typed: small letters, any digits, with or without dashes."""
    return "".join(character for character in digits(typed).upper() if character in ALPHABET)


def make(actor: Actor, person: Person, kind: LinkKind) -> Made:
    """A new code for the person; an earlier one of the kind works no longer."""
    now = clock.now()
    end_open(person, kind)
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    link = OneTimeLink(
        kind=kind,
        person_id=person.id,
        token_hash=hash_token(normal(code)),
        created_at=now,
        created_by_id=actor.person_id,
        expires_at=now + LASTS[kind],
    )
    db.session.add(link)
    trail.record(actor, f"link.make_{kind.value}", link, detail={"person": person.id})
    return Made(code, link.expires_at)


def end_open(person: Person, *kinds: LinkKind) -> None:
    """Codes of the person that wait to be used work no longer; of ``kinds`` only, where some are named."""
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.person_id == person.id,
            OneTimeLink.kind.in_(kinds or tuple(LinkKind)),
            OneTimeLink.used_at.is_(None),
        )
        .values(expires_at=clock.now())
    )


def invite(actor: Actor, person: Person, *, base_url: str) -> Made:
    """A code by which the person opens the account, also sent by mail. Raises WrongState where it is open already."""
    if person.password_hash is not None:
        raise WrongState(
            Message(N_("No invitation was made: %(name)s has opened the account already."), name=person.name),
            N_("Where the password was lost, make a code for a new one."),
        )
    made = make(actor, person, LinkKind.INVITATION)
    _mail(
        person,
        made,
        base_url,
        subject=N_("Invitation to Hamahang"),
        text=N_(
            "You have been invited to Hamahang. Open this address and choose a password:\n\n%(url)s\n\n"
            "It works once, until %(until)s."
        ),
    )
    return made


def print_reset(actor: Actor, person: Person) -> Made:
    """A code for a new password, for somebody whom no mail reaches. The person is told that it was made, and posts that
    the actor could not confirm wait for their heads again once it is used. Raises WrongState or Invalid."""
    if person.password_hash is None:
        raise WrongState(
            Message(N_("No code was made: %(name)s has not opened the account yet."), name=person.name),
            N_("Make a new invitation instead."),
        )
    posts.must_be_confirmable(actor, person)
    made = make(actor, person, LinkKind.RESET)
    with locale.using(person.language):
        queue_mail(
            person.id,
            language=person.language,
            subject=say.message(N_("A code for a new password was made")),
            text=say.message(
                N_(
                    "Your agency's head or an administrator made a code with which the password of your account can be "
                    "changed.\n\nIf you did not ask for it, tell them, and change your password."
                )
            ),
        )
    events.emit("person.reset", thing_id=person.id, by=actor.person_id or 0)
    return made


def ask_reset(email: str, *, address: str) -> None:
    """Somebody says that the password of this address is lost. Known or not, the same is done here: the mail is made
    later, by a listener. Raises TooMany."""
    name = queries.fold_email(email)
    attempts.take("reset", person=name, address=address)
    known = queries.get_sign_in(name)
    usable = known is not None and known.disabled_at is None and known.password_hash is not None
    events.emit("password.lost", thing_id=known.id if known is not None and usable else 0)


def mail_reset(actor: Actor, person: Person, *, base_url: str) -> None:
    """Send the link for a new password."""
    if person.disabled_at is not None or person.password_hash is None:
        return
    made = make(actor, person, LinkKind.RESET)
    _mail(
        person,
        made,
        base_url,
        subject=N_("A new password for Hamahang"),
        text=N_(
            "Somebody asked for a new password of your account. Open this address and choose one:\n\n%(url)s\n\n"
            "It works once, until %(until)s. If it was not you, do nothing: your password stays as it is."
        ),
    )


def look_at(code: str, *, address: str) -> OneTimeLink:
    """The link of a code that can still be used; nothing is changed by looking. Raises TooMany or Invalid."""
    db.session.rollback()
    attempts.take("code", address=address)
    link = queries.get_open_link(normal(code))
    if link is None:
        raise _no_longer()
    return link


def use(code: str, password: str, *, device: str, address: str) -> str:
    """Set the password that the code is for, open the account where it was an invitation, and sign in: the token.

    Raises TooMany or Invalid; then the code can be used again.
    """
    link = look_at(code, address=address)
    passwords.check_new(password, name=link.person.name, email=link.person.email)
    hashed = passwords.hash_password(password)
    link_again = queries.get_open_link(normal(code))
    if link_again is None or not _mark_used(link_again):
        raise _no_longer()
    link, person = link_again, link_again.person
    actor = Actor(person.id, public_id=person.public_id, name=person.name)
    passwords.set_password(actor, person.id, hashed)
    if link.kind == LinkKind.INVITATION:
        trail.record(actor, "person.join", person)
        events.emit("person.joined", thing_id=person.id, by=person.id)
        posts.let_first_head_begin(actor, person)
    else:
        events.emit("password.changed", thing_id=person.id, by=person.id)
        if link.created_by_id is not None:
            posts.wait_again(actor_of(link.created_by_id), person)
    attempts.give_back("code", address=address)
    return sessions.start(person.id, device=device, address=address)


def _mark_used(link: OneTimeLink) -> bool:
    """Of two who use the link at once, one succeeds."""
    done: Any = db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


def _no_longer() -> Invalid:
    return Invalid(
        N_("This code opens nothing: it was mistyped, used already, or its time is over."),
        field="code",
        advice=N_("Type it again, or ask your agency's head or the administrator for a new one."),
    )


def _mail(person: Person, made: Made, base_url: str, *, subject: str, text: str) -> None:
    with locale.using(person.language):
        queue_mail(
            person.id,
            language=person.language,
            subject=say.message(subject),
            text=say.message(
                Message(text, url=f"{base_url.rstrip('/')}/link/{made.code}", until=_full_moment(made.expires_at))
            ),
        )


def _full_moment(value: datetime) -> Message:
    """The day by name, since «today» is wrong by the time a mail is read."""
    return Message(N_("%(day)s, %(time)s"), day=say.full_day(value), time=say.clock_time(value))
