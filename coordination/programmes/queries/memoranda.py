"""Memoranda: the list, one of them, those that end soon and those whose last day has passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Date, exists, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.programmes.models import Memorandum, MemorandumParty, MemorandumState
from coordination.vault.models import Attachment, OwnerKind

ENDING_WITHIN = timedelta(days=60)
FAR = date(2200, 1, 1)
"""Where a draft without a last day stands in the order."""
AT_ONCE = 500


class Which(StrEnum):
    """Which memoranda a list shows."""

    ALL = ""
    ENDING = "ending"
    DRAFT = "draft"
    SIGNED = "signed"
    ENDED = "ended"


STATES = {
    Which.DRAFT: (MemorandumState.DRAFT,),
    Which.SIGNED: (MemorandumState.SIGNED,),
    Which.ENDED: (MemorandumState.TERMINATED, MemorandumState.EXPIRED),
}


@dataclass(frozen=True, slots=True)
class MemorandumFilters:
    """What the list is narrowed to; ``text`` are words of title and number, ``party`` a part of a party's name."""

    which: Which = Which.ALL
    text: str = ""
    party: str = ""


def list_memoranda(
    actor: Actor, filters: MemorandumFilters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Memoranda open to the actor, the latest last day first; those that end soon, the soonest first. Each with its
    agency and its parties in one text; one statement."""
    today = local_date(clock.now())
    statement = (
        select(
            Memorandum.id,
            Memorandum.public_id,
            Memorandum.title,
            Memorandum.number,
            Memorandum.state,
            Memorandum.from_on,
            Memorandum.to_on,
            Agency.name_fa,
            Agency.name_en,
        )
        .join(Agency, Agency.id == Memorandum.agency_id)
        .where(policy.visible(actor, "memorandum.list"))
    )
    if filters.which == Which.ENDING:
        statement = statement.where(
            Memorandum.state == MemorandumState.SIGNED,
            Memorandum.to_on >= today,
            Memorandum.to_on <= today + ENDING_WITHIN,
        )
    elif filters.which in STATES:
        statement = statement.where(Memorandum.state.in_(STATES[filters.which]))
    for word in filters.text.split():
        statement = statement.where(Memorandum.folded.contains(fold(word), autoescape=True))
    if filters.party:
        statement = statement.where(
            exists(
                select(MemorandumParty.id)
                .outerjoin(Agency, Agency.id == MemorandumParty.agency_id)
                .where(
                    MemorandumParty.memorandum_id == Memorandum.id,
                    or_(
                        MemorandumParty.name.icontains(filters.party, autoescape=True),
                        Agency.folded.contains(fold(filters.party), autoescape=True),
                    ),
                )
                .correlate(Memorandum)
            )
        )
    order = (func.coalesce(Memorandum.to_on, literal(FAR, Date), type_=Date), Memorandum.id)
    descending = filters.which != Which.ENDING
    return read_slice(statement, order, size=size, after=after, before=before, descending=descending)


def parties_of(memorandum_ids: Sequence[int]) -> dict[int, list[MemorandumParty]]:
    """The parties of each of these memoranda, agencies loaded; one statement."""
    found: dict[int, list[MemorandumParty]] = {}
    for one in db.session.scalars(
        select(MemorandumParty)
        .where(MemorandumParty.memorandum_id.in_(memorandum_ids))
        .options(joinedload(MemorandumParty.agency))
        .order_by(MemorandumParty.id)
    ):
        found.setdefault(one.memorandum_id, []).append(one)
    return found


def get_memorandum(public_id: str) -> Memorandum | None:
    """The memorandum with its agency, programme and parties; one statement."""
    return (
        db.session.scalars(
            select(Memorandum)
            .where(Memorandum.public_id == public_id)
            .options(
                joinedload(Memorandum.agency),
                joinedload(Memorandum.programme),
                joinedload(Memorandum.parties).joinedload(MemorandumParty.agency),
            )
        )
        .unique()
        .one_or_none()
    )


def list_scans(memorandum: Memorandum) -> Sequence[Attachment]:
    """The scans of a memorandum, the oldest first."""
    return db.session.scalars(
        select(Attachment)
        .where(
            Attachment.owner_kind == OwnerKind.MEMORANDUM.value,
            Attachment.owner_id == memorandum.id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id)
    ).all()


def get_scan(memorandum: Memorandum, public_id: str) -> Attachment | None:
    """One scan of a memorandum."""
    return next((one for one in list_scans(memorandum) if one.public_id == public_id), None)


def list_ended(today: date) -> Sequence[Memorandum]:
    """Signed memoranda whose last day has passed, parties loaded."""
    return db.session.scalars(
        select(Memorandum)
        .where(Memorandum.state == MemorandumState.SIGNED, Memorandum.to_on < today)
        .options(selectinload(Memorandum.parties))
        .order_by(Memorandum.to_on, Memorandum.id)
        .limit(AT_ONCE)
    ).all()


def list_ending(today: date, within: timedelta) -> Sequence[Memorandum]:
    """Signed memoranda whose last day is today or comes within so many days."""
    return db.session.scalars(
        select(Memorandum)
        .where(
            Memorandum.state == MemorandumState.SIGNED, Memorandum.to_on >= today, Memorandum.to_on <= today + within
        )
        .order_by(Memorandum.to_on, Memorandum.id)
        .limit(AT_ONCE)
    ).all()
