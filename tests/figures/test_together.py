"""Several who write at once leave the aggregates as exact as one does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang.jalali import jalali_year, jalali_year_range
from coordination.lang.zone import local_date
from coordination.referrals import commands
from coordination.referrals.queries import get_referral
from tests.conftest import MOMENT
from tests.figures import reading
from tests.referrals.stage import set_stage
from tests.world import World, acting

WRITERS, EACH = 4, 12


@pytest.mark.both
def test_services_recorded_at_once_by_four_are_all_counted(app: Flask, world: World) -> None:
    with app.app_context():
        stage = set_stage(world, db.session())
        served = [stage.in_service().public_id for _ in range(WRITERS)]

    def write(public_id: str) -> None:
        for _ in range(EACH):
            with app.app_context(), clock.at(MOMENT), writing():
                referral = get_referral(public_id)
                assert referral is not None
                commands.record_service(
                    acting(world.welfare_liaison), [referral], kind="social_work", on=local_date(MOMENT)
                )
                db.session.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, served))
    year = jalali_year_range(jalali_year(local_date(MOMENT)))
    with app.app_context():
        assert reading.count_services(reading.EVERYBODY, *year)["social_work"] == WRITERS * EACH
