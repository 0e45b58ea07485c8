"""What of a child's file opens to whom: sealed columns are unsealed here and nowhere else, and each look is noted.

Case staff see every group; a recipient sees the granted groups while the grant is open; everybody else, and a recipient
before acceptance, sees the triage card (domain.md, Cases, consent, disclosure).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.cases.models import (
    AgeBand,
    Case,
    Client,
    FamilyMember,
    FieldGroup,
    IdentityKind,
    Risk,
    Sex,
    age_band,
)
from coordination.directory.models import Agency, AgencyKind
from coordination.kernel.errors import Refused
from coordination.kernel.messages import N_
from coordination.referrals.models import Referral
from coordination.referrals.states import SERVED
from coordination.vault.seal import place, seal, unseal

ALL_GROUPS = frozenset(FieldGroup)

SEALED: Mapping[FieldGroup, tuple[str, ...]] = {
    FieldGroup.TRIAGE: (),
    FieldGroup.IDENTITY: (
        "given_name",
        "family_name",
        "aliases",
        "father_name",
        "birth_on",
        "identity_number",
        "phone",
        "safe_contact",
        "address",
    ),
    FieldGroup.FAMILY: ("family",),
    FieldGroup.HEALTH: ("health",),
    FieldGroup.SCHOOL_WORK: ("school_work",),
    FieldGroup.LEGAL: ("legal",),
}
"""The sealed columns of a client (``<name>_sealed``) by the group with which they open."""

OWN_NAMES = ("given_name", "family_name", "aliases", "identity_number", "phone")
CARD_COLUMNS = ("city", "district", "interpreter_needed", "special_needs")


@dataclass(frozen=True, slots=True)
class Card:
    """The triage card: all that a recipient sees until acceptance. ``needs`` holds codes of ``need_kind``."""

    code: str
    sex: Sex
    age: AgeBand | None
    city: str
    district: str
    needs: tuple[str, ...]
    risk: Risk | None
    interpreter_needed: bool
    special_needs: str
    sender: Agency


@dataclass(frozen=True, slots=True)
class OpenedMember:
    """A member of the family as the family group shows them; ``client`` is that of their own file, if there is one."""

    public_id: str
    relation: str
    name: str
    note: str
    client: Client | None


def card_of(referral: Referral) -> Card:
    """The triage card of a referral, from what was stamped on it; needs its sender loaded."""
    age = AgeBand(referral.age_from, referral.age_to) if referral.age_from is not None else None
    return Card(
        code=referral.code,
        sex=Sex(referral.sex),
        age=age,
        city=referral.city,
        district=referral.district,
        needs=tuple(referral.need_codes),
        risk=Risk(referral.risk) if referral.risk is not None else None,
        interpreter_needed=referral.interpreter_needed,
        special_needs=referral.special_needs,
        sender=referral.sender,
    )


def card_columns(client: Client, today: date) -> dict[str, Any]:
    """The columns to stamp on a referral, so that its card and lists ask nothing of the client."""
    age = age_band(client.birth_year, today)
    stamped = {name: getattr(client, name) for name in CARD_COLUMNS}
    return stamped | {
        "client_code": client.code,
        "sex": client.sex,
        "age_from": age.low if age else None,
        "age_to": age.high if age else None,
    }


def granted_groups(referral: Referral) -> frozenset[FieldGroup]:
    """What acceptance opens: the groups granted, within the scope of the basis; the legal group never to police."""
    groups = {FieldGroup(code) for code in referral.field_groups}
    if referral.basis is not None:
        groups &= {FieldGroup(code) for code in referral.basis.field_groups}
    if referral.recipient.kind == AgencyKind.POLICE:
        groups.discard(FieldGroup.LEGAL)
    return frozenset(groups - {FieldGroup.TRIAGE})


def grant_is_open(referral: Referral) -> bool:
    """Whether the granted groups are open to the recipient now: from acceptance until the referral ends."""
    opened = referral.grant_opened_at is not None and referral.grant_closed_at is None
    return opened and referral.state in SERVED


def open_groups(actor: Actor, thing: Case | Referral) -> frozenset[FieldGroup]:
    """The groups open to the actor now: all of a case to its staff, the granted ones of a referral to its recipient."""
    if isinstance(thing, Case):
        return ALL_GROUPS if policy.allows(actor, "case.view", thing) else frozenset()
    if grant_is_open(thing) and policy.allows(actor, "referral.identity", thing):
        return granted_groups(thing)
    return frozenset()


def open_case(actor: Actor, case: Case, groups: Collection[FieldGroup] = ALL_GROUPS) -> dict[str, Any]:
    """Open ``groups`` of a case to one of its staff: what ``identity_of`` gives, and the case's own columns of each
    group. The look is noted. Needs client and family loaded."""
    shown = open_groups(actor, case) & frozenset(groups)
    actor.read("case.identity", "case", [case.id], groups=sorted(shown))
    return _opened(actor, case, shown)


def open_referral(actor: Actor, referral: Referral) -> dict[str, Any]:
    """Open the granted groups of a referral to its recipient; empty while they are closed. The look is noted, and
    stands in the access log of the case. Needs case, client and family, basis and recipient loaded."""
    shown = open_groups(actor, referral)
    if not shown:
        return {}
    actor.read("referral.identity", "referral", [referral.id], groups=sorted(shown))
    return _opened(actor, referral.case, shown)


def preview_referral(actor: Actor, referral: Referral) -> dict[str, Any]:
    """What acceptance would open to the recipient, shown to the sender's case staff before sending; noted as a look."""
    return open_case(actor, referral.case, granted_groups(referral))


