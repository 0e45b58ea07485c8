"""What a referral is called in words, in the reader's language: never by the child's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from coordination.cases.models import SEX_LABELS, AgeBand, Sex
from coordination.directory.kept import kept
from coordination.directory.models import NeedKind, ServiceKind
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick

GROWN_UP = N_("%(child)s of %(low)s or older")
OF_AGE = N_("%(child)s of %(low)s")
OF_BAND = N_("%(child)s of %(low)s to %(high)s")


AT_THE_START = {Sex.GIRL: N_("Girl"), Sex.BOY: N_("Boy"), Sex.UNKNOWN: N_("Child")}
"""The words of ``SEX_LABELS`` where a line begins with them."""


def title(referral: Any) -> Message:
    """«Psychology and social work for a girl of 10 to 12, District 12»; ``referral`` may be a row of a list."""
    where = referral.district or referral.city
    needs, child = needs_in_words(referral.need_codes), _child(referral)
    if where:
        return Message(N_("%(needs)s for a %(child)s, %(place)s"), needs=needs, child=child, place=where)
    return Message(N_("%(needs)s for a %(child)s"), needs=needs, child=child)


def needs_in_words(codes: Sequence[str]) -> Message | str:
    """«Psychology, legal and social work»."""
    names = [need_name(code) for code in codes]
    names = names[:1] + [_within(name) for name in names[1:]]
    if not names:
        return Message(N_("Referral"))
    if len(names) == 1:
        return names[0]
    return Message(N_("%(first)s and %(last)s"), first=listed(names[:-1]), last=names[-1])


def needs_listed(codes: Sequence[str]) -> Message | str:
    """The same with commas alone: the title of a row, whose second line tells of the child."""
    names = [need_name(code) for code in codes]
    return listed(names[:1] + [_within(name) for name in names[1:]]) or Message(N_("No need is named yet"))


def child_line(referral: Any) -> Message | str:
    """«Girl, 10 to 12 years, District 12»: a row's second line."""
    band = age_of(referral)
    parts = [Message(AT_THE_START[Sex(referral.sex)]), band.words if band else None, referral.district or referral.city]
    return listed([part for part in parts if part])


def age_of(referral: Any) -> AgeBand | None:
    """The age on the card; None where it is not known."""
    return AgeBand(referral.age_from, referral.age_to) if referral.age_from is not None else None


def listed(parts: Iterable[Message | str]) -> Message | str:
    """Parts with the comma of the language between them."""
    said: Message | str = ""
    for part in parts:
        said = Message(N_("%(first)s, %(next)s"), first=said, next=part) if said else part
    return said


def kinds_of_need() -> list[Any]:
    """The kinds of need in use, in order: rows with code, name_fa, name_en, service_kind."""
    return [row for row in kept(_needs).values() if row.active]


def need_name(code: str) -> str:
    """A need's name; its code where the table does not know it."""
    row = kept(_needs).get(code)
    return pick(row, "name") if row is not None else code


def service_name(code: str) -> str:
    """The name of a kind of service."""
    row = kept(_services).get(code)
    return pick(row, "name") if row is not None else code


def counted_under(need: str) -> str | None:
    """The kind of service under which a need is counted."""
    row = kept(_needs).get(need)
    return row.service_kind if row is not None else None


def _within(name: str) -> str:
    """A name as it stands within a line: without its capital, but abbreviations keep theirs."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _child(referral: Any) -> Message:
    child, age = Message(SEX_LABELS[Sex(referral.sex)]), age_of(referral)
    if age is None:
        return child
    if age.high is None:
        return Message(GROWN_UP, child=child, low=age.low)
    if age.low == age.high:
        return Message(OF_AGE, child=child, low=age.low)
    return Message(OF_BAND, child=child, low=age.low, high=age.high)


def _needs() -> dict[str, Any]:
    asked = select(NeedKind.code, NeedKind.name_fa, NeedKind.name_en, NeedKind.service_kind, NeedKind.active)
    return {row.code: row for row in db.session.execute(asked.order_by(NeedKind.position, NeedKind.code))}


def _services() -> dict[str, Any]:
    asked = select(ServiceKind.code, ServiceKind.name_fa, ServiceKind.name_en)
    return {row.code: row for row in db.session.execute(asked)}
