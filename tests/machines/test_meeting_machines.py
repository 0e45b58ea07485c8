"""Every state, move and relation of the machines of meetings, minutes, resolutions and actions, against the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.access.actor import Actor, PostHeld, SeatHeld
from coordination.accounts.models import PostKind
from coordination.actions.models import Action, ActionState, Extension, ExtensionState
from coordination.actions.needs import ActionFacts
from coordination.groups.models import SeatKind
from coordination.meetings.models import AgendaEntry, AgendaItem, EntryState, ItemState, Meeting, MeetingState
from coordination.meetings.needs import EntryFacts, ItemFacts, MeetingFacts
from coordination.minutes.models import Minutes, MinutesState, Signature, SignatureState
from coordination.minutes.needs import MinutesFacts, SignatureFacts
from coordination.resolutions.models import Resolution, ResolutionState
from coordination.resolutions.needs import ResolutionFacts
from tests.machines import ROWS, expected, outcome

MOMENT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
GROUP, ELSEWHERE = 5, 6
HOST, OWNING, ENTERING = 1, 2, 3
OWNER, VERIFIER, PROPOSER, SIGNATORY = 11, 12, 13, 14


def seated(person_id: int, kind: SeatKind, group_id: int = GROUP, *, alternate: bool = False) -> Actor:
    return Actor(person_id, seats=(SeatHeld(person_id * 10, kind, group_id, alternate=alternate),))


def posted(person_id: int, kind: PostKind, agency_id: int) -> Actor:
    return Actor(person_id, posts=(PostHeld(person_id * 10, kind, agency_id),))


@dataclass(frozen=True)
class Party:
    """Somebody with the relations he has to a thing of the group, and to one without a group."""

    name: str
    actor: Actor
    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()


def of(name: str, actor: Actor, *inside: str, outside: tuple[str, ...] = ()) -> Party:
    return Party(name, actor, frozenset(inside), frozenset(outside))


def always(name: str, actor: Actor, *relations: str) -> Party:
    return Party(name, actor, frozenset(relations), frozenset(relations))


PARTIES = (
    of("the group's secretary", seated(21, SeatKind.SECRETARY), "group.secretary", "group.member"),
    of("the group's chair", seated(22, SeatKind.CHAIR), "group.chair", "group.member"),
    of("a member", seated(23, SeatKind.MEMBER), "group.member"),
    of("an alternate of the secretary", seated(24, SeatKind.SECRETARY, alternate=True)),
    of("an observer", seated(25, SeatKind.OBSERVER)),
    of("another group's secretary", seated(26, SeatKind.SECRETARY, ELSEWHERE)),
    of("another group's chair", seated(27, SeatKind.CHAIR, ELSEWHERE)),
    of("a head of the host agency", posted(28, PostKind.HEAD, HOST)),
    always("the owner", Actor(OWNER), "action.owner"),
    always("the verifier", Actor(VERIFIER), "action.verifier"),
    always("the proposer", Actor(PROPOSER), "proposer"),
    always("the signatory", Actor(SIGNATORY), "signatory"),
    always("a liaison of the owner's agency", posted(29, PostKind.LIAISON, OWNING), "owner.liaison"),
    of("a head of the owner's agency", posted(30, PostKind.HEAD, OWNING)),
    of(
        "a liaison where it arose, or was entered",
        posted(31, PostKind.LIAISON, ENTERING),
        outside=("source.liaison", "issuer.liaison"),
    ),
    of("a worker where it arose", posted(32, PostKind.WORKER, ENTERING)),
    of("nobody in particular", Actor(33)),
    always("the system", Actor.system("test"), "system"),
)


def meeting(state: str = MeetingState.IN_SESSION) -> Meeting:
    """A meeting in memory that lacks whatever a need could ask for."""
    return Meeting(id=1, group_id=GROUP, state=state, state_since=MOMENT, ended_at=MOMENT - timedelta(days=3), place="")


def item(state: str) -> AgendaItem:
    return AgendaItem(id=1, group_id=GROUP, state=state, state_since=MOMENT, proposer_id=PROPOSER)


def entry(state: str) -> AgendaEntry:
    return AgendaEntry(id=1, meeting=meeting(), state=state, state_since=MOMENT)


def minutes(state: str) -> Minutes:
    return Minutes(id=1, meeting=meeting(), state=state, state_since=MOMENT)


def signature(state: str) -> Signature:
    of_minutes = minutes(MinutesState.APPROVED)
    return Signature(id=1, minutes=of_minutes, person_id=SIGNATORY, state=state, state_since=MOMENT)


def resolution(state: str, *, outside: bool = False) -> Resolution:
    return Resolution(
        id=1,
        group_id=None if outside else GROUP,
        outside_body="شورا" if outside else "",
        agency_id=ENTERING if outside else None,
        state=state,
        state_since=MOMENT,
        votes_for=1,
        votes_against=1,
    )


def action(state: str, *, outside: bool = False) -> Action:
    return Action(
        id=1,
        group_id=None if outside else GROUP,
        source_agency_id=ENTERING if outside else None,
        agency_id=OWNING,
        owner_id=OWNER,
        verifier_id=VERIFIER,
        state=state,
        state_since=MOMENT,
        title="",
        deliverable="",
        result="",
        waiting_on="",
        contributors=[],
    )


def extension(state: str, *, outside: bool = False) -> Extension:
    of_action = action(ActionState.ISSUED, outside=outside)
    return Extension(id=1, action=of_action, state=state, state_since=MOMENT)


@dataclass(frozen=True)
class Kind:
    """How a thing of one machine is made in a state, and with what facts its moves are tried."""

    states: type[StrEnum]
    make: Callable[[str], Any]
    facts: Any
    without_group: Callable[[str], Any] | None = None


KINDS = {
    "meeting": Kind(
        MeetingState, meeting, MeetingFacts(MOMENT, entries_without_outcome=1, rows_unmarked=1, quorum_met=True)
    ),
    "agenda_item": Kind(ItemState, item, ItemFacts()),
    "agenda_entry": Kind(EntryState, entry, EntryFacts(meeting_state=MeetingState.ENDED)),
    "minutes": Kind(MinutesState, minutes, MinutesFacts(MOMENT, checks_open=1, comments_open=1, signatures_pending=1)),
    "signature": Kind(SignatureState, signature, SignatureFacts()),
    "resolution": Kind(
        ResolutionState, resolution, ResolutionFacts(TODAY), lambda state: resolution(state, outside=True)
    ),
    "action": Kind(ActionState, action, ActionFacts(TODAY), lambda state: action(state, outside=True)),
    "extension": Kind(ExtensionState, extension, ActionFacts(TODAY), lambda state: extension(state, outside=True)),
}

MET_ALREADY = {("action", "verify")}
"""Only the owner lacks what it needs, and he may not verify anyway."""

MOVES = sorted(key for key in ROWS if key[0] in KINDS)


@pytest.mark.parametrize(("machine", "move"), MOVES)
def test_a_thing_moves_only_from_its_states_by_those_named(session: Session, machine: str, move: str) -> None:
    row, kind = ROWS[machine, move], KINDS[machine]
    wrong = []
    for state in kind.states:
        for outside, make in ((False, kind.make), (True, kind.without_group)):
            if make is None:
                continue
            for party in PARTIES:
                relations = party.outside if outside else party.inside
                if machine == "action" and state == ActionState.DRAFT:
                    relations -= {"action.owner", "owner.liaison", "action.verifier"}
                want = expected(row, state.value, relations)
                if want == "unmet" and (machine, move) in MET_ALREADY:
                    want = "moved"
                got = outcome(party.actor, make(state.value), move, kind.facts)
                if got != want:
                    wrong.append((state.value, "without a group" if outside else "", party.name, want, got))
    assert not wrong
