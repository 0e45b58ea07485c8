"""What a sender fills in on a draft, as one value that the form makes and the commands store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from coordination.cases.models import Consent, Risk
from coordination.directory.models import Agency, Centre
from coordination.referrals.models import Priority, Result, Route


@dataclass(frozen=True, slots=True)
class Asked:
    """One need (a code of ``need_kind``) and in words what the recipient is asked to do."""

    need: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A court's order: the judicial agency that gave it, its number, branch, day and end of validity."""

    agency: Agency | None
    number: str = ""
    branch: str = ""
    on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of a referral that its sender writes; a draft may lack any of it but the recipient.

    ``route_data`` maps names of ``routes.FIELDS`` to what was typed; ``field_groups`` open at acceptance.
    """

    recipient: Agency
    centre: Centre | None = None
    route: Route | None = None
    route_data: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    priority: Priority | None = None
    risk: Risk | None = None
    reason: str = ""
    basis: Consent | None = None
    field_groups: tuple[str, ...] = ()
    file_number: str = ""
    letter_number: str = ""
    letter_on: date | None = None
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class NeedResult:
    """What became of a need at delivery; ``reason`` is asked for where it was not met."""

    result: Result
    reason: str = ""
