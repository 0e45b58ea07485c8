"""The list of circulars: those one got, with how far one is, and those one issues, with how many have read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import and_, func, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import named
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.lang.zone import at

MINE = named(Receipt, "my_receipt")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: days within which it was written (None: every year), words, and ``waiting``: sent
    to the reader and not answered yet, or ``issued``: his own."""

    first: date | None = None
    last: date | None = None
    text: str = ""
    waiting: bool = False
    issued: bool = False


def list_circulars(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Circulars open to the actor, the latest first: Core rows with id, public_id, title, number, state, sent_at,
    created_at, due_on, to_acknowledge, the issuer's names, ``mine`` (None: not sent to him), my_read_at, my_noted_at,
    sent_to and read_by, and ``issues``; one statement."""
    sent_to = select(func.count()).where(Receipt.circular_id == Circular.id).scalar_subquery()
    answered = or_(
        and_(Circular.to_acknowledge.is_(False), Receipt.read_at.is_not(None)), Receipt.acknowledged_at.is_not(None)
    )
    read_by = select(func.count()).where(Receipt.circular_id == Circular.id, answered).scalar_subquery()
    statement = (
        select(
            Circular.id,
            Circular.public_id,
            Circular.title,
            Circular.number,
            Circular.state,
            Circular.sent_at,
            Circular.created_at,
            Circular.due_on,
            Circular.to_acknowledge,
            Group.name_fa.label("group_fa"),
            Group.name_en.label("group_en"),
            Agency.name_fa.label("agency_fa"),
            Agency.name_en.label("agency_en"),
            MINE.id.label("mine"),
            MINE.read_at.label("my_read_at"),
            MINE.acknowledged_at.label("my_noted_at"),
            sent_to.label("sent_to"),
            read_by.label("read_by"),
            policy.visible(actor, "circular.edit").label("issues"),
        )
        .outerjoin(Group, Group.id == Circular.group_id)
        .outerjoin(Agency, Agency.id == Circular.agency_id)
        .outerjoin(MINE, and_(MINE.circular_id == Circular.id, MINE.person_id == (actor.person_id or 0)))
        .where(policy.visible(actor, "circular.list"))
    )
    if filters.first is not None and filters.last is not None:
        statement = statement.where(
            Circular.created_at >= at(filters.first, time(0)),
            Circular.created_at < at(filters.last + timedelta(days=1), time(0)),
        )
    if filters.waiting:
        statement = statement.where(
            Circular.state == CircularState.SENT,
            MINE.id.is_not(None),
            or_(MINE.read_at.is_(None), and_(Circular.to_acknowledge.is_(True), MINE.acknowledged_at.is_(None))),
        )
    if filters.issued:
        statement = statement.where(policy.visible(actor, "circular.edit"))
    for word in filters.text.split():
        statement = statement.where(Circular.folded.contains(fold(word), autoescape=True))
    return read_slice(statement, (Circular.id,), size=size, after=after, before=before, descending=True)
