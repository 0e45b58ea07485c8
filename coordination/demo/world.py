"""Building the demo world from a seed, step by step; the same seed on the same day gives the same content."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from random import Random

from flask import current_app

from coordination.access.actor import Actor
from coordination.accounts.commands.passwords import hash_password
from coordination.demo.activities import all_activities
from coordination.demo.agencies import build_agencies, build_centres
from coordination.demo.bulk import build_bulk
from coordination.demo.data_calls import all_data_calls
from coordination.demo.gatherings import all_gatherings
from coordination.demo.groups import build_groups, group_parts, plan_cadences
from coordination.demo.halfyear import build_half_year
from coordination.demo.outcomes import all_outcomes
from coordination.demo.pastes import all_pastes
from coordination.demo.people import HOST, add_passing_things, build_people, let_mails_go
from coordination.demo.points import all_points
from coordination.demo.programmes import all_programmes
from coordination.demo.registrations import all_registrations, build_register
from coordination.demo.reports import all_reports
from coordination.demo.signins import PASSWORD
from coordination.demo.stage import Stage, play, tell_listeners
from coordination.demo.tales import all_tales
from coordination.directory.models import Installation
from coordination.directory.seed import seed_code_lists
from coordination.figures.commands import recount
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang.jalali import from_jalali
from coordination.lang.zone import at, local_date
from coordination.outbox import outbox

SEED = 1405
SINCE = from_jalali(1395, 7, 3)
"""The day on which the people of the world took up their posts, before the oldest thing that they did."""

REGISTERED_FOR = timedelta(days=365)


def build(*, seed: int = SEED, size: int = 0) -> None:
    """Build the world and commit it; ``size`` more referrals are written in bulk, for measuring.

    Nobody waits for what happened in the past: rq is told nothing, and what listens is called here.
    """
    hashed = hash_password(PASSWORD)
    told = outbox()
    current_app.extensions["outbox"] = replace(told, queue=None)
    session = db.session()
    session.expire_on_commit = False
    try:
        with writing():
            stage = _directory(Random(seed), hashed)
            build_half_year(stage)
            plan_cadences(stage)
            build_register(stage)
            tell_listeners()  # they plan the year ahead of today, before the past is told
            db.session.commit()
            play(
                [
                    *all_tales(stage),
                    *all_gatherings(stage),
                    *all_activities(stage),
                    *all_pastes(stage),
                    *all_data_calls(stage),
                    *all_programmes(stage),
                    *all_points(stage),
                    *all_outcomes(stage),
                    *all_registrations(stage),
                    *all_reports(stage),
                ]
            )
            let_mails_go()
            db.session.commit()
            if size:
                build_bulk(stage, size)
            recount()  # rows were written past the session
            db.session.commit()
    finally:
        session.expire_on_commit = True
        current_app.extensions["outbox"] = told


def _directory(random: Random, password_hash: str) -> Stage:
    """Agencies, people, and the installation that knows it is a demo; their rows on the trail bear the first day."""
    now = clock.now()
    system = Actor.system("demo.build")
    with clock.at(at(SINCE, time(9))):
        agencies = build_agencies(system, registered_until=local_date(now) + REGISTERED_FOR)
        cast = build_people(agencies, random, more=list(group_parts()), since=SINCE, password_hash=password_hash)
        installation = Installation(
            id=1,
            name_fa="هماهنگ، دنیای نمونه",
            name_en="Hamahang, demo world",
            host_agency_id=agencies[HOST].id,
            demo=True,
            set_up_at=clock.now(),
        )
        db.session.add(installation)
        groups = build_groups(agencies, cast, installation, since=SINCE, today=local_date(now))
    seed_code_lists()
    centres = build_centres(system, agencies, random)
    add_passing_things(agencies, cast)
    db.session.commit()
    return Stage(agencies, centres, cast, random, now, groups)
