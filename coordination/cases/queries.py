"""All reads of cases, consents and their files; lists are Core rows without names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import STAFF, Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.audit.models import AuditEntry
from coordination.cases import parts
from coordination.cases.models import (
    Case,
    CaseMember,
    CaseState,
    Client,
    ClientNameKey,
    Consent,
    ConsentRecipient,
    ConsentState,
    FamilyMember,
    Risk,
)
from coordination.cases.names import CALLED_BY, identity_key, keys_sought
from coordination.directory.models import Agency, NeedKind
from coordination.directory.queries import search_agencies
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.identifiers import number
from coordination.lang.text import clean, digits
from coordination.vault.models import Attachment, OwnerKind

AnyRow = Row[*tuple[Any, ...]]
Rows = Sequence[AnyRow]

CODE = re.compile(r"C-?\d+", re.IGNORECASE)
FOUND_AT_MOST = 50
EXPIRED_AT_ONCE = 500
RECIPIENTS_OFFERED = 12


# --- one case, one consent --------------------------------------------------------------------------------------


def get_case(public_id: str) -> Case | None:
    """A case with its client, agency, worker, team and family: one statement."""
    return db.session.scalars(_whole_case().where(Case.public_id == public_id)).unique().one_or_none()


def get_case_of_page(public_id: str) -> Case | None:
    """The same, with what the parts of its page that features to the right give are made of: one statement."""
    wanted = _whole_case().options(*parts.loading()).where(Case.public_id == public_id)
    return db.session.scalars(wanted).unique().one_or_none()


def _whole_case() -> Select[Case]:
    return select(Case).options(
        joinedload(Case.client),
        joinedload(Case.agency),
        joinedload(Case.worker),
        joinedload(Case.team).joinedload(CaseMember.person),
        joinedload(Case.family).joinedload(FamilyMember.client),
    )


def get_consent(public_id: str) -> Consent | None:
    """A consent with its recipients and whatever its case's relations touch: one statement."""
    return (
        db.session.scalars(
            select(Consent)
            .where(Consent.public_id == public_id)
            .options(
                joinedload(Consent.recipients).joinedload(ConsentRecipient.agency),
                joinedload(Consent.case).options(
                    joinedload(Case.client), joinedload(Case.agency), joinedload(Case.worker), joinedload(Case.team)
                ),
            )
        )
        .unique()
        .one_or_none()
    )


def list_consents(case_id: int) -> Sequence[Consent]:
    """The consents of a case with their recipients, the newest first."""
    return (
        db.session.scalars(
            select(Consent)
            .where(Consent.case_id == case_id)
            .options(joinedload(Consent.recipients).joinedload(ConsentRecipient.agency))
            .order_by(Consent.id.desc())
        )
        .unique()
        .all()
    )


def list_expired(today: date) -> Sequence[Consent]:
    """Consents whose last day has passed and that still count as given; so many at once."""
    return (
        db.session.scalars(
            select(Consent)
            .where(Consent.state == ConsentState.GIVEN, Consent.valid_until < today)
            .options(joinedload(Consent.case).joinedload(Case.client))
            .order_by(Consent.valid_until)
            .limit(EXPIRED_AT_ONCE)
        )
        .unique()
        .all()
    )


# --- lists ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of cases is narrowed to; None stands for everything."""

    state: CaseState | None = CaseState.OPEN
    risk: Risk | None = None
    mine: bool = False


def list_cases(actor: Actor, wanted: Filter, *, size: int, after: str | None, before: str | None) -> Slice:
    """Cases of the actor's agencies, the newest first. ``opens`` says whether the row's page is open to him; a head
    without that right is to be shown code, state and worker only (acts.csv)."""
    statement = _listed(actor).where(policy.visible(actor, "case.list"))
    if wanted.state is not None:
        statement = statement.where(Case.state == wanted.state)
    if wanted.risk is not None:
        statement = statement.where(Case.risk == wanted.risk)
    if wanted.mine:
        statement = statement.where(Case.worker_id == actor.person_id)
    order = (Case.opened_at, Case.id)
    return read_slice(statement, order, size=size, after=after, before=before, descending=True)


