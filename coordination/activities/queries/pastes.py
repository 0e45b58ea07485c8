"""Pasted lists: one, those that wait, and the bodies by which their lines are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from coordination.access.actor import Actor
from coordination.activities.models import Activity, Paste
from coordination.activities.pasted import Body
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.kernel.keyset import Found

PARENT = aliased(Agency)
LATEST = 20


class Known(NamedTuple):
    """The active agencies as lists may name them, and the Persian name of each by its code."""

    bodies: tuple[Body, ...]
    names: dict[str, str]


def known_by_name() -> Known:
    """The active agencies with names, aliases, parent and city; one statement."""
    rows = db.session.execute(
        select(Agency.code, Agency.name_fa, Agency.name_en, Agency.aliases, Agency.city, PARENT.code.label("parent"))
        .outerjoin(PARENT, PARENT.id == Agency.parent_id)
        .where(Agency.active.is_(True))
        .order_by(Agency.id)
    ).all()
    return Known(
        tuple(
            Body(
                row.code,
                tuple(name for name in (row.name_fa, row.name_en, *(row.aliases or ())) if name),
                row.parent or "",
                row.city,
            )
            for row in rows
        ),
        {row.code: row.name_fa for row in rows},
    )


def code_of_issuer(group_id: int | None, agency_id: int | None) -> str:
    """The code of the agency that issues a list, or hosts the group that does; one statement."""
    if group_id is not None:
        found = select(Agency.code).join(Group, Group.host_agency_id == Agency.id).where(Group.id == group_id)
    else:
        found = select(Agency.code).where(Agency.id == agency_id)
    return db.session.scalar(found) or ""


def get_paste(public_id: str) -> Paste | None:
    """A pasted list with its issuer; one statement."""
    return db.session.scalar(
        select(Paste).where(Paste.public_id == public_id).options(joinedload(Paste.group), joinedload(Paste.agency))
    )


def list_pastes(actor: Actor) -> Sequence[Found]:
    """The actor's own pasted lists, the latest first: public_id, at, from_on, to_on, precision, saved_at, and the names
    of the issuer; one statement."""
    return db.session.execute(
        select(
            Paste.public_id, Paste.at, Paste.from_on, Paste.to_on, Paste.precision, Paste.saved_at,
            Group.name_fa.label("group_fa"), Group.name_en.label("group_en"),
            Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
        )
        .outerjoin(Group, Group.id == Paste.group_id)
        .outerjoin(Agency, Agency.id == Paste.agency_id)
        .where(Paste.by_id == actor.person_id)
        .order_by(Paste.at.desc(), Paste.id.desc())
        .limit(LATEST)
    ).all()  # fmt: skip


def list_recorded(public_ids: Sequence[str]) -> Sequence[Activity]:
    """Activities that a pasted list became; one statement."""
    found = select(Activity).where(Activity.public_id.in_(public_ids)).order_by(Activity.id)
    return db.session.scalars(found.options(joinedload(Activity.group), joinedload(Activity.agency))).all()
