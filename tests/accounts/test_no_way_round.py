"""No way round the head's word: lending, handing over, codes and addresses open no child's file by themselves."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from coordination.accounts.models import Absence, PostKind
from coordination.cases.models import Case
from coordination.kernel.db import db, writing
from tests.accounts.acts import rows_of
from tests.accounts.conftest import Browser
from tests.accounts.test_handover import hand_over
from tests.accounts.test_posts import away
from tests.world import World, add_case, add_post


def give_post(app: Flask, world: World, who: str, at: str, kind: PostKind) -> None:
    with app.app_context(), writing():
        add_post(world.people[who], getattr(world, at), kind)
        db.session.commit()


@pytest.mark.parametrize("who", ["pouya_head", "administrator"])
def test_nobody_names_himself_the_deputy(app: Flask, browser: Browser, world: World, now: datetime, who: str) -> None:
    give_post(app, world, who, "pouya", PostKind.REGISTRAR)
    assert away(browser(world.people[who]), world, "pouya_liaison", who, "1405/8/30", "1405/9/2").status_code == 422
    assert rows_of(app, Absence) == []


def test_a_head_lends_no_post_of_another_agency(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    give_post(app, world, "pouya_liaison", "welfare", PostKind.LIAISON)
    give_post(app, world, "pouya_worker", "welfare", PostKind.REGISTRAR)
    answer = away(browser(world.pouya_head), world, "pouya_liaison", "pouya_worker", "1405/8/30", "1405/9/2")
    assert answer.status_code == 422
    assert rows_of(app, Absence) == []


@pytest.mark.parametrize("who", ["pouya_head", "administrator"])
def test_nobody_hands_files_over_to_himself(app: Flask, browser: Browser, world: World, who: str) -> None:
    if who == "administrator":
        give_post(app, world, who, "pouya", PostKind.WORKER)
    with app.app_context(), writing():
        add_case(world.pouya, worker=world.pouya_worker)
        db.session.commit()
    assert hand_over(browser(world.people[who]), world, who).status_code == 422
    assert [row.worker_id for row in rows_of(app, Case)] == [world.pouya_worker.id]


def test_files_go_to_nobody_whose_post_does_not_work_on_them(app: Flask, browser: Browser, world: World) -> None:
    give_post(app, world, "welfare_worker", "pouya", PostKind.REGISTRAR)
    with app.app_context(), writing():
        add_case(world.pouya, worker=world.pouya_worker)
        db.session.commit()
    assert hand_over(browser(world.pouya_head), world, "welfare_worker").status_code == 422
    assert [row.worker_id for row in rows_of(app, Case)] == [world.pouya_worker.id]
