"""Columns of persons, posts, absences, installation roles, sessions, one-time links and counted limits."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.directory.models import Agency
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_


class PostKind(StrEnum):
    """A person's office at an agency (domain.md, Directory and people)."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    WORKER = "worker"
    HEAD = "head"
    COURT_LIAISON = "court_liaison"
    REGISTRAR = "registrar"


POST_LABELS = {
    PostKind.LIAISON: N_("Liaison"),
    PostKind.DEPUTY: N_("Deputy"),
    PostKind.WORKER: N_("Social worker"),
    PostKind.HEAD: N_("Head"),
    PostKind.COURT_LIAISON: N_("Court liaison"),
    PostKind.REGISTRAR: N_("Registrar"),
}


STAFF = (PostKind.LIAISON, PostKind.DEPUTY, PostKind.WORKER, PostKind.HEAD)
"""The posts whose holders may be given a child's file to work on."""


class RoleKind(StrEnum):
    """A role in the installation, beside all agencies."""

    ADMINISTRATOR = "administrator"
    DATA_OFFICER = "data_officer"
    AUDITOR = "auditor"


ROLE_LABELS = {
    RoleKind.ADMINISTRATOR: N_("Administrator"),
    RoleKind.DATA_OFFICER: N_("Data officer"),
    RoleKind.AUDITOR: N_("Auditor"),
}


class Person(Identified, Versioned, Base):
    """Somebody with an account; the e-mail address is the sign-in name."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    sort_key: Mapped[str] = mapped_column(String(240), default="", index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    mobile: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(2), default="fa")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_notices: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)

    posts: Mapped[list[Post]] = relationship(
        back_populates="person", foreign_keys="Post.person_id", order_by="Post.from_on.desc(), Post.id"
    )
    roles: Mapped[list[InstallationRole]] = relationship(
        back_populates="person", foreign_keys="InstallationRole.person_id", order_by="InstallationRole.id"
    )
    absences: Mapped[list[Absence]] = relationship(
        back_populates="person", foreign_keys="Absence.person_id", order_by="Absence.from_on.desc()"
    )


class Post(Identified, Versioned, Base):
    """A person's office at an agency from–to; it takes effect when ``confirmed_at`` is set and the day has come."""

    __tablename__ = "post"
    __table_args__ = (
        choice_check("kind", PostKind),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        Index("ix_post_agency_kind", "agency_id", "kind"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[PostKind] = choice_column(PostKind)
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    refused_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(back_populates="posts", foreign_keys=[person_id])
    agency: Mapped[Agency] = relationship()


class InstallationRole(Identified, Versioned, Base):
    """A role beside all agencies; confirmed by the host agency's head."""

    __tablename__ = "installation_role"
    __table_args__ = (choice_check("kind", RoleKind),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RoleKind] = choice_column(RoleKind)
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    refused_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(back_populates="roles", foreign_keys=[person_id])


class Absence(Identified, Versioned, Base):
    """Days on which the deputy named acts in the absent person's posts."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        CheckConstraint("deputy_id <> person_id", name="deputy_is_another"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(back_populates="absences", foreign_keys=[person_id])
    deputy: Mapped[Person] = relationship(foreign_keys=[deputy_id])


class SessionRow(Identified, Base):
    """A sign-in on one device; the cookie holds the token, this row only its hash."""

    __tablename__ = "session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    device: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(64), default="")

    person: Mapped[Person] = relationship()


class LinkKind(StrEnum):
    """What a one-time link or code opens."""

    INVITATION = "invitation"
    RESET = "reset"


class OneTimeLink(Identified, Base):
    """An invitation or a reset; only the hash of its token is kept, and it works once."""

    __tablename__ = "one_time_link"
    __table_args__ = (choice_check("kind", LinkKind),)

    kind: Mapped[LinkKind] = choice_column(LinkKind)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Attempt(Base):
    """How often something counted was tried within a window (sign-in per person, per address, in all)."""

    __tablename__ = "attempt"

    id: Mapped[IdColumn]
    bucket: Mapped[str] = mapped_column(String(100), unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int] = mapped_column(Integer, default=0)
