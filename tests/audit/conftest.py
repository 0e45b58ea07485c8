"""Somebody who acts, a thing acted on, and the trail read raw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.audit.trail import record
from coordination.kernel.clock import now
from coordination.kernel.db import writing


@dataclass(frozen=True)
class Actor:
    person_id: int | None
    post_id: int | None = None
    rule: str | None = None


@dataclass
class Thing:
    id: int | None
    audit_kind = "thing"


@pytest.fixture
def actor(session: Session) -> Actor:
    """A person with a post."""
    with writing():
        somebody = Person(name="نسرین آزمون", email="nasrin@example.org", created_at=now())
        session.add(somebody)
        session.flush()
        made = Actor(somebody.id, post_id=7)
        session.commit()
    return made


def act(session: Session, actor: Any, number: int = 1, act: str = "thing.made", **more: Any) -> None:
    """One act on the trail, committed."""
    with writing():
        record(actor, act, Thing(number), **more)
        session.commit()
