"""What waits for one person of what agencies and groups issue: it stands on «Today» for those it waits for alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from coordination.accounts.models import PostKind
from coordination.circulars.models import CircularState
from coordination.data_calls.models import DataCallState, DeliveryState, SheetState
from coordination.home import waiting
from coordination.kernel.clock import now
from coordination.kernel.db import db, writing
from coordination.lang.zone import today
from coordination.outcomes.models import OutcomeState
from coordination.registrations.models import RegistrationState
from tests.issuing import (
    add_call,
    add_circular,
    add_delivery,
    add_distribution,
    add_outcome,
    add_registration,
    of_agency,
    of_group,
)
from tests.world import Somebody, World, acting, add_case, add_post

pytestmark = pytest.mark.both


def duties(app: Flask, person: Somebody) -> list[str]:
    """What waits for somebody, in the order of the page."""
    with app.app_context():
        return [row.what for row in waiting.read(acting(person), meetings=1, changed=1).duties]


def asked(world: World) -> None:
    add_call(of_group(world.group), world.secretary, asked=(world.welfare,))


def answered(world: World) -> None:
    call = add_call(of_group(world.group), world.secretary, asked=(world.welfare,))
    call.sheets[0].state = SheetState.SUBMITTED


def dispatched(world: World) -> None:
    add_delivery(add_distribution(of_group(world.group), world.secretary), world.welfare, DeliveryState.DISPATCHED)


def told(world: World) -> None:
    add_circular(of_group(world.group), world.secretary, readers=(world.welfare_worker,))


def claimed(world: World) -> None:
    add_outcome(add_case(world.welfare), world.welfare_worker, world.municipality_liaison)


def held(world: World) -> None:
    add_outcome(
        add_case(world.welfare),
        world.welfare_worker,
        world.municipality_liaison,
        OutcomeState.VERIFIED,
        verified_on=today() - timedelta(days=90),
    )


def applied(world: World) -> None:
    add_post(world.municipality_worker, world.municipality, PostKind.REGISTRAR)
    add_registration(RegistrationState.SUBMITTED, submitted_at=now())


@pytest.mark.parametrize(
    ("build", "who", "duty"),
    [
        (asked, "welfare_liaison", "sheet"),
        (answered, "secretary", "handed_in"),
        (dispatched, "welfare_liaison", "delivery"),
        (told, "welfare_worker", "circular"),
        (claimed, "municipality_liaison", "outcome"),
        (held, "municipality_liaison", "outcome"),
        (applied, "municipality_worker", "registration"),
    ],
)
def test_what_is_issued_waits_for_the_one_whose_turn_it_is(
    app: Flask, world: World, build: Callable[[World], None], who: str, duty: str
) -> None:
    with app.app_context(), writing():
        build(world)
        db.session.commit()
    assert duties(app, world.people[who]) == [duty]
    assert duties(app, world.pouya_liaison) == []


def test_what_is_not_opened_sent_or_held_long_enough_waits_for_nobody(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        add_call(of_agency(world.pouya), world.pouya_liaison, DataCallState.DRAFT, asked=(world.welfare,))
        add_circular(of_agency(world.pouya), world.pouya_liaison, CircularState.DRAFT, readers=(world.welfare_liaison,))
        add_delivery(add_distribution(of_agency(world.pouya), world.pouya_liaison), world.welfare)
        add_outcome(
            add_case(world.pouya),
            world.pouya_worker,
            world.welfare_liaison,
            OutcomeState.VERIFIED,
            verified_on=today() - timedelta(days=89),
        )
        db.session.commit()
    assert duties(app, world.welfare_liaison) == []


def test_a_circular_to_be_acknowledged_waits_after_it_was_read(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        circular = add_circular(of_group(world.group), world.secretary, readers=(world.member,), to_acknowledge=True)
        circular.receipts[0].read_at = now()
        db.session.commit()
    assert duties(app, world.member) == ["circular"]
