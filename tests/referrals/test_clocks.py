"""The clocks of a referral: when each ends, what a pause leaves, and what changes when the calendar does.

Time stands still at Saturday 1405/08/30, 10:00 in Tehran, unless a test moves it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coordination.directory.models import ClockLimit, Holiday
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.outbox.events import Event
from coordination.referrals import clocks, commands, events
from coordination.referrals.models import HoldCode, Priority, Referral, Route, State
from coordination.referrals.states import LIVE
from tests.conftest import MOMENT
from tests.referrals.stage import Stage

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLOSING = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)  # 16:00 of this Saturday in Tehran
THURSDAY = CLOSING + 5 * DAY - 3 * HOUR  # the fifth working day closes at 13:00
MIDNIGHT = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("priority", "due"),
    [
        (Priority.EMERGENCY, MOMENT + 2 * HOUR),
        (Priority.URGENT, MOMENT + DAY),
        (Priority.NORMAL, CLOSING + 2 * DAY),
    ],
)
def test_what_is_sent_is_to_be_received(stage: Stage, priority: Priority, due: datetime) -> None:
    referral = stage.sent(priority=priority)
    assert (referral.clock, referral.due_at) == ("acknowledge", due)


@pytest.mark.parametrize(
    ("priority", "limit"), [(Priority.EMERGENCY, DAY), (Priority.URGENT, 3 * DAY), (Priority.NORMAL, 14 * DAY)]
)
def test_deciding_runs_from_the_sending(stage: Stage, priority: Priority, limit: timedelta) -> None:
    referral = stage.sent(priority=priority)
    with clock.at(MOMENT + HOUR):
        commands.receive(stage.recipient, referral)
    assert (referral.clock, referral.clock_started_at, referral.due_at) == ("decide", MOMENT, MOMENT + limit)


@pytest.mark.parametrize(
    ("priority", "due"),
    [
        (Priority.EMERGENCY, MIDNIGHT),
        (Priority.URGENT, CLOSING + 3 * DAY),
        (Priority.NORMAL, CLOSING + 11 * DAY),
    ],
)
def test_what_is_accepted_is_to_be_begun(stage: Stage, priority: Priority, due: datetime) -> None:
    referral = stage.accepted(priority=priority)
    assert (referral.clock, referral.due_at) == ("intake", due)


def test_the_intake_is_offered_on_the_last_day_of_its_clock(stage: Stage) -> None:
    assert stage.accepted().intake_on == stage.in_days(11)


def test_the_intake_of_an_emergency_is_offered_today(stage: Stage) -> None:
    assert stage.accepted(priority=Priority.EMERGENCY).intake_on == stage.today


@pytest.mark.parametrize(("priority", "days"), [(Priority.EMERGENCY, 7), (Priority.URGENT, 14), (Priority.NORMAL, 30)])
def test_a_service_is_to_be_written_of(stage: Stage, priority: Priority, days: int) -> None:
    referral = stage.in_service(priority=priority)
    assert (referral.clock, referral.due_at) == ("update", MOMENT + days * DAY)


def test_a_service_recorded_restarts_the_clock_of_updates(stage: Stage) -> None:
    referral = stage.in_service()
    with clock.at(MOMENT + 5 * DAY):
        commands.record_service(stage.recipient, [referral], kind="health", on=stage.today)
    assert referral.due_at == MOMENT + 35 * DAY


def test_a_note_of_the_recipient_restarts_the_clock_of_updates(stage: Stage) -> None:
    referral = stage.in_service()
    with clock.at(MOMENT + 5 * DAY):
        commands.comment(stage.recipient, referral, text="بازدید انجام شد")
    assert stage.stored(referral).due_at == MOMENT + 35 * DAY


def test_a_note_of_the_sender_leaves_the_clock_of_updates(stage: Stage) -> None:
    referral = stage.in_service()
    with clock.at(MOMENT + 5 * DAY):
        commands.comment(stage.sender, referral, text="چه خبر؟")
    assert stage.stored(referral).due_at == MOMENT + 30 * DAY


def test_a_note_makes_no_open_form_stale(stage: Stage) -> None:
    referral = stage.in_service()
    before = referral.version
    commands.comment(stage.recipient, referral, text="بازدید انجام شد")
    assert stage.stored(referral).version == before


@pytest.mark.parametrize(("priority", "days"), [(Priority.EMERGENCY, 3), (Priority.URGENT, 7), (Priority.NORMAL, 14)])
def test_what_is_delivered_is_to_be_confirmed(stage: Stage, priority: Priority, days: int) -> None:
    referral = stage.delivered(priority=priority)
    assert (referral.clock, referral.due_at) == ("confirm", MOMENT + days * DAY)


@pytest.mark.parametrize(
    ("priority", "due"),
    [(Priority.EMERGENCY, CLOSING + DAY), (Priority.URGENT, CLOSING + 2 * DAY), (Priority.NORMAL, THURSDAY)],
)
def test_a_request_to_cancel_is_to_be_answered(stage: Stage, priority: Priority, due: datetime) -> None:
    referral = stage.in_service(priority=priority)
    commands.request_cancel(stage.sender, referral, reason="خانواده رفت")
    assert (referral.clock, referral.due_at) == ("cancel_answer", due)


def test_a_hold_runs_to_the_end_of_its_date(stage: Stage) -> None:
    referral = stage.in_service()
    commands.hold(stage.recipient, referral, code=HoldCode.ILLNESS, resume_on=stage.in_days(7))
    assert (referral.clock, referral.due_at) == ("resume", MIDNIGHT + 7 * DAY)


def test_a_waiting_list_runs_to_the_end_of_its_review_date(stage: Stage) -> None:
    referral = stage.received()
    commands.waitlist(stage.recipient, referral, review_on=stage.in_days(10), safety_note="در امان است")
    assert (referral.clock, referral.due_at) == ("waitlist", MIDNIGHT + 10 * DAY)


# --- pauses -------------------------------------------------------------------------------------------------------


def test_a_question_starts_the_senders_clock(stage: Stage) -> None:
    referral = stage.received()
    commands.ask(stage.recipient, referral, question="چند ساله است؟")
    assert (referral.clock, referral.due_at) == ("answer", THURSDAY)


def test_a_question_keeps_what_is_left_to_the_recipient(stage: Stage) -> None:
    referral = stage.received()
    with clock.at(MOMENT + 4 * DAY):
        commands.ask(stage.recipient, referral, question="چند ساله است؟")
    assert referral.left_seconds == (10 * DAY).total_seconds()


def test_an_answer_gives_back_what_was_left(stage: Stage) -> None:
    referral = stage.received()
    with clock.at(MOMENT + 4 * DAY):
        commands.ask(stage.recipient, referral, question="چند ساله است؟")
    with clock.at(MOMENT + 7 * DAY):
        commands.answer(stage.sender, referral, text="ده ساله")
    assert (referral.clock, referral.due_at) == ("decide", MOMENT + 17 * DAY)


def test_an_answer_leaves_the_share_that_was_gone(stage: Stage) -> None:
    referral = stage.received()
    with clock.at(MOMENT + 7 * DAY):
        commands.ask(stage.recipient, referral, question="چند ساله است؟")
    with clock.at(MOMENT + 9 * DAY):
        commands.answer(stage.sender, referral, text="ده ساله")
        assert clocks.share(referral, clock.now()) == 50


def test_an_answer_leaves_one_working_day_at_least(stage: Stage) -> None:
    referral = stage.received()
    with clock.at(MOMENT + 14 * DAY - HOUR):
        commands.ask(stage.recipient, referral, question="چند ساله است؟")
    with clock.at(MOMENT + 15 * DAY):
        commands.answer(stage.sender, referral, text="ده ساله")
    assert referral.due_at == CLOSING + 16 * DAY


def test_a_question_from_the_waiting_list_keeps_what_was_left_there(stage: Stage) -> None:
    referral = stage.received()
    commands.waitlist(stage.recipient, referral, review_on=stage.in_days(10), safety_note="در امان است")
    commands.ask(stage.recipient, referral, question="چند ساله است؟")
    with clock.at(MOMENT + 2 * DAY):
        commands.answer(stage.sender, referral, text="ده ساله")
    assert referral.due_at == MIDNIGHT + 12 * DAY


def test_an_objection_starts_the_reviewers_clock(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    assert (referral.clock, referral.due_at) == ("review", CLOSING + 8 * DAY)


def test_an_overruled_objection_gives_back_what_was_left(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    with clock.at(MOMENT + 3 * DAY):
        commands.overrule(stage.reviewer, referral, decision="در محدوده شماست")
    assert (referral.clock, referral.due_at) == ("decide", MOMENT + 17 * DAY)


def test_an_acceptance_taken_back_goes_on_deciding(stage: Stage) -> None:
    referral = stage.accepted()
    commands.unaccept(stage.recipient, referral, reason="اشتباه بود")
    assert (referral.clock, referral.due_at) == ("decide", MOMENT + 14 * DAY)


def test_a_successor_has_the_time_left(stage: Stage) -> None:
    referral = stage.received()
    with clock.at(MOMENT + 4 * DAY):
        successor = commands.forward(stage.recipient, referral, recipient=stage.agency("pouya"), reason="نزدیک‌تر است")
    assert successor.decide_due_at == MOMENT + 14 * DAY


def test_a_successor_has_one_working_day_at_least(stage: Stage) -> None:
    referral = stage.received()
    with clock.at(MOMENT + 16 * DAY):
        successor = commands.forward(stage.recipient, referral, recipient=stage.agency("pouya"), reason="نزدیک‌تر است")
    assert successor.due_at == CLOSING + 17 * DAY


# --- twice, three times, other limits -----------------------------------------------------------------------------


def test_three_times_a_limit_of_working_days_is_counted_in_working_days(stage: Stage) -> None:
    referral = stage.sent()
    assert clocks.moment_at(referral, 3) == CLOSING + 7 * DAY  # six working days, the Friday between them left out


def test_twice_a_limit_of_days_is_wall_clock(stage: Stage) -> None:
    assert clocks.moment_at(stage.received(), 2) == MOMENT + 28 * DAY


def test_a_limit_set_for_an_agency_holds_there(stage: Stage) -> None:
    limit = ClockLimit(clock="decide", priority="normal", agency_id=stage.world.welfare.id, amount=3, unit="d")
    stage.session.add(limit)
    stage.session.commit()
    assert stage.received().due_at == MOMENT + 3 * DAY


def test_a_limit_set_for_a_route_holds_there(stage: Stage) -> None:
    stage.session.add(ClockLimit(clock="decide", priority="normal", route=Route.SELF.value, amount=4, unit="d"))
    stage.session.commit()
    assert stage.received().due_at == MOMENT + 4 * DAY


def test_a_draft_has_no_clock(stage: Stage) -> None:
    assert stage.drafted().due_at is None


def test_an_ended_referral_has_no_clock(stage: Stage) -> None:
    referral = stage.delivered()
    commands.confirm(stage.sender, referral)
    assert (referral.clock, referral.due_at, referral.expires_at) == (None, None, None)


# --- the calendar changes -----------------------------------------------------------------------------------------


def day_off(stage: Stage, days: int) -> None:
    """A sudden closing, and what the outbox then calls."""
    stage.session.add(Holiday(on=stage.in_days(days), name_fa="تعطیلی ناگهانی"))
    stage.session.commit()
    events.recount_all(Event(1, "holiday.changed", MOMENT, {}))


def test_a_new_holiday_moves_an_open_clock_of_working_days(stage: Stage) -> None:
    referral = stage.sent()
    day_off(stage, 1)
    assert stage.stored(db.session.get_one(Referral, referral.id)).due_at == CLOSING + 3 * DAY


def test_a_new_holiday_moves_its_place_in_the_lists_too(stage: Stage) -> None:
    referral = stage.sent()
    day_off(stage, 1)
    assert stage.stored(db.session.get_one(Referral, referral.id)).sort_at == CLOSING + 3 * DAY


def test_a_new_holiday_leaves_a_clock_of_days(stage: Stage) -> None:
    referral = stage.received()
    day_off(stage, 1)
    assert stage.stored(db.session.get_one(Referral, referral.id)).due_at == MOMENT + 14 * DAY


def test_other_hours_move_the_clocks_against_that_agency(stage: Stage) -> None:
    referral = stage.sent()
    stage.agency("welfare").working_hours = {str(day): ["08:00", "12:00"] for day in (6, 7, 1, 2, 3)}
    stage.session.commit()
    event = Event(1, "agency.hours_changed", MOMENT, {"thing_id": stage.world.welfare.id})
    events.recount_of_agency(event)
    assert stage.stored(db.session.get_one(Referral, referral.id)).due_at == CLOSING + 2 * DAY - 4 * HOUR


# --- ranks --------------------------------------------------------------------------------------------------------


def ranks(referral: Referral) -> tuple[int, int]:
    return referral.recipient_rank, referral.sender_rank


def test_a_draft_is_its_senders_turn_and_unseen_by_the_recipient(stage: Stage) -> None:
    assert ranks(stage.drafted()) == (clocks.UNSEEN, clocks.YOURS)


def test_what_is_sent_is_the_recipients_turn(stage: Stage) -> None:
    assert ranks(stage.sent()) == (clocks.YOURS, clocks.ELSEWHERE)


def test_what_is_delivered_is_the_senders_turn(stage: Stage) -> None:
    assert ranks(stage.delivered()) == (clocks.ELSEWHERE, clocks.YOURS)


def test_an_objection_is_the_turn_of_neither_side(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    assert ranks(referral) == (clocks.ELSEWHERE, clocks.ELSEWHERE)


def test_a_draft_made_void_stays_unseen(stage: Stage) -> None:
    referral = stage.drafted()
    commands.void(stage.sender, referral, comment="دو بار نوشته شد")
    assert ranks(referral) == (clocks.UNSEEN, clocks.OVER)


def test_every_state_that_runs_has_a_clock() -> None:
    assert set(clocks.RUNS) == LIVE - {State.DRAFT}
