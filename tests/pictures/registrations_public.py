"""The scenes of the register of organisations, of an application by its link, and of the public pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.kernel.db import db
from coordination.registrations import queries
from coordination.registrations.links import token_of
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.values import STEPS
from tests.pictures import gathered

Values = dict[str, Any]
Found = Iterable[tuple[Any, Values]]
NOT_PAGES = frozenset(
    {"registrations.paper", "registrations.own_paper", "registrations.of_agency", "public.data", "public.robots"}
)
"""Files, data and a way on, not pages."""
STATE_OF = {
    "registrations.suspend": RegistrationState.REGISTERED,
    "registrations.renew": RegistrationState.LAPSED,
    "registrations.restore": RegistrationState.SUSPENDED,
    "registrations.send_link": RegistrationState.DRAFT,
}
"""In which state a page is looked at; the others with an application that was handed in."""


def _registrations(endpoint: str, _states: tuple[str, ...]) -> Found:
    state = STATE_OF.get(endpoint, RegistrationState.SUBMITTED)
    for public_id in db.session.scalars(select(Registration.public_id).where(Registration.state == state)):
        yield queries.get_registration(public_id), {"registration_id": public_id}


def token_of_draft() -> str:
    """The link of an application that was given back to be completed."""
    given_back = select(Registration).where(Registration.state == RegistrationState.DRAFT, Registration.missing != "")
    return token_of(db.session.scalars(given_back).one())


def _steps(_endpoint: str, _states: tuple[str, ...]) -> Found:
    yield None, {"token": token_of_draft(), "step": STEPS[0].name}


def _links(endpoint: str, states: tuple[str, ...]) -> Found:
    """The link of an application; other links of mails are gatherings'."""
    if not endpoint.startswith("registrations."):
        yield from gathered.SOURCES[frozenset({"token"})](endpoint, states)
        return
    yield None, {"token": token_of_draft()}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"registration_id"}): _registrations,
    frozenset({"token"}): _links,
    frozenset({"token", "step"}): _steps,
}
