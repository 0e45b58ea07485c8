"""Columns of reports of a season, half-year or year, of their sections, and of the papers frozen of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.activities.models import ONE_ISSUER
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.vault.models import Attachment


class ReportState(StrEnum):
    """States of machine ``report``."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Span(StrEnum):
    """What stretch of the Jalali year a report is about."""

    SEASON = "season"
    HALF = "half"
    YEAR = "year"


SPAN_LABELS = {Span.SEASON: N_("A season"), Span.HALF: N_("A half-year"), Span.YEAR: N_("A year")}


class Report(Identified, Versioned, Base):
    """The report of a group or an agency on a season, half-year or year, in one of its editions."""

    __tablename__ = "report"
    audit_kind = "report"
    __table_args__ = (
        choice_check("state", ReportState),
        choice_check("span", Span),
        CheckConstraint(ONE_ISSUER, name="one_issuer"),
        CheckConstraint("part BETWEEN 1 AND 4", name="part_is_one"),
        CheckConstraint("edition > 0", name="edition_counts"),
        CheckConstraint(
            "state = 'draft' OR (figures IS NOT NULL AND published_at IS NOT NULL)", name="published_frozen"
        ),
        UniqueConstraint("group_id", "year", "span", "part", "edition"),
        UniqueConstraint("agency_id", "year", "span", "part", "edition"),
        Index("ix_report_group", "group_id", "state", "from_on", "id"),
        Index("ix_report_agency", "agency_id", "state", "from_on", "id"),
        Index("ix_report_public", "public", "state", "from_on", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    span: Mapped[Span] = choice_column(Span)
    year: Mapped[int] = mapped_column(Integer)
    part: Mapped[int] = mapped_column(Integer, default=1)
    """Which season (1–4) or half-year (1, 2); 1 for a year."""
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    by_month: Mapped[bool] = mapped_column(Boolean, default=False)
    title: Mapped[str] = mapped_column(String(300))
    """Its title in Persian, for registers and searches; ``titles.title_of`` says it in the reader's language."""
    edition: Mapped[int] = mapped_column(Integer, default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    state: Mapped[ReportState] = choice_column(ReportState, default=ReportState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Frozen at publishing; a draft's are computed when it is looked at."""
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether its public version is open to everybody once it is published."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")
    edits: Mapped[int] = mapped_column(Integer, default=0)
    """How often a section was edited, so that two who edit at once notice each other."""

    group: Mapped[Group | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    created_by: Mapped[Person] = relationship(foreign_keys=[created_by_id])
    published_by: Mapped[Person | None] = relationship(foreign_keys=[published_by_id])
    sections: Mapped[list[Section]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="Section.position, Section.id"
    )
    replaces: Mapped[Report | None] = relationship(remote_side="Report.id")
    papers: Mapped[list[ReportPaper]] = relationship(
        back_populates="report",
        cascade="all, delete-orphan",
        order_by="ReportPaper.language.desc(), ReportPaper.kind.desc()",
    )


class Section(Identified, Versioned, Base):
    """One heading of a report (of one month, where it is told by month): what was made of the records, and what a
    person made of that, in each language.

    Of a draft only what a person decided is kept here, with the text that he had before him; what he did not touch is
    made anew of the records whenever the draft is looked at. At publishing every section is written down as it stands.
    """

    __tablename__ = "report_section"
    __table_args__ = (
        UniqueConstraint("report_id", "month", "heading"),
        CheckConstraint("month BETWEEN 0 AND 12", name="month_is_one"),
        Index("ix_report_section_report", "report_id", "position", "id"),
    )

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    heading: Mapped[str] = mapped_column(String(40))
    """A heading of activity_kinds.csv by its order (``1`` … ``9``), or one of the computed ones (``headings``)."""
    month: Mapped[int] = mapped_column(Integer, default=0)
    """1–12 where the report is told by month and the month is known, else 0."""
    position: Mapped[int] = mapped_column(Integer, default=0)
    made_fa: Mapped[str] = mapped_column(Text, default="")
    """The text as it followed from the records when it was last edited or published, one item a line."""
    made_en: Mapped[str] = mapped_column(Text, default="")
    body_fa: Mapped[str] = mapped_column(Text, default="")
    """The text that is shown where it was edited, and once it is published."""
    body_en: Mapped[str] = mapped_column(Text, default="")
    edited_fa: Mapped[bool] = mapped_column(Boolean, default=False)
    edited_en: Mapped[bool] = mapped_column(Boolean, default=False)
    in_public: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether the public version has it."""

    report: Mapped[Report] = relationship(back_populates="sections")


class PaperKind(StrEnum):
    """The forms in which a published report is frozen."""

    PDF = "pdf"
    DOCX = "docx"


class ReportPaper(Identified, Base):
    """A frozen paper of a published report in one language; ``sha256`` is of the bytes the reader gets."""

    __tablename__ = "report_paper"
    __table_args__ = (
        choice_check("kind", PaperKind),
        CheckConstraint("language IN ('fa', 'en')", name="language_known"),
        UniqueConstraint("report_id", "kind", "language"),
    )

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    kind: Mapped[PaperKind] = choice_column(PaperKind)
    language: Mapped[str] = mapped_column(String(2))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)

    report: Mapped[Report] = relationship(back_populates="papers")
    attachment: Mapped[Attachment] = relationship()
