"""What outcomes add to features on their left: hand-over of what somebody is to verify, and the part they have on the
pages of a case and of a referral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from coordination.access.actor import Actor
from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.cases import parts
from coordination.cases.models import Case
from coordination.kernel.db import db
from coordination.kernel.machine import Look
from coordination.kernel.messages import N_
from coordination.outcomes import commands, queries
from coordination.outcomes.models import OUTCOME_LABELS, Outcome, OutcomeKind
from coordination.outcomes.queries.due import WAITING
from coordination.outcomes.queries.people import was_referred
from coordination.outcomes.states import OUTCOME
from coordination.referrals.models import Referral
from coordination.referrals.queries import records


@parts.load_with_case
def with_outcomes() -> ExecutableOption:
    """The columns of a case's outcomes that its page shows."""
    of_case = Case.outcomes  # type: ignore[attr-defined]
    return joinedload(of_case).load_only(Outcome.public_id, Outcome.kind, Outcome.on, Outcome.state)


@parts.add
def outcomes_of(_actor: Actor, case: Case) -> parts.Part:
    """What became of the child of a case, with the way to claim more; the page loads it with the case."""
    found: Sequence[Outcome] = case.outcomes  # type: ignore[attr-defined]
    lines = [Line(one.public_id, one.kind, one.on, one.state) for one in found]
    return parts.Part("outcomes/_of_case.html", {"lines": lines, "case": case})


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome as other pages show it."""

    public_id: str
    kind: str
    on: date
    state: str

    @property
    def label(self) -> str:
        """What became of the child (a msgid)."""
        return OUTCOME_LABELS[OutcomeKind(self.kind)]

    @property
    def look(self) -> Look:
        """How far the claim is."""
        return OUTCOME.look(self.state)


def _branch(referral: Referral) -> Select[Any]:
    return records.part(
        "outcome", Outcome.id, public_id=Outcome.public_id, on=Outcome.on, word=Outcome.kind, other=Outcome.state
    ).where(Outcome.referral_id == referral.id)


def _read(row: Any) -> Line:
    return Line(row.public_id, row.word, row.on, row.other)


records.show_also("outcome", records.Also(_branch, _read, "outcomes/_of_referral.html"))


def _to_verify(person: Person) -> tuple[ColumnElement[bool], ...]:
    return Outcome.verifier_id == person.id, Outcome.state.in_(WAITING)


def count_to_verify(person: Person) -> int:
    """How many outcomes wait for a person's word, now or after 90 days."""
    return db.session.scalar(select(func.count(Outcome.id)).where(*_to_verify(person))) or 0


def hand_over(giver: Person, taker: Person) -> None:
    """All of them go to the other; what he claimed himself to whom the rule names, and stays where there is nobody."""
    system = Actor.system("handover.do")
    found = db.session.scalars(select(Outcome).where(*_to_verify(giver)).options(joinedload(Outcome.case))).all()
    for outcome in found:
        next_one = taker.id if outcome.claimed_by_id != taker.id else by_rule(outcome)
        if next_one is not None:
            commands.name_verifier(system, outcome, person_id=next_one, act="outcome.hand_over")


def by_rule(outcome: Outcome) -> int | None:
    """Who verifies an outcome by rule (relations.csv) in the place of its verifier; None where there is nobody. The
    outcome's case must be loaded."""
    candidates = queries.list_candidates(outcome.case_id, but=(outcome.claimed_by_id, outcome.verifier_id))
    referred = outcome.referral_id is not None or was_referred(outcome.case_id)
    found = queries.default_of(candidates, outcome.case.agency_id, referred=referred)
    return found.person_id if found is not None else None


handover.register(N_("Outcomes to verify"), count_to_verify, hand_over)
