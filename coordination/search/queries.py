"""What the search box finds: referrals and cases by their codes and paper numbers, as far as one may see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.cases.models import Case, Client
from coordination.kernel.db import db
from coordination.lang.jalali import jalali_year
from coordination.lang.text import clean, digits
from coordination.lang.zone import today
from coordination.referrals.models import Referral

LIMIT = 25
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


def find_referrals(actor: Actor, typed: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Referrals whose code, file number or letter number is the one typed, in either side's papers."""
    codes, number = codes_meant(typed), clean(typed).strip()
    numbers = {number, digits(number)}
    visible = or_(policy.visible(actor, "referral.view"), policy.visible(actor, "referral.view_for_ruling"))
    return db.session.execute(
        select(
            Referral.id, Referral.public_id, Referral.code, Referral.state, Referral.need_codes, Referral.state_since
        )
        .where(
            visible,
            or_(
                Referral.code.in_(codes),
                Referral.sender_file_number.in_(numbers),
                Referral.recipient_file_number.in_(numbers),
                Referral.sender_letter_number.in_(numbers),
                Referral.recipient_letter_number.in_(numbers),
            ),
        )
        .order_by(Referral.state_since.desc(), Referral.id.desc())
        .limit(LIMIT)
    ).all()


def find_cases(actor: Actor, typed: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Cases whose client code or file number is the one typed."""
    codes, number = codes_meant(typed), clean(typed).strip()
    return db.session.execute(
        select(Case.id, Case.public_id, Client.code, Case.state, Case.file_number, Case.opened_at)
        .join(Client, Client.id == Case.client_id)
        .where(
            policy.visible(actor, "case.view"),
            or_(Client.code.in_(codes), Case.file_number.in_({number, digits(number)})),
        )
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .limit(LIMIT)
    ).all()
