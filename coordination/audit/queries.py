"""All reads of the trail for the auditor: metadata only, no note is opened and no field value exists here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Select, Table, column, or_, select, table

from coordination.audit.models import AuditEntry
from coordination.kernel.db import db

_ENTRY = cast(Table, AuditEntry.__table__)
# Columns of features that stand above the trail; their models are not the trail's to import.
_person = table("person", column("id"), column("name"), column("name_en"), column("email"))
_post = table("post", column("id"), column("kind"), column("agency_id"))
_agency = table("agency", column("id"), column("name_fa"), column("name_en"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the auditor asks for; ``person`` is a part of a name or a whole address, ``until`` is not included."""

    person: str = ""
    act: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows newest first, and whether there are newer and older ones."""

    rows: Sequence[Row[Any]]
    newer: bool
    older: bool


def list_entries(wanted: Wanted, *, before: int | None, after: int | None, limit: int) -> Page:
    """One page of rows: those below the number ``before``, those above ``after``, or the newest."""
    asked = _filtered(wanted)
    if after is not None:
        rows = db.session.execute(asked.where(_ENTRY.c.id > after).order_by(_ENTRY.c.id).limit(limit + 1)).all()
        return Page(rows[:limit][::-1], newer=len(rows) > limit, older=True)
    if before is not None:
        asked = asked.where(_ENTRY.c.id < before)
    rows = db.session.execute(asked.order_by(_ENTRY.c.id.desc()).limit(limit + 1)).all()
    return Page(rows[:limit], newer=before is not None, older=len(rows) > limit)


def _filtered(wanted: Wanted) -> Select[Any]:
    entry = _ENTRY.c
    asked: Select[Any] = (
        select(
            entry.id, entry.chain, entry.seq, entry.at, entry.act, entry.kind, entry.thing_id, entry.frm,
            entry.to_state, entry.detail, entry.rule, entry.relation, entry.request_id,
            _person.c.name, _person.c.name_en, _post.c.kind.label("post_kind"),
            _agency.c.name_fa.label("agency_name_fa"), _agency.c.name_en.label("agency_name_en"),
        )
        .join_from(_ENTRY, _person, _person.c.id == entry.person_id, isouter=True)
        .join(_post, _post.c.id == entry.post_id, isouter=True)
        .join(_agency, _agency.c.id == _post.c.agency_id, isouter=True)
    )  # fmt: skip
    if wanted.person:
        named = or_(_person.c.name.contains(wanted.person, autoescape=True), _person.c.email == wanted.person.lower())
        asked = asked.where(entry.person_id.in_(select(_person.c.id).where(named)))
    if wanted.act:
        asked = asked.where(entry.act == wanted.act)
    if wanted.kind:
        asked = asked.where(entry.kind == wanted.kind)
    if wanted.since:
        asked = asked.where(entry.at >= wanted.since)
    if wanted.until:
        asked = asked.where(entry.at < wanted.until)
    return asked
