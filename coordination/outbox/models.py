"""What is written with a change and done after it: events, what each handler processed, mails, leases, job runs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.clock import now
from coordination.kernel.db import Base, Id, IdColumn, Identified, Moment, choice_check


class OutboxEvent(Base):
    """Something that happened, for handlers to act on once. ``payload`` holds ids and codes only; ``available_at`` is
    when the relay may take it (rq is told at once); ``last_error`` is a class name, never a text that may hold data."""

    __tablename__ = "outbox_event"

    id: Mapped[IdColumn]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    name: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    available_at: Mapped[datetime] = mapped_column(Moment, default=now)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(String(80))

    __table_args__ = (
        Index(
            "ix_outbox_event_waiting",
            "available_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index("ix_outbox_event_done", "done_at"),
    )


class Processed(Base):
    """That a handler's effects of an event are committed; written in the same transaction as the effects."""

    __tablename__ = "processed"

    handler: Mapped[str] = mapped_column(String(120), primary_key=True)
    event_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (Index("ix_processed_event", "event_id"),)


class Lease(Base):
    """Which process may do what only one should, until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(Moment)


class JobRun(Base):
    """That a periodic job was given out for a period; the key lets no period come twice."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    period: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class MailState(StrEnum):
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Mail(Identified, Base):
    """One mail to one person, or to a guest without account. The text is sealed, since it may carry a one-time link and
    the guest's address; it is wiped once it has left."""

    __tablename__ = "mail"

    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str] = mapped_column(String(8))
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(32), default=MailState.READY.value)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str | None] = mapped_column(String(80))

    __table_args__ = (
        choice_check("state", MailState),
        Index("ix_mail_person", "to_person_id", "id"),
    )
