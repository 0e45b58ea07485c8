"""What the needs of a move ask of the database, loaded in one statement, and the facts made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, Select, String, cast, exists, func, literal, null, or_, select, union_all

from coordination.access.actor import Actor
from coordination.access.roles import court_liaison
from coordination.accounts.models import Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.cases.consents import covers, stands
from coordination.cases.models import CaseState, ConsentState
from coordination.cases.names import Found, find_own_names
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.referrals import clocks, texts
from coordination.referrals.models import Admission, Referral, Result, Service, State
from coordination.referrals.needs import Facts
from coordination.referrals.receiving import problem_of
from coordination.referrals.routes import LETTER_LABELS, ORDER_LABELS, missing_fields
from coordination.referrals.states import REFERRAL
from coordination.registrations.models import Registration, RegistrationState
from coordination.vault.models import NAME_PLACE, Attachment, OwnerKind
from coordination.vault.seal import place, unseal

PARTS: Mapping[str, tuple[str, ...]] = {
    "has_route": ("files",),
    "free_text_names_nobody": ("files",),
    "recipient_registered": ("liaisons", "suspended"),
    "recipient_not_in_chain": ("chain",),
    "nothing_delivered": ("services", "admissions"),
    "first_contact_or_admission": ("admissions",),
    "service_delivered": ("services",),
    "discharged_if_admitted": ("admissions",),
}
"""Need → the parts of the database it asks; the others are answered by the referral itself."""


@dataclass(slots=True)
class Held:
    """What the database holds of a referral beside its own rows."""

    services: int = 0
    admissions: int = 0
    open_admissions: int = 0
    liaisons: int = 0
    suspended: int = 0
    chain: set[int] = field(default_factory=set)
    files: list[str] = field(default_factory=list)


def facts_for(
    actor: Actor,
    referral: Referral,
    *,
    move: str | None = None,
    held: Held | None = None,
    note: str = "",
    extra: Mapping[str, Any] | None = None,
    disclosure_confirmed: bool = False,
    new_recipient: Agency | None = None,
) -> Facts:
    """The facts for one move, or for all that are offered (``move`` None), in one statement at most.

    Needs what ``get_referral`` loads. ``held`` is what a page has read already; ``new_recipient`` is where a forward
    goes, and then the one whom the basis must reach.
    """
    now = clock.now()
    today = local_date(now)
    moves = [REFERRAL.moves[move]] if move else [m for m in REFERRAL.moves.values() if referral.state in m.frm]
    codes = {need.code for one in moves for need in one.needs}
    parts = {part for code in codes for part in PARTS.get(code, ())}
    if held is None:
        held = load_held(referral, parts) if parts else Held()
    basis = referral.basis
    recipient_id = new_recipient.id if new_recipient is not None else referral.recipient_agency_id
    problem = problem_of(referral.recipient, liaisons=held.liaisons, suspended=bool(held.suspended), today=today)
    return Facts(
        now=now,
        today=today,
        note=note,
        route_missing=_route_missing(referral, held) if "has_route" in codes else (),
        basis_covers="basis_covers_recipient" in codes and _covers(referral, recipient_id, today),
        basis_stands=basis is not None and stands(basis, today),
        disclosure_confirmed=disclosure_confirmed,
        duplicates_answered=bool(referral.case.duplicates_answer),
        names_found=tuple({label: None for label, _, _ in names_in_texts(referral, held.files)})
        if "free_text_names_nobody" in codes
        else (),
        recipient_registered=problem is None,
        recipient_problem=problem,
        chain_agencies=frozenset({referral.sender_agency_id, referral.recipient_agency_id, *held.chain}),
        new_recipient_id=new_recipient.id if new_recipient is not None else None,
        services=held.services,
        admissions=held.admissions,
        open_admissions=held.open_admissions,
        needs_without_result=tuple(need.need for need in referral.needs if _lacks_result(need)),
        consent_withdrawn=basis is not None and basis.state == ConsentState.WITHDRAWN,
        case_open=referral.case.state == CaseState.OPEN,
        by_court=court_liaison.holds(actor, referral),
        limit_times_three_at=clocks.moment_at(referral, clocks.EXPIRES_AT),
        extra=extra or {},
    )


def _covers(referral: Referral, recipient_id: int, today: date) -> bool:
    basis, groups, needs = referral.basis, referral.field_groups, referral.need_codes
    return basis is not None and covers(basis, recipient_id=recipient_id, groups=groups, needs=needs, today=today)


def names_in_texts(referral: Referral, files: Iterable[str] = ()) -> list[Found]:
    """Where the free texts that travel before acceptance name the client: (label, start, end), to be marked."""
    return find_own_names(referral.case.client, texts_that_travel(referral, files))


def texts_that_travel(referral: Referral, files: Iterable[str] = ()) -> dict[str, str]:
    """Every text typed by the sender that the recipient reads before acceptance, by its label (a msgid). Numbers of
    papers are among them: the child's own may stand for one."""
    others = {
        N_("Special needs"): referral.special_needs,
        N_("File number"): referral.sender_file_number,
        LETTER_LABELS["letter_number"]: referral.sender_letter_number,
        ORDER_LABELS["order_number"]: referral.order_number,
        ORDER_LABELS["order_branch"]: referral.order_branch,
        texts.FILE_LABEL: "\n".join(files),
    }
    return texts.card_texts_of(referral) | {label: text for label, text in others.items() if text}


