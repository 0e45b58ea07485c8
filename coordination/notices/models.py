"""Columns of notices: what a person is told in the application, each once for one event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.db import Base, Id, Identified, Moment


class Notice(Identified, Base):
    """One person told of one event; ``params`` holds codes and agency names only, never a client's name."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_notice_person", "person_id", "at", "id"),
        Index("ix_notice_unread", "person_id", "read_at"),
    )

    event_id: Mapped[int] = mapped_column(Id)
    """The outbox event it tells of: with the person it is the key that lets a notice be written once only."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(String(64))
    """The event's name; ``notices.words`` has its sentence."""
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    url: Mapped[str] = mapped_column(String(200))
    read_at: Mapped[datetime | None] = mapped_column(Moment)
