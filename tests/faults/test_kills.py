"""Web, worker and clock are killed at any moment while people act: all or nothing, nothing lost, nothing twice."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import cycle
from queue import Empty, SimpleQueue

import pytest
from flask import Flask
from sqlalchemy import func, select

from coordination import COOKIE
from coordination.audit.models import AuditEntry
from coordination.audit.verify import verify
from coordination.kernel.db import db
from coordination.notices.models import Notice
from coordination.outbox import outbox
from coordination.outbox.models import Mail, MailState, OutboxEvent
from coordination.referrals.models import Referral, State
from tests.faults.site import LONG, Site, until
from tests.world import World, add_case, add_consent, add_referral, build_world, sign_in

pytestmark = [pytest.mark.faults, *([pytest.mark.both] if LONG else [])]

KILLS, REFERRALS = (200, 1000) if LONG else (10, 40)
PEOPLE = 3
STEPS = ("receive", "accept")
SECONDS = 3600 if LONG else 120


def sent_referrals(app: Flask, world: World, count: int) -> list[str]:
    """Public ids of referrals that the welfare directorate has before it."""
    with app.app_context():
        case = add_case(world.municipality, worker=world.municipality_worker)
        basis = add_consent(case, recorded_by=world.municipality_worker)
        made = [
            add_referral(
                case, world.welfare, drafted_by=world.municipality_liaison, basis=basis, state=State.SENT, hops=0
            )
            for _ in range(count)
        ]
        public_ids = [referral.public_id for referral in made]
        db.session.commit()
    return public_ids


def token_of(app: Flask, person: object) -> str:
    client = app.test_client()
    sign_in(client, person)  # type: ignore[arg-type]
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


class Pressing:
    """People who take the steps of many referrals at once; ``taken`` counts the answers that said so."""

    def __init__(self, site: Site, token: str, public_ids: list[str]) -> None:
        self.work: SimpleQueue[str] = SimpleQueue()
        for public_id in public_ids:
            self.work.put(public_id)
        self.taken: list[tuple[str, str]] = []
        self.pressed, self.failed = 0, ""
        self.threads = [threading.Thread(target=self._press, args=(site, token)) for _ in range(PEOPLE)]
        for thread in self.threads:
            thread.start()

    def _press(self, site: Site, token: str) -> None:
        try:
            while True:
                public_id = self.work.get_nowait()
                for step in STEPS:
                    if site.press(f"/referrals/{public_id}/{step}", token, SECONDS):
                        self.taken.append((public_id, step))
                    self.pressed += 1
        except Empty:
            return
        except AssertionError as error:
            self.failed = str(error)

    @property
    def alive(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)


def test_nothing_is_lost_doubled_or_halved(
    make_app: Callable[..., Flask], redis_url: str, site_of: Callable[..., Site]
) -> None:
    app = make_app(REDIS_URL=redis_url)
    world = build_world(app)
    public_ids = sent_referrals(app, world, REFERRALS)
    site = site_of(app)
    for name in ("web", "worker", "clock"):
        site.start(name)
    site.wait_for_web()

    pressing = Pressing(site, token_of(app, world.welfare_liaison), public_ids)
    victims, actions = cycle(["answering", "worker", "answering", "clock", "answering", "web"]), REFERRALS * len(STEPS)
    for number in range(KILLS):
        until(lambda share=number / (KILLS + 2): pressing.pressed >= actions * share or not pressing.alive, SECONDS)
        time.sleep(random.uniform(0, 0.1))
        victim = next(victims)
        if victim == "answering":
            site.kill_one_web_worker()
        else:
            site.kill(victim)
    assert pressing.alive, "the kills came too late"
    for thread in pressing.threads:
        thread.join(SECONDS)
    assert not pressing.failed, pressing.failed

    with app.app_context():
        assert until(lambda: waiting() == 0, 60), waiting()
    site.end()
    with app.app_context():
        check(app, public_ids, pressing.taken)


def waiting() -> int:
    """How many events wait; no transaction stays open, for the next one may write."""
    count = db.session.scalar(select(func.count()).where(OutboxEvent.done_at.is_(None))) or 0
    db.session.rollback()
    return count


def check(app: Flask, public_ids: list[str], taken: list[tuple[str, str]]) -> None:
    """Each step of each referral: the state reached, one row of the trail, one event, one notice, one mail."""
    rows = db.session.execute(select(Referral.id, Referral.public_id, Referral.state)).all()
    assert {row.state for row in rows} == {State.ACCEPTED}
    assert {public_id for public_id, _step in taken} <= {row.public_id for row in rows}
    wanted = {(f"referral.{step}", row.id): 1 for row in rows for step in STEPS}
    acts = select(AuditEntry.act, AuditEntry.thing_id).where(AuditEntry.act.in_({act for act, _id in wanted}))
    assert Counter((act, thing_id) for act, thing_id in db.session.execute(acts)) == wanted
    events = db.session.execute(select(OutboxEvent.id, OutboxEvent.name, OutboxEvent.payload)).all()
    names = {event.id: (event.name, event.payload.get("thing_id")) for event in events}
    assert Counter(name for name in names.values() if name[0].startswith("referral.")) == wanted
    # The sender's liaison is told of each.
    assert Counter(names[event_id] for event_id in db.session.scalars(select(Notice.event_id))) == wanted
    mails = db.session.scalars(select(Mail.state)).all()
    assert mails == [MailState.SENT.value] * len(wanted)
    assert len(list(outbox().mail_dir.glob("*.eml"))) == len(wanted)
    assert verify().findings == ()
