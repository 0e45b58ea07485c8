"""What an organisation says of itself: the values of an application, in one form, and in which step they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coordination.kernel.messages import N_
from coordination.lang import identifiers
from coordination.lang.text import digits
from coordination.registrations.models import Registration


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the application: its name in the address, its title, and the columns it asks for."""

    name: str
    title: str
    columns: tuple[str, ...]

    def begun(self, registration: Registration) -> bool:
        """Whether something of it was said."""
        return any(getattr(registration, column) for column in self.columns)


STEPS = (
    Step("organisation", N_("The organisation"), ("kind", "name_fa", "name_en", "city", "organisation_id")),
    Step("permit", N_("Permit and purpose"), ("permit_number", "permit_on", "purpose")),
    Step("contact", N_("Contact"), ("phone", "address", "contact_name")),
)
PAPERS = "papers"
COLUMNS = tuple(column for step in STEPS for column in step.columns)


def normal(values: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers with our digits, the organisation id without spaces and dashes; nothing else is changed."""
    found = {name: values[name] for name in values if name in COLUMNS}
    if "organisation_id" in found:
        found["organisation_id"] = identifiers.number(found["organisation_id"] or "")[:20]
    for name in ("phone", "permit_number"):
        if name in found:
            found[name] = digits(found[name] or "")
    return found
