"""What tests of the pages of cases do again and again: send a page's form as it stands, count what it cost."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient


def token(client: FlaskClient, url: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    page = client.get(url).text
    found = re.findall(r'<input id="(csrf_token|version)" name="\1" type="hidden" value="([^"]*)"', page)
    return dict(found)


def send(client: FlaskClient, url: str, **typed: Any) -> Any:
    return client.post(url, data=token(client, url) | typed, content_type=typed.pop("content_type", None))


def new_case(**typed: str) -> dict[str, str]:
    return {"sex": "girl", "risk": "medium", "identity_kind": "none", "worker": "", "in_school": ""} | typed


def of_the_act(seen: list[str]) -> list[str]:
    """The statements of a write, without the reading rows that the guard writes after it."""
    last = next((n for n, statement in enumerate(seen) if statement.startswith("UPDATE audit_head")), len(seen))
    return seen[: last + 1]


def of_the_query(seen: list[str]) -> list[str]:
    return [statement for statement in seen if " audit_" not in statement]


def send_search(client: FlaskClient, **typed: str) -> Any:
    return client.post("/cases/search", data=token(client, "/cases") | typed)
