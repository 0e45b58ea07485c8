"""The register as a list: filtered, a page at a time; and what the clock asks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.directory.models import Agency, AgencyKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.registrations.models import Registration, RegistrationState

SOON = timedelta(days=60)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to. ``ending``: registered and over within sixty days; ``text``: words of a name,
    or an organisation id."""

    state: RegistrationState | None = None
    kind: AgencyKind | None = None
    ending: bool = False
    text: str = ""


def list_register(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Organisations that the actor's register shows, by name; one statement."""
    asked = (
        select(
            Registration.id,
            Registration.public_id,
            Registration.name_fa,
            Registration.name_en,
            Registration.kind,
            Registration.city,
            Registration.organisation_id,
            Registration.state,
            Registration.state_since,
            Registration.submitted_at,
            Registration.valid_until,
            Agency.public_id.label("agency"),
        )
        .outerjoin(Agency, Agency.id == Registration.agency_id)
        .where(policy.visible(actor, "registration.list"))
    )
    if filters.state is not None:
        asked = asked.where(Registration.state == filters.state)
    if filters.kind is not None:
        asked = asked.where(Registration.kind == filters.kind)
    if filters.ending:
        last = local_date(clock.now()) + SOON
        asked = asked.where(Registration.state == RegistrationState.REGISTERED, Registration.valid_until <= last)
    for word in fold(filters.text).split():
        asked = asked.where(Registration.folded.contains(word, autoescape=True))
    return read_slice(asked, (Registration.sort_key, Registration.id), size=size, after=after, before=before)


def list_ended(today: date) -> Sequence[Registration]:
    """Registrations whose day has passed and that have not ended yet."""
    standing = (RegistrationState.REGISTERED, RegistrationState.SUSPENDED)
    return _some(Registration.state.in_(standing), Registration.valid_until < today)


def list_ending(today: date, days: int) -> Sequence[Registration]:
    """Registrations that end within so many days and were not warned of it yet at this step or a later one."""
    return _some(
        Registration.state == RegistrationState.REGISTERED,
        Registration.valid_until >= today,
        Registration.valid_until <= today + timedelta(days=days),
        or_(Registration.warned_days.is_(None), Registration.warned_days > days),
    )


def _some(*conditions: ColumnElement[bool]) -> Sequence[Registration]:
    asked = (
        select(Registration)
        .where(*conditions)
        .options(joinedload(Registration.agency))
        .order_by(Registration.valid_until, Registration.id)
        .limit(AT_ONCE)
    )
    return db.session.scalars(asked).all()
