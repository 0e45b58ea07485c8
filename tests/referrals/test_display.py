"""Whose turn it is and how much time is left, as each reader is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.kernel import clock
from coordination.lang.locale import using
from coordination.referrals import commands, queries
from coordination.referrals.display import NO_CLOCK, clock_label, clock_of, turn_of, when_over
from coordination.referrals.models import Priority, Referral, State
from tests.conftest import MOMENT
from tests.referrals.stage import Stage

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def phrase(stage: Stage, referral: Referral, after: timedelta = timedelta(0), who: str = "welfare_liaison") -> str:
    """The bold phrase of the time left."""
    view = clock_of(stage.actor(who), referral, MOMENT + after)
    assert view.phrase is not None
    return view.phrase.text % view.phrase.params


# --- turn ---------------------------------------------------------------------------------------------------------


def test_what_arrived_is_the_turn_of_the_recipients_liaison(stage: Stage) -> None:
    assert turn_of(stage.recipient, stage.sent()).kind == "you"


def test_to_the_sender_it_is_with_the_recipient(stage: Stage) -> None:
    with using("fa"):
        turn = turn_of(stage.sender, stage.sent())
    assert (turn.kind, turn.name) == ("other", stage.world.welfare.name_fa)


def test_in_english_the_agency_has_its_english_name(stage: Stage) -> None:
    with using("en"):
        assert turn_of(stage.sender, stage.sent()).name == stage.world.welfare.name_en


def test_what_a_colleague_handles_is_his(stage: Stage) -> None:
    referral = stage.sent()
    commands.accept(stage.recipient, referral, handler_id=stage.world.welfare_worker.id)
    turn = turn_of(stage.recipient, stage.stored(referral))
    assert (turn.kind, turn.name) == ("colleague", stage.world.welfare_worker.name)


def test_the_handler_is_told_that_it_is_his(stage: Stage) -> None:
    referral = stage.sent()
    commands.accept(stage.recipient, referral, handler_id=stage.world.welfare_worker.id)
    assert turn_of(stage.actor("welfare_worker"), stage.stored(referral)).kind == "you"


def test_what_is_delivered_is_the_turn_of_the_senders_liaison(stage: Stage) -> None:
    assert turn_of(stage.sender, stage.delivered()).kind == "you"


def test_an_objection_is_the_reviewers_turn(stage: Stage) -> None:
    referral = stage.at(State.OBJECTED)
    assert (turn_of(stage.reviewer, referral).kind, turn_of(stage.recipient, referral).kind) == ("you", "other")


def test_what_has_ended_is_nobodys_turn(stage: Stage) -> None:
    assert turn_of(stage.sender, stage.at(State.CLOSED)).kind == "nobody"


def test_a_row_tells_the_same_turn_as_the_page(stage: Stage) -> None:
    referral = stage.sent()
    commands.accept(stage.recipient, referral, handler_id=stage.world.welfare_worker.id)
    referral = stage.stored(referral)
    (row,) = queries.list_received(stage.recipient).rows
    assert turn_of(stage.recipient, row) == turn_of(stage.recipient, referral)


# --- time ---------------------------------------------------------------------------------------------------------


def test_time_left_is_told_in_one_unit(stage: Stage) -> None:
    referral = stage.received()
    assert phrase(stage, referral, after=DAY) == "13 days, 0:00:00 left"  # a span, which the page says in words


def test_working_days_are_told_as_such(stage: Stage) -> None:
    assert phrase(stage, stage.sent()) == "2 working days left"


def test_the_last_working_day_is_told(stage: Stage) -> None:
    assert phrase(stage, stage.sent(), after=DAY) == "1 working day left"


def test_within_the_last_working_day_hours_are_told(stage: Stage) -> None:
    assert phrase(stage, stage.sent(), after=2 * DAY).startswith("6:00:00")


def test_late_is_told(stage: Stage) -> None:
    assert phrase(stage, stage.received(), after=15 * DAY).endswith("late")


@pytest.mark.parametrize(
    ("due", "after", "said"),
    [
        (timedelta(hours=3), timedelta(), "until %(day)s %(hour)s"),
        (timedelta(hours=14), timedelta(), "until the end of %(day)s"),
        (timedelta(hours=3), timedelta(hours=4), "was due %(day)s %(hour)s"),
        (timedelta(hours=3), timedelta(days=2), "was due %(day)s"),
    ],
)
def test_the_moment_is_said_as_it_matters(stage: Stage, due: timedelta, after: timedelta, said: str) -> None:
    referral = stage.received()
    referral.due_at = MOMENT + due
    phrase = clock_of(stage.recipient, referral, MOMENT + after).due_phrase
    assert phrase is not None
    assert phrase.text == said


@pytest.mark.parametrize(("days", "tone"), [(0, "calm"), (11, "calm"), (12, "zar"), (15, "shan")])
def test_the_tone_follows_the_time(stage: Stage, days: int, tone: str) -> None:
    assert clock_of(stage.recipient, stage.received(), MOMENT + days * DAY).tone == tone


def test_a_row_tells_the_same_time_as_the_page(stage: Stage) -> None:
    referral = stage.received()
    (row,) = queries.list_received(stage.recipient).rows
    assert clock_of(stage.recipient, row, MOMENT + DAY) == clock_of(stage.recipient, referral, MOMENT + DAY)


@pytest.fixture
def asked(stage: Stage) -> Referral:
    """Asked after half of the recipient's time."""
    referral = stage.received()
    with clock.at(MOMENT + 7 * DAY):
        commands.ask(stage.recipient, referral, question="چند ساله است؟")
    return stage.stored(referral)


def test_while_the_sender_answers_the_recipients_clock_stands_still(stage: Stage, asked: Referral) -> None:
    view = clock_of(stage.recipient, asked, MOMENT + 9 * DAY)
    assert (view.tone, view.share, view.due) == ("paused", 50, None)


def test_while_the_sender_answers_his_own_clock_runs(stage: Stage, asked: Referral) -> None:
    assert clock_of(stage.sender, asked, MOMENT + 7 * DAY).tone == "calm"


def test_a_draft_shows_no_clock(stage: Stage) -> None:
    assert clock_of(stage.sender, stage.drafted()) is NO_CLOCK


def test_the_clock_says_what_it_measures(stage: Stage) -> None:
    assert str(clock_label(stage.received())) == "Deciding"


def test_what_happens_then_is_said(stage: Stage) -> None:
    assert "it expires" in str(when_over(stage.received()))


def test_an_emergency_is_not_said_to_expire(stage: Stage) -> None:
    assert "expires" not in str(when_over(stage.received(priority=Priority.EMERGENCY)))


def test_what_is_delivered_is_said_to_close_by_itself(stage: Stage) -> None:
    assert "closes" in str(when_over(stage.delivered()))
