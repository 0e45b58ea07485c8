"""A backup taken while people write is whole: each act with its row of the trail and its event, and every file."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from coordination.backup.archive import unpack
from coordination.backup.restoring import check
from coordination.backup.taking import take_data, take_keys
from coordination.kernel.db import db, writing
from coordination.referrals import commands, queries
from tests.faults.site import LONG, until
from tests.faults.test_kills import sent_referrals
from tests.world import World, acting, build_world

pytestmark = [pytest.mark.faults, pytest.mark.both]

BACKUPS = 20 if LONG else 5
WRITERS = 2


@contextmanager
def people_writing(app: Flask, world: World, public_id: str) -> Iterator[list[int]]:
    """Comments and files, one of each in a transaction; each has a row of the trail, each comment an event. What is
    given grows by one with every transaction."""
    stop, failed, written = threading.Event(), list[str](), list[int]()

    def write() -> None:
        try:
            with app.app_context():
                while not stop.is_set():
                    with writing():
                        referral = queries.get_referral(public_id)
                        assert referral is not None
                        actor = acting(world.welfare_liaison)
                        commands.comment(actor, referral, text="دیده شد")
                        commands.attach(actor, referral, stream=io.BytesIO(b"note"), filename="note.txt")
                        db.session.commit()
                    written.append(1)
        except Exception as error:
            failed.append(repr(error))

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield written
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not failed, failed


def test_a_backup_taken_while_people_write_is_whole(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    world = build_world(app)
    config = app.config["HAMAHANG"]
    taken, counted = [], []
    public_id = sent_referrals(app, world, 1)[0]
    with app.app_context():
        with people_writing(app, world, public_id) as written:
            for number in range(BACKUPS):
                before = len(written)
                assert until(lambda least=before: len(written) > least + 1, 60)
                taken.append(take_data(config, tmp_path / f"data{number}").path)
        keys = take_keys(config, tmp_path / "keys").path
        for number, path in enumerate(taken):
            check(config, path, keys)
            counts = unpack(path, config.backup_key, "data", tmp_path / f"open{number}")["counts"]
            comments = counts["comment"]
            assert counts["attachment"] == counts["outbox_event"] == comments
            assert counts["audit_entry"] == 2 * comments
            counted.append(comments)
    assert counted == sorted(set(counted))
