"""Writing a table that was looked at and confirmed: all its rows, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coordination.access.actor import Actor
from coordination.accounts.commands import people, posts
from coordination.accounts.models import Person
from coordination.accounts.queries import get_person_by_email
from coordination.audit import trail
from coordination.directory import commands as directory
from coordination.directory.commands.centres import CentreFacts
from coordination.directory.models import Agency
from coordination.imports.checks import Preview, ToBeMade
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import today
from coordination.outbox import events


def run(actor: Actor, preview: Preview, *, digest: str) -> int:
    """Make what the rows say; how many rows. ``digest`` names the file on the trail. Raises Invalid, naming the row,
    where one cannot be taken; then the caller keeps nothing of the others."""
    if preview.refused:
        raise Invalid(
            N_("Nothing was taken in: rows of the table cannot be taken."),
            advice=N_("Correct them in the file and upload it again."),
        )
    trail.record(
        actor,
        "import.run",
        kind="import",
        detail={"table": preview.table.name, "rows": len(preview.rows), "sha256": digest},
    )
    make = MAKERS[preview.table.name]()
    for row in preview.rows:
        try:
            make(actor, dict(row.values))
        except DomainError as error:
            raise Invalid(
                Message(
                    N_("Nothing was taken in: row %(row)s was refused. %(why)s"), row=row.number, why=error.message
                ),
                advice=N_("Correct it in the file and upload it again."),
            ) from error
    return len(preview.rows)


class _Agencies:
    """Agencies in the order of the rows, so that a body above may stand in a row before."""

    def __init__(self) -> None:
        self.new: dict[ToBeMade, Agency] = {}

    def __call__(self, actor: Actor, values: dict[str, Any]) -> None:
        parent = values.pop("parent", None)
        above = self.new[parent] if isinstance(parent, ToBeMade) else db.session.get(Agency, parent) if parent else None
        agency = directory.create_agency(actor, parent=above, **values)
        self.new[ToBeMade(agency.name_fa)] = agency


class _Centres:
    """Centres of agencies that are there."""

    def __call__(self, actor: Actor, values: dict[str, Any]) -> None:
        agency = db.session.get_one(Agency, values.pop("agency"))
        code = values.pop("code", "")
        directory.create_centre(actor, agency, facts=CentreFacts(**values), code=code)


class _People:
    """Accounts without a password, which an invitation by mail opens, and proposed posts, which heads confirm."""

    def __call__(self, actor: Actor, values: dict[str, Any]) -> None:
        agency = db.session.get_one(Agency, values["agency"])
        person: Person | None = get_person_by_email(values["email"])
        if person is None:
            person = people.add(
                actor,
                name=values["name"],
                name_en=values.get("name_en", ""),
                email=values["email"],
                language=values.get("language", "fa"),
            )
            events.emit("person.taken_in", thing_id=person.id, by=actor.person_id or 0)
        posts.propose(actor, person, agency=agency, kind=values["kind"], from_on=values.get("from_on") or today())


MAKERS: Mapping[str, Callable[[], Callable[[Actor, dict[str, Any]], None]]] = {
    "agencies": _Agencies,
    "centres": _Centres,
    "people": _People,
}