def _listed(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.public_id,
            Client.code,
            Case.state,
            Case.risk,
            Case.file_number,
            Case.opened_at,
            Client.sex,
            Client.birth_year,
            Client.city,
            Client.district,
            Person.name.label("worker_fa"),
            Person.name_en.label("worker_en"),
            policy.visible(actor, "case.view").label("opens"),
        )
        .select_from(Case)
        .join(Client, Client.id == Case.client_id)
        .outerjoin(Person, Person.id == Case.worker_id)
    )


def search_cases(actor: Actor, text: str, *, father: str = "") -> Rows:
    """Cases open to the actor whose code, file number or identity number is ``text``, or whose client is called so
    (whole words, any order, any spelling); ``father`` narrows to that father's name. Two statements."""
    text, father = clean(text), clean(father)
    agencies = db.session.execute(select(Agency.id, Agency.public_id).where(Agency.id.in_(actor.agencies()))).all()
    wanted = [_is_called(agency.id, agency.public_id, text, father) for agency in agencies]
    if text and not father:
        wanted += [_has_code(text), *(_has_identity(agency.id, agency.public_id, text) for agency in agencies)]
    found = _listed(actor).where(policy.visible(actor, "case.view"), or_(false(), *wanted))
    return db.session.execute(found.order_by(Case.opened_at.desc(), Case.id.desc()).limit(FOUND_AT_MOST)).all()


def _has_code(text: str) -> ColumnElement[bool]:
    plain = digits(text).upper()
    if CODE.fullmatch(plain):
        return Client.code == f"C-{plain.removeprefix('C').removeprefix('-')}"
    return or_(Case.file_number == text, Case.file_number == plain)


def _has_identity(agency_id: int, scope: str, text: str) -> ColumnElement[bool]:
    plain = number(text)
    if not any(character.isdigit() for character in plain):
        return false()
    return and_(Client.agency_id == agency_id, Client.identity_digest == identity_key(plain, scope))


def _is_called(agency_id: int, scope: str, name: str, father: str) -> ColumnElement[bool]:
    words = [_has_key(agency_id, keys, CALLED_BY) for keys in keys_sought(name, scope)]
    words += [_has_key(agency_id, keys, ("father",)) for keys in keys_sought(father, scope)]
    return and_(Client.agency_id == agency_id, *words) if words else false()


def _has_key(agency_id: int, keys: list[str], parts: Sequence[str]) -> ColumnElement[bool]:
    return Client.id.in_(
        select(ClientNameKey.client_id).where(
            ClientNameKey.agency_id == agency_id, ClientNameKey.digest.in_(keys), ClientNameKey.part.in_(parts)
        )
    )


# --- people, agencies, needs ------------------------------------------------------------------------------------


def list_staff(agency_id: int, today: date) -> Rows:
    """Those who may work on cases of an agency: id, public_id, name, name_en, in the order of names."""
    return db.session.execute(
        select(Person.id, Person.public_id, Person.name, Person.name_en)
        .where(
            Person.disabled_at.is_(None),
            exists(
                select(Post.id).where(
                    Post.person_id == Person.id,
                    Post.agency_id == agency_id,
                    Post.kind.in_(STAFF),
                    holds_today(Post, today),
                )
            ),
        )
        .order_by(Person.sort_key, Person.id)
    ).all()


def list_agencies_of(actor: Actor, *kinds: PostKind) -> Sequence[Agency]:
    """The agencies at which the actor holds one of ``kinds`` today."""
    return db.session.scalars(
        select(Agency).where(Agency.id.in_(actor.agencies(*kinds))).order_by(Agency.sort_key)
    ).all()


