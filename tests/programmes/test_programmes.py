"""Rules of programmes: planning and changing them, what they are made of, what is linked, their moves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.audit.trail import history
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.programmes import commands, queries
from coordination.programmes.commands import Plan
from coordination.programmes.models import Phase, Programme, ProgrammeActivity, ProgrammeState, Term
from coordination.programmes.schedule import schedule
from tests.issuing import add_activity, add_programme, of_agency
from tests.world import acting, get

SPRING = (date(2026, 3, 21), date(2026, 6, 21))


@pytest.fixture
def liaison(world: Any, session: Any) -> Actor:
    return acting(world.welfare_liaison)


@pytest.fixture
def programme(world: Any, session: Any) -> Programme:
    return add_programme(world.welfare)


def running(world: Any) -> Programme:
    return add_programme(world.welfare, ProgrammeState.RUNNING)


def test_it_is_planned_for_ones_own_agency(world: Any, liaison: Actor) -> None:
    made = commands.create(liaison, agency_id=world.welfare.id, plan=Plan("بازگشت به مدرسه"))
    assert (made.agency_id, made.state) == (world.welfare.id, ProgrammeState.PLANNED)


def test_it_is_not_planned_for_anothers_agency(world: Any, liaison: Actor) -> None:
    with pytest.raises(Refused):
        commands.create(liaison, agency_id=world.pouya.id, plan=Plan("بازگشت به مدرسه"))


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(""), "title"),
        (Plan("طرح", from_on=SPRING[1], to_on=SPRING[0]), "to_on"),
        (Plan("طرح", to_on=SPRING[0]), "from_on"),
        (Plan("طرح", purpose="برای C-۴۸۲۱۳"), "purpose"),
    ],
    ids=["without a title", "days that run backwards", "an end without a beginning", "the code of a child's file"],
)
def test_a_plan_that_does_not_fit_is_refused_beside_its_field(
    world: Any, liaison: Actor, plan: Plan, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        commands.create(liaison, agency_id=world.welfare.id, plan=plan)
    assert refused.value.field == field


def test_programme_start_needs_has_phase(liaison: Actor, programme: Programme) -> None:
    programme.phases.clear()
    with pytest.raises(Unmet) as refused:
        commands.start(liaison, programme)
    assert list(refused.value.needs) == ["has_phase"]


def test_with_a_phase_it_runs(liaison: Actor, programme: Programme) -> None:
    commands.start(liaison, programme)
    assert programme.state == ProgrammeState.RUNNING


def test_programme_finish_needs_evaluation(world: Any, liaison: Actor) -> None:
    with pytest.raises(Unmet) as refused:
        commands.finish(liaison, running(world), evaluation="")
    assert list(refused.value.needs) == ["evaluation"]


def test_with_its_evaluation_it_ends(world: Any, liaison: Actor) -> None:
    programme = running(world)
    commands.finish(liaison, programme, evaluation="دو هدف از سه هدف برآورده شد.")
    db.session.flush()
    assert programme.state == ProgrammeState.FINISHED


@pytest.mark.parametrize("part", ["phase", "line", "partner", "link", "words"])
def test_what_is_finished_stays_as_it_was_evaluated(world: Any, liaison: Actor, part: str) -> None:
    programme = add_programme(world.welfare, ProgrammeState.FINISHED, evaluation="پایان یافت.")
    acts = {
        "phase": lambda: commands.add_phase(liaison, programme, term=Term.LONG, title="پایش"),
        "line": lambda: commands.add_line(
            liaison, programme, title="اعتبار", from_on=SPRING[0], to_on=SPRING[1], allocated=1
        ),
        "partner": lambda: commands.add_partner(liaison, programme, agency=get(Agency, world.pouya), part=""),
        "link": lambda: commands.link(liaison, programme, activities=[1]),
        "words": lambda: commands.edit(liaison, programme, plan=Plan("نام دیگر")),
    }
    with pytest.raises(WrongState):
        acts[part]()


def test_money_is_kept_in_rial_to_the_last_one(liaison: Actor, programme: Programme) -> None:
    commands.add_line(
        liaison, programme, title="اعتبار", from_on=SPRING[0], to_on=SPRING[1], allocated=2_521_000_001, spent=7
    )
    found = queries.list_around(liaison, programme).lines
    assert [(one.allocated, one.spent, one.left) for one in found] == [(2_521_000_001, 7, 2_520_999_994)]


@pytest.mark.parametrize(("amount", "field"), [({"allocated": -1}, "allocated"), ({"spent": -1}, "spent")])
def test_money_below_nought_is_refused(
    liaison: Actor, programme: Programme, amount: dict[str, int], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        commands.add_line(
            liaison,
            programme,
            **{"title": "اعتبار", "from_on": SPRING[0], "to_on": SPRING[1], "allocated": 5} | amount,  # type: ignore[arg-type]
        )
    assert refused.value.field == field


def test_a_changed_amount_leaves_the_old_one_in_the_trail(liaison: Actor, programme: Programme, session: Any) -> None:
    line = commands.add_line(liaison, programme, title="اعتبار", from_on=SPRING[0], to_on=SPRING[1], allocated=500)
    db.session.commit()
    commands.change_line(liaison, programme, line, title="اعتبار", from_on=SPRING[0], to_on=SPRING[1], allocated=700)
    db.session.commit()
    assert history("programme", programme.id)[0].detail == {"part": "budget", "allocated": "500", "spent": "0"}


@pytest.mark.parametrize("who", ["welfare", "pouya"], ids=["the owner", "a partner"])
def test_nobody_is_partner_twice(world: Any, liaison: Actor, who: str) -> None:
    programme = add_programme(world.welfare, partners=(world.pouya,))
    with pytest.raises(Invalid) as refused:
        commands.add_partner(liaison, programme, agency=get(Agency, getattr(world, who)), part="")
    assert refused.value.field == "agency"


def test_of_two_who_change_its_parts_at_once_the_second_sees_the_first(liaison: Actor, programme: Programme) -> None:
    db.session.flush()
    before = programme.version
    commands.add_phase(liaison, programme, term=Term.LONG, title="پایش")
    db.session.flush()
    assert programme.version == before + 1


def test_what_is_linked_twice_stands_once(world: Any, liaison: Actor, programme: Programme) -> None:
    activity = add_activity(of_agency(world.welfare), world.welfare_liaison)
    commands.link(liaison, programme, activities=[activity.id])
    assert commands.link(liaison, programme, activities=[activity.id]) == (0, 0)


def test_unlinking_leaves_the_activity(world: Any, liaison: Actor, programme: Programme) -> None:
    activity = add_activity(of_agency(world.welfare), world.welfare_liaison)
    commands.link(liaison, programme, activities=[activity.id])
    commands.unlink(liaison, programme, activity)
    left = db.session.scalars(select(ProgrammeActivity.activity_id)).all()
    assert (list(left), activity.removed_at) == ([], None)


def test_only_what_one_may_see_is_found_to_link(world: Any, liaison: Actor) -> None:
    own = add_activity(of_agency(world.welfare), world.welfare_liaison)
    others = add_activity(of_agency(world.pouya), world.pouya_liaison)
    assert queries.find_activities(liaison, [own.public_id, others.public_id]) == [own.id]


# --- the schedule ------------------------------------------------------------------------------------------------


def test_bars_stand_where_their_phases_lie() -> None:
    first = Phase(title="یک", from_on=date(2026, 3, 21), to_on=date(2026, 9, 22))
    second = Phase(title="دو", from_on=date(2026, 9, 23), to_on=date(2027, 3, 20))
    found = schedule([first, second], date(2026, 9, 23))
    assert found is not None
    assert [round(bar.start) for bar in found.bars] == [0, 51]
    assert found.today == found.bars[1].start


def test_without_a_first_day_nothing_is_drawn() -> None:
    assert schedule([Phase(title="یک")], date(2026, 9, 23)) is None
