"""Logs are JSON lines that hold ids and codes, whatever an error or a library would like to say."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from config import ROOT
from coordination.kernel.db import db
from coordination.logs import JsonLines, gunicorn_settings
from tests.conftest import SECRETS

NAME = "مهرگان زرین‌پر"
TOKEN = "aGVsbG8tdG9rZW4td29ybGQ"


def line_of(name: str, message: object, *args: object, error: BaseException | None = None, **extra: object) -> Any:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.getLogger(name).makeRecord(name, 40, __file__, 1, message, args, exc_info, extra=extra)
    return json.loads(JsonLines().format(record))


def test_our_own_message_is_kept_as_it_is() -> None:
    assert line_of("coordination.outbox", "event %s failed", 7)["message"] == "event 7 failed"


def test_codes_beside_a_message_are_kept() -> None:
    line = line_of("coordination", "unforeseen", request_id="0a1b", endpoint="home.show")
    assert (line["request_id"], line["endpoint"]) == ("0a1b", "home.show")


def test_anything_else_beside_a_message_is_left_out() -> None:
    assert NAME not in json.dumps(line_of("coordination", "unforeseen", form=NAME), ensure_ascii=False)


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("Error handling request %s", (f"/invitation?token={TOKEN}",)),
        ("%(who)s came", ({"who": NAME},)),
        (f"Error: {NAME}", ()),
        (f"cannot read '{NAME}'", ()),
        ("%d children", (NAME,)),
    ],
)
def test_values_in_a_librarys_message_are_left_out(message: str, args: tuple[object, ...]) -> None:
    said = json.dumps(line_of("gunicorn.error", message, *args), ensure_ascii=False)
    assert NAME not in said
    assert TOKEN not in said


def test_numbers_in_a_librarys_message_are_kept() -> None:
    assert line_of("gunicorn.error", "Booting worker with pid: %s", 4711)["message"] == "Booting worker with pid: 4711"


def test_an_error_is_told_by_class_and_place_without_its_words() -> None:
    try:
        raise ValueError(NAME)
    except ValueError as error:
        line = line_of("coordination", "unforeseen", error=error)
    assert line["error"] == "ValueError"
    assert line["frames"][-1].startswith("tests/house/test_logs.py:")
    assert NAME not in json.dumps(line, ensure_ascii=False)


def test_a_failing_statement_is_told_without_its_row(make_app: Callable[..., Flask]) -> None:
    app = make_app(MODE="production")
    insert = text("INSERT INTO installation (id, name_fa, host_agency_id) VALUES (1, :name, 99)")
    with app.app_context(), pytest.raises(IntegrityError) as failed:
        db.session.execute(insert, {"name": NAME})
    assert NAME not in str(failed.value)


def test_an_answer_is_noted_by_its_endpoint_without_its_address(
    make_app: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    make_app(LOG_LEVEL="INFO").test_client().get(f"/search?q={NAME}&token={TOKEN}")
    said = capsys.readouterr().err
    line = json.loads(said.splitlines()[-1])
    assert (line["endpoint"], line["method"]) == ("search.show", "GET")
    assert TOKEN not in said
    assert NAME not in said


def test_gunicorn_writes_no_visits() -> None:
    assert "gunicorn.access" not in gunicorn_settings("INFO")["loggers"]


def test_what_ends_a_process_is_told_without_its_words(tmp_path: Path) -> None:
    code = (
        "from config import Config\n"
        "from coordination import create_app, logs\n"
        "config = Config.from_env()\n"
        "create_app(config)\n"
        "logs.silence_python(config)\n"
        f"raise ValueError({NAME!r})\n"
    )
    environ = {**os.environ, **SECRETS, "MODE": "demo", "VAR_DIR": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True)
    assert ended.returncode == 1
    assert json.loads(ended.stderr.splitlines()[-1])["error"] == "ValueError"
    assert NAME not in ended.stderr
