"""The machine of an outcome (machines.csv), with what its moves need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coordination.kernel.machine import Look, Machine, Move, need
from coordination.kernel.messages import N_
from coordination.outcomes.models import Outcome
from coordination.outcomes.models import OutcomeState as S

SUSTAINED_AFTER = timedelta(days=90)
"""How long an outcome must have held before it counts as sustained (machines.csv)."""


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """What is known when a move of an outcome is tried."""

    today: date
    note: str = ""
    has_evidence: bool = False


@need(N_("Nothing shows it yet. Attach a paper, or say why there is none."))
def evidence_or_none_and_why(_actor: Any, outcome: Outcome, facts: OutcomeFacts) -> bool:
    return facts.has_evidence or outcome.no_evidence_sealed is not None


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _outcome: Outcome, facts: OutcomeFacts) -> bool:
    return bool(facts.note)


@need(N_("It is too early: 90 days after it was verified it can be checked whether it held."))
def check_at_90_days_or_later(_actor: Any, outcome: Outcome, facts: OutcomeFacts) -> bool:
    return outcome.verified_on is not None and facts.today - outcome.verified_on >= SUSTAINED_AFTER


OUTCOME = Machine(
    "outcome",
    S,
    looks={
        S.CLAIMED: Look(N_("Claimed"), "way", "quarter"),
        S.VERIFIED: Look(N_("Verified"), "work", "threequarter"),
        S.REJECTED: Look(N_("Not confirmed"), "ended", "stroke"),
        S.SUSTAINED: Look(N_("Sustained"), "ended", "tick"),
        S.RELAPSED: Look(N_("Relapsed"), "ended", "stroke"),
    },
    moves=(
        Move("verify", (S.CLAIMED,), S.VERIFIED, (evidence_or_none_and_why,),
             N_("Verify the outcome"), N_("%(who)s verified the outcome."), "main"),
        Move("reject", (S.CLAIMED,), S.REJECTED, (reason,),
             N_("Do not confirm"), N_("%(who)s did not confirm the outcome."), "danger"),
        Move("sustain", (S.VERIFIED,), S.SUSTAINED, (check_at_90_days_or_later,),
             N_("It held"), N_("%(who)s found that the outcome held."), "main"),
        Move("relapse", (S.VERIFIED, S.SUSTAINED), S.RELAPSED, (reason,),
             N_("Record a relapse"), N_("%(who)s recorded a relapse."), "danger"),
    ),
)  # fmt: skip
