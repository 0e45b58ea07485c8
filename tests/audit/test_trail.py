"""The trail: written with the act, linked, sealed, and only growing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from coordination.audit import trail
from coordination.audit.models import AuditEntry, AuditHead
from coordination.audit.trail import history, note_of, record, record_reading
from coordination.audit.verify import verify
from coordination.kernel import clock
from coordination.kernel.clock import now as right_now
from coordination.kernel.db import db, writing
from coordination.kernel.errors import Unavailable
from coordination.outbox.models import Lease
from coordination.vault import vault
from coordination.vault.keys import KeyGone
from tests.audit.conftest import Actor, Thing, act

NOTE = "مادر سارا خودش تماس گرفت"


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


@pytest.mark.both
def test_an_act_says_who_by_which_post_what_from_where_to_where(session: Session, actor: Actor) -> None:
    act(session, actor, 5, "thing.move", frm="draft", to="sent", detail={"reason": "capacity"}, relation="recipient")
    row = history("thing", 5)[0]
    assert (row.person_id, row.post_id, row.relation, row.act, row.frm, row.to_state, row.detail) == (
        actor.person_id,
        7,
        "recipient",
        "thing.move",
        "draft",
        "sent",
        {"reason": "capacity"},
    )


def test_the_system_acts_under_the_name_of_a_rule(session: Session) -> None:
    act(session, Actor(None, rule="referral.expire"))
    assert (history("thing", 1)[0].person_id, history("thing", 1)[0].rule) == (None, "referral.expire")


def test_an_act_rolled_back_leaves_no_row(session: Session, actor: Actor) -> None:
    record(actor, "thing.made", Thing(1))
    session.rollback()
    with writing():
        session.commit()
    assert count(session) == 0


def test_a_nested_part_rolled_back_takes_its_acts_along_and_no_others(session: Session, actor: Actor) -> None:
    with writing():
        record(actor, "thing.kept", Thing(1))
        nested = session.begin_nested()
        record(actor, "thing.lost", Thing(1))
        nested.rollback()
        kept = session.begin_nested()
        record(actor, "thing.kept_too", Thing(1))
        kept.commit()
        session.commit()
    assert [row.act for row in history("thing", 1)] == ["thing.kept_too", "thing.kept"]


def test_a_thing_may_get_its_number_after_it_was_recorded(session: Session, actor: Actor) -> None:
    thing = Thing(None)
    with writing():
        record(actor, "thing.made", thing)
        thing.id = 9
        session.commit()
    assert len(history("thing", 9)) == 1


@pytest.mark.both
def test_an_act_that_cannot_be_recorded_does_not_happen(session: Session, actor: Actor) -> None:
    with writing():
        session.add(Lease(name="effect", holder="x", until=right_now()))
        record(Actor(999_999), "thing.made", Thing(1))
        with pytest.raises(DBAPIError):
            session.commit()
        session.rollback()
    assert session.scalar(select(func.count()).select_from(Lease)) == 0


def test_an_act_costs_three_statements(session: Session, actor: Actor, statements) -> None:
    act(session, actor)
    with statements() as seen:
        act(session, actor, note=None)
    assert len(seen) == 3


def test_many_acts_of_one_transaction_cost_three_statements(session: Session, actor: Actor, statements) -> None:
    act(session, actor)
    with statements() as seen, writing():
        for number in range(50):
            record(actor, "thing.made", Thing(number))
        session.commit()
    assert (len(seen), count(session)) == (3, 51)


def test_history_is_newest_first(session: Session, actor: Actor) -> None:
    for name in ("a", "b", "c"):
        act(session, actor, act=f"thing.{name}")
    act(session, actor, 2)
    assert [row.act for row in history("thing", 1)] == ["thing.c", "thing.b", "thing.a"]


def test_a_note_is_sealed_and_can_be_read(session: Session, actor: Actor) -> None:
    act(session, actor, note=NOTE)
    row = history("thing", 1)[0]
    assert NOTE.encode() not in row.note_sealed
    assert note_of(row) == NOTE


def test_a_note_goes_with_its_clients_key_and_the_chain_holds(session: Session, actor: Actor) -> None:
    key_id = vault().keys.new_key()
    act(session, actor, note=NOTE, key_id=key_id)
    vault().keys.destroy(key_id)
    with pytest.raises(KeyGone):
        note_of(history("thing", 1)[0])
    assert verify().findings == ()


def test_the_note_of_a_thing_is_sealed_by_the_things_key(session: Session, actor: Actor) -> None:
    class Keyed(Thing):
        key_id = vault().keys.new_key()

    with writing():
        record(actor, "thing.made", Keyed(1), note=NOTE)
        session.commit()
    assert history("thing", 1)[0].key_id == Keyed.key_id


@pytest.mark.both
@pytest.mark.parametrize("table", [AuditEntry, AuditHead])
def test_the_database_refuses_to_delete_from_the_trail(session: Session, actor: Actor, table: type) -> None:
    act(session, actor)
    with pytest.raises(DBAPIError, match="only grows"):
        session.execute(delete(table))
    session.rollback()
    assert count(session) == 1


@pytest.mark.both
def test_the_database_refuses_to_change_a_row(session: Session, actor: Actor) -> None:
    act(session, actor)
    with pytest.raises(DBAPIError, match="only grows"):
        session.execute(update(AuditEntry).values(act="thing.forged"))
    session.rollback()


def test_the_session_refuses_to_change_a_row(session: Session, actor: Actor) -> None:
    act(session, actor)
    session.scalars(select(AuditEntry)).one().act = "thing.forged"
    with pytest.raises(RuntimeError, match="only grows"):
        session.flush()
    session.rollback()


@pytest.mark.both
def test_a_reading_has_a_row_for_each_thing_on_the_chain_of_its_day(session: Session, actor: Actor) -> None:
    with clock.at(right_now()):
        record_reading(actor, "referral.identity", "referral", [3, 4], {"groups": ["identity"]})
        day = f"reads-{right_now():%Y-%m-%d}"
    rows = session.execute(select(AuditEntry.chain, AuditEntry.seq, AuditEntry.thing_id)).all()
    assert rows == [(day, 1, 3), (day, 2, 4)]


def test_a_reading_of_nothing_in_particular_has_one_row(session: Session, actor: Actor) -> None:
    record_reading(actor, "search", detail={"terms": "9f2c"})
    assert count(session) == 1


def test_each_day_of_readings_is_a_chain_of_its_own(session: Session, actor: Actor) -> None:
    for days in (0, 0, 1):
        with clock.at(right_now() + timedelta(days=days)):
            record_reading(actor, "referral.identity", "referral", [1])
    assert sorted(session.scalars(select(AuditHead.seq))) == [1, 2]


def test_a_reading_is_kept_though_the_request_is_rolled_back(session: Session, actor: Actor) -> None:
    session.scalar(select(1))
    record_reading(actor, "refused", "case", [3])
    session.rollback()
    assert count(session) == 1


def test_a_reading_that_cannot_be_recorded_closes_the_page(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise OperationalError("insert", {}, Exception("disk full"))

    monkeypatch.setattr(trail, "_append", broken)
    with pytest.raises(Unavailable):
        record_reading(actor, "referral.identity", "referral", [1])


@pytest.mark.both
def test_acts_and_readings_of_many_threads_form_whole_chains(app: Flask, session: Session, actor: Actor) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(8)

    def work(number: int) -> None:
        start.wait()
        try:
            for turn in range(12):
                with app.app_context():
                    if (number + turn) % 3 == 0:
                        record_reading(actor, "thing.read", "thing", [number])
                    else:
                        act(db.session(), actor, number, note=NOTE)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify()
    assert (failures, verdict.findings, verdict.rows) == ([], (), 96)


def test_a_row_written_past_the_trail_is_noticed(session: Session, actor: Actor) -> None:
    act(session, actor)
    forged = {"chain": "acts", "seq": 2, "at": right_now(), "act": "thing.forged", "prev": "0", "digest": "0"}
    session.execute(insert(AuditEntry), [forged])
    session.commit()
    assert [finding.seq for finding in verify().findings] == [2]
