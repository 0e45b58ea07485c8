"""The clock process: gives out periodic jobs under a lease, and runs the relay beside it."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from flask import Flask

from coordination.kernel.db import db
from coordination.outbox import relay
from coordination.outbox.jobs import give_out_due, hold_lease, process_name

JOBS_SECONDS = 5.0
RELAY_SECONDS = 2.0
LEASE_NAME = "clock"

_log = logging.getLogger(__name__)


def run(app: Flask, stop: threading.Event) -> None:
    """Turn until ``stop`` is set. A slow handler in the relay does not delay the jobs, nor the other way round."""
    beside = threading.Thread(target=_turn, args=(app, stop, relay.step, RELAY_SECONDS), name="relay", daemon=True)
    beside.start()
    _turn(app, stop, tick, JOBS_SECONDS)
    beside.join(timeout=relay.STEP_SECONDS)


def tick() -> None:
    """One turn of the clock: if this process holds the lease it gives out what is due."""
    if hold_lease(LEASE_NAME, process_name()):
        give_out_due()


def stop_on_signals(stop: threading.Event) -> None:
    """Set ``stop`` at SIGTERM or SIGINT."""

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def _turn(app: Flask, stop: threading.Event, step: Callable[[], object], seconds: float) -> None:
    while not stop.is_set():
        try:
            with app.app_context():
                step()
        except Exception as error:  # the database may be away for a while; the clock must outlive that
            _log.warning("the clock could not work (%s)", type(error).__name__)
            with app.app_context():
                db.engine.dispose()
        stop.wait(seconds)
