"""The checks before circulating: what each finds, where, and what may be let pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.actions.models import ActionState
from coordination.kernel.clock import now
from coordination.kernel.errors import Unmet, WrongState
from coordination.lang.zone import local_date
from coordination.meetings.models import EntryState, Interval, MeetingState, Presence
from coordination.minutes import checks, commands
from coordination.minutes.models import Block, MinutesState
from coordination.resolutions.models import ResolutionState
from tests.gatherings import add_block, add_entry, add_item, add_resolution
from tests.minutes.held import Held
from tests.world import World, add_case, add_referral

Acting = Callable[[str], Actor]


def codes(held: Held) -> list[str]:
    return [one.code for one in checks.find(held.again())]


def rewrite(session: Session, held: Held, text: str) -> None:
    session.query(Block).filter_by(entry_id=held.entry.id).one().text = text
    session.flush()


def test_clean_minutes_have_no_finding(held: Held) -> None:
    assert codes(held) == []


def test_an_entry_without_outcome_is_found(held: Held) -> None:
    held.entry.state = EntryState.SCHEDULED
    (found,) = checks.find(held.again())
    assert (found.code, found.entry) == ("entry_without_outcome", held.entry)


def test_an_action_without_owner_is_found(held: Held) -> None:
    held.action.owner_id = None
    assert codes(held) == ["action_without_owner"]


def test_an_unknown_name_is_found_with_what_was_typed(held: Held) -> None:
    held.action.owner_id, held.action.agency_id, held.action.owner_text = None, None, "انجمن ناشناس"
    (found,) = checks.find(held.again())
    assert (found.code, found.text.params) == ("unknown_name", {"typed": "انجمن ناشناس"})


def test_an_action_without_date_is_found(held: Held) -> None:
    held.action.due_on = None
    assert codes(held) == ["action_without_date"]


def test_a_date_that_does_not_exist_is_found(held: Held) -> None:
    held.action.due_on, held.action.due_text = None, "۳۱ مهر"
    assert codes(held) == ["bad_date"]


def test_a_date_before_the_meeting_is_found(held: Held) -> None:
    held.action.due_on = local_date(held.again().meeting.starts_at) - timedelta(days=1)
    assert codes(held) == ["past_date"]


def test_an_action_without_words_is_found(held: Held) -> None:
    held.action.title = ""
    assert codes(held) == ["action_without_deliverable"]


def test_an_empty_action_line_is_found(held: Held, session: Session) -> None:
    rewrite(session, held, "اقدام:")
    assert codes(held) == ["action_without_deliverable"]


def test_the_secretary_verifies_where_nobody_is_named(held: Held) -> None:
    held.action.verifier_id = None
    assert codes(held) == []


def test_an_action_that_nobody_can_verify_is_found(held: Held, world: World) -> None:
    for seat in held.meeting.group.seats:
        if seat.holder_id in (world.secretary.id, world.chair.id):
            seat.holder_id, seat.agency_id = None, world.welfare.id
    held.action.verifier_id = None
    assert codes(held) == ["action_without_verifier"]


def test_somebody_unmarked_on_the_sheet_is_found(held: Held, world: World) -> None:
    next(one.row for one in held.again().sheet if one.row.person_id == world.observer.id).presence = Presence.EXPECTED
    assert codes(held) == ["attendance_missing"]


def test_a_meeting_without_sheet_is_found(held: Held, session: Session) -> None:
    session.execute(delete(Interval))
    for one in held.again().sheet:
        session.delete(one.row)
    assert codes(held) == ["attendance_missing"]


def test_an_empty_resolution_is_found(held: Held) -> None:
    held.resolution.text = " "
    assert codes(held) == ["empty_resolution"]


def test_an_empty_resolution_line_is_found(held: Held, session: Session) -> None:
    rewrite(session, held, "مصوبه:")
    assert codes(held) == ["empty_resolution"]


def test_a_referral_code_of_nothing_is_found(held: Held, session: Session) -> None:
    rewrite(session, held, "ارجاع: R-1405-777777")
    assert codes(held) == ["unknown_referral"]


def test_a_running_meeting_is_found_and_cannot_be_let_pass(held: Held, actor: Acting) -> None:
    held.meeting.state = MeetingState.IN_SESSION
    commands.waive(actor("secretary"), held.again())
    assert [one.code for one in checks.find_open(held.again())] == ["meeting_not_ended"]


def test_the_code_of_a_file_is_found_in_any_digits(held: Held, session: Session) -> None:
    rewrite(session, held, "درباره C-۴۸۲۱۳ سخن گفته شد")
    (found,) = checks.find(held.again())
    assert found.code == "client_code"
    assert "۴۸۲۱۳" not in found.quote


def add_spoken_of(held: Held, world: World) -> str:
    referral = add_referral(
        add_case(world.municipality, given_name="آوینا", family_name="زرین‌پر"),
        world.welfare,
        drafted_by=world.municipality_liaison,
    )
    add_block(
        add_entry(held.meeting, add_item(held.meeting.group, referral_id=referral.id), state=EntryState.NOTED),
        "گفته شد",
    )
    return referral.code


def test_a_clients_name_is_found_and_not_shown(held: Held, world: World, session: Session) -> None:
    add_spoken_of(held, world)
    rewrite(session, held, "مادر آوینا به جلسه نیامده بود")
    (found,) = checks.find(held.again())
    assert (found.code, found.waivable) == ("client_name", False)
    assert "آوینا" not in found.quote
    assert "مادر" in found.quote


def test_no_finding_shows_a_clients_name(held: Held, world: World, session: Session) -> None:
    add_spoken_of(held, world)
    name = "آوینا"
    rewrite(session, held, f"ارجاع: پرونده {name}\nمصوبه: {name}\nاقدام: تا {name}")
    held.action.title, held.action.due_on, held.action.due_text = f"به {name} سر بزنید", None, f"روز {name}"
    held.action.owner_id, held.action.agency_id, held.action.owner_text = None, None, f"مادر {name}"
    shown = [word for one in checks.find(held.again()) for word in (one.quote, *map(str, one.text.params.values()))]
    assert [word for word in shown if name in word] == []
    assert any("سر بزنید" in word for word in shown)


def test_a_name_of_a_referral_named_by_its_code_alone_is_found(held: Held, world: World, session: Session) -> None:
    referral = add_referral(
        add_case(world.municipality, given_name="آوینا", family_name="زرین‌پر"),
        world.welfare,
        drafted_by=world.municipality_liaison,
    )
    rewrite(session, held, f"ارجاع: {referral.code}\nآوینا بی‌مدرک است")
    assert codes(held) == ["client_name"]


def test_a_clients_name_cannot_be_let_pass(held: Held, world: World, session: Session, actor: Acting) -> None:
    add_spoken_of(held, world)
    rewrite(session, held, "مادر آوینا به جلسه نیامده بود")
    assert commands.waive(actor("secretary"), held.again()) == 0
    with pytest.raises(Unmet) as refused:
        commands.circulate(actor("secretary"), held.again())
    assert list(refused.value.needs) == ["checks_clean_or_waived"]


def test_a_finding_let_pass_stands_in_nobodys_way(held: Held, actor: Acting) -> None:
    held.action.due_on = None
    assert commands.waive(actor("secretary"), held.again()) == 1
    commands.circulate(actor("secretary"), held.again())
    assert held.minutes.state == MinutesState.IN_REVIEW


def test_one_finding_is_let_pass_and_the_other_stays(held: Held, actor: Acting) -> None:
    held.action.due_on, held.resolution.text = None, ""
    first = checks.find(held.again())[0]
    commands.waive(actor("secretary"), held.again(), [first.key])
    assert [one.key for one in checks.find_open(held.again())] == [checks.find(held.again())[1].key]


def test_checks_are_not_let_pass_after_circulating(held: Held, actor: Acting) -> None:
    commands.circulate(actor("secretary"), held.again())
    with pytest.raises(WrongState):
        commands.waive(actor("secretary"), held.again())


def test_forty_actions_cost_no_more_statements(held: Held, world: World, statements: Callable[..., object]) -> None:
    def count() -> int:
        with statements() as seen:  # type: ignore[attr-defined]
            checks.find(held.again())
        return len(seen)

    before = count()
    for number in range(40):
        add_resolution(add_entry(held.meeting, state=EntryState.NOTED), text=f"متن {number}")
    assert count() <= before


def test_an_adopted_resolution_whose_line_is_gone_is_found_and_cannot_be_let_pass(held: Held) -> None:
    held.resolution.in_text = False
    (found,) = checks.find(held.again())
    assert (found.code, found.entry, found.waivable) == ("resolution_without_line", held.entry, False)


@pytest.mark.parametrize("state", [ActionState.ISSUED, ActionState.BLOCKED])
def test_an_issued_action_whose_line_is_gone_is_found(held: Held, world: World, state: ActionState) -> None:
    held.action.in_text, held.action.state, held.action.number = False, state, "A-1405-900"
    held.action.recorded_by_id = world.secretary.id
    held.action.issued_at, held.action.original_due_on, held.action.waiting_on = now(), held.action.due_on, "شهرداری"
    assert codes(held) == ["action_without_line"]


def test_an_issued_action_of_a_rejected_resolution_is_found(held: Held) -> None:
    held.action.state, held.action.number, held.action.issued_at = ActionState.ISSUED, "A-1405-900", now()
    held.resolution.state, held.action.original_due_on = ResolutionState.REJECTED, held.action.due_on
    held.action.resolution_id = held.resolution.id
    assert codes(held) == ["action_without_line"]


def test_an_action_that_the_system_issued_needs_no_line(held: Held) -> None:
    held.action.state, held.action.number, held.action.issued_at = ActionState.ISSUED, "A-1405-900", now()
    held.action.in_text, held.action.original_due_on, held.action.recorded_by_id = False, held.action.due_on, None
    assert codes(held) == []


def test_a_cancelled_action_without_its_line_is_none(held: Held) -> None:
    held.action.in_text, held.action.state = False, ActionState.CANCELLED
    assert codes(held) == []
