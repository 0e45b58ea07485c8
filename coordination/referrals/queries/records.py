"""What stands on a referral's page beside it: services, stays, comments, files and the chain, in one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Date, LargeBinary, Select, String, cast, literal, null, or_, select, union_all

from coordination.accounts.models import Person
from coordination.directory.models import Agency, Centre
from coordination.kernel.db import Id, Moment, db, named
from coordination.referrals import texts
from coordination.referrals.models import Admission, Comment, Referral, Service
from coordination.referrals.queries.facts import Held
from coordination.referrals.queries.facts import liaisons as liaisons_of
from coordination.registrations.models import Registration, RegistrationState
from coordination.vault.models import NAME_PLACE, Attachment, OwnerKind
from coordination.vault.seal import place, unseal


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service given; ``kind`` and ``need`` are codes."""

    public_id: str
    on: date
    kind: str
    need: str | None
    times: int
    note: str
    by: str
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class AdmissionLine:
    """A stay in a centre; the discharge is None while it lasts."""

    public_id: str
    centre_fa: str
    centre_en: str
    admitted_on: date
    brought_by: str
    discharged_on: date | None
    discharged_to: str


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A word between the sides."""

    at: datetime
    by: str
    by_en: str
    text: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attached file; ``size`` in bytes; ``opens`` is set for the reader by ``disclosures.may_open_file``."""

    public_id: str
    name: str
    size: int
    at: datetime
    by: str
    by_id: int
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """One referral of the chain; ``current`` marks the one whose page it is."""

    public_id: str
    code: str
    state: str
    recipient_fa: str
    recipient_en: str
    current: bool


@dataclass(slots=True)
class Records:
    """All of it, oldest first but the comments' newest; ``held`` feeds ``facts_for`` without asking again."""

    services: list[ServiceLine] = field(default_factory=list)
    admissions: list[AdmissionLine] = field(default_factory=list)
    comments: list[CommentLine] = field(default_factory=list)
    files: list[FileLine] = field(default_factory=list)
    chain: list[Link] = field(default_factory=list)
    held: Held = field(default_factory=Held)
    also: list[tuple[str, list[Any]]] = field(default_factory=list)
    """Of each feature to the right: its template and the rows that the template is given."""


@dataclass(frozen=True, slots=True)
class Also:
    """What a feature to the right shows on a referral's page: its rows as one branch of the union, what each is to the
    page, and a template."""

    branch: Callable[[Referral], Select[Any]]
    read: Callable[[Any], Any]
    template: str


ALSO: dict[str, Also] = {}


def show_also(what: str, also: Also) -> None:
    """Have the rows of a branch (made by ``part`` under the name ``what``) read with the rest, and the template
    included with them as ``lines``."""
    ALSO[what] = also


NOTHING: dict[str, Any] = {
    "public_id": cast(null(), String),
    "at": cast(null(), Moment),
    "on": cast(null(), Date),
    "until": cast(null(), Date),
    "number": cast(null(), Id),
    "by_id": cast(null(), Id),
    "word": cast(null(), String),
    "other": cast(null(), String),
    "name": cast(null(), String),
    "name_en": cast(null(), String),
    "key_id": cast(null(), String),
    "sealed": cast(null(), LargeBinary),
    "also_sealed": cast(null(), LargeBinary),
}
BY = named(Person, "by_person")
Line = TypeVar("Line", ServiceLine, AdmissionLine, CommentLine, FileLine)


def get_records(referral: Referral, *, hide: Sequence[str] = ()) -> Records:
    """Everything recorded with a referral, in one statement; ``hide`` as in ``history``, of every text."""
    parts = (_services, _admissions, _comments, _files, _chain, _liaisons, *(one.branch for one in ALSO.values()))
    found = db.session.execute(union_all(*(make(referral) for make in parts))).all()
    records = Records()
    more: dict[str, list[Any]] = {what: [] for what in ALSO}
    for row in sorted(found, key=lambda row: row.id):
        if row.what in more:
            more[row.what].append(ALSO[row.what].read(row))
        else:
            READERS[row.what](referral, records, row)
    records.also = [(ALSO[what].template, rows) for what, rows in more.items()]
    records.services = _hiding(hide, records.services, "note", "void_reason")
    records.admissions = _hiding(hide, records.admissions, "brought_by", "discharged_to")
    records.comments = _hiding(hide, records.comments[::-1], "text")
    records.files = _hiding(hide, records.files, "name")
    return records


def _hiding(hide: Sequence[str], lines: Sequence[Line], *names: str) -> list[Line]:
    """The lines without the names to hide in their texts, which are the fields ``names``."""

    def said(line: Line) -> dict[str, Any]:
        return {name: texts.without_names(getattr(line, name), hide) for name in names}

    return [replace(line, **said(line)) for line in lines]


def part(what: str, row_id: Any, **columns: Any) -> Select[Any]:
    """One branch of the union: a row's columns by their common names, nothing for the others."""
    chosen = NOTHING | columns
    return select(
        literal(what).label("what"), row_id.label("id"), *(column.label(name) for name, column in chosen.items())
    )


