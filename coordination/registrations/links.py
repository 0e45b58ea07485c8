"""The link by which an organisation applies, and the mails that carry it.

The link is made from a key of the installation, so that each mail can bear the same one while the database keeps its
hash alone.
"""

from __future__ import annotations

from datetime import timedelta

from coordination.accounts.presence import hash_token
from coordination.kernel import clock
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say
from coordination.outbox import outbox
from coordination.outbox.mail import Guest, queue_mail
from coordination.registrations.models import Registration
from coordination.vault.blind import blind

LASTS = timedelta(days=30)
SUBJECTS = {
    "invited": N_("Registering your organisation with Hamahang"),
    "returned": N_("Your application came back to be completed"),
    "approved": N_("Your organisation is registered"),
    "refused": N_("Your application was not accepted"),
}
TEXTS = {
    "invited": N_(
        "%(name)s is invited to apply for registration. Open this address and fill in the application; it is saved "
        "as you go, and no account is needed:\n\n%(url)s\n\nThe address is yours alone. It works until %(until)s."
    ),
    "returned": N_(
        "The application of %(name)s came back, because something is missing:\n\n%(words)s\n\nComplete it here and "
        "hand it in again:\n\n%(url)s\n\nThe address works until %(until)s."
    ),
    "approved": N_(
        "%(name)s is registered until %(day)s and can receive referrals as soon as its head and its liaison have "
        "opened their accounts; they are invited by mail of their own.\n\nThe application can be read here until "
        "%(until)s:\n\n%(url)s"
    ),
    "refused": N_(
        "The application of %(name)s was not accepted. The reason:\n\n%(words)s\n\nIt can be read here until "
        "%(until)s:\n\n%(url)s"
    ),
}


def token_of(registration: Registration) -> str:
    """The secret in the link: 128 bits that only this installation's key gives; sent anew it is another."""
    return blind("application", f"{registration.public_id}:{registration.invited_at.timestamp():.6f}")


def renew_secret(registration: Registration) -> str:
    """A new link, the only one that works from now on, for thirty days; the token, of which the hash is kept."""
    registration.invited_at = clock.now()
    token = token_of(registration)
    registration.token_hash = hash_token(token)
    registration.link_expires_at = registration.invited_at + LASTS
    return token


def address_of(registration: Registration) -> str:
    """The address of the application as a mail bears it."""
    return f"{outbox().base_url.rstrip('/')}/apply/{token_of(registration)}"


def tell(registration: Registration, what: str, *, words: str = "") -> None:
    """Mail the one who applies ``what`` happened, with the link, which works thirty days from now; nobody where no
    link was ever sent, as to organisations that were taken in."""
    if registration.token_hash is None or not registration.contact_email:
        return
    registration.link_expires_at = clock.now() + LASTS
    with locale.using(locale.DEFAULT):
        said = {
            "name": registration.name_fa,
            "url": address_of(registration),
            "until": say.full_day(registration.link_expires_at),
            "words": words,
            "day": say.full_day(registration.valid_until) if registration.valid_until else "",
        }
        queue_mail(
            Guest(registration.contact_name or registration.name_fa, registration.contact_email),
            language=locale.DEFAULT,
            subject=say.message(SUBJECTS[what]),
            text=say.message(Message(TEXTS[what], **said)),
        )
