"""The sealed texts of a referral, and of what was given, in the clear, for those to whom the page is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coordination.cases.models import Case
from coordination.directory.models import AgencyKind
from coordination.kernel.messages import N_
from coordination.lang.mentions import words_mentioned
from coordination.referrals.models import Admission, Comment, Referral, ReferralNeed, Service
from coordination.referrals.routes import FIELDS, POINT, RouteField
from coordination.vault.seal import place, unseal, unseal_json

REASON_LABEL = N_("Reason for the referral")
ASKED_LABEL = N_("What is asked for")
FILE_LABEL = N_("Name of a file")
HIDDEN = "«…»"


def reason_of(referral: Referral) -> str:
    """Why the child is referred; "" where nothing was written."""
    return _text(referral, referral.reason_sealed, "referral.reason_sealed", referral.public_id)


def route_data_of(referral: Referral) -> dict[str, str]:
    """What the route asked for, by names of ``routes.FIELDS``."""
    if referral.route_data_sealed is None:
        return {}
    where = place("referral.route_data_sealed", referral.public_id)
    data: dict[str, str] = unseal_json(referral.key_id, referral.route_data_sealed, where)
    return data


def route_lines(referral: Referral, *, identity_open: bool) -> list[tuple[RouteField, str]]:
    """The route's fields with what was typed; those that could lead to the child only where its identity is open."""
    if referral.route is None:
        return []
    data = route_data_of(referral)
    shown = (field for field in FIELDS[referral.route] if identity_open or not field.identity)
    return [(field, data[field.name]) for field in shown if data.get(field.name)]


def asked_of(referral: Referral, need: ReferralNeed) -> str:
    """What is asked of the recipient for a need; "" where nothing was written."""
    return _text(referral, need.asked_sealed, "referral_need.asked_sealed", need.public_id)


def result_reason_of(referral: Referral, need: ReferralNeed) -> str:
    """Why a need was not met, or more about its result; "" where nothing was written."""
    return _text(referral, need.result_reason_sealed, "referral_need.result_reason_sealed", need.public_id)


def comment_of(referral: Referral, comment: Comment | Any) -> str:
    """The text of a comment (or of its row)."""
    return _text(referral, comment.text_sealed, "comment.text_sealed", comment.public_id)


def service_note_of(referral: Referral, service: Service | Any) -> str:
    """The note of a service (or of its row); "" where nothing was written."""
    return _text(referral, service.note_sealed, "service.note_sealed", service.public_id)


def void_reason_of(owner: Referral | Case, service: Service | Any) -> str:
    """Why a service (or its row), given through a referral or on its case, does not count; "" where it does."""
    return _text(owner, service.void_reason_sealed, "service.void_reason_sealed", service.public_id)


def brought_by_of(owner: Referral | Case, admission: Admission | Any) -> str:
    """Who brought the child to a stay (or its row), through a referral or on its case."""
    return _text(owner, admission.brought_by_sealed, "admission.brought_by_sealed", admission.public_id)


def discharged_to_of(owner: Referral | Case, admission: Admission | Any) -> str:
    """To whom or where the child went from a stay (or its row); "" while it lasts."""
    return _text(owner, admission.discharged_to_sealed, "admission.discharged_to_sealed", admission.public_id)


def card_texts_of(referral: Referral) -> dict[str, str]:
    """Every free text that the recipient reads before acceptance, by its label (a msgid)."""
    texts = {REASON_LABEL: reason_of(referral)}
    texts[ASKED_LABEL] = "\n".join(filter(None, (asked_of(referral, need) for need in referral.needs)))
    to_police = referral.recipient.kind == AgencyKind.POLICE
    texts |= {
        field.label: text
        for field, text in route_lines(referral, identity_open=False)
        if field.is_free_text and not (to_police and field.name == POINT)
    }
    return {label: text for label, text in texts.items() if text}


def without_names(text: str, names: Sequence[str]) -> str:
    """The text with every mention of one of ``names`` put out, for a reader to whom the identity is closed."""
    for start, end in reversed(words_mentioned(text, names)) if names else ():
        text = f"{text[:start]}{HIDDEN}{text[end:]}"
    return text


def _text(owner: Referral | Case, sealed: bytes | None, column: str, public_id: str) -> str:
    return "" if sealed is None else unseal(owner.key_id, sealed, place(column, public_id))