def may_receive(agency: Agency) -> bool:
    """Whether an agency is active and registered, where its kind is; its liaison is asked elsewhere
    (``is_registered``)."""
    return agency.is_registered(local_date(clock.now()))


def is_registered(agency: Agency) -> bool:
    """Whether referrals may be addressed to the agency: it may receive them and has a confirmed liaison."""
    return may_receive(agency) and (db.session.scalar(liaisons(agency.id)) or 0) > 0


def why_not(agency: Agency) -> Message | None:
    """Why no referral may be addressed to the agency, in words; None where one may."""
    suspended = exists(
        select(Registration.id).where(
            Registration.agency_id == agency.id, Registration.state == RegistrationState.SUSPENDED
        )
    )
    row = db.session.execute(select(liaisons(agency.id).scalar_subquery(), suspended)).one()
    return problem_of(agency, liaisons=row[0] or 0, suspended=row[1], today=local_date(clock.now()))


def was_declined(referral: Referral) -> bool:
    """Whether another referral of the same case with one of the same needs was declined before."""
    earlier = db.session.scalars(
        select(Referral.need_codes).where(Referral.case_id == referral.case.id, Referral.state == State.DECLINED)
    )
    return any(set(referral.need_codes) & set(codes) for codes in earlier)


def load_held(referral: Referral, parts: Iterable[str]) -> Held:
    """The named parts in one statement."""
    held = Held()
    statements = [statement for part in sorted(set(parts)) for statement in _statements(referral, part)]
    for row in db.session.execute(union_all(*statements) if len(statements) > 1 else statements[0]):
        if row.what == "chain":
            held.chain.add(row.number)
        elif row.what == "file":
            held.files.append(unseal(row.key_id, row.data, place(NAME_PLACE, row.ref)))
        else:
            setattr(held, row.what, row.number)
    return held


def _statements(referral: Referral, part: str) -> list[Select[Any]]:
    match part:
        case "services":
            return [_count("services", Service, Service.referral_id == referral.id, Service.voided_at.is_(None))]
        case "admissions":
            mine = Admission.referral_id == referral.id
            return [
                _count("admissions", Admission, mine),
                _count("open_admissions", Admission, mine, Admission.discharged_on.is_(None)),
            ]
        case "liaisons":
            return [_row("liaisons", liaisons(referral.recipient_agency_id).scalar_subquery())]
        case "suspended":
            its = Registration.agency_id == referral.recipient_agency_id
            return [_count("suspended", Registration, its, Registration.state == RegistrationState.SUSPENDED)]
        case "chain":
            root = referral.chain_id or referral.id
            of_chain = or_(Referral.chain_id == root, Referral.id == root)
            return [_row("chain", Referral.recipient_agency_id).where(of_chain)]
        case _:
            return [
                _row(
                    "file",
                    Attachment.id,
                    key_id=Attachment.key_id,
                    ref=Attachment.public_id,
                    data=Attachment.name_sealed,
                ).where(
                    Attachment.owner_kind == OwnerKind.REFERRAL.value,
                    Attachment.owner_id == referral.id,
                    Attachment.removed_at.is_(None),
                )
            ]


def _row(what: str, number: Any, *, key_id: Any = None, ref: Any = None, data: Any = None) -> Select[Any]:
    return select(
        literal(what).label("what"),
        number.label("number"),
        (cast(null(), String) if key_id is None else key_id).label("key_id"),
        (cast(null(), String) if ref is None else ref).label("ref"),
        (cast(null(), LargeBinary) if data is None else data).label("data"),
    )


def _count(what: str, table: Any, *conditions: Any) -> Select[Any]:
    return _row(what, select(func.count(table.id)).where(*conditions).scalar_subquery())


def liaisons(agency_id: int) -> Select[Any]:
    """SQL for how many confirmed liaisons an agency has today."""
    return (
        select(func.count(Post.id))
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.agency_id == agency_id,
            Post.kind == PostKind.LIAISON,
            holds_today(Post, local_date(clock.now())),
            Person.disabled_at.is_(None),
        )
    )


def _route_missing(referral: Referral, held: Held) -> tuple[str, ...]:
    return missing_fields(referral, texts.route_data_of(referral), attachments=len(held.files))


def _lacks_result(need: Any) -> bool:
    return need.result is None or (need.result == Result.NOT_MET and need.result_reason_sealed is None)
