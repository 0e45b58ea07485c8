"""Columns of minutes: the blocks of text with their revisions, comments, assents, signatures and frozen documents."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, reconstructor, relationship

from coordination.accounts.models import Person
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.meetings.models import AgendaEntry, Meeting
from coordination.vault.models import Attachment


class MinutesState(StrEnum):
    """States of machine ``minutes``."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SIGNED = "signed"


class SignatureState(StrEnum):
    """States of machine ``signature``."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"
    WAIVED = "waived"


class HowSigned(StrEnum):
    """By what a signature was given."""

    PASSWORD = "password"  # noqa: S105  (the name of a way, no secret)
    SCAN = "scan"


class Minutes(Identified, Versioned, Base):
    """The minutes of one meeting, from its opening on."""

    __tablename__ = "minutes"
    audit_kind = "minutes"
    __table_args__ = (
        choice_check("state", MinutesState),
        CheckConstraint("state NOT IN ('approved', 'signed') OR approved_at IS NOT NULL", name="approved_has_moment"),
        CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", name="signed_has_moment"),
        Index("ix_minutes_state", "state", "review_until", "id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    state: Mapped[MinutesState] = choice_column(MinutesState, default=MinutesState.DRAFTING)
    state_since: Mapped[datetime] = mapped_column(Moment)
    preamble: Mapped[str] = mapped_column(Text, default="")
    """What stands before the first entry."""
    waived: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Codes of the checks that the secretary let pass, as ``check:public id``."""
    circulated_at: Mapped[datetime | None] = mapped_column(Moment)
    review_until: Mapped[datetime | None] = mapped_column(Moment)
    """End of the time for comments, after which silence approves where the group's rule says so."""
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    verify_code: Mapped[str] = mapped_column(String(24), unique=True)
    """What the QR code on the paper leads to."""

    meeting: Mapped[Meeting] = relationship()
    comments: Mapped[list[MinutesComment]] = relationship(back_populates="minutes", order_by="MinutesComment.id")
    assents: Mapped[list[Assent]] = relationship(back_populates="minutes", order_by="Assent.id")
    signatures: Mapped[list[Signature]] = relationship(back_populates="minutes", order_by="Signature.position")
    documents: Mapped[list[Document]] = relationship(back_populates="minutes", order_by="Document.id")

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.reload()

    @reconstructor
    def reload(self) -> None:
        """The sheet (``minutes.queries.Present``) and the ids of the persons who attended: the query that loads the
        minutes for a page fills them in."""
        self.attended_by: frozenset[int] = frozenset()
        self.sheet: list[Any] = []

    @property
    def group_id(self) -> int:
        """The group whose seats decide rights; ``meeting`` must be loaded."""
        return self.meeting.group_id


class Block(Identified, Base):
    """The text of one entry, as last saved; ``revision`` counts its saves and is what a save begins from."""

    __tablename__ = "minutes_block"
    __table_args__ = (CheckConstraint("revision >= 0", name="revision_counts"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("agenda_entry.id"), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(Integer, default=0)
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    entry: Mapped[AgendaEntry] = relationship()
    saved_by: Mapped[Person | None] = relationship()


class BlockRevision(Base):
    """A text that was saved once; nothing that was saved is ever lost."""

    __tablename__ = "minutes_block_revision"
    __table_args__ = (UniqueConstraint("block_id", "revision"),)

    id: Mapped[IdColumn]
    block_id: Mapped[int] = mapped_column(ForeignKey("minutes_block.id"))
    revision: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class MinutesComment(Identified, Versioned, Base):
    """A remark on circulated minutes, and the secretary's answer."""

    __tablename__ = "minutes_comment"
    __table_args__ = (Index("ix_minutes_comment_minutes", "minutes_id", "id"),)

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_entry.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    minutes: Mapped[Minutes] = relationship(back_populates="comments")
    entry: Mapped[AgendaEntry | None] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])

    @property
    def group_id(self) -> int:
        """The group whose seats decide rights; ``minutes.meeting`` must be loaded."""
        return self.minutes.group_id


class Assent(Base):
    """Somebody who attended agrees with the minutes as circulated."""

    __tablename__ = "minutes_assent"
    __table_args__ = (UniqueConstraint("minutes_id", "person_id"),)

    id: Mapped[IdColumn]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    minutes: Mapped[Minutes] = relationship(back_populates="assents")
    person: Mapped[Person] = relationship()


class Signature(Identified, Versioned, Base):
    """A signature that minutes need, in its order."""

    __tablename__ = "signature"
    audit_kind = "signature"
    __table_args__ = (
        choice_check("state", SignatureState),
        choice_check("how", HowSigned, optional=True),
        CheckConstraint("state <> 'signed' OR (signed_at IS NOT NULL AND how IS NOT NULL)", name="signed_somehow"),
        UniqueConstraint("minutes_id", "person_id"),
        Index("ix_signature_person", "person_id", "state"),
    )

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(Integer)
    part: Mapped[str] = mapped_column(String(32))
    """The seat's kind (``groups.models.SeatKind``) in which the person signs."""
    state: Mapped[SignatureState] = choice_column(SignatureState, default=SignatureState.PENDING)
    state_since: Mapped[datetime] = mapped_column(Moment)
    how: Mapped[HowSigned | None] = mapped_column(String(32))
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(400), default="")

    minutes: Mapped[Minutes] = relationship(back_populates="signatures")
    person: Mapped[Person] = relationship()

    @property
    def group_id(self) -> int:
        """The group whose seats decide rights; ``minutes.meeting`` must be loaded."""
        return self.minutes.group_id


class DocumentKind(StrEnum):
    """The forms in which signed minutes are frozen."""

    PDF = "pdf"
    DOCX = "docx"


class Document(Identified, Base):
    """A frozen document of signed minutes; ``sha256`` is of the bytes the reader gets."""

    __tablename__ = "minutes_document"
    __table_args__ = (choice_check("kind", DocumentKind), UniqueConstraint("minutes_id", "kind"))

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    kind: Mapped[DocumentKind] = choice_column(DocumentKind)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)

    minutes: Mapped[Minutes] = relationship(back_populates="documents")
    attachment: Mapped[Attachment] = relationship()
