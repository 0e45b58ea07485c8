"""The program as gunicorn serves it while it is measured; with BENCH_COUNT set every answer says its statements."""

from __future__ import annotations

import os
import re
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import Engine, event

from config import Config
from coordination import create_app

UNCOUNTED = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)")
READING = re.compile(r"INSERT INTO audit_entry|.*audit_head", re.DOTALL)
HEADER = "X-Bench-Statements"


def count_statements(app: Flask) -> None:
    """Let every answer carry the number of its statements, as quality.md counts: not BEGIN and COMMIT, and on pages not
    the guard's rows about what was read."""

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not has_request_context() or UNCOUNTED.match(statement):
            return
        if request.method == "GET" and READING.match(statement):
            return
        g.statements = g.get("statements", 0) + 1

    event.listen(Engine, "before_cursor_execute", note)

    @app.after_request
    def say(response: Response) -> Response:
        response.headers[HEADER] = str(g.get("statements", 0))
        return response


app = create_app(Config.from_env())
if os.environ.get("BENCH_COUNT"):
    count_statements(app)
