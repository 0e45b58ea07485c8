"""The worker process: rq's simple worker, which needs no child and can be killed at any moment."""

from __future__ import annotations

import logging
import signal
import sys
import time
from types import FrameType

from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from coordination.outbox.queue import NAME, connect

# How long Redis may keep silent before the worker connects anew.
WORKER_SECONDS = 30
PAUSE_SECONDS = 1.0

_log = logging.getLogger(__name__)


def work(redis_url: str) -> None:
    """Take work from rq until SIGTERM or SIGINT; the running job is ended first. Connects anew while Redis is away."""
    while True:
        worker: SimpleWorker | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _end)
        try:
            worker = SimpleWorker(
                [NAME],
                connection=connect(redis_url, None),
                serializer=JSONSerializer,
                worker_ttl=WORKER_SECONDS,
                log_job_description=False,
            )
            worker.work(logging_level="WARNING")
        except (RedisError, OSError) as error:
            _log.warning("the worker lost Redis (%s)", type(error).__name__)
        if worker is not None and worker._shutdown_requested_date is not None:
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _end)
        time.sleep(PAUSE_SECONDS)


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)
