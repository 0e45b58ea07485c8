"""The stage on which figures are tried: that of the referrals, with a group of three agencies."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.groups.models import SeatKind
from coordination.kernel.db import db
from coordination.referrals.models import Route, State
from tests.gatherings import add_group, add_seat
from tests.referrals.stage import Stage, set_stage
from tests.world import Body, Somebody, World, add_person, add_referral, somebody


@pytest.fixture
def stage(world: Any, session: Session) -> Stage:
    return set_stage(world, session)


def send(stage: Stage, to: Body, route: Route, times: int) -> None:
    """So many referrals of the municipality, sent today."""
    for _ in range(times):
        add_referral(
            stage.case, to, drafted_by=stage.world.municipality_liaison, basis=stage.consent, state=State.SENT,
            route=route,
        )  # fmt: skip
    db.session.commit()


def together(world: World) -> Somebody:
    """The secretary of a group with the municipality, the welfare directorate and the association, of none of them."""
    group = add_group("همکاری", host=world.municipality)
    person = add_person("دبیر همکاری", "together@example.org")
    add_seat(group, person, kind=SeatKind.SECRETARY)
    for body in (world.municipality, world.welfare, world.pouya):
        add_seat(group, None, agency=body)
    db.session.commit()
    return somebody(person)
