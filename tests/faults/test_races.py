"""Many people acting at once, over HTTP from eight processes: one wins, nobody's act is lost, nothing answers 500.

The short form makes 400 acts, the long form (SOAK=1) 4,000.
"""

from __future__ import annotations

import multiprocessing
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Config
from coordination import create_app
from coordination.audit.models import AuditEntry
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.jalali import written
from coordination.lang.zone import local_date
from coordination.outbox.models import OutboxEvent
from coordination.referrals.models import Referral, State
from tests.conftest import let_go
from tests.pages import form_of
from tests.world import Somebody, World, add_case, add_consent, add_referral, build_world, sign_in

pytestmark = [pytest.mark.faults, pytest.mark.both]

PROCESSES = 8
ACTS = 4000 if os.environ.get("SOAK") else 400
REFERRALS = 20
DONE, BEATEN = 303, 409

_browser: FlaskClient


def open_browser(config: Config, person: Somebody) -> None:
    """In a process of its own: an application and a browser signed in as ``person``."""
    global _browser
    _browser = create_app(config).test_client()
    sign_in(_browser, person)


def act(public_id: str, moves: tuple[str, ...], typed: dict[str, str]) -> tuple[str, str, int]:
    """Open the page of one of the moves, the first that the state allows, and send it; its move and status."""
    for move in moves:
        page = f"/referrals/{public_id}/{move}"
        shown = _browser.get(page)
        if shown.status_code == 200:
            target, values = form_of(shown.text, page)
            known = {name: [value] for name, value in typed.items() if name in values or name == "code"}
            return public_id, move, _browser.post(target, data=values | known).status_code
    return public_id, moves[-1], shown.status_code


@pytest.fixture
def world(app: Flask) -> World:
    return build_world(app)


@pytest.fixture
def stage(app: Flask, world: World) -> Callable[[State, int], list[str]]:
    """Writes so many referrals of the municipality to the welfare directorate into a state; their public ids."""

    def make(state: State, count: int) -> list[str]:
        with app.app_context():
            case = add_case(world.municipality, worker=world.municipality_worker)
            basis = add_consent(case, recorded_by=world.municipality_worker)
            made = [
                add_referral(
                    case,
                    world.welfare,
                    drafted_by=world.municipality_liaison,
                    basis=basis,
                    state=state,
                    handler=None if state == State.SENT else world.welfare_liaison,
                )
                for _ in range(count)
            ]
            db.session.commit()
            return [referral.public_id for referral in made]

    return make


def all_at_once(app: Flask, person: Somebody, acts: Iterable[tuple[Any, ...]]) -> list[tuple[str, str, int]]:
    """Every act, shared out to the processes as they are free. They are forked without any connection."""
    config: Config = app.config["HAMAHANG"]
    let_go(app)
    with ProcessPoolExecutor(
        PROCESSES, multiprocessing.get_context("fork"), initializer=open_browser, initargs=(config, person)
    ) as processes:
        return list(processes.map(act, *zip(*acts, strict=True)))


def test_of_parallel_moves_none_is_lost(app: Flask, world: World, stage: Callable[[State, int], list[str]]) -> None:
    public_ids = stage(State.IN_SERVICE, REFERRALS)
    with app.app_context():
        before = versions(db.session())
    choose = random.Random(1396)
    typed = {"code": "illness", "resume_on": written(local_date(now() + timedelta(days=7)), "en")}
    moves = ("hold", "resume")
    wanted = [(choose.choice(public_ids), choose.choice((moves, moves[::-1])), typed) for _ in range(ACTS)]

    answers = all_at_once(app, world.welfare_liaison, wanted)

    assert {status for _, _, status in answers} <= {DONE, BEATEN}
    done = Counter(public_id for public_id, _, status in answers if status == DONE)
    assert sum(done.values()) > ACTS / 2
    with app.app_context():
        session = db.session()
        after = versions(session)
        assert {public_id: after[public_id] - before[public_id] for public_id in public_ids if done[public_id]} == done
        rows = session.scalars(
            select(AuditEntry.act).where(AuditEntry.act.in_(("referral.hold", "referral.resume")))
        ).all()
        assert len(rows) == sum(done.values())
        told = session.scalars(
            select(OutboxEvent.id).where(OutboxEvent.name.in_(("referral.hold", "referral.resume")))
        ).all()
        assert len(told) == sum(done.values())


def versions(session: Session) -> dict[str, int]:
    return dict(session.execute(select(Referral.public_id, Referral.version)).tuples().all())


def test_of_twenty_parallel_acceptances_one_wins(
    app: Flask, world: World, stage: Callable[[State, int], list[str]]
) -> None:
    (public_id,) = stage(State.SENT, 1)
    answers = all_at_once(app, world.welfare_liaison, [(public_id, ("accept",), {})] * 20)
    assert sorted(status for _, _, status in answers) == [DONE] + [BEATEN] * 19
