"""What a page of figures tells of a scope and period, and what it hides from whom."""

from __future__ import annotations

from typing import Any

from coordination.figures import cells, spans
from coordination.figures.queries.offered import list_offered
from coordination.figures.queries.told import tell
from coordination.figures.small import HIDDEN
from coordination.figures.views import sections
from coordination.groups.models import SeatKind
from coordination.lang import zone
from coordination.referrals.models import Route
from tests.figures.conftest import send, together
from tests.gatherings import add_group, add_seat
from tests.referrals.stage import Stage
from tests.world import acting, add_person


def told(actor: Any, whom: int = 0, period: str = "year-1") -> Any:
    today = zone.today()
    offer = list_offered(actor, today)
    return tell(offer, offer.scopes[whom], spans.read("1405", period, today), today=today, keys=sections.keys())


def test_a_head_reads_the_exact_figures_of_the_own_agency(stage: Stage) -> None:
    send(stage, stage.world.welfare, Route.POLICE, 1)
    assert told(acting(stage.world.welfare_head)).count(cells.ROUTE, "police") == 1


def test_a_secretary_is_not_told_what_is_under_five(stage: Stage) -> None:
    send(stage, stage.world.welfare, Route.POLICE, 4)
    send(stage, stage.world.welfare, Route.SELF, 40)
    found = told(acting(together(stage.world)))
    assert found.count(cells.ROUTE, "police") is HIDDEN
    assert found.total(cells.ROUTE) == 44


def test_another_count_is_hidden_that_would_give_it_away(stage: Stage) -> None:
    for route in Route:
        send(stage, stage.world.welfare, route, 4 if route is Route.POLICE else 12)
    found = told(acting(together(stage.world)))
    hidden = [route for route in Route if found.count(cells.ROUTE, route) is HIDDEN]
    assert Route.POLICE in hidden
    assert len(hidden) == 2


def test_what_the_reader_knows_of_the_own_agency_does_not_give_the_others_away(stage: Stage) -> None:
    group = add_group("دو دستگاه", host=stage.world.municipality)
    add_seat(group, stage.world.welfare_head, kind=SeatKind.CHAIR)
    for body in (stage.world.welfare, stage.world.pouya):
        add_seat(group, None, agency=body)
    send(stage, stage.world.welfare, Route.SELF, 30)
    send(stage, stage.world.pouya, Route.SELF, 2)
    actor = acting(stage.world.welfare_head)
    assert told(actor, 0).count(cells.ROUTE, "self") == 30
    assert told(actor, 1).count(cells.ROUTE, "self") is HIDDEN
    assert told(actor, 1).total(cells.ROUTE) is HIDDEN


def test_two_groups_of_one_reader_do_not_give_the_difference_away(stage: Stage) -> None:
    person = add_person("دبیر دو گروه", "both@example.org")
    for name, bodies in (
        ("بزرگ", (stage.world.municipality, stage.world.welfare, stage.world.pouya)),
        ("کوچک", (stage.world.municipality, stage.world.welfare)),
    ):
        group = add_group(name, host=stage.world.municipality)
        add_seat(group, person, kind=SeatKind.SECRETARY)
        for body in bodies:
            add_seat(group, None, agency=body)
    send(stage, stage.world.welfare, Route.SELF, 30)
    send(stage, stage.world.pouya, Route.SELF, 2)
    actor = acting(person)
    counts = {told(actor, number).count(cells.ROUTE, "self") for number in (0, 1)}
    assert counts == {30, HIDDEN} or counts == {HIDDEN}
