"""What the commands of actions do beyond their needs: numbers, defaults, limits of a transfer, dates, evidence."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.actions import commands, queries
from coordination.actions.models import Action, ActionState, DisputeCode
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang import zone
from coordination.outbox.models import OutboxEvent
from coordination.resolutions.models import ResolutionState
from tests.actions.conftest import MakeAction
from tests.gatherings import add_resolution
from tests.world import World, acting, get


def _record(world: World, source: Any, **more: Any) -> Action:
    values: dict[str, Any] = {
        "title": "فهرست کودکان را بفرستید",
        "group_id": world.group.id,
        "meeting_id": source.meeting.id,
        "entry_id": source.entry.id,
        "due_on": zone.today() + timedelta(days=14),
    }
    return commands.record(acting(world.secretary), **(values | more))


def test_an_agency_alone_is_answered_for_by_its_delegate_in_the_group(world: World, source: Any) -> None:
    action = _record(world, source, agency=get(Agency, world.welfare))
    assert action.owner_id == world.member.id


def test_an_agency_without_a_seat_is_answered_for_by_its_liaison(world: World, source: Any) -> None:
    action = _record(world, source, agency=get(Agency, world.police))
    assert action.owner_id == world.police_liaison.id


def test_a_person_alone_acts_for_the_agency_of_his_seat(world: World, source: Any) -> None:
    action = _record(world, source, owner=get(Person, world.member))
    assert action.agency_id == world.welfare.id


def test_the_secretary_verifies_unless_he_owns_it(world: World, source: Any) -> None:
    assert _record(world, source, agency=get(Agency, world.pouya)).verifier_id == world.secretary.id
    own = _record(world, source, owner=get(Person, world.secretary), agency=get(Agency, world.municipality))
    assert own.verifier_id == world.chair.id


@pytest.mark.both
def test_numbers_follow_each_other_in_the_jalali_year(world: World, source: Any) -> None:
    numbers = []
    for _ in range(3):
        action = _record(world, source, agency=get(Agency, world.pouya))
        commands.issue(acting(world.secretary), action)
        numbers.append(action.number)
    first = int(str(numbers[0]).rpartition("-")[2])
    assert numbers == [f"A-1405-{first + n}" for n in range(3)]


def test_an_issued_action_keeps_its_first_date(world: World, source: Any) -> None:
    action = _record(world, source, agency=get(Agency, world.pouya))
    commands.issue(acting(world.secretary), action)
    assert action.original_due_on == action.due_on


def test_a_meeting_issues_what_is_complete_and_leaves_the_rest(world: World, source: Any) -> None:
    _record(world, source, agency=get(Agency, world.pouya))
    left = _record(world, source, agency=get(Agency, world.welfare), due_on=None, due_text="به‌زودی")
    assert commands.issue_of_meeting(acting(world.secretary), source.meeting, provisional=True) == 1
    assert left.state == ActionState.DRAFT


@pytest.mark.parametrize("state", [ResolutionState.REJECTED, ResolutionState.PROPOSED, ResolutionState.PUT])
def test_what_was_not_resolved_is_not_issued(world: World, source: Any, state: ResolutionState) -> None:
    resolution = add_resolution(source.entry, state)
    _record(world, source, agency=get(Agency, world.pouya), resolution_id=resolution.id)
    assert commands.issue_of_meeting(acting(world.secretary), source.meeting, provisional=False) == 0


def test_a_chair_who_approves_issues_through_the_system(world: World, source: Any) -> None:
    _record(world, source, agency=get(Agency, world.pouya))
    assert commands.issue_of_meeting(acting(world.chair), source.meeting, provisional=False) == 1


def test_approval_takes_the_mark_of_provisional_away(world: World, source: Any) -> None:
    action = _record(world, source, agency=get(Agency, world.pouya))
    commands.issue_of_meeting(acting(world.secretary), source.meeting, provisional=True)
    assert action.provisional
    commands.issue_of_meeting(acting(world.secretary), source.meeting, provisional=False)
    assert not action.provisional
    db.session.commit()
    assert "provisional no more" in str(queries.history(action)[0].sentence)


def test_a_liaison_transfers_inside_his_agency(world: World, make: MakeAction) -> None:
    action = make()
    number, issued = action.number, action.issued_at
    commands.transfer(acting(world.pouya_liaison), action, to=get(Person, world.pouya_worker), reason="مرخصی")
    assert (action.owner_id, action.number, action.issued_at) == (world.pouya_worker.id, number, issued)


def test_a_liaison_does_not_transfer_to_another_agency(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.transfer(acting(world.pouya_liaison), make(), to=get(Person, world.welfare_liaison), reason="مرخصی")
    assert set(error.value.needs) == {"new_owner"}


def test_a_liaison_who_names_another_agency_is_refused(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet):
        commands.transfer(
            acting(world.pouya_liaison),
            make(),
            to=get(Person, world.welfare_liaison),
            agency=get(Agency, world.welfare),
            reason="مرخصی",
        )


@pytest.mark.both
def test_a_secretary_transfers_to_another_agency(world: World, make: MakeAction) -> None:
    action = make(ActionState.DISPUTED)
    commands.transfer(
        acting(world.secretary),
        action,
        to=get(Person, world.welfare_liaison),
        agency=get(Agency, world.welfare),
        reason="کار آن‌هاست",
    )
    assert (action.agency_id, action.state, action.dispute_code) == (world.welfare.id, ActionState.ISSUED, None)


def test_who_gets_it_from_its_verifier_does_not_verify_himself(world: World, make: MakeAction) -> None:
    action = make(verifier=world.pouya_worker)
    commands.transfer(acting(world.pouya_liaison), action, to=get(Person, world.pouya_worker), reason="مرخصی")
    assert action.verifier_id == world.secretary.id


def test_a_report_with_a_file_alone_is_enough(world: World, make: MakeAction) -> None:
    action = make(ActionState.ACCEPTED)
    commands.report_done(acting(world.pouya_liaison), action, uploads=[(io.BytesIO(b"done"), "receipt.txt")])
    assert action.state == ActionState.REPORTED_DONE
    assert len(queries.list_papers(action.id)[1]) == 1


def test_a_file_of_the_first_report_does_not_answer_for_the_second(world: World, make: MakeAction) -> None:
    action = make(ActionState.ACCEPTED)
    commands.report_done(acting(world.pouya_liaison), action, uploads=[(io.BytesIO(b"done"), "receipt.txt")])
    commands.send_back(acting(world.secretary), action, comment="مهر ندارد")
    with pytest.raises(Unmet):
        commands.report_done(acting(world.pouya_liaison), action)


def test_the_owner_does_not_verify(world: World, make: MakeAction) -> None:
    with pytest.raises(Refused):
        commands.verify(acting(world.pouya_liaison), make(ActionState.REPORTED_DONE))


def test_a_granted_request_moves_the_date_and_keeps_the_first(world: World, make: MakeAction) -> None:
    action = make()
    first = action.due_on
    assert first is not None
    asked = commands.ask_extension(
        acting(world.pouya_liaison), action, asked_on=first + timedelta(days=10), reason="داده نرسیده"
    )
    commands.grant(acting(world.secretary), asked, on=first + timedelta(days=4), ruling="چهار روز بس است")
    assert (action.due_on, action.original_due_on) == (first + timedelta(days=4), first)


def test_more_time_is_asked_once_at_a_time(world: World, make: MakeAction) -> None:
    action = make()
    assert action.due_on is not None
    later = action.due_on + timedelta(days=10)
    commands.ask_extension(acting(world.pouya_liaison), action, asked_on=later, reason="داده نرسیده")
    with pytest.raises(WrongState):
        commands.ask_extension(acting(world.pouya_liaison), action, asked_on=later, reason="باز هم")


def test_a_dispute_is_dismissed_and_may_be_raised_with_another_reason(world: World, make: MakeAction) -> None:
    action = make()
    commands.dispute(acting(world.pouya_liaison), action, code=DisputeCode.NO_MEANS)
    commands.dismiss_dispute(acting(world.secretary), action, ruling="بودجه هست")
    with pytest.raises(Unmet):
        commands.dispute(acting(world.pouya_liaison), action, code=None)


def test_who_helps_works_at_the_owners_agency(world: World, make: MakeAction) -> None:
    action = make()
    commands.set_contributors(acting(world.pouya_liaison), action, person_ids=[world.pouya_worker.id])
    assert [one.person_id for one in action.contributors] == [world.pouya_worker.id]
    with pytest.raises(Invalid):
        commands.set_contributors(acting(world.pouya_liaison), action, person_ids=[world.welfare_worker.id])


def test_a_helper_notes_but_does_not_report_done(world: World, make: MakeAction) -> None:
    action = make(ActionState.IN_PROGRESS)
    commands.set_contributors(acting(world.pouya_liaison), action, person_ids=[world.pouya_worker.id])
    commands.note(acting(world.pouya_worker), action, text="نیمی از آن آماده است")
    with pytest.raises(Refused):
        commands.report_done(acting(world.pouya_worker), action, result="تمام شد")


def test_an_empty_note_is_refused(world: World, make: MakeAction) -> None:
    with pytest.raises(Invalid):
        commands.note(acting(world.pouya_liaison), make(), text="  ")


def test_every_move_is_told_to_the_outbox(world: World, make: MakeAction) -> None:
    action = make()
    commands.accept(acting(world.pouya_liaison), action)
    db.session.flush()
    told = db.session.scalars(select(OutboxEvent.name).where(OutboxEvent.name.like("action.%"))).all()
    assert "action.accept" in told
