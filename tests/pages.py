"""Forms as a browser without JavaScript sends them: a page is fetched, its form is filled in and sent as it stands."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class FormReader(HTMLParser):
    """Every form of a page: where it goes, and the values its fields hold as the page draws them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[tuple[str | None, str, dict[str, list[str]]]] = []
        self._select: str | None = None
        self._textarea: str | None = None
        self._chosen: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((at.get("action"), at.get("method", "get").lower(), {}))
        elif not self.forms:
            return
        elif tag == "input" and at.get("name") and at.get("type") not in ("submit", "file"):
            if at.get("type") not in ("checkbox", "radio") or "checked" in at:
                self._add(at["name"], at.get("value", "on"))
        elif tag == "select":
            self._select, self._chosen, self._first = at["name"], [], None
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = at.get("value", "")
            if "selected" in at:
                self._chosen.append(at.get("value", ""))
        elif tag == "textarea":
            self._textarea = at["name"]
            self._add(self._textarea, "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1][2][self._textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            for value in self._chosen or ([self._first] if self._first is not None else []):
                self._add(self._select, value)
            self._select = None
        elif tag == "textarea" and self._textarea:
            values = self.forms[-1][2][self._textarea]
            values[-1] = values[-1].removeprefix("\r\n").removeprefix("\n")
            self._textarea = None

    def _add(self, name: str, value: str) -> None:
        self.forms[-1][2].setdefault(name, []).append(value)


def form_of(html: str, page: str, action: str | None = None) -> tuple[str, dict[str, list[str]]]:
    """Target and values of the page's form that is sent to ``action`` (default: the page itself, else the first POST
    form within the page's own content)."""
    forms = [(target or page, values) for target, method, values in FormReader(html).forms if method == "post"]
    wanted = action or page
    for target, values in forms:
        if target.split("?")[0] == wanted.split("?")[0]:
            return target, values
    raise AssertionError(f"no form on {page} goes to {wanted}: {[target for target, _values in forms]}")


def send(
    client: FlaskClient, page: str, typed: dict[str, Any] | None = None, *, action: str | None = None
) -> TestResponse:
    """Fetch ``page``, change the named values of its form (None takes a value out) and send it."""
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    target, values = form_of(answer.text, page, action)
    for name, value in (typed or {}).items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value if isinstance(value, list) else [value]
    return client.post(target, data=values)
