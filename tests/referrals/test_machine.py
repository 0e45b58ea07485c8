"""Every state, move and relation of the machines of referrals, cases and consents, against the table of machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from coordination.access.actor import Actor, PostHeld, Reviewing
from coordination.accounts.models import PostKind
from coordination.cases.models import Case, CaseMember, CaseState, Client, Consent, ConsentState, Risk, Sex
from coordination.cases.states import CaseFacts
from coordination.directory.models import Agency, AgencyKind
from coordination.referrals.models import Priority, Referral, Route, State
from coordination.referrals.needs import Facts
from tests.machines import ROWS, expected, outcome

MOMENT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
SENDER, RECIPIENT, COURT, OTHER = 1, 2, 3, 4
LIAISON, WORKER, HANDLER, MEMBER, NAMED = 11, 12, 13, 14, 15
LEAD = 7


@dataclass(frozen=True)
class Party:
    """Somebody with the relations he has to an ordinary referral, to one on a court's order, to a case, a consent."""

    name: str
    actor: Actor
    ordinary: frozenset[str] = frozenset()
    court: frozenset[str] = frozenset()
    case: frozenset[str] = frozenset()


def post(agency_id: int, kind: PostKind) -> PostHeld:
    return PostHeld(agency_id * 10, kind, agency_id)


def person(person_id: int, *posts: PostHeld, reviewing: tuple[Reviewing, ...] = ()) -> Actor:
    return Actor(person_id, posts=posts, reviewing=reviewing)


def both(name: str, actor: Actor, *relations: str, case: tuple[str, ...] = ()) -> Party:
    return Party(name, actor, frozenset(relations), frozenset(relations), frozenset(case))


SENDING = ("sender.liaison", "sender.staff")
RECEIVING = ("recipient.liaison", "recipient.staff")
PARTIES = (
    both("sender's liaison", person(LIAISON, post(SENDER, PostKind.LIAISON)), *SENDING, case=("case.staff",)),
    both("sender's head", person(21, post(SENDER, PostKind.HEAD)), "sender.staff"),
    both("sender's deputy", person(22, post(SENDER, PostKind.DEPUTY)), "sender.staff"),
    both("the case's worker", person(WORKER, post(SENDER, PostKind.WORKER)), "sender.staff", case=("case.staff",)),
    both("another worker of the sender", person(23, post(SENDER, PostKind.WORKER))),
    both("one of the case's team", person(MEMBER, post(SENDER, PostKind.WORKER)), case=("case.staff",)),
    both("recipient's liaison", person(24, post(RECIPIENT, PostKind.LIAISON)), *RECEIVING),
    both("recipient's head", person(25, post(RECIPIENT, PostKind.HEAD)), "recipient.staff"),
    both("the handler", person(HANDLER, post(RECIPIENT, PostKind.WORKER)), "recipient.staff"),
    both("a handler whose post has ended", person(HANDLER)),
    both("another worker of the recipient", person(26, post(RECIPIENT, PostKind.WORKER))),
    Party(
        "the order's court liaison",
        person(27, post(COURT, PostKind.COURT_LIAISON)),
        court=frozenset({"court_liaison", "reviewer"}),
    ),
    both("a court liaison elsewhere", person(28, post(OTHER, PostKind.COURT_LIAISON))),
    both("a liaison of the judiciary", person(29, post(COURT, PostKind.LIAISON))),
    Party("the reviewer", person(NAMED, reviewing=(Reviewing(LEAD),)), ordinary=frozenset({"reviewer"})),
    both("a liaison elsewhere", person(30, post(OTHER, PostKind.LIAISON))),
    both("nobody in particular", person(31)),
    both("the system", Actor.system("test"), "system", case=("system",)),
)


MET_ALREADY = {("confirm", False), ("receive", False), ("receive", True)}
"""Moves that lack nothing on the referral below: an ordinary route has no court to be told; its handler is named."""


def referral_in(state: str, *, court: bool) -> Referral:
    """A referral in memory, with its sides but without anything that a need could ask for."""
    client = Client(code="C-1", agency_id=SENDER, key_id="none", sex=Sex.GIRL)
    case = Case(id=1, client=client, agency_id=SENDER, worker_id=WORKER, team=[CaseMember(person_id=MEMBER)])
    return Referral(
        id=1,
        case=case,
        state=state,
        state_since=MOMENT - timedelta(days=60),
        sent_at=None if state == State.DRAFT else MOMENT,
        sender_agency_id=SENDER,
        sender=Agency(id=SENDER, kind=AgencyKind.NGO, lead_group_id=LEAD),
        recipient_agency_id=RECIPIENT,
        order_agency_id=COURT if court else None,
        order_number="7" if court else "",
        route=Route.JUDICIAL if court else Route.SELF,
        priority=Priority.EMERGENCY,
        risk=Risk.HIGH,
        handler_id=HANDLER,
        hops=3,
        questions_asked=2,
        times_returned=1,
        closed_by_system=False,
        need_codes=[],
        team=[],
        needs=[],
    )


REFERRAL_MOVES = sorted(move for machine, move in ROWS if machine == "referral")


@pytest.mark.parametrize("move", REFERRAL_MOVES)
def test_a_referral_moves_only_from_its_states_by_those_named(session: Session, move: str) -> None:
    row = ROWS["referral", move]
    facts = Facts(now=MOMENT, today=TODAY)
    wrong = []
    for state in State:
        for court in (False, True):
            for party in PARTIES:
                relations = party.court if court else party.ordinary
                if state == State.DRAFT:
                    relations &= {"sender.liaison", "sender.staff", "system"}
                want = expected(row, state, relations)
                got = outcome(party.actor, referral_in(state, court=court), move, facts)
                if want == "unmet" and (move, court) in MET_ALREADY:
                    want = "moved"
                if got != want:
                    wrong.append((state.value, court, party.name, want, got))
    assert not wrong


CASE_MOVES = sorted(key for key in ROWS if key[0] in ("case", "consent"))


@pytest.mark.parametrize(("machine", "move"), CASE_MOVES)
def test_a_case_or_consent_moves_only_from_its_states_by_those_named(session: Session, machine: str, move: str) -> None:
    row = ROWS[machine, move]
    facts = CaseFacts(TODAY, live_referrals=1)
    wrong = []
    for state in CaseState if machine == "case" else ConsentState:
        for party in PARTIES:
            case = referral_in("draft", court=False).case
            thing = case if machine == "case" else Consent(id=1, case=case, valid_until=None)
            thing.state = state
            want, got = expected(row, state, party.case), outcome(party.actor, thing, move, facts)
            if got != want:
                wrong.append((state.value, party.name, want, got))
    assert not wrong
