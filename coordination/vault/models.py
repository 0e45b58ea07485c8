"""Files attached to a referral, a case, an action …: everything but the bytes, which lie encrypted on disk."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.clock import now
from coordination.kernel.db import Base, Id, Identified, Moment, choice_check

NAME_PLACE = "attachment.name_sealed"


class OwnerKind(StrEnum):
    REFERRAL = "referral"
    CASE = "case"
    CONSENT = "consent"
    AGENDA_ITEM = "agenda_item"
    ACTION = "action"
    RESOLUTION = "resolution"
    SIGNATURE = "signature"
    MINUTES = "minutes"
    ACTIVITY = "activity"
    OUTCOME = "outcome"
    REGISTRATION = "registration"
    CIRCULAR = "circular"
    MEMORANDUM = "memorandum"
    PROGRAMME = "programme"
    REPORT = "report"


class Attachment(Identified, Base):
    """One stored file. ``size`` is in bytes as the reader gets it; ``sha256`` is of the encrypted file on disk,
    so that a backup can be checked without keys and nothing can be guessed from it."""

    __tablename__ = "attachment"

    owner_kind: Mapped[str] = mapped_column(String(16))
    owner_id: Mapped[int] = mapped_column(Id)
    key_id: Mapped[str] = mapped_column(String(32))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    stored_name: Mapped[str] = mapped_column(String(40), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Nobody where an applicant without an account attached it."""
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        choice_check("owner_kind", OwnerKind),
        Index("ix_attachment_owner", "owner_kind", "owner_id"),
    )
