"""What each move of a data call, a sheet and a delivery asks for, refused once by name; and what follows from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination.activities.models import Activity, ActivityKind
from coordination.data_calls import commands
from coordination.data_calls.models import DataCallState, DeliveryState, SheetState
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Unmet, WrongState
from coordination.lang import zone
from tests.data_calls.conftest import Asking
from tests.issuing import add_call, add_delivery, add_distribution, of_group
from tests.world import acting, add_case


def draft(world: Any, *asked: Any, **columns: Any) -> Any:
    return add_call(of_group(world.group), world.secretary, DataCallState.DRAFT, asked=asked, **columns)


def missing(error: pytest.ExceptionInfo[Unmet]) -> set[str]:
    return set(error.value.needs)


def test_data_call_open_needs_columns(asking: Asking) -> None:
    call = draft(asking.world, asking.world.welfare)
    call.columns.clear()
    with pytest.raises(Unmet) as error:
        commands.open_(asking.secretary, call)
    assert missing(error) == {"columns"}


def test_data_call_open_needs_asked_agencies(asking: Asking) -> None:
    with pytest.raises(Unmet) as error:
        commands.open_(asking.secretary, draft(asking.world))
    assert missing(error) == {"asked_agencies"}


def test_data_call_open_needs_due_date(asking: Asking) -> None:
    with pytest.raises(Unmet) as error:
        commands.open_(asking.secretary, draft(asking.world, asking.world.welfare, due_on=None))
    assert missing(error) == {"due_date"}


def test_a_call_is_not_opened_for_a_day_that_has_passed(asking: Asking) -> None:
    call = draft(asking.world, asking.world.welfare, due_on=zone.today() - timedelta(days=1))
    with pytest.raises(Invalid):
        commands.open_(asking.secretary, call)


def test_data_call_close_needs_missing_listed(asking: Asking) -> None:
    with pytest.raises(Unmet) as error:
        commands.close(asking.secretary, asking.call, missing_listed=False)
    assert missing(error) == {"missing_listed"}


def test_a_call_that_all_answered_closes_without_a_list(asking: Asking) -> None:
    asking.handed_in(asking.world.welfare, "۱۲")
    asking.handed_in(asking.world.pouya, "۳", actor=asking.pouya)
    commands.close(asking.secretary, asking.call, missing_listed=False)
    assert (asking.call.state, asking.call.missing) == (DataCallState.CLOSED, [])


def test_a_closed_call_keeps_who_did_not_answer(asking: Asking) -> None:
    asking.handed_in(asking.world.welfare, "۱۲")
    commands.close(asking.secretary, asking.call, missing_listed=True)
    assert asking.call.missing == [asking.world.pouya.id]


def test_data_call_reopen_needs_reason(asking: Asking) -> None:
    commands.close(asking.secretary, asking.call, missing_listed=True)
    with pytest.raises(Unmet) as error:
        commands.reopen(asking.secretary, asking.call, reason="")
    assert missing(error) == {"reason"}


def test_a_reopened_call_takes_answers_until_its_new_day(asking: Asking) -> None:
    commands.close(asking.secretary, asking.call, missing_listed=True)
    later = zone.today() + timedelta(days=30)
    commands.reopen(asking.secretary, asking.call, reason="دو عضو مهلت خواستند", due_on=later)
    assert (asking.call.due_on, asking.call.missing) == (later, [])
    assert asking.handed_in(asking.world.pouya, "۴", actor=asking.pouya).state == SheetState.SUBMITTED


def test_answer_sheet_submit_needs_cells_filled_or_not_applicable(asking: Asking) -> None:
    sheet = asking.fill(asking.world.welfare, "")
    with pytest.raises(Unmet) as error:
        commands.submit(asking.welfare, sheet)
    assert missing(error) == {"cells_filled_or_not_applicable"}


def test_answer_sheet_return_needs_comment(asking: Asking) -> None:
    sheet = asking.handed_in(asking.world.welfare, "۱۲")
    with pytest.raises(Unmet) as error:
        commands.give_back(asking.secretary, sheet, comment="")
    assert missing(error) == {"comment"}


def test_a_sheet_given_back_says_why_and_can_be_changed(asking: Asking) -> None:
    sheet = asking.handed_in(asking.world.welfare, "۱۲")
    commands.give_back(asking.secretary, sheet, comment="پیش‌دبستانی‌ها را هم بشمارید")
    assert sheet.comment == "پیش‌دبستانی‌ها را هم بشمارید"
    assert asking.handed_in(asking.world.welfare, "۱۵").rows != []
    assert sheet.comment == ""


def test_a_sheet_handed_in_is_not_changed(asking: Asking) -> None:
    asking.handed_in(asking.world.welfare, "۱۲")
    with pytest.raises(WrongState):
        asking.fill(asking.world.welfare, "۱۳")


def test_a_sheet_of_a_closed_call_is_not_handed_in(asking: Asking) -> None:
    sheet = asking.fill(asking.world.welfare, "۱۲")
    commands.close(asking.secretary, asking.call, missing_listed=True)
    with pytest.raises(WrongState):
        commands.submit(asking.welfare, sheet)


def test_a_sheet_handed_in_before_the_end_is_accepted_after_it(asking: Asking) -> None:
    sheet = asking.handed_in(asking.world.welfare, "۱۲")
    commands.close(asking.secretary, asking.call, missing_listed=True)
    assert commands.accept_all(asking.secretary, asking.call) == 1
    assert sheet.state == SheetState.ACCEPTED


def test_columns_of_an_open_call_stay(asking: Asking) -> None:
    with pytest.raises(WrongState):
        commands.arrange(asking.secretary, asking.call, asking.call.columns[0], "remove")


def test_whom_an_open_call_asked_stays_asked(asking: Asking) -> None:
    with pytest.raises(WrongState):
        commands.leave_out(asking.secretary, asking.call, [asking.call.sheets[0]])


# --- deliveries ------------------------------------------------------------------------------------------------------


def given(asking: Asking, state: DeliveryState = DeliveryState.PLANNED, **columns: Any) -> Any:
    return add_delivery(distribution_of(asking, **columns), asking.world.welfare, state)


def distribution_of(asking: Asking, **columns: Any) -> Any:
    return add_distribution(of_group(asking.world.group), asking.world.secretary, **columns)


def test_delivery_dispatch_needs_quantity(asking: Asking) -> None:
    with pytest.raises(Unmet) as error:
        commands.dispatch(asking.secretary, given(asking), quantity=0)
    assert missing(error) == {"quantity"}


def test_delivery_confirm_needs_quantity_received(asking: Asking) -> None:
    with pytest.raises(Unmet) as error:
        commands.confirm(asking.welfare, given(asking, DeliveryState.DISPATCHED), received=None)
    assert missing(error) == {"quantity_received"}


def test_another_quantity_than_was_sent_needs_a_reason(asking: Asking) -> None:
    with pytest.raises(Invalid) as error:
        commands.confirm(asking.welfare, given(asking, DeliveryState.DISPATCHED), received=28)
    assert error.value.field == "note"


def test_a_difference_keeps_its_reason(asking: Asking) -> None:
    delivery = given(asking, DeliveryState.DISPATCHED)
    commands.confirm(asking.welfare, delivery, received=28, note="دو دوره خیس شده بود")
    assert (delivery.received, delivery.difference_note) == (28, "دو دوره خیس شده بود")


def test_a_dispatched_delivery_is_not_planned_anew(asking: Asking) -> None:
    with pytest.raises(WrongState):
        commands.replan(asking.secretary, given(asking, DeliveryState.DISPATCHED), 10)


def test_a_planned_delivery_of_nought_is_taken_out(asking: Asking) -> None:
    delivery = given(asking)
    distribution = delivery.distribution
    commands.replan(asking.secretary, delivery, 0)
    db.session.flush()
    assert distribution.deliveries == []


def test_a_distribution_becomes_an_activity_once_all_of_it_was_sent(asking: Asking) -> None:
    delivery = given(asking)
    with pytest.raises(WrongState):
        commands.record_activity(asking.secretary, delivery.distribution)
    commands.dispatch_all(asking.secretary, delivery.distribution)
    activity = commands.record_activity(asking.secretary, delivery.distribution)
    db.session.flush()
    stored = db.session.get_one(Activity, activity.id)
    assert (stored.kind, stored.from_on, [one.agency_id for one in stored.partners]) == (
        ActivityKind.DISTRIBUTION, zone.today(), [asking.world.welfare.id],
    )  # fmt: skip


def test_an_activity_is_recorded_once(asking: Asking) -> None:
    delivery = given(asking, DeliveryState.DISPATCHED)
    commands.record_activity(asking.secretary, delivery.distribution)
    with pytest.raises(WrongState):
        commands.record_activity(asking.secretary, delivery.distribution)


# --- households ------------------------------------------------------------------------------------------------------


def test_a_household_takes_its_part_of_what_is_planned(asking: Asking) -> None:
    delivery, case = given(asking, to_households=True), add_case(asking.world.welfare)
    household = commands.divide(asking.welfare, delivery, case, quantity=4)
    assert (delivery.planned, household.planned, household.case_id) == (26, 4, case.id)


def test_a_household_gets_no_more_than_is_left(asking: Asking) -> None:
    delivery, case = given(asking, to_households=True), add_case(asking.world.welfare)
    with pytest.raises(Invalid) as error:
        commands.divide(asking.welfare, delivery, case, quantity=31)
    assert error.value.field == "quantity"


def test_a_household_of_another_agency_is_refused_as_one_that_does_not_exist(asking: Asking) -> None:
    delivery, case = given(asking, to_households=True), add_case(asking.world.municipality)
    for other in (case, None):
        with pytest.raises(Invalid) as error:
            commands.divide(asking.welfare, delivery, other, quantity=1)
        assert error.value.message.text.startswith("The household was not added, because none of your agency's")


def test_a_household_taken_out_gives_its_part_back(asking: Asking) -> None:
    delivery, case = given(asking, to_households=True), add_case(asking.world.welfare)
    household = commands.divide(asking.welfare, delivery, case, quantity=30)
    commands.take_back(asking.welfare, delivery, household)
    db.session.flush()
    assert (delivery.planned, len(delivery.distribution.deliveries)) == (30, 1)


def test_all_households_are_sent_and_confirmed_at_once(asking: Asking) -> None:
    delivery = given(asking, to_households=True)
    for _number in range(2):
        commands.divide(asking.welfare, delivery, add_case(asking.world.welfare), quantity=15)
    assert commands.dispatch_all(asking.secretary, delivery.distribution) == 2
    households = [one for one in delivery.distribution.deliveries if one.case_id is not None]
    assert commands.confirm_all(acting(asking.world.welfare_liaison), households) == 2
    assert {(one.state, one.received) for one in households} == {(DeliveryState.RECEIVED, 15)}
