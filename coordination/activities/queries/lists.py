"""The register of activities: filtered, the latest first, with who took part in each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, ActivityKind, Partner
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import db, named
from coordination.kernel.keyset import Found, Slice, read_slice
from coordination.lang.text import fold

ISSUING, TAKING_PART = named(Agency, "issuing_agency"), named(Agency, "agency_taking_part")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to: days that touch ``first``–``last`` (None: every year), words, whose, kinds;
    ``removed`` shows those taken out, to whoever may put them back."""

    first: date | None = None
    last: date | None = None
    kinds: frozenset[ActivityKind] = field(default_factory=frozenset)
    issuer: Issuer | None = None
    text: str = ""
    removed: bool = False


def list_activities(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Activities open to the actor, the latest first: Core rows with id, public_id, kind, title, from_on, to_on,
    precision, times, days, people, place, answer, group_fa, group_en, agency_fa, agency_en; one statement."""
    statement = (
        select(
            Activity.id,
            Activity.public_id,
            Activity.kind,
            Activity.title,
            Activity.from_on,
            Activity.to_on,
            Activity.precision,
            Activity.times,
            Activity.days,
            Activity.people,
            Activity.place,
            Activity.answer,
            Group.name_fa.label("group_fa"),
            Group.name_en.label("group_en"),
            ISSUING.name_fa.label("agency_fa"),
            ISSUING.name_en.label("agency_en"),
        )
        .outerjoin(Group, Group.id == Activity.group_id)
        .outerjoin(ISSUING, ISSUING.id == Activity.agency_id)
    )
    if filters.removed:
        statement = statement.where(policy.visible(actor, "activity.edit"), Activity.removed_at.is_not(None))
    else:
        statement = statement.where(policy.visible(actor, "activity.list"), Activity.removed_at.is_(None))
    if filters.first is not None and filters.last is not None:
        statement = statement.where(Activity.from_on <= filters.last, Activity.to_on >= filters.first)
    if filters.kinds:
        statement = statement.where(Activity.kind.in_(filters.kinds))
    if filters.issuer is not None:
        statement = statement.where(filters.issuer.owns(Activity))
    for word in filters.text.split():
        key = fold(word)
        by_partner = Activity.id.in_(
            select(Partner.activity_id)
            .outerjoin(Agency, Agency.id == Partner.agency_id)
            .where(or_(Agency.folded.contains(key, autoescape=True), Partner.name.contains(word, autoescape=True)))
        )
        statement = statement.where(or_(Activity.folded.contains(key, autoescape=True), by_partner))
    order = (Activity.from_on, Activity.id)
    return read_slice(statement, order, size=size, after=after, before=before, descending=True)


def partners_of(activity_ids: Iterable[int]) -> Mapping[int, Sequence[Found]]:
    """Who took part in each activity, in order: rows with part, name_fa and name_en; one statement."""
    wanted = list(activity_ids)
    found: dict[int, list[Found]] = {}
    if not wanted:
        return found
    rows = db.session.execute(
        select(
            Partner.activity_id,
            Partner.part,
            Partner.name,
            TAKING_PART.name_fa,
            TAKING_PART.name_en,
        )
        .outerjoin(TAKING_PART, TAKING_PART.id == Partner.agency_id)
        .where(Partner.activity_id.in_(wanted))
        .order_by(Partner.id)
    )
    for row in rows:
        found.setdefault(row.activity_id, []).append(row)
    return found


def known_bodies() -> dict[str, frozenset[int]]:
    """The active agencies by each of their folded names, aliases and codes; one statement."""
    found: dict[str, set[int]] = {}
    for agency_id, folded in db.session.execute(select(Agency.id, Agency.folded).where(Agency.active.is_(True))):
        for line in folded.split("\n"):
            found.setdefault(line, set()).add(agency_id)
    found.pop("", None)
    return {line: frozenset(ids) for line, ids in found.items()}
