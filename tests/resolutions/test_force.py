"""Entering into force: the definitive number, its order and year, and the end of what is replaced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from coordination.directory.codes import next_code
from coordination.kernel.clock import at
from coordination.kernel.db import db, writing
from coordination.kernel.errors import Invalid, Unmet, WrongState
from coordination.meetings import consequences
from coordination.resolutions import commands
from coordination.resolutions.models import Replacing, Resolution, ResolutionState
from coordination.resolutions.queries import get_resolution, list_adopted, replaced_by
from tests.conftest import MOMENT
from tests.gatherings import add_entry, add_meeting, add_resolution
from tests.resolutions.conftest import Sitting


def test_resolution_enter_into_force_needs_minutes_approved_or_ballot_closed(sitting: Sitting) -> None:
    with pytest.raises(Unmet) as refusal:
        commands.enter_into_force(sitting.adopt())
    assert set(refusal.value.needs) == {"minutes_approved_or_ballot_closed"}


def test_a_refused_one_takes_no_number(sitting: Sitting) -> None:
    made = sitting.adopt()
    with pytest.raises(Unmet):
        commands.enter_into_force(made)
    sitting.approve()
    commands.enter_into_force(made)
    assert made.number == "CE/1405/1"


def test_what_was_not_adopted_does_not_enter_into_force(sitting: Sitting) -> None:
    made = sitting.put()
    sitting.approve()
    with pytest.raises(WrongState):
        commands.enter_into_force(made)


def test_numbers_run_in_the_order_of_approval(sitting: Sitting) -> None:
    first, second = sitting.adopt(), sitting.adopt()
    sitting.approve()
    for made in (second, first):
        commands.enter_into_force(made)
    assert (second.number, first.number) == ("CE/1405/1", "CE/1405/2")


def test_the_year_is_that_of_adoption(sitting: Sitting) -> None:
    made = sitting.adopt()
    sitting.approve()
    with at(MOMENT + timedelta(days=200)):
        commands.enter_into_force(made)
    assert (made.number, made.in_force_on) == ("CE/1405/1", date(2027, 6, 9))


def test_every_year_begins_with_one(sitting: Sitting) -> None:
    first, second = sitting.adopt(), sitting.adopt()
    second.adopted_on = date(2027, 4, 1)
    sitting.approve()
    for made in (first, second):
        commands.enter_into_force(made)
    assert second.number == "CE/1406/1"


def test_a_group_called_like_the_codes_of_referrals_shares_no_counter(sitting: Sitting) -> None:
    next_code("CE", 1405)
    assert sitting.in_force().number == "CE/1405/1"


def test_the_adopted_of_a_meeting_come_in_the_order_of_its_agenda(sitting: Sitting) -> None:
    later = add_entry(sitting.meeting)
    second, first = sitting.adopt(entry=later), sitting.adopt()
    sitting.put()
    assert list_adopted(sitting.meeting.id) == [first, second]


@pytest.mark.parametrize(
    ("how", "state"),
    [(Replacing.SUPERSEDES, ResolutionState.SUPERSEDED), (Replacing.REVOKES, ResolutionState.REVOKED)],
)
def test_what_it_replaces_ends_with_it(sitting: Sitting, how: Replacing, state: ResolutionState) -> None:
    earlier = sitting.in_force()
    later = sitting.propose()
    commands.edit(sitting.secretary, later, replacing=how, replaces=earlier)
    commands.settle(sitting.secretary, later)
    sitting.approve()
    commands.enter_into_force(later)
    assert (earlier.state, replaced_by(earlier)) == (state, later)


def test_what_was_carried_out_meanwhile_stays_so(sitting: Sitting) -> None:
    earlier = sitting.in_force()
    later = sitting.propose()
    commands.edit(sitting.secretary, later, replacing=Replacing.SUPERSEDES, replaces=earlier)
    commands.implement(sitting.chair, earlier, result="انجام شد.")
    commands.settle(sitting.secretary, later)
    sitting.approve()
    commands.enter_into_force(later)
    assert earlier.state == ResolutionState.IMPLEMENTED


def test_one_not_in_force_is_not_replaced(sitting: Sitting) -> None:
    earlier, later = sitting.adopt(), sitting.propose()
    with pytest.raises(Invalid):
        commands.edit(sitting.secretary, later, replacing=Replacing.REVOKES, replaces=earlier)


def test_one_of_another_group_is_not_replaced(sitting: Sitting) -> None:
    other = add_resolution(add_entry(add_meeting(sitting.world.lead)), ResolutionState.IN_FORCE)
    with pytest.raises(Invalid):
        commands.edit(sitting.secretary, sitting.propose(), replacing=Replacing.REVOKES, replaces=other)


def test_replacing_names_both_which_and_how(sitting: Sitting) -> None:
    earlier = sitting.in_force()
    with pytest.raises(Invalid):
        commands.edit(sitting.secretary, sitting.propose(), replaces=earlier)


@pytest.mark.both
def test_approvals_at_once_leave_no_gap_and_double_no_number(
    world: Any, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consequences, "MINUTES", [lambda _meeting_id: "approved"])
    with app.app_context():
        entry = add_entry(add_meeting(world.group))
        ids = [add_resolution(entry, ResolutionState.ADOPTED).public_id for _number in range(8)]
        db.session.commit()

    def approve(public_id: str) -> str:
        with app.app_context(), writing(), at(MOMENT):
            made = get_resolution(public_id)
            assert made is not None
            commands.enter_into_force(made)
            db.session.commit()
            return str(made.number)

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(approve, ids))
    assert sorted(numbers) == [f"CE/1405/{n}" for n in range(1, 9)]


def test_a_number_is_unique_in_its_group(sitting: Sitting) -> None:
    made: Resolution = sitting.in_force()
    with pytest.raises(IntegrityError):
        add_resolution(sitting.entry, ResolutionState.IN_FORCE, number=made.number)
