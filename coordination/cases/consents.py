"""What a consent or legal basis covers (domain.md, Cases, consent, disclosure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coordination.cases.models import Consent, ConsentState, FieldGroup


def stands(consent: Consent, today: date) -> bool:
    """Whether it was neither withdrawn nor has expired; it is valid through its last day."""
    return consent.state == ConsentState.GIVEN and (consent.valid_until is None or consent.valid_until >= today)


def covers(consent: Consent, *, recipient_id: int, groups: Iterable[str], needs: Iterable[str], today: date) -> bool:
    """Whether it stands and reaches the recipient, every field group (the triage card needs none) and every need.

    Needs ``consent.recipients`` loaded. A basis that names no needs covers every one.
    """
    if not stands(consent, today):
        return False
    if not consent.all_recipients and recipient_id not in {part.agency_id for part in consent.recipients}:
        return False
    if not set(groups) - {FieldGroup.TRIAGE} <= set(consent.field_groups):
        return False
    return not consent.needs or set(needs) <= set(consent.needs)
