"""Columns of referrals, their needs and their teams: one shared row for both sides."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.cases.models import Case, Consent, Risk, Sex
from coordination.directory.models import Agency, Centre
from coordination.kernel.db import Base, Id, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.referrals.models.choices import DeclineCode, HoldCode, Priority, Result, Route, State, WhoDeclined


class Referral(Identified, Versioned, Base):
    """One request from one agency to one other for one client: one shared row, two file numbers, never copies."""

    __tablename__ = "referral"
    audit_kind = "referral"
    __table_args__ = (
        choice_check("state", State),
        choice_check("route", Route, optional=True),
        choice_check("priority", Priority, optional=True),
        choice_check("risk", Risk, optional=True),
        choice_check("decline_code", DeclineCode, optional=True),
        choice_check("who_declined", WhoDeclined, optional=True),
        choice_check("hold_code", HoldCode, optional=True),
        CheckConstraint("sender_agency_id <> recipient_agency_id", name="two_agencies"),
        CheckConstraint(
            "state NOT IN ('accepted', 'in_service') OR (handler_id IS NOT NULL AND intake_on IS NOT NULL)",
            name="accepted_has_handler",
        ),
        CheckConstraint("state <> 'received' OR handler_id IS NOT NULL", name="received_has_handler"),
        CheckConstraint(
            "state <> 'declined' OR objected_at IS NOT NULL OR (decline_code IS NOT NULL AND who_declined IS NOT NULL)",
            name="declined_has_reason",
        ),
        CheckConstraint(
            "state <> 'on_hold' OR (hold_code IS NOT NULL AND resume_on IS NOT NULL)", name="hold_has_date"
        ),
        CheckConstraint("state <> 'waitlisted' OR review_on IS NOT NULL", name="waitlist_has_date"),
        CheckConstraint(
            "state = 'draft' OR state = 'void' OR "
            "(route IS NOT NULL AND priority IS NOT NULL AND risk IS NOT NULL AND basis_id IS NOT NULL)",
            name="sent_is_complete",
        ),
        Index("ix_referral_inbox", "recipient_agency_id", "recipient_rank", "sort_at", "id", "sent_at"),
        Index("ix_referral_outbox", "sender_agency_id", "sender_rank", "sort_at", "id", "sent_at"),
        Index("ix_referral_inbox_sent", "recipient_agency_id", "sent_at", "id"),
        Index("ix_referral_outbox_sent", "sender_agency_id", "sent_at", "id"),
        Index("ix_referral_handler", "handler_id", "recipient_rank", "sort_at", "id"),
        Index("ix_referral_state", "state", "sort_at", "id"),
        Index("ix_referral_told", "told_at", "alerted_at"),
        Index("ix_referral_case", "case_id", "id"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    sender_agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    recipient_agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    state: Mapped[State] = choice_column(State, default=State.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    # what is asked
    route: Mapped[Route | None] = mapped_column(String(32))
    route_data_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The route's own required data (how they found us, watched point, contact …) as sealed JSON."""
    priority: Mapped[Priority | None] = mapped_column(String(32))
    risk: Mapped[Risk | None] = mapped_column(String(32))
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    basis_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"))
    field_groups: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Groups that open to the recipient at acceptance."""
    grant_opened_at: Mapped[datetime | None] = mapped_column(Moment)
    grant_closed_at: Mapped[datetime | None] = mapped_column(Moment)

    # order of a court (judicial, or police with an order)
    order_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    order_number: Mapped[str] = mapped_column(String(60), default="")
    order_branch: Mapped[str] = mapped_column(String(120), default="")
    order_on: Mapped[date | None] = mapped_column(Date)
    order_valid_until: Mapped[date | None] = mapped_column(Date)
    order_lifted_on: Mapped[date | None] = mapped_column(Date)
    court_reported_on: Mapped[date | None] = mapped_column(Date)

    # the card as stamped when drafted, so that lists ask nothing of the client
    client_code: Mapped[str] = mapped_column(String(20), default="")
    sex: Mapped[Sex] = choice_column(Sex)
    age_from: Mapped[int | None] = mapped_column(Integer)
    age_to: Mapped[int | None] = mapped_column(Integer)
    city: Mapped[str] = mapped_column(String(80), default="")
    district: Mapped[str] = mapped_column(String(80), default="")
    interpreter_needed: Mapped[bool] = mapped_column(Boolean, default=False)
    special_needs: Mapped[str] = mapped_column(String(200), default="")
    need_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Codes of its needs in order; the rows of ``referral_need`` say more."""

    # the recipient's part
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    intake_on: Mapped[date | None] = mapped_column(Date)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    first_contact_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    resume_on: Mapped[date | None] = mapped_column(Date)
    hold_code: Mapped[HoldCode | None] = mapped_column(String(32))
    decline_code: Mapped[DeclineCode | None] = mapped_column(String(32))
    who_declined: Mapped[WhoDeclined | None] = mapped_column(String(32))
    objected_at: Mapped[datetime | None] = mapped_column(Moment)
    questions_asked: Mapped[int] = mapped_column(Integer, default=0)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)
    times_returned: Mapped[int] = mapped_column(Integer, default=0)
    closed_by_system: Mapped[bool] = mapped_column(Boolean, default=False)

    # both sides' papers
    sender_file_number: Mapped[str] = mapped_column(String(60), default="", index=True)
    recipient_file_number: Mapped[str] = mapped_column(String(60), default="", index=True)
    sender_letter_number: Mapped[str] = mapped_column(String(60), default="", index=True)
    sender_letter_on: Mapped[date | None] = mapped_column(Date)
    recipient_letter_number: Mapped[str] = mapped_column(String(60), default="", index=True)
    recipient_letter_on: Mapped[date | None] = mapped_column(Date)

    # the chain of forwards
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    chain_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    """The first referral of the chain (its own id for the first); null only until it has an id."""
    hops: Mapped[int] = mapped_column(Integer, default=0)
    chain_declined: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether a referral of this case with one of these needs was declined before (the second may not be declined)."""

    # the running clock
    clock: Mapped[str | None] = mapped_column(String(32))
    clock_started_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    decide_started_at: Mapped[datetime | None] = mapped_column(Moment)
    decide_due_at: Mapped[datetime | None] = mapped_column(Moment)
    left_seconds: Mapped[int | None] = mapped_column(Id)
    """What was left of the recipient's clock when a question paused it."""
    alerted_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the one who is told was told that twice the limit had passed (of the running clock)."""
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    """Twice the running limit: then the one who is told is to be told."""
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    """Three times the running limit: what nobody answered by then expires."""
    recipient_rank: Mapped[int] = mapped_column(Integer, default=9)
    sender_rank: Mapped[int] = mapped_column(Integer, default=0)
    sort_at: Mapped[datetime] = mapped_column(Moment)

    case: Mapped[Case] = relationship()
    sender: Mapped[Agency] = relationship(foreign_keys=[sender_agency_id])
    recipient: Mapped[Agency] = relationship(foreign_keys=[recipient_agency_id])
    order_agency: Mapped[Agency | None] = relationship(foreign_keys=[order_agency_id])
    centre: Mapped[Centre | None] = relationship()
    basis: Mapped[Consent | None] = relationship()
    handler: Mapped[Person | None] = relationship(foreign_keys=[handler_id])
    drafted_by: Mapped[Person] = relationship(foreign_keys=[drafted_by_id])
    predecessor: Mapped[Referral | None] = relationship(remote_side="Referral.id", foreign_keys=[predecessor_id])
    needs: Mapped[list[ReferralNeed]] = relationship(
        back_populates="referral", cascade="all, delete-orphan", order_by="ReferralNeed.position"
    )
    team: Mapped[list[ReferralMember]] = relationship(back_populates="referral", cascade="all, delete-orphan")

    @property
    def key_id(self) -> str:
        """The data key that seals this referral's texts: its client's."""
        return self.case.client.key_id

    @property
    def court_route(self) -> bool:
        """Judicial, or police with an order (domain.md, Routes); every other route is ordinary."""
        return self.route == Route.JUDICIAL or (self.route == Route.POLICE and bool(self.order_number))

    def order_stands(self, today: date) -> bool:
        """Whether a court's order binds: its validity has not ended and the court has not lifted it."""
        lifted = self.order_lifted_on is not None and self.order_lifted_on <= today
        ended = self.order_valid_until is not None and self.order_valid_until < today
        return self.court_route and not lifted and not ended


class ReferralNeed(Identified, Base):
    """One need of a referral, what the sender asks, and at delivery its result."""

    __tablename__ = "referral_need"
    __table_args__ = (UniqueConstraint("referral_id", "need"), choice_check("result", Result, optional=True))

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    need: Mapped[str] = mapped_column(ForeignKey("need_kind.code"))
    position: Mapped[int] = mapped_column(Integer)
    asked_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    result: Mapped[Result | None] = mapped_column(String(32))
    result_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    referral: Mapped[Referral] = relationship(back_populates="needs")


class ReferralMember(Base):
    """A person of the recipient's named team for one referral."""

    __tablename__ = "referral_member"
    __table_args__ = (UniqueConstraint("referral_id", "person_id"),)

    id: Mapped[IdColumn]
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    referral: Mapped[Referral] = relationship(back_populates="team")
    person: Mapped[Person] = relationship()
