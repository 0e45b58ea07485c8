"""What each move of a resolution needs, over facts loaded once (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.groups.models import Majority
from coordination.kernel.machine import need
from coordination.kernel.messages import N_
from coordination.meetings.needs import minutes_drafting, reason
from coordination.resolutions.models import Resolution

__all__ = ["minutes_drafting", "reason"]


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """What is known when a move of a resolution is tried."""

    today: date
    note: str = ""
    quorum_met: bool = False
    majority: Majority = Majority.SIMPLE
    minutes_drafting: bool = False
    minutes_approved: bool = False
    has_scan: bool = False
    replaced_by_in_force: bool = False


@need(N_("There is no quorum now, so nothing can be put to the vote. Defer it, or wait until enough members are in."))
def quorum_now_or_ballot(_actor: Any, _resolution: Resolution, facts: ResolutionFacts) -> bool:
    return facts.quorum_met


@need(N_("The votes do not suffice. Check them, or record it as rejected."), typed=True)
def majority_or_consensus(_actor: Any, resolution: Resolution, facts: ResolutionFacts) -> bool:
    if resolution.consensus:
        return True
    given_for, against = resolution.votes_for or 0, resolution.votes_against or 0
    match facts.majority:
        case Majority.CONSENSUS:
            return given_for > 0 and against == 0
        case Majority.TWO_THIRDS:
            return given_for > 0 and 3 * given_for >= 2 * (given_for + against)
        case _:
            return given_for > against


@need(N_("The minutes are not approved yet."))
def minutes_approved_or_ballot_closed(_actor: Any, _resolution: Resolution, facts: ResolutionFacts) -> bool:
    return facts.minutes_approved


@need(N_("The body that decided it is missing. Write its name."), typed=True)
def outside_body(_actor: Any, resolution: Resolution, _facts: ResolutionFacts) -> bool:
    return bool(resolution.outside_body)


@need(N_("Its number or date is missing. Copy both from the paper."), typed=True)
def its_number_and_date(_actor: Any, resolution: Resolution, _facts: ResolutionFacts) -> bool:
    return bool(resolution.number) and resolution.outside_on is not None


@need(N_("The scan is missing. Attach the paper as PDF or picture."), typed=True)
def scan(_actor: Any, _resolution: Resolution, facts: ResolutionFacts) -> bool:
    return facts.has_scan


@need(N_("The result is empty. Say in a few sentences what was carried out."), typed=True)
def result(_actor: Any, _resolution: Resolution, facts: ResolutionFacts) -> bool:
    return bool(facts.note)


@need(N_("No resolution in force takes its place or revokes it."))
def by_resolution_in_force(_actor: Any, _resolution: Resolution, facts: ResolutionFacts) -> bool:
    return facts.replaced_by_in_force
