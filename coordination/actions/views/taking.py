"""Taking a step of an action that a form asks for: which field answers which need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coordination.kernel import taking
from coordination.kernel.errors import Unmet
from coordination.kernel.forms import Form
from coordination.kernel.messages import Message

FIELD_OF_NEED = {
    "owner_agency_and_person": "owner",
    "deliverable": "deliverable",
    "due_date": "due_on",
    "verifier_not_owner": "verifier",
    "coded_reason": "code",
    "ruling": "ruling",
    "new_owner": "person",
    "reason": "reason",
    "waiting_on": "waiting_on",
    "result": "result",
    "evidence_or_text": "result",
    "comment": "comment",
    "new_date": "on",
}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms; of two needs that one field answers the first is
    told."""

    def once() -> None:
        try:
            step()
        except Unmet as error:
            raise Unmet(_one_a_field(error.needs)) from error

    return taking.attempt(form, once, FIELD_OF_NEED)


def _one_a_field(needs: Mapping[str, Message]) -> dict[str, Message]:
    first: dict[str, str] = {}
    for code in needs:
        first.setdefault(FIELD_OF_NEED.get(code, code), code)
    return {code: needs[code] for code in first.values()}
