"""Telling that something happened: an event is written with the change, and listeners act on it once, later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from sqlalchemy import event as hooks
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.outbox import outbox
from coordination.outbox.models import OutboxEvent

# How long the relay leaves a fresh event to rq.
GRACE = timedelta(seconds=5)
_FRESH = "outbox_fresh"


@dataclass(frozen=True, slots=True)
class Event:
    """What a handler is given: the event's number, name (``referral.accept``), moment, and ids."""

    id: int
    name: str
    at: datetime
    payload: dict[str, Any]


Handler = Callable[[Event], None]


class NotYet(Exception):
    """A handler cannot act before ``at``; the event waits until then, and this is no failure."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


@dataclass(frozen=True, slots=True)
class Listener:
    """A handler under its name, which ``processed`` remembers. ``alone``: it reaches out of the database and commits by
    itself, so its effects must bear repeating."""

    name: str
    patterns: tuple[str, ...]
    handle: Handler
    alone: bool = False


LISTENERS: dict[str, Listener] = {}


def on(*patterns: str) -> Callable[[Handler], Handler]:
    """Let a handler act on events whose name fits one of ``patterns`` (``"referral.*"``), in one transaction with the
    mark that it did; it changes the database and emits events, never commits, and nothing else."""
    return _registering(patterns, alone=False)


def on_alone(*patterns: str) -> Callable[[Handler], Handler]:
    """Like ``on`` for the few handlers that reach out (mail): no transaction is held over the outside world."""
    return _registering(patterns, alone=True)


def listeners_of(name: str) -> tuple[Listener, ...]:
    """Who acts on events of this name, in the order of registration."""
    return tuple(found for found in LISTENERS.values() if any(fnmatchcase(name, pattern) for pattern in found.patterns))


def emit(name: str, **payload: Any) -> OutboxEvent:
    """Add an event to the transaction of ``db.session``; rq is told once it has committed.

    ``payload`` holds ids and codes only. Raises TypeError for anything else, an id not yet known among it. An event
    that nobody listens to is kept as done.
    """
    for key, value in payload.items():
        if not _plain(value):
            raise TypeError(f"{name}: {key} is {type(value).__name__}; a payload holds ids and codes only")
    at = now()
    row = OutboxEvent(at=at, name=name, payload=payload)
    if listeners_of(name):
        row.available_at = at + (GRACE if outbox().queue else timedelta())
    else:
        row.available_at = row.done_at = at
    db.session.add(row)
    return row


def _plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_plain(member) for member in value)
    return isinstance(value, int | str)


def _registering(patterns: tuple[str, ...], *, alone: bool) -> Callable[[Handler], Handler]:
    def register(handle: Handler) -> Handler:
        name = f"{handle.__module__}.{handle.__qualname__}"
        if name in LISTENERS:
            raise ValueError(f"two handlers are called {name}")
        LISTENERS[name] = Listener(name, patterns, handle, alone)
        return handle

    return register


def _on_flush(session: Session, _context: UOWTransaction) -> None:
    fresh = [row.id for row in session.new if isinstance(row, OutboxEvent) and row.done_at is None]
    if fresh:
        session.info.setdefault(_FRESH, []).extend(fresh)


def _on_commit(session: Session) -> None:
    """An event of a part that was rolled back may be told too: its number leads to nothing."""
    if session.in_nested_transaction():
        return
    fresh = session.info.pop(_FRESH, None)
    queue = outbox().queue if fresh else None
    if queue:
        queue.tell(fresh)


def _on_rollback(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        session.info.pop(_FRESH, None)


hooks.listen(Session, "after_flush", _on_flush)
hooks.listen(Session, "after_commit", _on_commit)
hooks.listen(Session, "after_soft_rollback", _on_rollback)
