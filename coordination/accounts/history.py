"""What was done to a thing, from the trail, with who did it: the rows that the histories of pages are told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select

from coordination.accounts.models import Person
from coordination.audit.models import ACTS, AuditEntry
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang import locale

MOST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the sentence, what was typed with it ("" for nothing), when, and the act."""

    sentence: Message
    note: str
    at: datetime
    act: str


def about(kind: str, thing_id: int) -> ColumnElement[bool]:
    """SQL: the row is about this thing."""
    return and_(AuditEntry.kind == kind, AuditEntry.thing_id == thing_id)


def list_acts(about_it: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """The acts that fit the condition, newest first, the note still sealed (``audit.trail.note_of``): one statement."""
    return db.session.execute(
        select(
            AuditEntry.at,
            AuditEntry.act,
            AuditEntry.detail,
            AuditEntry.person_id,
            AuditEntry.note_sealed,
            AuditEntry.note_ref,
            AuditEntry.key_id,
            Person.name,
            Person.name_en,
        )
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(about_it, AuditEntry.chain == ACTS)
        .order_by(AuditEntry.id.desc())
        .limit(MOST)
    ).all()


def who_did(row: Row[Any]) -> str | Message:
    """The name of who acted in the reader's language; the program itself where nobody did."""
    who = row.name_en if locale.current() == "en" and row.name_en else row.name
    return who if who is not None else Message(N_("Hamahang"))
