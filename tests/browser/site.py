"""A running Hamahang for the browser: a server on a free port, forms protected, and a time that the test moves."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from coordination.kernel import clock
from coordination.outbox import relay
from tests.conftest import MOMENT

GRACE = timedelta(minutes=1)
"""After so long whatever rq was given first is the relay's."""


class Quiet(WSGIRequestHandler):
    """Answers without a line on the screen for each."""

    def log_request(self, *_code: Any) -> None:
        return


class Site:
    """The application behind an address. Its time starts at the moment of the tests and goes on; ``later`` moves it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        # A stream that is compressed leaves its file to the garbage collector, of which the tests would complain.
        app.config.update(WTF_CSRF_ENABLED=True, COMPRESS_STREAMS=False)
        self._started, self._ahead = time.monotonic(), timedelta()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def _answer(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        # Each request has a thread of its own, and a thread knows nothing of the test's frozen time.
        with clock.at(self.now()):
            return self.app(environ, start_response)

    def now(self) -> datetime:
        """The time on the server."""
        return MOMENT + timedelta(seconds=time.monotonic() - self._started) + self._ahead

    def later(self, by: timedelta) -> None:
        """Time passes while nobody does anything."""
        self._ahead += by

    def tell(self) -> None:
        """What waits in the outbox is done: notices written, mails put into their folder."""
        with self.app.app_context():
            for ahead in (GRACE, 2 * GRACE):  # what an event leads to waits once more
                with clock.at(self.now() + ahead):
                    relay.step()

    def mails(self) -> list[str]:
        """The texts of all mails that were put into their folder."""
        files = sorted((self.app.config["HAMAHANG"].var_dir / "mail").glob("*.eml"))
        mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [f"{mail['Subject']}\n{mail.get_body().get_content()}" for mail in mails]

    def stop(self) -> None:
        """No request is answered any more, and none is in the middle."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.app.config.update(WTF_CSRF_ENABLED=False, COMPRESS_STREAMS=True)