def identity_of(actor: Actor, client: Client, groups: Iterable[FieldGroup]) -> dict[str, Any]:
    """The values of ``groups`` by field name; an empty field is "" (``birth_on``: None).

    It notes nothing by itself: call ``open_case`` or ``open_referral`` to show them. Raises Refused to the system,
    which reads no identity, KeyGone when the client was erased.
    """
    if actor.person_id is None:
        raise Refused(N_("The system reads no identity."))
    values: dict[str, Any] = {}
    for group in groups:
        values |= {name: unsealed(client, name) for name in SEALED[group]}
        if group == FieldGroup.IDENTITY:
            values["birth_on"] = date.fromisoformat(values["birth_on"]) if values["birth_on"] else None
            values["birth_year"] = client.birth_year
            values["birth_approximate"] = client.birth_approximate
            values["identity_kind"] = IdentityKind(client.identity_kind)
        elif group == FieldGroup.LEGAL:
            values["nationality"] = client.nationality
    return values


def own_names(client: Client) -> list[str]:
    """The client's own names and numbers, for finding them in free texts; nobody is shown them."""
    return [text for name in OWN_NAMES for text in unsealed(client, name).splitlines() if text]


def seal_field(client: Client, name: str, text: str) -> bool:
    """Store the text of a sealed field of the client (empty: nothing); whether it differs from what was stored."""
    if text == unsealed(client, name):
        return False
    sealed = seal(client.key_id, text, place(f"client.{name}_sealed", client.public_id)) if text else None
    setattr(client, f"{name}_sealed", sealed)
    return True


def unsealed(thing: Any, name: str) -> str:
    """The text of one sealed column (``<name>_sealed``) of a client, case, consent or member; "" where there is none.

    The thing knows its data key. Raises KeyGone, Tampered.
    """
    sealed = getattr(thing, f"{name}_sealed")
    where = place(f"{thing.__tablename__}.{name}_sealed", thing.public_id)
    return "" if sealed is None else unseal(thing.key_id, sealed, where)


def _opened(actor: Actor, case: Case, groups: frozenset[FieldGroup]) -> dict[str, Any]:
    values = identity_of(actor, case.client, groups)
    if FieldGroup.SCHOOL_WORK in groups:
        names = ("in_school", "work_kind", "work_hours", "work_hazardous")
        values |= {name: getattr(case, name) for name in names}
    if FieldGroup.FAMILY in groups:
        values["members"] = [_opened_member(member) for member in case.family]
    return values


def _opened_member(member: FamilyMember) -> OpenedMember:
    name, note = unsealed(member, "name"), unsealed(member, "note")
    return OpenedMember(member.public_id, member.relation, name, note, member.client)
