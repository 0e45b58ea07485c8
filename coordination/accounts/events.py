"""What accounts listen to: a password said to be lost gets its link by mail, apart from the request that asked."""

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
    base_url = str(current_app.config["HAMAHANG"].base_url)
    links.mail_reset(Actor.system("password.lost"), queries.get_person_by_number(person_id), base_url=base_url)
