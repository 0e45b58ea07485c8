"""From drafting to approved: every need refused once, the four rules, and what approval brings with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.actions.models import ActionState
from coordination.groups.models import ApprovalRule, IssueAt, SignedBy
from coordination.kernel import clock
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.meetings import commands as meetings
from coordination.meetings import consequences
from coordination.meetings.models import EntryState, ItemKind, Meeting, MeetingState
from coordination.minutes import commands
from coordination.minutes.approval import rule_met
from coordination.minutes.commands import approving
from coordination.minutes.jobs import approve_where_nobody_objected
from coordination.minutes.models import MinutesComment, MinutesState
from coordination.resolutions.models import ResolutionState
from tests.conftest import MOMENT
from tests.gatherings import add_action, add_entry, add_item, add_meeting, add_resolution
from tests.minutes.held import Held, hold
from tests.world import World, acting

Acting = Callable[[str], Actor]


def circulated(world: World, **rules: object) -> Held:
    held = hold(world, **rules)
    commands.circulate(acting(world.secretary), held.again())
    return held


def test_minutes_circulate_needs_checks_clean_or_waived(held: Held, actor: Acting) -> None:
    held.action.due_on = None
    with pytest.raises(Unmet) as refused:
        commands.circulate(actor("secretary"), held.again())
    assert list(refused.value.needs) == ["checks_clean_or_waived"]


def test_the_chair_does_not_circulate(held: Held, actor: Acting) -> None:
    with pytest.raises(Refused):
        commands.circulate(actor("chair"), held.again())


def test_comments_are_welcome_for_working_days_of_the_host(world: World, session: Session) -> None:
    held = circulated(world, tacit_days=3)
    # Circulated on a Saturday: the third working day after it is Tuesday, until the host closes.
    assert held.minutes.review_until == MOMENT.replace(day=24, hour=12, minute=30)


def test_minutes_approve_needs_approval_rule_met(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.TACIT)
    with pytest.raises(Unmet) as refused:
        commands.approve(actor("chair"), held.again())
    assert list(refused.value.needs) == ["approval_rule_met"]


def test_minutes_approve_needs_comments_answered(world: World, actor: Acting) -> None:
    held = circulated(world)
    commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    with pytest.raises(Unmet) as refused:
        commands.approve(actor("chair"), held.again())
    assert list(refused.value.needs) == ["comments_answered"]


def test_the_chair_approves(world: World, actor: Acting) -> None:
    held = circulated(world)
    commands.approve(actor("chair"), held.again())
    assert held.minutes.state == MinutesState.APPROVED


def test_the_secretary_does_not_approve(world: World, actor: Acting) -> None:
    held = circulated(world)
    with pytest.raises(Refused):
        commands.approve(actor("secretary"), held.again())


def test_an_approval_after_the_minutes_were_taken_back_is_answered_in_words(world: World, actor: Acting) -> None:
    held = circulated(world)
    commands.revise(actor("secretary"), held.again())
    with pytest.raises(WrongState):
        commands.approve(actor("chair"), held.again())


def test_the_chair_may_approve_after_the_time_for_comments(world: World, actor: Acting) -> None:
    held = circulated(world)
    with clock.at(MOMENT + timedelta(days=30)):
        commands.approve(actor("chair"), held.again())
    assert held.minutes.state == MinutesState.APPROVED


def test_the_last_assent_approves(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.ALL_ATTENDEES)
    commands.assent(actor("chair"), held.again())
    commands.assent(actor("member"), held.again())
    assert held.minutes.state == MinutesState.IN_REVIEW
    commands.assent(actor("pouya_liaison"), held.again())
    assert held.minutes.state == MinutesState.APPROVED


def test_the_answer_to_the_last_comment_approves_what_all_assented_to(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.ALL_ATTENDEES)
    said = commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    for name in ("chair", "member", "pouya_liaison"):
        commands.assent(actor(name), held.again())
    assert held.minutes.state == MinutesState.IN_REVIEW
    commands.answer(actor("secretary"), said, text="درست شد")
    assert held.minutes.state == MinutesState.APPROVED


def test_who_did_not_attend_does_not_assent(world: World, actor: Acting) -> None:
    held = circulated(world)
    with pytest.raises(Invalid):
        commands.assent(actor("observer"), held.again())


def test_an_assent_after_approval_is_answered_in_words(world: World, actor: Acting) -> None:
    held = circulated(world)
    commands.approve(actor("chair"), held.again())
    with pytest.raises(WrongState) as refused:
        commands.assent(actor("member"), held.again())
    assert "approved" in refused.value.message.text


def test_a_second_assent_changes_nothing(world: World, actor: Acting, session: Session) -> None:
    held = circulated(world)
    commands.assent(actor("member"), held.again())
    commands.assent(actor("member"), held.again())
    session.expire_all()
    assert len(held.minutes.assents) == 1


def test_silence_approves_after_the_time_for_comments(world: World, session: Session) -> None:
    held = circulated(world, approval_rule=ApprovalRule.TACIT)
    assert held.minutes.review_until is not None
    with clock.at(held.minutes.review_until - timedelta(seconds=1)):
        approve_where_nobody_objected()
    assert held.minutes.state == MinutesState.IN_REVIEW
    with clock.at(held.minutes.review_until):
        approve_where_nobody_objected()
    assert held.minutes.state == MinutesState.APPROVED


def test_an_unanswered_comment_holds_silence_up(world: World, actor: Acting, session: Session) -> None:
    held = circulated(world, approval_rule=ApprovalRule.TACIT)
    said = commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    assert held.minutes.review_until is not None
    with clock.at(held.minutes.review_until + timedelta(days=9)):
        approve_where_nobody_objected()
        assert held.minutes.state == MinutesState.IN_REVIEW
        commands.answer(actor("secretary"), said, text="درست شد")
        session.flush()
        approve_where_nobody_objected()
    assert held.minutes.state == MinutesState.APPROVED


def test_a_comment_after_the_time_is_answered_in_words_where_silence_approves(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.TACIT)
    assert held.minutes.review_until is not None
    with clock.at(held.minutes.review_until), pytest.raises(WrongState):
        commands.comment(actor("member"), held.again(), text="دیر شد")


def add_approving_entry(held: Held, **columns: object) -> object:
    later = add_meeting(held.meeting.group, state=MeetingState.IN_SESSION, starts_at=MOMENT + timedelta(days=30))
    item = add_item(held.meeting.group, kind=ItemKind.MINUTES, minutes_of_id=held.meeting.id)
    return add_entry(later, item, **columns)


def test_where_nobody_attended_on_a_voting_seat_the_chair_decides(
    world: World, actor: Acting, session: Session
) -> None:
    held = circulated(world, approval_rule=ApprovalRule.ALL_ATTENDEES)
    for one in held.again().sheet:
        one.row.votes = False
    session.flush()
    assert not rule_met(actor("member"), held.again(), MOMENT)
    commands.approve(actor("chair"), held.again())
    assert held.minutes.state == MinutesState.APPROVED


def test_the_next_meeting_approves_by_its_decision(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.NEXT_MEETING)
    entry = add_approving_entry(held)
    meetings.decide(actor("secretary"), entry, resolution_ruled_on=False)  # type: ignore[arg-type]
    assert held.minutes.state == MinutesState.APPROVED


def test_the_next_meeting_does_not_decide_on_minutes_with_an_unanswered_comment(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.NEXT_MEETING)
    commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    entry = add_approving_entry(held)
    with pytest.raises(Unmet):
        meetings.decide(actor("secretary"), entry, resolution_ruled_on=False)  # type: ignore[arg-type]


def test_the_chair_alone_does_not_approve_what_the_next_meeting_has_to(world: World, actor: Acting) -> None:
    held = circulated(world, approval_rule=ApprovalRule.NEXT_MEETING)
    with pytest.raises(Unmet):
        commands.approve(actor("chair"), held.again())


def test_the_next_agenda_asks_for_the_approval(world: World, session: Session) -> None:
    held = circulated(world, approval_rule=ApprovalRule.NEXT_MEETING)
    later = add_meeting(held.meeting.group, starts_at=MOMENT + timedelta(days=30))
    asked = [one for prepare in consequences.PREPARING for one in prepare(later)]
    assert held.meeting.id in [one.minutes_of_id for one in asked]


def test_approval_gives_definitive_numbers_in_the_order_of_the_entries(world: World, actor: Acting) -> None:
    held = circulated(world)
    held.entry.position = 900
    first = add_resolution(
        add_entry(held.meeting, position=1, state=EntryState.DECIDED), ResolutionState.ADOPTED, text="نخست"
    )
    commands.approve(actor("chair"), held.again())
    assert (first.number, held.resolution.number) == ("CE/1405/1", "CE/1405/2")
    assert held.resolution.state == ResolutionState.IN_FORCE


def test_an_approval_that_fails_midway_leaves_no_gap_and_holds_nobody_up(
    world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails, passes = (circulated(world, approval_rule=ApprovalRule.TACIT) for _ in range(2))
    issue = approving.actions.issue_of_meeting

    def issue_or_fail(actor: Actor, meeting: Meeting, *, provisional: bool) -> int:
        if meeting.id == fails.meeting.id:
            raise WrongState("no")
        return issue(actor, meeting, provisional=provisional)

    monkeypatch.setattr(approving.actions, "issue_of_meeting", issue_or_fail)
    with clock.at(MOMENT + timedelta(days=60)):
        approve_where_nobody_objected()
    assert (fails.again().state, passes.again().state) == (MinutesState.IN_REVIEW, MinutesState.APPROVED)
    assert (fails.resolution.number, passes.resolution.number) == (None, "CE/1405/1")


def test_a_rejected_resolution_gets_no_number(world: World, actor: Acting) -> None:
    held = circulated(world)
    lost = add_resolution(held.entry, ResolutionState.REJECTED)
    commands.approve(actor("chair"), held.again())
    assert lost.number is None


def test_approval_issues_the_actions(world: World, actor: Acting) -> None:
    held = circulated(world)
    assert held.action.state == ActionState.DRAFT
    commands.approve(actor("chair"), held.again())
    assert (held.action.state, held.action.provisional) == (ActionState.ISSUED, False)


def test_actions_issued_at_circulation_are_provisional_until_approval(world: World, actor: Acting) -> None:
    held = circulated(world, issue_at=IssueAt.CIRCULATION)
    assert (held.action.state, held.action.provisional) == (ActionState.ISSUED, True)
    commands.approve(actor("chair"), held.again())
    assert held.action.provisional is False


def test_actions_issued_at_the_end_are_issued_by_the_end(held: Held, actor: Acting) -> None:
    held.meeting.group.issue_at = IssueAt.END
    for follow in consequences.ENDED:
        follow(actor("secretary"), held.meeting)
    assert held.action.state == ActionState.ISSUED


def test_an_incomplete_action_that_was_let_pass_stays_a_draft(world: World, actor: Acting) -> None:
    held = hold(world)
    loose = add_action(group=held.meeting.group, meeting_id=held.meeting.id, entry_id=held.entry.id)
    commands.waive(actor("secretary"), held.again())
    commands.circulate(actor("secretary"), held.again())
    commands.approve(actor("chair"), held.again())
    assert (loose.state, held.action.state) == (ActionState.DRAFT, ActionState.ISSUED)


@pytest.mark.parametrize(
    ("signed_by", "names"),
    [
        (SignedBy.CHAIR, ["chair"]),
        (SignedBy.CHAIR_AND_SECRETARY, ["chair", "secretary"]),
        (SignedBy.ALL_ATTENDEES, ["chair", "member", "pouya_liaison"]),
    ],
)
def test_approval_asks_for_the_signatures_of_the_group(
    world: World, actor: Acting, signed_by: SignedBy, names: list[str]
) -> None:
    held = circulated(world, signed_by=signed_by)
    commands.approve(actor("chair"), held.again())
    asked = [one.person_id for one in held.again().signatures]
    assert asked == [getattr(world, name).id for name in names]


def test_revision_keeps_comments_and_ends_assents(world: World, actor: Acting, session: Session) -> None:
    held = circulated(world)
    commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    commands.assent(actor("chair"), held.again())
    commands.revise(actor("secretary"), held.again())
    session.expire_all()
    assert (len(held.minutes.comments), held.minutes.assents, held.minutes.state) == (1, [], MinutesState.DRAFTING)


def test_an_empty_comment_is_refused(world: World, actor: Acting) -> None:
    held = circulated(world)
    with pytest.raises(Invalid):
        commands.comment(actor("member"), held.again(), text="")


def test_a_comment_on_minutes_being_written_is_refused(held: Held, actor: Acting) -> None:
    with pytest.raises(WrongState):
        commands.comment(actor("member"), held.again(), text="زود است")


def test_an_empty_answer_is_refused(world: World, actor: Acting) -> None:
    held = circulated(world)
    said = commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    with pytest.raises(Invalid):
        commands.answer(actor("secretary"), said, text="")


def test_an_answer_is_kept_with_who_and_when(world: World, actor: Acting, session: Session) -> None:
    held = circulated(world)
    said = commands.comment(actor("member"), held.again(), text="شمار درست نیست")
    commands.answer(actor("secretary"), said, text="درست شد")
    stored = session.get(MinutesComment, said.id)
    assert stored is not None
    assert (stored.answer, stored.answered_by_id, stored.answered_at) == ("درست شد", world.secretary.id, MOMENT)
