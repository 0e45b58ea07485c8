"""What each move of a registration needs (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.kernel.machine import need
from coordination.kernel.messages import N_
from coordination.registrations.models import Registration


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """What is known when a move of a registration is tried; ``documents`` counts the files attached, ``valid_until``
    is the day that was typed into the form."""

    today: date
    note: str = ""
    documents: int = 0
    documents_checked: bool = False
    valid_until: date | None = None


@need(N_("The organisation id is missing. It has 11 digits and stands on the registration paper."), typed=True)
def organisation_id(_actor: Any, registration: Registration, _facts: RegistrationFacts) -> bool:
    return bool(registration.organisation_id)


@need(N_("No paper is attached. Attach the statute or the permit as PDF or picture."))
def documents(_actor: Any, _registration: Registration, facts: RegistrationFacts) -> bool:
    return facts.documents > 0


@need(N_("Say what is missing, so that the applicant can complete it."), typed=True)
def what_is_missing(_actor: Any, _registration: Registration, facts: RegistrationFacts) -> bool:
    return bool(facts.note)


@need(N_("Say that you have checked the papers."), typed=True)
def documents_checked(_actor: Any, _registration: Registration, facts: RegistrationFacts) -> bool:
    return facts.documents_checked


@need(N_("The day until which it is valid is missing, or has passed already. Give a later one."), typed=True)
def valid_until(_actor: Any, _registration: Registration, facts: RegistrationFacts) -> bool:
    return facts.valid_until is not None and facts.valid_until >= facts.today


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _registration: Registration, facts: RegistrationFacts) -> bool:
    return bool(facts.note)


@need(N_("The registration has ended meanwhile. It lapses by itself; then it can be renewed."))
def still_valid(_actor: Any, registration: Registration, facts: RegistrationFacts) -> bool:
    return registration.valid_until is not None and registration.valid_until >= facts.today


@need(N_("The day until which it is valid has not passed yet."))
def date_passed(_actor: Any, registration: Registration, facts: RegistrationFacts) -> bool:
    return registration.valid_until is not None and registration.valid_until < facts.today
