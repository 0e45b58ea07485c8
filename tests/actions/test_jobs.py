"""What the clock does to actions: reminders once each, anew after an extension; one digest a week; verifiers gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.actions import commands, jobs
from coordination.actions.models import Action, ActionState, Digest
from coordination.groups.models import Seat
from coordination.kernel import clock
from coordination.kernel.clock import now as moment_now
from coordination.kernel.db import db
from coordination.lang import zone
from coordination.outbox.models import Mail, OutboxEvent
from coordination.vault.seal import INSTALLATION, place, unseal_json
from tests.actions.conftest import MakeAction
from tests.world import World, acting

LONG_BEFORE = datetime(2026, 1, 1, tzinfo=zone.zone())
At = Callable[[date, int], None]


def _steps(action: Action) -> list[int]:
    rows = db.session.scalars(
        select(OutboxEvent).where(OutboxEvent.name == "action.reminder").order_by(OutboxEvent.id)
    ).all()
    return [int(row.payload["step"]) for row in rows if row.payload["thing_id"] == action.id]


def _remind_at(day: date, hour: int = 8) -> None:
    with clock.at(zone.at(day, time(hour))):
        jobs.remind()
        db.session.flush()


@pytest.mark.both
def test_each_step_is_sent_once(world: World, make: MakeAction) -> None:
    due = zone.today() + timedelta(days=20)
    action = make(due_on=due, issued_at=LONG_BEFORE)
    for day in range(-10, 5):
        for hour in (8, 9):
            _remind_at(due + timedelta(days=day), hour)
    assert _steps(action) == [-7, -3, 0, 1]


def test_nothing_is_sent_before_the_morning(world: World, make: MakeAction) -> None:
    due = zone.today() + timedelta(days=20)
    action = make(due_on=due, issued_at=LONG_BEFORE)
    _remind_at(due, 6)
    assert _steps(action) == []


def test_after_days_without_a_clock_only_the_last_step_is_sent(world: World, make: MakeAction) -> None:
    due = zone.today() + timedelta(days=20)
    action = make(due_on=due, issued_at=LONG_BEFORE)
    _remind_at(due + timedelta(days=9))
    assert _steps(action) == [1]


def test_a_granted_extension_begins_the_ladder_anew(world: World, make: MakeAction) -> None:
    due = zone.today() + timedelta(days=20)
    action = make(due_on=due, issued_at=LONG_BEFORE)
    _remind_at(due - timedelta(days=3))
    later = due + timedelta(days=30)
    asked = commands.ask_extension(acting(world.pouya_liaison), action, asked_on=later, reason="داده نرسیده")
    commands.grant(acting(world.secretary), asked)
    _remind_at(due)
    _remind_at(later - timedelta(days=3))
    assert _steps(action) == [-3, -3]


def test_steps_that_passed_before_the_issue_are_not_sent(world: World, make: MakeAction) -> None:
    action = make(due_on=zone.today() + timedelta(days=5))
    _remind_at(zone.today())
    assert _steps(action) == []


@pytest.mark.parametrize("state", [ActionState.REPORTED_DONE, ActionState.VERIFIED, ActionState.DISPUTED])
def test_what_is_not_the_owners_turn_is_not_reminded(world: World, make: MakeAction, state: ActionState) -> None:
    action = make(state, due_on=zone.today(), issued_at=LONG_BEFORE)
    _remind_at(zone.today())
    assert _steps(action) == []


def test_what_has_not_begun_is_not_reminded(world: World, make: MakeAction) -> None:
    action = make(
        due_on=zone.today() + timedelta(days=7), start_on=zone.today() + timedelta(days=2), issued_at=LONG_BEFORE
    )
    _remind_at(zone.today())
    assert _steps(action) == []


# --- the weekly digest ----------------------------------------------------------------------------------------------

SATURDAY = date(2026, 11, 21)


def _digest_at(day: date, hour: int) -> int:
    with clock.at(zone.at(day, time(hour))):
        jobs.send_digests()
        db.session.flush()
    return len(db.session.scalars(select(Digest)).all())


def _texts() -> list[str]:
    return [
        unseal_json(INSTALLATION, mail.body_sealed, place("mail.body_sealed", mail.public_id))["text"]
        for mail in db.session.scalars(select(Mail)).all()
        if mail.body_sealed is not None
    ]


@pytest.mark.both
def test_the_digest_comes_once_a_week(world: World, make: MakeAction) -> None:
    make()
    assert _digest_at(SATURDAY, 6) == 0
    assert [_digest_at(SATURDAY, 8), _digest_at(SATURDAY, 9), _digest_at(SATURDAY + timedelta(days=3), 9)] == [1, 1, 1]
    assert _digest_at(SATURDAY + timedelta(days=7), 8) == 2


def test_a_missed_digest_is_sent_once_when_the_clock_runs_again(world: World, make: MakeAction) -> None:
    make()
    assert [_digest_at(SATURDAY + timedelta(days=2), 3), _digest_at(SATURDAY + timedelta(days=2), 4)] == [1, 1]


def test_the_digest_lists_own_actions_and_those_to_verify(world: World, make: MakeAction) -> None:
    make(title="کارگاه را برگزار کنید")
    make(ActionState.REPORTED_DONE, owner=world.member, verifier=world.pouya_liaison, title="گزارش را بفرستید")
    _digest_at(SATURDAY, 8)
    text = next(text for text in _texts() if "کارگاه را برگزار کنید" in text)
    assert "گزارش را بفرستید" in text


def test_the_digest_holds_no_confidential_title(world: World, make: MakeAction) -> None:
    action = make(title="رازی که نباید برود", confidential=True)
    _digest_at(SATURDAY, 8)
    text = next(text for text in _texts() if str(action.number) in text)
    assert "رازی" not in text


def test_who_wants_no_mails_gets_no_digest(world: World, make: MakeAction) -> None:
    make()
    person = db.session.get_one(Person, world.pouya_liaison.id)
    person.mail_notices = False
    db.session.flush()
    assert _digest_at(SATURDAY, 8) == 0


# --- verifiers ------------------------------------------------------------------------------------------------------


def _end_seats(person: Any) -> None:
    for seat in db.session.scalars(select(Seat).where(Seat.holder_id == person.id)):
        seat.ended_at = moment_now()
    db.session.flush()


@pytest.mark.both
def test_a_verifier_without_post_and_seat_gives_way_to_the_secretary(world: World, make: MakeAction) -> None:
    action = make(verifier=world.chair)
    _end_seats(world.chair)
    jobs.name_verifiers()
    assert action.verifier_id == world.secretary.id


def test_where_the_secretary_owns_it_the_chair_verifies(world: World, make: MakeAction) -> None:
    action = make(owner=world.secretary, agency=world.municipality, verifier=world.observer)
    _end_seats(world.observer)
    jobs.name_verifiers()
    assert action.verifier_id == world.chair.id


def test_a_verifier_who_still_has_a_post_stays(world: World, make: MakeAction) -> None:
    action = make(verifier=world.welfare_liaison)
    jobs.name_verifiers()
    assert action.verifier_id == world.welfare_liaison.id


def test_the_trail_says_that_another_verifies(world: World, make: MakeAction) -> None:
    from coordination.audit import trail

    action = make(verifier=world.chair)
    _end_seats(world.chair)
    jobs.name_verifiers()
    trail.write_pending(db.session())
    assert "action.verifier" in [row.act for row in trail.history("action", action.id)]
