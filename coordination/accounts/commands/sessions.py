"""Signing in and out: session rows that begin, are renewed and end."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from coordination.access.actor import Actor
from coordination.accounts.models import SessionRow
from coordination.accounts.presence import hash_token, new_token
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db


def start(person_id: int, *, device: str, address: str) -> str:
    """Begin a session; the token for the browser's cookie. The right to it was checked before."""
    token, now = new_token(), clock.now()
    row = SessionRow(
        token_hash=hash_token(token),
        person_id=person_id,
        created_at=now,
        seen_at=now,
        device=device[:120],
        address=address[:64],
    )
    db.session.add(row)
    trail.record(Actor(person_id), "session.begin", row)
    return token


def end(actor: Actor, session: SessionRow) -> None:
    """End one session; its cookie is worth nothing from now on."""
    if session.ended_at is None:
        session.ended_at = clock.now()
        trail.record(actor, "session.end", session)


def sign_out(actor: Actor) -> None:
    """End the session by which the actor came."""
    session = db.session.get(SessionRow, actor.session_id) if actor.session_id else None
    if session is not None:
        end(actor, session)


def end_others(actor: Actor) -> int:
    """End every session of the actor but this one; how many."""
    ended = end_all(_own_id(actor), but=actor.session_id)
    if ended:
        trail.record(actor, "session.end_others", kind="person", detail={"ended": ended})
    return ended


def end_all(person_id: int, *, but: int | None = None) -> int:
    """End every session of a person (also where rights changed, so that each goes on with a new token); how many."""
    done: Any = db.session.execute(
        update(SessionRow)
        .where(SessionRow.person_id == person_id, SessionRow.ended_at.is_(None), SessionRow.id != (but or 0))
        .values(ended_at=clock.now())
    )
    return int(done.rowcount)


def _own_id(actor: Actor) -> int:
    if actor.person_id is None:
        raise ValueError("the system has no sessions")
    return actor.person_id