def _services(referral: Referral) -> Select[Any]:
    return (
        part(
            "service",
            Service.id,
            public_id=Service.public_id,
            at=Service.voided_at,
            on=Service.on,
            number=Service.times,
            word=Service.kind,
            other=Service.need,
            name=BY.name,
            sealed=Service.note_sealed,
            also_sealed=Service.void_reason_sealed,
        )
        .join(BY, BY.id == Service.recorded_by_id)
        .where(Service.referral_id == referral.id)
    )


def _admissions(referral: Referral) -> Select[Any]:
    return (
        part(
            "admission",
            Admission.id,
            public_id=Admission.public_id,
            on=Admission.admitted_on,
            until=Admission.discharged_on,
            name=Centre.name_fa,
            name_en=Centre.name_en,
            sealed=Admission.brought_by_sealed,
            also_sealed=Admission.discharged_to_sealed,
        )
        .join(Centre, Centre.id == Admission.centre_id)
        .where(Admission.referral_id == referral.id)
    )


def _comments(referral: Referral) -> Select[Any]:
    return (
        part(
            "comment",
            Comment.id,
            public_id=Comment.public_id,
            at=Comment.at,
            name=BY.name,
            name_en=BY.name_en,
            sealed=Comment.text_sealed,
        )
        .join(BY, BY.id == Comment.by_id)
        .where(Comment.referral_id == referral.id)
    )


def _files(referral: Referral) -> Select[Any]:
    return (
        part(
            "file",
            Attachment.id,
            public_id=Attachment.public_id,
            at=Attachment.at,
            number=Attachment.size,
            by_id=Attachment.by_id,
            name=BY.name,
            key_id=Attachment.key_id,
            sealed=Attachment.name_sealed,
        )
        .join(BY, BY.id == Attachment.by_id)
        .where(
            Attachment.owner_kind == OwnerKind.REFERRAL.value,
            Attachment.owner_id == referral.id,
            Attachment.removed_at.is_(None),
        )
    )


def _chain(referral: Referral) -> Select[Any]:
    root = referral.chain_id or referral.id
    return (
        part(
            "link",
            Referral.id,
            public_id=Referral.public_id,
            number=Referral.recipient_agency_id,
            word=Referral.code,
            other=Referral.state,
            name=Agency.name_fa,
            name_en=Agency.name_en,
        )
        .join(Agency, Agency.id == Referral.recipient_agency_id)
        .where(or_(Referral.chain_id == root, Referral.id == root))
    )


def _liaisons(referral: Referral) -> Select[Any]:
    its = select(Registration.state).where(Registration.agency_id == referral.recipient_agency_id)
    counted = liaisons_of(referral.recipient_agency_id).scalar_subquery()
    return part("liaisons", literal(0, Id), number=counted, word=its.scalar_subquery())


def _read_service(referral: Referral, records: Records, row: Any) -> None:
    records.held.services += row.at is None
    service = _Sealed(row.public_id, note_sealed=row.sealed, void_reason_sealed=row.also_sealed)
    note, reason = texts.service_note_of(referral, service), texts.void_reason_of(referral, service)
    records.services.append(
        ServiceLine(row.public_id, row.on, row.word, row.other, row.number, note, row.name, row.at, reason)
    )


def _read_admission(referral: Referral, records: Records, row: Any) -> None:
    records.held.admissions += 1
    records.held.open_admissions += row.until is None
    stay = _Sealed(row.public_id, brought_by_sealed=row.sealed, discharged_to_sealed=row.also_sealed)
    by, to = texts.brought_by_of(referral, stay), texts.discharged_to_of(referral, stay)
    records.admissions.append(AdmissionLine(row.public_id, row.name, row.name_en, row.on, by, row.until, to))


def _read_comment(referral: Referral, records: Records, row: Any) -> None:
    text = texts.comment_of(referral, _Sealed(row.public_id, text_sealed=row.sealed))
    records.comments.append(CommentLine(row.at, row.name, row.name_en, text))


def _read_file(_referral: Referral, records: Records, row: Any) -> None:
    name = unseal(row.key_id, row.sealed, place(NAME_PLACE, row.public_id))
    records.held.files.append(name)
    records.files.append(FileLine(row.public_id, name, row.number, row.at, row.name, row.by_id))


def _read_link(referral: Referral, records: Records, row: Any) -> None:
    records.held.chain.add(row.number)
    records.chain.append(Link(row.public_id, row.word, row.other, row.name, row.name_en, row.id == referral.id))


def _read_liaisons(_referral: Referral, records: Records, row: Any) -> None:
    records.held.liaisons = row.number
    records.held.suspended = row.word == RegistrationState.SUSPENDED


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What ``texts`` needs of a row to unseal its text."""

    public_id: str
    note_sealed: bytes | None = None
    text_sealed: bytes | None = None
    void_reason_sealed: bytes | None = None
    brought_by_sealed: bytes | None = None
    discharged_to_sealed: bytes | None = None


READERS = {
    "service": _read_service,
    "admission": _read_admission,
    "comment": _read_comment,
    "file": _read_file,
    "link": _read_link,
    "liaisons": _read_liaisons,
}
