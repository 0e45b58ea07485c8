"""Handlers that live for one test, and a person to write to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.kernel.clock import now
from coordination.kernel.db import writing
from coordination.outbox.events import LISTENERS, Handler, Listener, emit

Listens = Callable[..., None]


@pytest.fixture
def listens(monkeypatch: pytest.MonkeyPatch) -> Listens:
    """`listens("thing.*", handle)`: a handler until the test ends; `alone` as in `on_alone`."""

    def register(pattern: str, handle: Handler, *, name: str = "tests.handler", alone: bool = False) -> None:
        monkeypatch.setitem(LISTENERS, name, Listener(name, (pattern,), handle, alone))

    return register


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody with an address, committed."""
    with writing():
        somebody = Person(name="نسرین آزمون", email="nasrin@example.org", created_at=now())
        session.add(somebody)
        session.commit()
    return somebody


@pytest.fixture
def emitted(session: Session) -> Callable[..., int]:
    """`emitted("thing.made", thing_id=1)`: the number of a committed event."""

    def make(name: str, **payload: object) -> int:
        with writing():
            event = emit(name, **payload)
            session.flush()
            event_id = event.id
            session.commit()
        return event_id

    return make
