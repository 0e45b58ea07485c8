"""Signing in by e-mail address and password: the same answer and the same time for known and unknown names."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import attempts, passwords, sessions
from coordination.audit import trail
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_


def sign_in(email: str, password: str, *, device: str, address: str) -> str:
    """Begin a session of the person with this address; the token for the cookie.

    Nothing is locked while the password is compared. Raises TooMany, or Invalid with one and the same text whether the
    address is unknown, the account disabled or not yet opened, or the password wrong.
    """
    name = queries.fold_email(email)
    attempts.take("sign_in", person=name, address=address)
    known = queries.get_sign_in(name)
    usable = known is not None and known.disabled_at is None
    stored = known.password_hash if known is not None and usable else None
    # An unknown name is compared too, with a password that is nobody's.
    if not passwords.fits(stored, password) or known is None or stored is None:
        trail.record_reading(Actor.system("sign_in"), "session.refuse", "person", (known.id,) if known else ())
        raise Invalid(
            N_("You were not signed in: the e-mail address and the password do not belong together."),
            field="password",
            advice=N_("Type both once more, or have a new password sent to you."),
        )
    renewed = passwords.hash_password(password) if passwords.is_outdated(stored) else None
    if renewed:
        queries.get_person_by_number(known.id).password_hash = renewed
    attempts.give_back("sign_in", person=name, address=address)
    return sessions.start(known.id, device=device, address=address)
