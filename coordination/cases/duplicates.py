"""The own-agency check for a second file of one child: who resembles the child, and in what (domain.md, Duplicates)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.fields import unsealed
from coordination.accounts.models import Person
from coordination.cases.details import Birth, Details, Identity, Triage
from coordination.cases.models import AgeBand, Case, Client, ClientNameKey, Sex, age_band
from coordination.cases.names import CALLED_BY, identity_key, keys_sought
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_
from coordination.lang.text import fold
from coordination.lang.zone import local_date

ASKED_AT_MOST = 50
SHOWN_AT_MOST = 10

SAME_IDENTITY = N_("the same identity number")
SAME_NAME = N_("the same names")
SAME_FATHER = N_("the same father's name")
SAME_AGE = N_("the same age band")
SAME_DISTRICT = N_("the same district")
WEIGHTS = {SAME_IDENTITY: 16, SAME_NAME: 2, SAME_FATHER: 4, SAME_AGE: 1, SAME_DISTRICT: 1}


@dataclass(frozen=True, slots=True)
class Resembling:
    """A file of the same agency that may be of the same child; ``words`` (msgids) say what is the same, ``opens``
    whether its page is open to the one who asks."""

    case_public_id: str
    code: str
    sex: Sex
    age: AgeBand | None
    district: str
    state: str
    worker: str
    opens: bool
    words: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much speaks for one child; for the order alone."""
        return sum(WEIGHTS[word] for word in self.words)


def find_duplicates(
    actor: Actor, agency: Agency, details: Details, *, today: date, but: Client | None = None
) -> list[Resembling]:
    """Files of the agency that resemble ``details``, the likeliest first: one statement.

    The names are compared in either order and spelling. A given name alone says little, so without a family name the
    father's name, or age band and district together, must be the same too.
    """
    named = _named_alike(agency, details)
    numbered = _numbered_alike(agency, details)
    rows = db.session.execute(
        select(
            Case.public_id,
            Case.state,
            Client.code,
            Client.sex,
            Client.birth_year,
            Client.district,
            Person.name.label("worker"),
            policy.visible(actor, "case.view").label("opens"),
            numbered.label("same_identity"),
            named.label("same_name"),
            _father_alike(agency, details).label("same_father"),
        )
        .select_from(Case)
        .join(Client, Client.id == Case.client_id)
        .outerjoin(Person, Person.id == Case.worker_id)
        .where(Client.agency_id == agency.id, Client.id != (but.id if but else 0), or_(named, numbered))
        .order_by(Client.id.desc())
        .limit(ASKED_AT_MOST)
    ).all()
    found = [_compared(row, details, today) for row in rows]
    told = [one for one in found if _says_enough(one, details)]
    return sorted(told, key=lambda one: one.weight, reverse=True)[:SHOWN_AT_MOST]


def resembling(actor: Actor, case: Case) -> list[Resembling]:
    """Files of the agency that resemble a case as it is stored now."""
    client = case.client
    identity = Identity(
        unsealed(client, "given_name"),
        unsealed(client, "family_name"),
        father_name=unsealed(client, "father_name"),
        birth=Birth(client.birth_year),
        identity_number=unsealed(client, "identity_number"),
    )
    details = Details(Triage(Sex(client.sex), district=client.district), identity)
    return find_duplicates(actor, case.agency, details, today=local_date(clock.now()), but=client)


def _compared(row: Any, details: Details, today: date) -> Resembling:
    age = age_band(row.birth_year, today)
    district = details.triage.district
    same = {
        SAME_IDENTITY: row.same_identity,
        SAME_NAME: row.same_name,
        SAME_FATHER: row.same_father,
        SAME_AGE: age is not None and age == age_band(details.identity.birth.year, today),
        SAME_DISTRICT: bool(district) and fold(district) == fold(row.district),
    }
    words = tuple(word for word, holds in same.items() if holds)
    return Resembling(
        row.public_id, row.code, Sex(row.sex), age, row.district, row.state, row.worker or "", row.opens, words
    )


def _says_enough(found: Resembling, details: Details) -> bool:
    words = set(found.words)
    if SAME_IDENTITY in words or (details.identity.given_name and details.identity.family_name):
        return True
    return SAME_FATHER in words or {SAME_AGE, SAME_DISTRICT} <= words


def _named_alike(agency: Agency, details: Details) -> ColumnElement[bool]:
    identity = details.identity
    sought = keys_sought(identity.given_name, agency.public_id) + keys_sought(identity.family_name, agency.public_id)
    return _has_every(agency, sought, CALLED_BY)


def _father_alike(agency: Agency, details: Details) -> ColumnElement[bool]:
    return _has_every(agency, keys_sought(details.identity.father_name, agency.public_id), ("father",))


def _has_every(agency: Agency, sought: list[list[str]], parts: Sequence[str]) -> ColumnElement[bool]:
    if not sought:
        return literal(False)
    return and_(
        *(
            Client.id.in_(
                select(ClientNameKey.client_id).where(
                    ClientNameKey.agency_id == agency.id,
                    ClientNameKey.digest.in_(keys),
                    ClientNameKey.part.in_(parts),
                )
            )
            for keys in sought
        )
    )


def _numbered_alike(agency: Agency, details: Details) -> ColumnElement[bool]:
    if not details.identity.identity_number:
        return false()
    return Client.identity_digest == identity_key(details.identity.identity_number, agency.public_id)
