"""Logs: one JSON object a line, with ids and codes; never what was typed, a name, an address's query or a token."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from flask import Flask, Response, g, has_request_context, request

from config import ROOT, Config

OURS = "coordination"
EXTRA = ("request_id", "endpoint", "method", "status", "ms", "error", "at_line")
FRAMES = 12
# Health is asked for every few seconds, and files that never change say nothing.
QUIET_ENDPOINTS = frozenset({"static", "health.show"})
LEFT_OUT = "…"
# Where the words of a message end and its values begin.
_VALUE = re.compile(r"[:='\"({<\n]")

_log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """A record as one line. Errors are told by class and place: their words may hold a row or a form."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
            "process": record.process,
        }
        if has_request_context():
            line["request_id"] = g.get("request_id", "")
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["frames"] = frames_of(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


class _Stderr(logging.StreamHandler[IO[str]]):
    """Writes to whatever the error output is now, which tests and supervisors change."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(JsonLines())

    @property
    def stream(self) -> IO[str]:  # type: ignore[override]
        """The error output."""
        return sys.stderr


def configure(app: Flask, config: Config) -> None:
    """Let everything that is logged leave as JSON lines on the error output, and note each answer by its endpoint."""
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if not isinstance(handler, _Stderr)] + [_Stderr()]
    # Below this level libraries tell of statements and addresses, with values.
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(config.log_level)
    _note_answers(app)


def silence_python(config: Config) -> None:
    """What Python itself writes to the error output (uncaught errors, warnings, broken messages) keeps to the rule too,
    in this whole process; developers see the words."""
    if config.mode in ("test", "development"):
        return
    logging.raiseExceptions = False

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            _log.critical("uncaught", exc_info=(kind, error, trace))

    def uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            uncaught(given.exc_type, given.exc_value, given.exc_traceback)

    def warned(_message: object, category: type[Warning], filename: str, lineno: int, *_rest: object) -> None:
        _log.warning("warned", extra={"error": category.__name__, "at_line": f"{_short(filename)}:{lineno}"})

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread
    warnings.showwarning = warned  # type: ignore[assignment]


def gunicorn_settings(level: str) -> dict[str, Any]:
    """The same lines for gunicorn's own messages (its setting ``logconfig_dict``)."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": [], "level": "WARNING"},
        "loggers": {"gunicorn.error": {"handlers": ["stderr"], "level": level, "propagate": False}},
    }


def message_of(record: logging.LogRecord) -> str:
    """Our own message as it is; of a library's only the words that it was written with, and numbers."""
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    if not record.args:
        return _VALUE.split(str(record.msg), maxsplit=1)[0].strip()
    named = isinstance(record.args, dict)
    args = {name: _number_or_nothing(value) for name, value in record.args.items()} if named else None  # type: ignore[union-attr]
    try:
        return str(record.msg) % (args or tuple(_number_or_nothing(value) for value in record.args))
    except (TypeError, ValueError):
        return LEFT_OUT


def frames_of(trace: TracebackType | None) -> list[str]:
    """Where an error passed, innermost last: file, line and function, never a line's text or values."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _number_or_nothing(value: object) -> object:
    return value if isinstance(value, int | float) else LEFT_OUT


def _short(filename: str) -> str:
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _note_answers(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        if _log.isEnabledFor(logging.INFO) and request.endpoint not in QUIET_ENDPOINTS:
            extra = {
                "endpoint": request.endpoint,
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000),
            }
            _log.info("answered", extra=extra)
        return response
