"""How tests press the buttons of pages: hidden fields, browsers, and what is stored after."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coordination.actions.models import Action
from coordination.kernel.db import db
from tests.world import Somebody, columns_of, sign_in

Statements = Callable[[], AbstractContextManager[list[str]]]
Make = Callable[..., Any]
Speaks = Callable[[Somebody, str], None]
Do = Callable[[Any, Callable[[Action], object]], None]


def fields_of(page: TestResponse) -> dict[str, str]:
    """The hidden fields that a form of the page carries."""
    version = re.findall(r'name="version"[^>]* value="([^"]*)"', page.text)
    return {"version": version[-1]} if version else {}


def as_(client: FlaskClient, person: Somebody) -> FlaskClient:
    """A browser of its own for the person."""
    browser = client.application.test_client()
    sign_in(browser, person)
    return browser


def press(client: FlaskClient, url: str, page: str | None = None, **data: Any) -> TestResponse:
    """Send a form as the page ``page`` (the url's own, unless named) would."""
    return client.post(url, data=fields_of(client.get(page or url)) | data)


def reread(client: FlaskClient, action: Any) -> Any:
    """What is stored of an action now, with ids of its helpers and of its requests for more time."""
    with client.application.app_context():
        row = db.session.get_one(Action, action.id)
        helpers = [one.person_id for one in row.contributors]
        requests = [one.public_id for one in row.extensions]
        return SimpleNamespace(**columns_of(row), helpers=helpers, requests=requests)
