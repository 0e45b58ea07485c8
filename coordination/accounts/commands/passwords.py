"""Passwords: Argon2id, what makes one good enough, and changing one's own."""

from __future__ import annotations

import re
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import attempts, sessions
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import fold, name_parts
from coordination.outbox import events

SHORTEST, LONGEST = 10, 200
FEWEST_CHARACTERS = 4
SHORTEST_PART = 3

# OWASP's second choice of parameters: 19 MiB and two passes, so that eight sign-ins at once fit a small server.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# What an unknown name is compared with, so that its answer takes as long.
_NOBODYS = HASHER.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """What the database keeps of a password. No transaction of the session may be open: hashing takes its time."""
    db.session.rollback()
    return HASHER.hash(_normal(password))


def fits(stored: str | None, password: str) -> bool:
    """Whether the password is the one stored; takes as long where none is stored. Ends the session's transaction."""
    db.session.rollback()
    try:
        return HASHER.verify(stored or _NOBODYS, _normal(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def check_new(password: str, *, name: str, email: str) -> None:
    """Whether a password may be chosen: long enough, of several characters, without the own name or address.

    Raises Invalid for the field ``password``, with what would help.
    """
    normal = _normal(password)
    if len(normal) < SHORTEST:
        raise _refused(
            Message(N_("The password was not saved: it has fewer than %(least)s characters."), least=SHORTEST)
        )
    if len(normal) > LONGEST:
        raise _refused(Message(N_("The password was not saved: it has more than %(most)s characters."), most=LONGEST))
    if len(set(normal)) < FEWEST_CHARACTERS:
        raise _refused(Message(N_("The password was not saved: it repeats the same few characters.")))
    folded = fold(normal)
    own = [*name_parts(name), *map(fold, re.split(r"[._+-]", email.partition("@")[0]))]
    if any(len(part) >= SHORTEST_PART and part in folded for part in own):
        raise _refused(Message(N_("The password was not saved: your name or your e-mail address is part of it.")))


def _refused(message: Message) -> Invalid:
    return Invalid(
        message,
        field="password",
        advice=N_("Three or four words that do not belong together are easy to keep and hard to guess."),
    )


def change(actor: Actor, *, old: str, new: str, device: str, address: str) -> str:
    """Change one's own password; every other sign-in ends, and the token of a new one comes back for this browser.

    Raises Invalid for the field ``old_password`` or ``password``, or TooMany.
    """
    db.session.rollback()
    attempts.take("password", person=actor.public_id, address=address)
    person = queries.get_own(actor)
    person_id, stored, name, email = person.id, person.password_hash, person.name, person.email
    if not fits(stored, old):
        raise Invalid(
            N_("The password was not changed: the present one was not typed right."),
            field="old_password",
            advice=N_("Type the password with which you signed in."),
        )
    check_new(new, name=name, email=email)
    if _normal(old) == _normal(new):
        raise Invalid(N_("The password was not changed: the new one is the same as the old one."), field="password")
    hashed = hash_password(new)
    person = queries.get_own(actor)
    set_password(actor, person_id, hashed)
    attempts.give_back("password", person=actor.public_id, address=address)
    events.emit("password.changed", thing_id=person_id, by=person_id)
    return sessions.start(person_id, device=device, address=address)


def confirm(actor: Actor, password: str, *, address: str) -> bool:
    """Whether the actor's own password was typed again, before an act that needs it (a signature). Ends the session's
    transaction: load what the act changes afterwards. Raises TooMany."""
    db.session.rollback()
    attempts.take("password", person=actor.public_id, address=address)
    stored = queries.get_own(actor).password_hash
    if not fits(stored, password):
        return False
    attempts.give_back("password", person=actor.public_id, address=address)
    return True


def set_password(actor: Actor, person_id: int, hashed: str) -> None:
    """Store a hash made before; every sign-in of the person ends."""
    person = queries.get_person_by_number(person_id)
    person.password_hash, person.password_changed_at = hashed, clock.now()
    sessions.end_all(person_id)
    trail.record(actor, "password.change", person)


def _normal(password: str) -> str:
    """One form for the same characters typed on another keyboard; digits and spaces stay as they are."""
    return unicodedata.normalize("NFKC", password)
