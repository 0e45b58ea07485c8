"""What each move of a programme and a memorandum needs (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.kernel.machine import need
from coordination.kernel.messages import N_
from coordination.programmes.models import Memorandum, Programme


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What is known when a move of a programme or a memorandum is tried."""

    today: date
    note: str = ""
    phases: int = 0
    parties: int = 0


@need(N_("The programme has no phase yet. Add the first one."))
def has_phase(_actor: Any, _programme: Programme, facts: ProgrammeFacts) -> bool:
    return facts.phases > 0


@need(N_("The evaluation is empty. Say what was reached and what was not."), typed=True)
def evaluation(_actor: Any, programme: Programme, _facts: ProgrammeFacts) -> bool:
    return bool(programme.evaluation)


@need(N_("No other party is named. A memorandum is between two at least."))
def parties(_actor: Any, _memorandum: Memorandum, facts: ProgrammeFacts) -> bool:
    return facts.parties > 0


@need(N_("The period is missing. Give the first and the last day."))
def period(_actor: Any, memorandum: Memorandum, _facts: ProgrammeFacts) -> bool:
    return memorandum.from_on is not None and memorandum.to_on is not None


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _memorandum: Memorandum, facts: ProgrammeFacts) -> bool:
    return bool(facts.note)


@need(N_("The last day of the memorandum has not passed yet."))
def date_passed(_actor: Any, memorandum: Memorandum, facts: ProgrammeFacts) -> bool:
    return memorandum.to_on is not None and memorandum.to_on < facts.today
