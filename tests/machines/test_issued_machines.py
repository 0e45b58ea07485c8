"""Every state, move and relation of the machines of the network's work, against the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.access.actor import Actor, PostHeld, SeatHeld
from coordination.accounts.models import PostKind
from coordination.cases.models import Case
from coordination.circulars.models import Circular, CircularState
from coordination.circulars.states import CircularFacts
from coordination.data_calls.models import (
    AnswerSheet,
    DataCall,
    DataCallState,
    Delivery,
    DeliveryState,
    Distribution,
    SheetState,
)
from coordination.data_calls.needs import CallFacts, DeliveryFacts
from coordination.groups.models import SeatKind
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.outcomes.states import OutcomeFacts
from coordination.programmes.models import Memorandum, MemorandumState, Programme, ProgrammeState
from coordination.programmes.needs import ProgrammeFacts
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.needs import RegistrationFacts
from coordination.reports.models import Report, ReportState
from coordination.reports.states import ReportFacts
from tests.machines import ROWS, expected, outcome

MOMENT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
GROUP, ELSEWHERE = 5, 6
HOST, ISSUING, ASKED = 1, 2, 3
CLAIMER, VERIFIER, WORKER = 11, 12, 13
REGISTRATION = 71


def seated(person_id: int, kind: SeatKind, group_id: int = GROUP, *, alternate: bool = False) -> Actor:
    return Actor(person_id, seats=(SeatHeld(person_id * 10, kind, group_id, alternate=alternate),), host_agency_id=HOST)


def posted(person_id: int, kind: PostKind, agency_id: int) -> Actor:
    return Actor(person_id, posts=(PostHeld(person_id * 10, kind, agency_id),), host_agency_id=HOST)


@dataclass(frozen=True)
class Party:
    """Somebody with the relations he has to what the group issued, and to what the agency issued or owns."""

    name: str
    actor: Actor
    of_group: frozenset[str] = frozenset()
    of_agency: frozenset[str] = frozenset()


def of(name: str, actor: Actor, *both: str, group: tuple[str, ...] = (), agency: tuple[str, ...] = ()) -> Party:
    return Party(name, actor, frozenset((*both, *group)), frozenset((*both, *agency)))


PARTIES = (
    of("the group's secretary", seated(21, SeatKind.SECRETARY), group=("issuer.staff",)),
    of("the group's chair", seated(22, SeatKind.CHAIR)),
    of("a member", seated(23, SeatKind.MEMBER)),
    of("an alternate of the secretary", seated(24, SeatKind.SECRETARY, alternate=True)),
    of("another group's secretary", seated(25, SeatKind.SECRETARY, ELSEWHERE)),
    of("a liaison of the agency", posted(26, PostKind.LIAISON, ISSUING),
       agency=("issuer.staff", "owner.staff", "case.staff")),
    of("a head of the agency", posted(27, PostKind.HEAD, ISSUING),
       agency=("issuer.staff", "owner.staff", "owner.head")),
    of("a deputy of the agency", posted(28, PostKind.DEPUTY, ISSUING)),
    of("the case's worker", posted(WORKER, PostKind.WORKER, ISSUING), agency=("case.staff",)),
    of("a liaison of the agency asked", posted(29, PostKind.LIAISON, ASKED), "asked.liaison", "receiving.liaison"),
    of("a head of the agency asked", posted(30, PostKind.HEAD, ASKED)),
    of("a registrar of the host agency", posted(31, PostKind.REGISTRAR, HOST), "registrar"),
    of("a registrar elsewhere", posted(32, PostKind.REGISTRAR, ISSUING)),
    of("the applicant", Actor.applicant(REGISTRATION), "applicant"),
    of("another applicant", Actor.applicant(REGISTRATION + 1)),
    of("who claimed it", Actor(CLAIMER)),
    of("who verifies it", Actor(VERIFIER), "outcome.verifier"),
    of("nobody in particular", Actor(33)),
    of("the system", Actor.system("test"), "system"),
)  # fmt: skip


def issued(in_group: bool) -> dict[str, int]:
    return {"group_id": GROUP} if in_group else {"agency_id": ISSUING}


def call(state: str, in_group: bool) -> DataCall:
    return DataCall(id=1, **issued(in_group), state=state, state_since=MOMENT, title="", columns=[], sheets=[])


def sheet(state: str, in_group: bool) -> AnswerSheet:
    return AnswerSheet(
        id=1, call=call(DataCallState.OPEN, in_group), agency_id=ASKED, state=state, state_since=MOMENT, rows=[]
    )


def delivery(state: str, in_group: bool) -> Delivery:
    distribution = Distribution(id=1, **issued(in_group), title="")
    return Delivery(id=1, distribution=distribution, agency_id=ASKED, state=state, state_since=MOMENT, planned=5)


def circular(state: str, in_group: bool) -> Circular:
    return Circular(id=1, **issued(in_group), state=state, state_since=MOMENT, title="", receipts=[])


def report(state: str, in_group: bool) -> Report:
    return Report(id=1, **issued(in_group), state=state, state_since=MOMENT, title="", figures=None)


def programme(state: str, _in_group: bool) -> Programme:
    return Programme(id=1, agency_id=ISSUING, state=state, state_since=MOMENT, title="", evaluation="")


def memorandum(state: str, _in_group: bool) -> Memorandum:
    return Memorandum(id=1, agency_id=ISSUING, state=state, state_since=MOMENT, title="", parties=[])


def registration(state: str, _in_group: bool) -> Registration:
    return Registration(id=REGISTRATION, state=state, state_since=MOMENT, organisation_id="")


def claimed(state: str, _in_group: bool) -> Outcome:
    case = Case(id=1, agency_id=ISSUING, worker_id=WORKER, team=[])
    return Outcome(
        id=1, case=case, agency_id=ISSUING, state=state, state_since=MOMENT, claimed_by_id=CLAIMER, verifier_id=VERIFIER
    )


@dataclass(frozen=True)
class Kind:
    """How a thing of one machine is made in a state, and with what facts its moves are tried."""

    states: type[StrEnum]
    make: Callable[[str, bool], Any]
    facts: Any
    of_groups: bool = True


KINDS = {
    "data_call": Kind(DataCallState, call, CallFacts()),
    "answer_sheet": Kind(SheetState, sheet, CallFacts(cells_missing=1)),
    "delivery": Kind(DeliveryState, delivery, DeliveryFacts()),
    "circular": Kind(CircularState, circular, CircularFacts()),
    "report": Kind(ReportState, report, ReportFacts()),
    "programme": Kind(ProgrammeState, programme, ProgrammeFacts(TODAY), of_groups=False),
    "memorandum": Kind(MemorandumState, memorandum, ProgrammeFacts(TODAY), of_groups=False),
    "registration": Kind(RegistrationState, registration, RegistrationFacts(TODAY), of_groups=False),
    "outcome": Kind(OutcomeState, claimed, OutcomeFacts(TODAY), of_groups=False),
}
MOVES = sorted(key for key in ROWS if key[0] in KINDS)


@pytest.mark.parametrize(("machine", "move"), MOVES)
def test_a_thing_moves_only_from_its_states_by_those_named(session: Session, machine: str, move: str) -> None:
    row, kind = ROWS[machine, move], KINDS[machine]
    wrong = []
    for state in kind.states:
        for in_group in (True, False) if kind.of_groups else (False,):
            for party in PARTIES:
                want = expected(row, state.value, party.of_group if in_group else party.of_agency)
                got = outcome(party.actor, kind.make(state.value, in_group), move, kind.facts)
                if got != want:
                    wrong.append((state.value, "of a group" if in_group else "of an agency", party.name, want, got))
    assert not wrong
