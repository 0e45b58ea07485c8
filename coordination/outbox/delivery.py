"""Doing what an event asks for: each handler once in effect, whoever calls how often and dies when."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from coordination.kernel.clock import now
from coordination.kernel.db import db, writing
from coordination.outbox.events import Event, Listener, NotYet, listeners_of
from coordination.outbox.models import OutboxEvent, Processed

LONGEST_PAUSE = timedelta(minutes=10)
ERROR_CHARACTERS = 80

_log = logging.getLogger(__name__)


def run(event_id: int) -> None:
    """The rq job: deliver within a context, and so a session, of its own."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.app_context():
        deliver(event_id)


def deliver(event_id: int) -> bool:
    """Let every listener that has not yet acted on the event do so; True when all have. The session must be unused.

    Each acts in one transaction with its row in ``processed``. One that fails changes nothing, does not stop the
    others, and is tried again later; delivering the same event twice at once is harmless.
    """
    event = _get_waiting(event_id)
    if event is None:
        return True
    again_at: datetime | None = None
    error: Exception | None = None
    for listener in listeners_of(event.name):
        try:
            (_act_alone if listener.alone else _act)(listener, event)
        except NotYet as not_yet:
            db.session.rollback()
            again_at = max(again_at or not_yet.at, not_yet.at)
        except Exception as failure:  # whatever a handler raises, the event must stay
            db.session.rollback()
            error = failure
            _log.warning("event %s: %s failed: %s", event.id, listener.name, _where(failure))
    _settle(event, again_at, error)
    return error is None and again_at is None


def _get_waiting(event_id: int) -> Event | None:
    row = db.session.execute(
        select(OutboxEvent.id, OutboxEvent.name, OutboxEvent.at, OutboxEvent.payload).where(
            OutboxEvent.id == event_id, OutboxEvent.done_at.is_(None)
        )
    ).one_or_none()
    # The reading transaction ends here, so that the next one can take the write lock from its start.
    db.session.rollback()
    return Event(row.id, row.name, row.at, row.payload) if row else None


def _act(listener: Listener, event: Event) -> None:
    with writing():
        if _mark(listener, event):
            listener.handle(event)
        db.session.commit()


def _act_alone(listener: Listener, event: Event) -> None:
    done = select(Processed.at).where(Processed.handler == listener.name, Processed.event_id == event.id)
    acted = db.session.execute(done).one_or_none()
    db.session.rollback()
    if acted:
        return
    listener.handle(event)
    with writing():
        _mark(listener, event)
        db.session.commit()


def _mark(listener: Listener, event: Event) -> bool:
    """False if the mark is there already. On PostgreSQL a second delivery waits here for the first to end."""
    dialect: Any = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    mark = dialect.insert(Processed).values(handler=listener.name, event_id=event.id, at=now())
    made = mark.on_conflict_do_nothing().returning(Processed.event_id)
    return db.session.execute(made).one_or_none() is not None


def _settle(event: Event, again_at: datetime | None, error: Exception | None) -> None:
    change: dict[str, Any] = {"done_at": now()}
    if again_at is not None:
        change = {"available_at": again_at}
    if error is not None:
        change = {
            "attempts": OutboxEvent.attempts + 1,
            "last_error": type(error).__name__[:ERROR_CHARACTERS],
            "available_at": now() + _pause(event.id),
        }
    with writing():
        db.session.execute(update(OutboxEvent).where(OutboxEvent.id == event.id).values(change))
        db.session.commit()


def _pause(event_id: int) -> timedelta:
    """Twice as long after each failure, from a second on."""
    attempts = db.session.scalar(select(OutboxEvent.attempts).where(OutboxEvent.id == event_id)) or 0
    db.session.rollback()
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_PAUSE)


def _where(error: Exception) -> str:
    """Class and place, never the words of an error: these may hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].name}:{frames[-1].lineno}" if frames else type(error).__name__
