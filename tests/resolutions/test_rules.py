"""Rules of a resolution's moves: each need refused once, votes and majorities, who may do what."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from coordination import workflow
from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.groups.models import Majority
from coordination.kernel.clock import at
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang.zone import local_date
from coordination.meetings.models import Interval, MeetingState, Recusal
from coordination.meetings.queries.attendance import list_sheet
from coordination.resolutions import commands
from coordination.resolutions.models import Resolution, ResolutionState
from coordination.resolutions.needs import ResolutionFacts
from coordination.resolutions.queries import entry_ruled_on
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_resolution
from tests.resolutions.conftest import Sitting
from tests.world import acting, get


def needs_of(refusal: Any) -> set[str]:
    return set(refusal.value.needs)


def nobody_is_in(sitting: Sitting) -> None:
    db.session.execute(delete(Interval))


# --- put -------------------------------------------------------------------------------------------------------


def test_resolution_put_needs_quorum_now_or_ballot(sitting: Sitting) -> None:
    nobody_is_in(sitting)
    with pytest.raises(Unmet) as refusal:
        commands.put(sitting.secretary, sitting.propose())
    assert needs_of(refusal) == {"quorum_now_or_ballot"}


def test_nothing_is_put_before_the_meeting_is_opened(sitting: Sitting) -> None:
    sitting.meeting.state = MeetingState.AGENDA_PUBLISHED
    with pytest.raises(Unmet):
        commands.put(sitting.secretary, sitting.propose())


def test_what_was_counted_is_kept_as_it_is_put(sitting: Sitting) -> None:
    counted = sitting.put().quorum or {}
    assert (counted["present"], counted["voting"], counted["needed"], counted["met"]) == (3, 3, 2, True)


def test_one_recused_from_the_entry_is_not_counted(sitting: Sitting) -> None:
    row = add_attendance(sitting.meeting, sitting.world.observer, votes=False)
    member = next(one for one in _sheet(sitting) if one.person_id == sitting.world.member.id)
    db.session.add_all([Recusal(entry_id=sitting.entry.id, attendance_id=one.id) for one in (row, member)])
    db.session.flush()
    assert (sitting.put().quorum or {})["present"] == 2


def _sheet(sitting: Sitting) -> Any:
    return list_sheet(sitting.meeting.id)


def test_an_empty_resolution_is_not_put(sitting: Sitting) -> None:
    with pytest.raises(Invalid):
        commands.put(sitting.secretary, sitting.propose(text=" "))


def test_after_the_minutes_left_drafting_nothing_is_put(sitting: Sitting) -> None:
    made = sitting.propose()
    sitting.minutes.append("in_review")
    with pytest.raises(WrongState):
        commands.put(sitting.secretary, made)


@pytest.mark.parametrize("who", ["member", "observer"])
def test_a_member_does_not_put(sitting: Sitting, who: str) -> None:
    with pytest.raises(Refused):
        commands.put(acting(getattr(sitting.world, who)), sitting.propose())


# --- adopt -----------------------------------------------------------------------------------------------------


def test_resolution_adopt_needs_majority_or_consensus(sitting: Sitting) -> None:
    made = sitting.put()
    with pytest.raises(Unmet) as refusal:
        commands.adopt(sitting.secretary, made)
    assert needs_of(refusal) == {"majority_or_consensus"}


@pytest.mark.parametrize(
    ("majority", "votes_for", "votes_against", "adopted"),
    [
        (Majority.SIMPLE, 2, 1, True),
        (Majority.SIMPLE, 1, 1, False),
        (Majority.SIMPLE, 1, 0, True),
        (Majority.TWO_THIRDS, 2, 1, True),
        (Majority.TWO_THIRDS, 1, 1, False),
        (Majority.TWO_THIRDS, 0, 0, False),
        (Majority.CONSENSUS, 3, 0, True),
        (Majority.CONSENSUS, 2, 1, False),
    ],
)
def test_a_majority_is_what_the_group_asks(
    sitting: Sitting, majority: Majority, votes_for: int, votes_against: int, adopted: bool
) -> None:
    sitting.meeting.group.majority = majority
    made = sitting.put()
    with contextlib.suppress(Unmet):
        commands.adopt(sitting.secretary, made, votes_for=votes_for, votes_against=votes_against)
    assert (made.state == ResolutionState.ADOPTED) is adopted


@pytest.mark.parametrize("votes", [(4, 0, 0), (2, 1, 1), (3, 0, 1)])
def test_more_votes_than_voting_seats_present_are_refused(sitting: Sitting, votes: tuple[int, int, int]) -> None:
    made = sitting.put()
    with pytest.raises(Invalid):
        commands.adopt(sitting.secretary, made, votes_for=votes[0], votes_against=votes[1], abstentions=votes[2])


def test_a_number_of_votes_below_zero_is_refused(sitting: Sitting) -> None:
    made = sitting.put()
    with pytest.raises(Invalid):
        commands.adopt(sitting.secretary, made, votes_for=2, votes_against=-1)


def test_adopted_by_consensus_it_has_no_votes(sitting: Sitting) -> None:
    made = sitting.adopt()
    assert (made.consensus, made.votes_for) == (True, None)


def test_the_second_of_meeting_23_is_provisionally_called_so(sitting: Sitting) -> None:
    assert [sitting.adopt().provisional_number, sitting.adopt().provisional_number] == ["CE/23-1", "CE/23-2"]


def test_written_down_after_the_end_it_was_adopted_on_the_meeting_s_day(sitting: Sitting) -> None:
    sitting.meeting.state, sitting.meeting.ended_at = MeetingState.ENDED, MOMENT
    db.session.execute(update(Interval).values(to_at=MOMENT))
    with at(MOMENT + timedelta(days=2)):
        assert sitting.adopt().adopted_on == local_date(MOMENT)


def test_the_chair_does_not_record_the_vote(sitting: Sitting) -> None:
    made = sitting.put()
    with pytest.raises(Refused):
        commands.adopt(sitting.chair, made, consensus=True)


# --- reject, defer, withdraw, reopen ---------------------------------------------------------------------------


def test_a_rejected_one_keeps_its_votes(sitting: Sitting) -> None:
    made = sitting.put()
    commands.reject(sitting.secretary, made, votes_for=1, votes_against=2)
    assert (made.state, made.votes_against) == (ResolutionState.REJECTED, 2)


def test_a_deferred_one_is_put_again(sitting: Sitting) -> None:
    made = sitting.put()
    commands.defer(sitting.secretary, made)
    commands.put(sitting.secretary, made)
    assert made.state == ResolutionState.PUT


def test_resolution_withdraw_needs_reason(sitting: Sitting) -> None:
    with pytest.raises(Unmet) as refusal:
        commands.withdraw(sitting.secretary, sitting.propose(), reason="")
    assert needs_of(refusal) == {"reason"}


def test_resolution_reopen_needs_minutes_drafting(sitting: Sitting) -> None:
    made = sitting.adopt()
    sitting.minutes.append("in_review")
    with pytest.raises(Unmet) as refusal:
        commands.reopen(sitting.secretary, made)
    assert needs_of(refusal) == {"minutes_drafting"}


def test_a_vote_taken_back_leaves_no_votes_and_keeps_the_number(sitting: Sitting) -> None:
    made = sitting.adopt()
    commands.reopen(sitting.secretary, made)
    assert (made.state, made.adopted_on, made.consensus, made.provisional_number) == (
        ResolutionState.PUT,
        None,
        False,
        "CE/23-1",
    )


def test_adopted_again_it_has_its_old_provisional_number(sitting: Sitting) -> None:
    made = sitting.adopt()
    sitting.adopt()
    commands.reopen(sitting.secretary, made)
    commands.adopt(sitting.secretary, made, consensus=True)
    assert made.provisional_number == "CE/23-1"


@pytest.mark.parametrize(
    ("state", "ruled"),
    [
        (ResolutionState.PROPOSED, False),
        (ResolutionState.PUT, False),
        (ResolutionState.DEFERRED, False),
        (ResolutionState.WITHDRAWN, False),
        (ResolutionState.ADOPTED, True),
        (ResolutionState.REJECTED, True),
        (ResolutionState.IN_FORCE, True),
    ],
)
def test_an_entry_is_ruled_on_once_a_resolution_was_voted_on(
    sitting: Sitting, state: ResolutionState, ruled: bool
) -> None:
    add_resolution(sitting.entry, state)
    assert entry_ruled_on(sitting.entry.id) is ruled


# --- what becomes of it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("move", "need"),
    [
        (lambda actor, made: commands.implement(actor, made, result=""), "result"),
        (lambda actor, made: commands.implement_partly(actor, made, result=""), "result"),
        (lambda actor, made: commands.give_up(actor, made, reason=""), "reason"),
    ],
    ids=["implement", "implement_partly", "give_up"],
)
def test_what_became_of_it_is_said_in_words(sitting: Sitting, move: Any, need: str) -> None:
    made = sitting.in_force()
    with pytest.raises(Unmet) as refusal:
        move(sitting.chair, made)
    assert needs_of(refusal) == {need}


def test_resolution_implement_needs_result(sitting: Sitting) -> None:
    made = sitting.in_force()
    commands.implement_partly(sitting.secretary, made, result="سه مدرسه ثبت‌نام کردند.")
    with pytest.raises(Unmet):
        commands.implement(sitting.secretary, made, result="")
    commands.implement(sitting.secretary, made, result="همه مدرسه‌ها ثبت‌نام کردند.")
    assert (made.state, made.result) == (ResolutionState.IMPLEMENTED, "همه مدرسه‌ها ثبت‌نام کردند.")


def test_the_secretary_does_not_give_up(sitting: Sitting) -> None:
    made = sitting.in_force()
    with pytest.raises(Refused):
        commands.give_up(sitting.secretary, made, reason="بودجه نبود.")


def test_the_chair_gives_up_with_a_reason(sitting: Sitting) -> None:
    made = sitting.in_force()
    commands.give_up(sitting.chair, made, reason="بودجه نبود.")
    assert (made.state, made.result) == (ResolutionState.NOT_IMPLEMENTABLE, "بودجه نبود.")


def test_a_proposal_of_a_confidential_item_is_confidential(sitting: Sitting) -> None:
    sitting.entry.item.confidential = True
    assert sitting.propose().confidential


def test_the_text_stays_after_the_vote(sitting: Sitting) -> None:
    made = sitting.adopt()
    with pytest.raises(WrongState):
        commands.edit(sitting.secretary, made, text="چیز دیگر")


def test_whom_it_binds_may_change_until_it_is_in_force(sitting: Sitting) -> None:
    made = sitting.adopt()
    commands.edit(sitting.secretary, made, agencies=[get(Agency, sitting.world.welfare)])
    assert [mandate.agency_id for mandate in made.mandates] == [sitting.world.welfare.id]
    sitting.approve()
    commands.enter_into_force(made)
    with pytest.raises(WrongState):
        commands.edit(sitting.secretary, made, agencies=[])


def test_an_edit_that_changes_nothing_writes_nothing(sitting: Sitting) -> None:
    made = sitting.propose()
    before = len(db.session.info.get("audit_pending", []))
    commands.edit(sitting.secretary, made, text=made.text, dissent="")
    assert len(db.session.info.get("audit_pending", [])) == before


def test_nobody_but_the_system_brings_it_into_force(sitting: Sitting) -> None:
    made: Resolution = sitting.adopt()
    with pytest.raises(Refused):
        workflow.perform(
            sitting.secretary,
            made,
            "enter_into_force",
            facts=ResolutionFacts(today=made.adopted_on, minutes_approved=True),  # type: ignore[arg-type]
        )


@pytest.mark.parametrize("move", ["supersede", "revoke"])
def test_what_a_later_one_ends_needs_by_resolution_in_force(sitting: Sitting, move: str) -> None:
    made = sitting.in_force()
    with pytest.raises(Unmet) as refusal:
        workflow.perform(Actor.system("resolution.supersede"), made, move, facts=ResolutionFacts(today=MOMENT.date()))
    assert needs_of(refusal) == {"by_resolution_in_force"}
