"""Reads of one registration: by its page, its link or its agency; its papers, its facts, what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.accounts.models import InstallationRole, Person, RoleKind
from coordination.accounts.presence import hash_token, holds_today
from coordination.audit.trail import note_of
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.needs import RegistrationFacts
from coordination.registrations.states import REGISTRATION
from coordination.vault.models import Attachment, OwnerKind

MOST_ALIKE = 5
WRITTEN = {
    "registration.invite": N_("%(who)s sent the link of the application."),
    "registration.apply": N_("%(who)s wrote in the application."),
    "registration.edit": N_("%(who)s changed what is known of the organisation."),
    "registration.take_in": N_("%(who)s took the agency into the register."),
    "registration.replace": N_("%(who)s put this application in the place of an entry without papers."),
}
WROTE = N_("%(who)s wrote here.")
BY_APPLICANT = frozenset({"registration.apply", "registration.submit"})
APPLICANT = N_("The organisation")


def get_registration(public_id: str) -> Registration | None:
    """A registration with its agency and who invited: one statement."""
    return db.session.scalar(_loaded().where(Registration.public_id == public_id))


def get_of_agency(agency_public_id: str) -> Registration | None:
    """The registration of an agency, by the agency's id in addresses."""
    return db.session.scalar(_loaded().join(Registration.agency).where(Agency.public_id == agency_public_id))


def get_of_agency_id(agency_id: int) -> Registration | None:
    """The same by the agency's number."""
    return db.session.scalar(_loaded().where(Registration.agency_id == agency_id))


def get_by_token(token: str) -> Registration | None:
    """The registration whose link this is, while it works."""
    asked = _loaded().where(Registration.token_hash == hash_token(token), Registration.link_expires_at > clock.now())
    return db.session.scalar(asked)


def find_by_name(name_fa: str) -> Registration | None:
    """An organisation of the register that is called so, however it is spelt; those refused do not count."""
    key = f"\n{fold(name_fa)}\n"
    asked = select(Registration).where(
        Registration.folded.contains(key, autoescape=True), Registration.state != RegistrationState.REFUSED
    )
    return db.session.scalars(asked.limit(1)).first()


def list_papers(registration: Registration) -> Sequence[Attachment]:
    """Its papers, the first attached first."""
    return db.session.scalars(_papers(registration).order_by(Attachment.id)).all()


def get_paper(registration: Registration, public_id: str) -> Attachment | None:
    """One of its papers."""
    return db.session.scalar(_papers(registration).where(Attachment.public_id == public_id))


def facts_of(
    registration: Registration,
    *,
    papers: int | None = None,
    note: str = "",
    documents_checked: bool = False,
    valid_until: date | None = None,
) -> RegistrationFacts:
    """What its moves ask; ``papers`` where they are counted already, else one statement."""
    return RegistrationFacts(
        today=local_date(clock.now()),
        note=note,
        documents=len(list_papers(registration)) if papers is None else papers,
        documents_checked=documents_checked,
        valid_until=valid_until,
    )


def list_resembling(registration: Registration) -> Sequence[Agency]:
    """Agencies of the directory that may be the organisation: of its legal id, or called as it is."""
    key = f"\n{fold(registration.name_fa)}\n"
    conditions = [Agency.folded.contains(key, autoescape=True)]
    if registration.organisation_id:
        conditions.append(Agency.legal_id == registration.organisation_id)
    return db.session.scalars(select(Agency).where(or_(*conditions)).order_by(Agency.id).limit(MOST_ALIKE)).all()


def list_inviters() -> Sequence[Any]:
    """Who may invite the head of a new agency: the administrators of today, as rows with name and name_en."""
    return db.session.execute(
        select(Person.name, Person.name_en)
        .join(InstallationRole, InstallationRole.person_id == Person.id)
        .where(
            InstallationRole.kind == RoleKind.ADMINISTRATOR,
            holds_today(InstallationRole, local_date(clock.now())),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.sort_key)
    ).all()


def history(registration: Registration) -> list[Entry]:
    """Every act on it, newest first, notes unsealed: one statement."""
    rows = list_acts(about(Registration.audit_kind, registration.id))
    return [Entry(_sentence(row), note_of(row) or "", row.at, row.act) for row in rows]


def _sentence(row: Any) -> Message:
    move = REGISTRATION.moves.get(row.act.removeprefix("registration."))
    words = move.done if move is not None else WRITTEN.get(row.act, WROTE)
    by_applicant = row.person_id is None and row.act in BY_APPLICANT
    return Message(words, who=Message(APPLICANT) if by_applicant else who_did(row))


def _papers(registration: Registration) -> Select[Attachment]:
    return select(Attachment).where(
        Attachment.owner_kind == OwnerKind.REGISTRATION.value,
        Attachment.owner_id == registration.id,
        Attachment.removed_at.is_(None),
    )


def _loaded() -> Select[Registration]:
    return select(Registration).options(joinedload(Registration.agency), joinedload(Registration.invited_by))
