"""The card and the opened groups of a child as pairs of label and value, for pages, preview and paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coordination.access.fields import card_of
from coordination.cases.models import (
    BASIS_LABELS,
    IDENTITY_KIND_LABELS,
    KIN_LABELS,
    RISK_LABELS,
    BasisKind,
    ConsentState,
    IdentityKind,
)
from coordination.cases.states import CONSENT
from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.referrals import texts, titles
from coordination.referrals.models import RESULT_LABELS, ROUTE_LABELS, Referral, Result, Route
from coordination.referrals.routes import POINT, RouteField

Pair = tuple[Any, ...]

YES_NO = {True: N_("Yes"), False: N_("No")}
NAMES = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "aliases": N_("Other names and nicknames"),
    "father_name": N_("Father's name"),
    "birth": N_("Birth or age"),
    "identity_number": N_("Identity paper"),
    "phone": N_("Telephone"),
    "safe_contact": N_("Safe contact"),
    "address": N_("Address"),
    "nationality": N_("Nationality"),
    "legal": N_("Nationality and residence"),
    "in_school": N_("School"),
    "work_kind": N_("Work found doing"),
    "work_hours": N_("Hours a week"),
    "work_hazardous": N_("The work is hazardous"),
    "school_work": N_("School and work"),
    "health": N_("Health"),
    "family": N_("Family"),
}
"""Fields of the opened groups in the order in which they are read."""


def card_facts(referral: Referral) -> list[Pair]:
    """The triage card: what decides, and nothing that names the child."""
    card = card_of(referral)
    sex = Message(titles.AT_THE_START[card.sex])
    where = titles.listed([part for part in (card.city, card.district) if part])
    return [
        (Message(N_("Sex and age")), titles.listed([sex, card.age.words]) if card.age else sex),
        (Message(N_("Area")), where),
        (Message(N_("Risk")), Message(RISK_LABELS[card.risk]) if card.risk else ""),
        (Message(N_("Interpreter needed")), Message(YES_NO[card.interpreter_needed])),
        (Message(N_("Special needs")), card.special_needs or Message(N_("None told"))),
        (Message(N_("Addressed to")), _addressee(referral)),
    ]


def _addressee(referral: Referral) -> str:
    return pick(referral.centre if referral.centre is not None else referral.recipient, "name")


def opened_facts(values: Mapping[str, Any]) -> list[Pair]:
    """The groups that are open, as far as something is recorded; empty fields that belong to them are told as such."""
    shown = dict(values)
    if "birth_on" in shown:
        shown["birth"] = _birth(shown)
        shown["identity_number"] = _paper(shown)
        shown["phone"] = say.digits_for(shown["phone"])
    pairs: list[Pair] = [(Message(label), _value(shown[name])) for name, label in NAMES.items() if name in shown]
    for member in shown.get("members", ()):
        relation = KIN_LABELS.get(member.relation)
        pairs.append((Message(relation) if relation else member.relation, member.name, member.note))
    return pairs


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return Message(YES_NO[value])
    return say.number(value) if isinstance(value, int) else value


def _birth(values: Mapping[str, Any]) -> Any:
    day, year = values["birth_on"], values["birth_year"]
    if day is None and year is None:
        return ""
    said = say.field_date(day) if day is not None else say.digits_for(str(year))
    return Message(N_("%(birth)s (a guess)"), birth=said) if values["birth_approximate"] else said


def _paper(values: Mapping[str, Any]) -> Any:
    kind = Message(IDENTITY_KIND_LABELS[IdentityKind(values["identity_kind"])])
    number = values["identity_number"]
    return Message(N_("%(kind)s: %(number)s"), kind=kind, number=number) if number else kind


def route_facts(
    referral: Referral, *, identity_open: bool, free_texts: bool = True, point_open: bool = True
) -> list[Pair]:
    """The route, and what it asked for as far as the reader may see it; ``free_texts`` may be left out, and so is the
    watched point for anybody of the police (domain.md)."""
    if not referral.route:
        return [(Message(N_("Route")), Message(N_("Not chosen yet")))]
    pairs: list[Pair] = [(Message(N_("Route")), Message(ROUTE_LABELS[Route(referral.route)]))]
    for field, text in texts.route_lines(referral, identity_open=identity_open):
        if (free_texts or not field.is_free_text) and (point_open or field.name != POINT):
            pairs.append((Message(field.label), _route_value(field, text)))
    return pairs


def route_contact(referral: Referral) -> list[Pair]:
    """What the route asked for that leads to the child, and so opens with the identity."""
    lines = texts.route_lines(referral, identity_open=True)
    return [(Message(field.label), _route_value(field, text)) for field, text in lines if field.identity]


def _route_value(field: RouteField, stored: str) -> str:
    match field.kind:
        case "moment":
            return say.moment(datetime.fromisoformat(stored))
        case "number":
            return say.number(int(stored))
        case _:
            return stored


def order_facts(referral: Referral) -> list[Pair]:
    """The court's order, where there is one."""
    if not referral.order_number and referral.order_agency is None:
        return []
    agency = pick(referral.order_agency, "name") if referral.order_agency is not None else ""
    by = titles.listed([part for part in (agency, referral.order_branch) if part])
    return [
        (Message(N_("Order of a court")), referral.order_number, by),
        (Message(N_("Validity of the order")), _validity(referral)),
    ]


def _validity(referral: Referral) -> Message | str:
    if referral.order_lifted_on is not None:
        return Message(N_("lifted on %(day)s"), day=referral.order_lifted_on)
    until = referral.order_valid_until
    return Message(N_("until %(due)s"), due=until) if until is not None else ""


def basis_facts(referral: Referral) -> list[Pair]:
    """On what ground the data travel, and how long."""
    basis = referral.basis
    if basis is None:
        return [(Message(N_("Consent or legal basis")), Message(N_("Not chosen yet")))]
    until = Message(N_("valid until %(day)s"), day=basis.valid_until) if basis.valid_until else None
    standing = None if basis.state == ConsentState.GIVEN else Message(CONSENT.look(basis.state).label)
    kind = Message(BASIS_LABELS[BasisKind(basis.kind)])
    return [(Message(N_("Consent or legal basis")), kind, standing or until)]


def result_facts(referral: Referral) -> list[Pair]:
    """What became of each need."""
    return [
        (
            titles.need_name(need.need),
            Message(RESULT_LABELS[Result(need.result)]) if need.result else Message(N_("No result yet")),
            texts.result_reason_of(referral, need),
        )
        for need in referral.needs
    ]
