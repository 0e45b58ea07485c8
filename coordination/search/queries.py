"""What the search box finds: referrals and cases by codes and paper numbers, groups and their work by words too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, literal, or_

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.cases.models import Case, Client
from coordination.lang.jalali import jalali_year
from coordination.lang.text import clean, digits
from coordination.lang.zone import today
from coordination.referrals.models import Referral
from coordination.search.finding import Found, gatherings, read, shape, words_of
from coordination.search.issued import issued

LIMIT = 15
EMPTY = literal("")
NOBODY = (EMPTY, EMPTY)
"""No group's names."""
SHORT_NUMBER = re.compile(r"[0-9]{1,7}")
YEAR_AND_NUMBER = re.compile(r"([0-9]{4})[-/]([0-9]{1,7})")


def codes_meant(typed: str) -> list[str]:
    """What a typed code can mean: itself, and a bare number a referral of this Jalali year or a client."""
    word = digits(clean(typed)).strip().upper()
    found = [word] if word else []
    if SHORT_NUMBER.fullmatch(word):
        found += [f"R-{jalali_year(today())}-{word}", f"C-{word}"]
    elif parts := YEAR_AND_NUMBER.fullmatch(word):
        found.append(f"R-{parts[1]}-{parts[2]}")
    return found


def find(actor: Actor, typed: str) -> Sequence[Found]:
    """Everything that the actor may see and the typed words mean, the newest first of each sort: one statement."""
    parts = []
    if policy.allows(actor, "referral.list"):
        parts.append(_referrals(actor, typed))
    if policy.allows(actor, "case.list"):
        parts.append(_cases(actor, typed))
    words = words_of(typed)
    if words:
        parts += [*gatherings(actor, words), *issued(actor, words)]
    return read(parts, each=LIMIT) if parts else []


def _referrals(actor: Actor, typed: str) -> Select[Any]:
    """Referrals whose code, file number or letter number is the one typed, in either side's papers."""
    codes, number = codes_meant(typed), clean(typed).strip()
    numbers = {number, digits(number)}
    visible = or_(policy.visible(actor, "referral.view"), policy.visible(actor, "referral.view_for_ruling"))
    return shape("referral", Referral, EMPTY, Referral.code, Referral.state, Referral.state_since, NOBODY).where(
        visible,
        or_(
            Referral.code.in_(codes),
            Referral.sender_file_number.in_(numbers),
            Referral.recipient_file_number.in_(numbers),
            Referral.sender_letter_number.in_(numbers),
            Referral.recipient_letter_number.in_(numbers),
        ),
    )


def _cases(actor: Actor, typed: str) -> Select[Any]:
    """Cases whose client code or file number is the one typed."""
    codes, number = codes_meant(typed), clean(typed).strip()
    return (
        shape("case", Case, Case.file_number, Client.code, Case.state, Case.opened_at, NOBODY)
        .join(Client, Client.id == Case.client_id)
        .where(
            policy.visible(actor, "case.view"),
            or_(Client.code.in_(codes), Case.file_number.in_({number, digits(number)})),
        )
    )
