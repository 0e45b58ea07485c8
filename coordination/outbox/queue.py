"""The way to rq: short time-outs, and a pause after a failure, so that a sick Redis delays no request."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

NAME = "hamahang"
JOB = "coordination.outbox.delivery.run"
JOB_SECONDS = 120
TOUCH_SECONDS = 0.2
PAUSE_SECONDS = 5.0
# What more there is in one transaction, the relay finds.
TOLD_AT_ONCE = 100

_log = logging.getLogger(__name__)


class RqQueue:
    """Tells rq of events. Redis may be down, frozen, wiped or full: then the relay does the work."""

    def __init__(self, url: str) -> None:
        self._redis = connect(url, TOUCH_SECONDS)
        self._queue = Queue(NAME, connection=self._redis, serializer=JSONSerializer)
        self._quiet_until = 0.0

    def tell(self, event_ids: Sequence[int]) -> bool:
        """Give the events to rq; True if it took them. Never raises, and takes at most half a second."""
        if time.monotonic() < self._quiet_until:
            return False
        jobs = [
            Queue.prepare_data(JOB, args=(event_id,), timeout=JOB_SECONDS, result_ttl=0, failure_ttl=0)
            for event_id in event_ids[:TOLD_AT_ONCE]
        ]
        try:
            self._queue.enqueue_many(jobs)
        except (RedisError, OSError) as error:
            self._quiet_until = time.monotonic() + PAUSE_SECONDS
            _log.warning("Redis does not take work (%s); the relay does it", type(error).__name__)
            return False
        return True

    def answers(self) -> bool:
        """Whether Redis answers now, for the health page."""
        try:
            return bool(self._redis.ping())
        except (RedisError, OSError):
            return False


def connect(url: str, seconds: float | None) -> Redis:
    """A client without retries; ``seconds`` bounds each step of talking to it."""
    return Redis.from_url(
        url,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=0,
    )
