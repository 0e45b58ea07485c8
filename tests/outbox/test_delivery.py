"""Events: written with the change, each handler once in effect."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.kernel import clock
from coordination.kernel.clock import now as right_now
from coordination.kernel.db import db, writing
from coordination.outbox import relay
from coordination.outbox.delivery import deliver, run
from coordination.outbox.events import Event, NotYet, emit, listeners_of
from coordination.outbox.models import Lease, OutboxEvent, Processed

Listens = Callable[..., None]
Emitted = Callable[..., int]


def effect(name: str = "effect") -> Callable[[Event], None]:
    """A handler whose effect is a row that can be there only once for an event."""

    def handle(event: Event) -> None:
        db.session.add(Lease(name=f"{name} {event.id}", holder=str(event.payload.get("thing_id")), until=event.at))

    return handle


def effects(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Lease)) or 0


def state(session: Session, event_id: int) -> OutboxEvent:
    session.rollback()
    return session.get_one(OutboxEvent, event_id, populate_existing=True)


def fail(_event: Event) -> None:
    raise ConnectionError("words that somebody typed")


def test_an_event_rolled_back_never_was(session: Session, listens: Listens) -> None:
    listens("thing.made", effect())
    emit("thing.made", thing_id=1)
    session.flush()
    session.rollback()
    assert session.scalar(select(func.count()).select_from(OutboxEvent)) == 0


@pytest.mark.parametrize("value", [None, 1.5, {"name": "x"}, object(), b"x"])
def test_a_payload_holds_ids_and_codes_only(session: Session, value: object) -> None:
    with pytest.raises(TypeError):
        emit("thing.made", thing_id=value)


def test_an_event_nobody_listens_to_is_done_when_written(session: Session, emitted: Emitted) -> None:
    assert state(session, emitted("nobody.listens", thing_id=1)).done_at is not None


def test_a_listener_may_name_a_family_of_events(listens: Listens) -> None:
    listens("thing.*", effect())
    assert [bool(listeners_of(name)) for name in ("thing.made", "thing.lost", "other.made")] == [True, True, False]


@pytest.mark.both
def test_the_handler_gets_the_ids(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", effect())
    deliver(emitted("thing.made", thing_id=77))
    assert session.scalars(select(Lease.holder)).all() == ["77"]


@pytest.mark.both
def test_delivered_twice_in_effect_once(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", effect())
    event_id = emitted("thing.made", thing_id=1)
    assert deliver(event_id)
    session.execute(OutboxEvent.__table__.update().values(done_at=None))
    session.commit()
    assert deliver(event_id)
    assert (effects(session), state(session, event_id).done_at is not None) == (1, True)


@pytest.mark.both
def test_a_handler_that_fails_leaves_nothing_behind_and_is_tried_again(
    session: Session, listens: Listens, emitted: Emitted
) -> None:
    def half(event: Event) -> None:
        effect()(event)
        db.session.flush()
        fail(event)

    listens("thing.made", half)
    event_id = emitted("thing.made", thing_id=1)
    assert not deliver(event_id)
    assert (effects(session), session.scalar(select(func.count()).select_from(Processed))) == (0, 0)
    listens("thing.made", effect())
    assert deliver(event_id)
    assert effects(session) == 1


def test_a_failure_stops_no_other_handler(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", fail, name="tests.a")
    listens("thing.made", effect(), name="tests.b")
    assert not deliver(emitted("thing.made", thing_id=1))
    assert effects(session) == 1


def test_a_failure_is_kept_as_a_class_name_alone(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", fail)
    event_id = emitted("thing.made", thing_id=1)
    deliver(event_id)
    assert (state(session, event_id).last_error, state(session, event_id).attempts) == ("ConnectionError", 1)


def test_a_failure_is_logged_without_the_words_of_the_error(
    session: Session, listens: Listens, emitted: Emitted, caplog: pytest.LogCaptureFixture
) -> None:
    listens("thing.made", fail)
    deliver(emitted("thing.made", thing_id=1))
    assert "ConnectionError" in caplog.text
    assert "typed" not in caplog.text


def test_each_failure_doubles_the_pause(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", fail)
    with clock.at(right_now()) as _:
        event_id = emitted("thing.made", thing_id=1)
        pauses = []
        for _time in range(4):
            deliver(event_id)
            pauses.append(round((state(session, event_id).available_at - right_now()).total_seconds()))
    assert pauses == [1, 2, 4, 8]


def test_not_yet_is_no_failure(session: Session, listens: Listens, emitted: Emitted) -> None:
    later = right_now() + timedelta(minutes=3)

    def wait(_event: Event) -> None:
        raise NotYet(later)

    listens("thing.made", wait)
    event_id = emitted("thing.made", thing_id=1)
    deliver(event_id)
    row = state(session, event_id)
    assert (row.attempts, row.available_at, row.done_at) == (0, later, None)


def test_a_handler_alone_holds_no_transaction(session: Session, listens: Listens, emitted: Emitted) -> None:
    seen: list[bool] = []
    listens("thing.made", lambda _event: seen.append(db.session().in_transaction()), alone=True)
    event_id = emitted("thing.made", thing_id=1)
    deliver(event_id)
    deliver(event_id)
    assert seen == [False]


def test_an_event_of_an_event_is_written_with_its_effects(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", lambda event: [emit("thing.told", thing_id=1), fail(event)])
    deliver(emitted("thing.made", thing_id=1))
    assert session.scalars(select(OutboxEvent.name)).all() == ["thing.made"]


@pytest.mark.both
def test_eight_deliveries_at_once_in_effect_once(
    app: Flask, session: Session, listens: Listens, emitted: Emitted
) -> None:
    listens("thing.made", effect())
    event_ids = [emitted("thing.made", thing_id=1) for _ in range(5)]
    failures: list[BaseException] = []
    start = threading.Barrier(8)

    def deliver_all() -> None:
        start.wait()
        try:
            with app.app_context():
                for event_id in event_ids:
                    run(event_id)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=deliver_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failures, effects(session)) == ([], 5)
    assert all(state(session, event_id).attempts == 0 for event_id in event_ids)


@pytest.mark.both
def test_the_relay_does_what_waits(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", effect())
    for _ in range(3):
        emitted("thing.made", thing_id=1)
    assert (relay.step(), effects(session), relay.step()) == (3, 3, 0)


def test_the_relay_leaves_what_must_wait(session: Session, listens: Listens, emitted: Emitted) -> None:
    listens("thing.made", fail)
    emitted("thing.made", thing_id=1)
    with clock.at(right_now()):
        relay.step()
        assert relay.step() == 0


def test_a_nested_part_rolled_back_takes_its_events_along(session: Session, listens: Listens) -> None:
    listens("thing.*", effect())
    with writing():
        emit("thing.made", thing_id=1)
        nested = session.begin_nested()
        emit("thing.lost", thing_id=1)
        nested.rollback()
        session.commit()
    assert session.scalars(select(OutboxEvent.name)).all() == ["thing.made"]
