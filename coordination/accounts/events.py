"""What accounts listen to: links that go by mail apart from the request that asked for them."""

from __future__ import annotations

from flask import current_app

from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import links
from coordination.outbox.events import Event, on

NOBODY = 0


@on("password.lost")
def mail_reset(event: Event) -> None:
    """Make the link and queue the mail; the event names nobody where the address belongs to no usable account."""
    person_id = int(event.payload["thing_id"])
    if person_id == NOBODY:
        return
    links.mail_reset(Actor.system(event.name), queries.get_person_by_number(person_id), base_url=_base_url())


@on("person.taken_in")
def mail_invitation(event: Event) -> None:
    """Somebody who came with a table is invited by mail, unless the account was opened or closed meanwhile."""
    person = queries.get_person_by_number(int(event.payload["thing_id"]))
    if person.password_hash is None and person.disabled_at is None:
        links.invite(Actor.system(event.name), person, base_url=_base_url())


def _base_url() -> str:
    return str(current_app.config["HAMAHANG"].base_url)
