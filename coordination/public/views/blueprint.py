"""What the public pages share: the blueprint, what is open, how long an answer is kept, the language of an address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request

from coordination.accounts.commands import attempts
from coordination.directory.models import Installation
from coordination.kernel.db import db
from coordination.kernel.errors import NotFound
from coordination.lang import locale
from coordination.public import queries

KEPT_FOR = 300
"""Seconds for which browsers and caches may show the same answer."""
UNKNOWN_ADDRESS = "-"
KEPT = ("q", "city", "kind", "need", "half", "after", "before")
"""What of an address the same page in the other language keeps."""
PARTS = ("directory", "reports", "resolutions", "figures")

bp = Blueprint("public", __name__)


@bp.before_request
def choose_language() -> None:
    """``?lang=en`` in the address: such a page can be kept, and no session begins for it."""
    chosen = locale.offered(request.args.get("lang"))
    if chosen is not None and request.path.startswith("/public"):
        g.language = g.chosen_language = chosen


@bp.url_defaults
def keep_language(_endpoint: str, values: dict[str, Any]) -> None:
    """Links of a page whose address names its language name it too."""
    if "chosen_language" in g and _endpoint.startswith("public."):
        values.setdefault("lang", g.chosen_language)


def opened(part: str | None = None) -> Installation:
    """The installation, where ``part`` is open to everybody (or anything, where none is named). Raises NotFound."""
    installation = queries.get_installation()
    if installation is None or not any(getattr(installation, f"public_{one}") for one in ([part] if part else PARTS)):
        raise NotFound()
    g.kept_for = KEPT_FOR
    return installation


def count_asking() -> None:
    """What costs more than a page that is kept (a search, data) is counted by address. Raises TooMany."""
    db.session.rollback()
    attempts.take("public", address=request.remote_addr or UNKNOWN_ADDRESS)


def draw(template: str, installation: Installation, **context: Any) -> str:
    """A page that is the same for everybody: no menu, nothing of a session."""
    here = dict(request.view_args or {})
    query = {name: request.args[name] for name in KEPT if name in request.args}
    other = "en" if locale.current() == "fa" else "fa"
    return render_template(
        template,
        installation=installation,
        pages_open=[part for part in PARTS if getattr(installation, f"public_{part}")],
        other_language=other,
        chosen_language=g.get("chosen_language"),
        here={**here, **query, "lang": other},
        nav=None,
        actor=None,
        get_flashed_messages=lambda **_options: [],
        **context,
    )