def list_needs() -> Rows:
    """The kinds of need in use: code, name_fa, name_en, in their order."""
    return db.session.execute(
        select(NeedKind.code, NeedKind.name_fa, NeedKind.name_en)
        .where(NeedKind.active)
        .order_by(NeedKind.position, NeedKind.code)
    ).all()


def list_recipients(case: Case, sought: str, chosen: Sequence[str]) -> list[AnyRow]:
    """Agencies to offer as recipients of a consent: those chosen (public ids) and those that ``sought`` finds, else
    those that the agency's last consents named. Rows with id, public_id, name_fa, name_en; two statements at most."""
    offered = select(Agency.id, Agency.public_id, Agency.name_fa, Agency.name_en).where(
        Agency.id != case.agency_id, Agency.active
    )
    recent = (
        select(ConsentRecipient.agency_id)
        .join(Consent, Consent.id == ConsentRecipient.consent_id)
        .join(Case, Case.id == Consent.case_id)
        .where(Case.agency_id == case.agency_id)
        .order_by(Consent.id.desc())
        .limit(RECIPIENTS_OFFERED)
    )
    wanted = Agency.public_id.in_(chosen) if sought else or_(Agency.public_id.in_(chosen), Agency.id.in_(recent))
    rows = list(db.session.execute(offered.where(wanted).order_by(Agency.sort_key, Agency.id)).all())
    present = {row.id for row in rows} | {case.agency_id}
    found = search_agencies(sought, RECIPIENTS_OFFERED) if sought else ()
    return rows + [row for row in found if row.id not in present]


def get_client_at(agency_id: int, code: str) -> Client | None:
    """The client of this code at the agency."""
    return db.session.scalar(select(Client).where(Client.agency_id == agency_id, Client.code == code))


# --- files and history ------------------------------------------------------------------------------------------


def list_files(case: Case) -> Sequence[Attachment]:
    """The files of a case and of its consents, the newest first, without those removed."""
    of_consents = select(Consent.id).where(Consent.case_id == case.id)
    return db.session.scalars(
        select(Attachment)
        .where(
            or_(
                and_(Attachment.owner_kind == OwnerKind.CASE, Attachment.owner_id == case.id),
                and_(Attachment.owner_kind == OwnerKind.CONSENT, Attachment.owner_id.in_(of_consents)),
            ),
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id.desc())
    ).all()


def get_file(case: Case, public_id: str) -> Attachment | None:
    """A file of the case or of one of its consents, unless it was removed."""
    return next((file for file in list_files(case) if file.public_id == public_id), None)


def list_consent_files(consent: Consent) -> Sequence[Attachment]:
    """The files of a consent, without those removed."""
    return db.session.scalars(
        select(Attachment)
        .where(
            Attachment.owner_kind == OwnerKind.CONSENT,
            Attachment.owner_id == consent.id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id)
    ).all()


def list_history(case: Case, limit: int) -> Rows:
    """What was done to the case and its consents, newest first, with who did it; notes still sealed."""
    entry = AuditEntry.__table__.c
    of_consents = select(Consent.id).where(Consent.case_id == case.id)
    return db.session.execute(
        select(AuditEntry.__table__, Person.name.label("who_fa"), Person.name_en.label("who_en"))
        .outerjoin(Person, Person.id == entry.person_id)
        .where(
            entry.chain == "acts",
            or_(
                and_(entry.kind == "case", entry.thing_id == case.id),
                and_(entry.kind == "consent", entry.thing_id.in_(of_consents)),
            ),
        )
        .order_by(entry.id.desc())
        .limit(limit)
    ).all()


def get_open_cases_of(person: Person) -> Sequence[Case]:
    """The open cases whose worker the person is, with their clients."""
    return db.session.scalars(
        select(Case)
        .where(Case.worker_id == person.id, Case.state == CaseState.OPEN)
        .options(contains_eager(Case.client))
        .join(Client, Client.id == Case.client_id)
    ).all()
