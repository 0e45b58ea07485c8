"""What the pages of accounts share: the blueprint, the browser that asks, its cookie, refusals beside their field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from flask import Blueprint, current_app, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from config import Config
from coordination.accounts.devices import device_of
from coordination.accounts.presence import COOKIE
from coordination.kernel.errors import DomainError
from coordination.kernel.forms import put_error
from coordination.lang import say

HOME = "/"
UNKNOWN_ADDRESS = "-"

bp = Blueprint("accounts", __name__)


def config() -> Config:
    """The settings of this installation."""
    return cast(Config, current_app.config["HAMAHANG"])


def base_url() -> str:
    """What addresses in mails and on papers begin with."""
    return config().base_url


def lifetimes() -> dict[str, timedelta]:
    """How long a session lasts unused, and at most."""
    return {
        "idle": timedelta(minutes=config().session_idle_minutes),
        "at_most": timedelta(hours=config().session_hours),
    }


def browser() -> dict[str, str]:
    """The device and the address that ask, as sessions keep them."""
    return {"device": device_of(request.user_agent.string), "address": address()}


def address() -> str:
    """The network address that asks."""
    return request.remote_addr or UNKNOWN_ADDRESS


def own_page(target: str | None, method: str = "GET") -> str | None:
    """``target`` where it is an address of this application that answers ``method``, else None."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return None
    path = target.partition("?")[0].partition("#")[0]
    try:
        current_app.url_map.bind(request.host).match(path, method=method)
    except HTTPException:
        return None
    return target


def with_cookie(response: Response, token: str) -> Response:
    """The answer that gives the browser its session; the cookie ends with the browser."""
    response.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        path="/",
    )
    return response


def entered(token: str, target: str | None = None) -> Response:
    """On to the page that was wanted, or to Today."""
    return with_cookie(redirect(target or HOME, 303), token)


def refuse(form: FlaskForm, error: DomainError, fields: dict[str, str] | None = None) -> None:
    """Show a refusal beside its field (``fields`` renames it), or above the form."""
    name = getattr(error, "field", None)
    words = say.message(error.message)
    if error.advice is not None:
        words = f"{words} {say.message(error.advice)}"
    put_error(form, (fields or {}).get(name, name) if name else None, words)


def to_person(person: Any) -> Response:
    """Back to the person's page."""
    return redirect(url_for("accounts.person", person_id=person.public_id), 303)
