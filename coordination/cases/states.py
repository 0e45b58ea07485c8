"""The machines of a case and of a consent (machines.csv), with what their moves need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.cases.models import Case, CaseState, Consent, ConsentState
from coordination.kernel.machine import Look, Machine, Move, need
from coordination.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known when a move of a case or consent is tried."""

    today: date
    note: str = ""
    live_referrals: int = 0


@need(N_("A referral of this case is still running. End it first."))
def no_live_referral(_actor: Any, _case: Case, facts: CaseFacts) -> bool:
    return facts.live_referrals == 0


@need(N_("The closing summary is empty. Say in a few sentences what was done and how the child is now."), typed=True)
def closing_summary(_actor: Any, case: Case, _facts: CaseFacts) -> bool:
    return case.closing_summary_sealed is not None


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _thing: Case | Consent, facts: CaseFacts) -> bool:
    return bool(facts.note)


@need(N_("The date until which it is valid has not passed yet."))
def date_passed(_actor: Any, consent: Consent, facts: CaseFacts) -> bool:
    return consent.valid_until is not None and consent.valid_until < facts.today


CASE = Machine(
    "case",
    CaseState,
    looks={CaseState.OPEN: Look(N_("Open"), "work", "half"), CaseState.CLOSED: Look(N_("Closed"), "ended", "tick")},
    moves=(
        Move(
            "close",
            (CaseState.OPEN,),
            CaseState.CLOSED,
            (no_live_referral, closing_summary),
            N_("Close the case"),
            N_("%(who)s closed the case."),
        ),
        Move(
            "reopen",
            (CaseState.CLOSED,),
            CaseState.OPEN,
            (reason,),
            N_("Reopen the case"),
            N_("%(who)s reopened the case."),
            "main",
        ),
    ),
)

CONSENT = Machine(
    "consent",
    ConsentState,
    looks={
        ConsentState.GIVEN: Look(N_("Valid"), "work", "half"),
        ConsentState.WITHDRAWN: Look(N_("Withdrawn"), "ended", "stroke"),
        ConsentState.EXPIRED: Look(N_("Expired"), "ended", "stroke"),
    },
    moves=(
        Move(
            "withdraw",
            (ConsentState.GIVEN,),
            ConsentState.WITHDRAWN,
            (reason,),
            N_("Withdraw the consent"),
            N_("%(who)s withdrew the consent."),
            "danger",
        ),
        Move(
            "expire",
            (ConsentState.GIVEN,),
            ConsentState.EXPIRED,
            (date_passed,),
            N_("Expire"),
            N_("The consent or basis expired."),
        ),
    ),
)
