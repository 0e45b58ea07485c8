"""Valkey is wiped and killed while events wait: every notice is written once all the same."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import select

from coordination import valkey
from coordination.kernel.db import db, writing
from coordination.notices.models import Notice
from coordination.outbox import outbox
from coordination.outbox.models import Mail, OutboxEvent
from coordination.referrals import commands, queries
from tests.faults.site import LONG, Site, until
from tests.faults.test_kills import sent_referrals, waiting
from tests.world import World, acting, build_world

pytestmark = [pytest.mark.faults, *([pytest.mark.both] if LONG else [])]

COMMENTS = 1000 if LONG else 20
MEAN_SECONDS = 0.5


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[valkey.Server]:
    server = valkey.start(tmp_path / "valkey")
    yield server
    server.stop()


def write_comments(world: World, public_id: str, count: int = COMMENTS) -> float:
    """Comments of the recipient, each told to the sender's liaison; what one took on average, in seconds."""
    began = time.monotonic()
    for number in range(count):
        with writing():
            referral = queries.get_referral(public_id)
            assert referral is not None
            commands.comment(acting(world.welfare_liaison), referral, text=f"یادداشت {number}")
            db.session.commit()
    return (time.monotonic() - began) / count


def wipe(server: valkey.Server) -> None:
    with closing(Redis.from_url(server.url)) as connection:
        connection.flushall()


def test_every_notice_is_written_once_though_valkey_is_wiped_and_killed(
    make_app: Callable[..., Flask], own_valkey: valkey.Server, site_of: Callable[..., Site]
) -> None:
    app = make_app(REDIS_URL=own_valkey.url)
    world = build_world(app)
    public_id = sent_referrals(app, world, 1)[0]
    site = site_of(app)
    with app.app_context():
        write_comments(world, public_id)
        wipe(own_valkey)
        site.start("worker")
        site.start("clock")
        write_comments(world, public_id)
        assert until(lambda: waiting() < 2 * COMMENTS, 60)
        wipe(own_valkey)
        own_valkey.process.kill()
        own_valkey.process.wait()
        assert write_comments(world, public_id) < MEAN_SECONDS
        assert until(lambda: waiting() == 0, 120), waiting()
        events = db.session.scalars(select(OutboxEvent.id).where(OutboxEvent.name == "referral.comment")).all()
        told = Counter(db.session.execute(select(Notice.event_id, Notice.person_id)).all())
        assert told == {(event_id, world.municipality_liaison.id): 1 for event_id in events}
        assert len(events) == 3 * COMMENTS
        assert len(list(outbox().mail_dir.glob("*.eml"))) == len(db.session.scalars(select(Mail.id)).all()) == len(told)
