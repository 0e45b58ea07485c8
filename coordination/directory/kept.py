"""What every page needs of the directory and seldom changes, kept in the process for a minute at most."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.pool import Pool

from coordination.directory.models import Agency, ClockLimit, Holiday, NeedKind, ServiceKind
from coordination.kernel.db import db

SECONDS = 60
_CHANGED = "directory_changed"
T = TypeVar("T")

# By the pool of the database it was read from: another database, or one put in its place, begins with nothing.
_read: WeakKeyDictionary[Pool, dict[Callable[[], Any], tuple[float, Any]]] = WeakKeyDictionary()
_lock = Lock()


def kept(read: Callable[[], T]) -> T:
    """What ``read()`` gave at most a minute ago, else what it gives now; never older than a change committed by this
    process."""
    pool = db.engine.pool
    with _lock:
        found = _read.get(pool, {}).get(read)
    if found is not None and time.monotonic() - found[0] < SECONDS and _CHANGED not in db.session().info:
        return cast(T, found[1])
    value = read()
    if _CHANGED not in db.session().info:
        with _lock:
            _read.setdefault(pool, {})[read] = (time.monotonic(), value)
    return value


def forget() -> None:
    """Read anew at the next question. Handlers of ``holiday.changed`` and ``agency.hours_changed`` call it first, since
    another process may have made the change."""
    with _lock:
        _read.pop(db.engine.pool, None)


def _on_flush(session: Session, _context: UOWTransaction) -> None:
    touched = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(thing, Agency | ClockLimit | Holiday | NeedKind | ServiceKind) for thing in touched):
        session.info[_CHANGED] = True


def _on_commit(session: Session) -> None:
    if not session.in_nested_transaction() and session.info.pop(_CHANGED, None):
        forget()


def _on_rollback(session: Session, _previous: object) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_CHANGED, None)


event.listen(Session, "after_flush", _on_flush)
event.listen(Session, "after_commit", _on_commit)
event.listen(Session, "after_soft_rollback", _on_rollback)
