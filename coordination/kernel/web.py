"""What every answer has: a request id, the security headers, and errors put into words by one handler."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as AnyResponse

from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, NotFound, Stale, Unavailable
from coordination.kernel.messages import N_

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
}
YEAR_SECONDS = 31_536_000

WORDS: dict[int, tuple[str, str]] = {
    400: (N_("This request cannot be read"), N_("Go back, look at what you typed, and send it again.")),
    405: (N_("This address is not used in this way"), N_("Go back to Today and follow the links and buttons.")),
    413: (N_("This file is too large"), N_("Choose a file of at most 10 MB, or split it.")),
    429: (N_("Too many attempts"), N_("Wait a few minutes and try again.")),
    500: (
        N_("Hamahang could not answer"),
        N_("Nothing was changed. Try again; if it happens once more, give the number below to the administrator."),
    ),
}


class PublicId(BaseConverter):
    """A thing's random public id: sixteen URL-safe characters."""

    regex = "[A-Za-z0-9_-]{16}"


def prepare(app: Flask) -> None:
    """Headers, request ids and error pages on every answer of the app."""
    app.url_map.converters["public_id"] = PublicId
    secure = bool(app.config["SESSION_COOKIE_SECURE"])

    @app.url_defaults
    def version_static(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and app.static_folder:
            values.setdefault("v", _content_version(f"{app.static_folder}/{values['filename']}"))

    @app.before_request
    def name_request() -> None:
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
        if request.endpoint == "static":
            response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        elif response.status_code == 200 and "kept_for" in g:
            response.headers["Cache-Control"] = f"public, max-age={g.kept_for}"
            response.vary.add("Cookie")
        else:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(NoConnection, _database_error)
    app.register_error_handler(IntegrityError, _same_at_once)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


@cache
def _content_version(path: str) -> str:
    """Eight characters that change with the file, so that browsers may keep it for a year."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]


def _domain_error(error: DomainError) -> tuple[str, int] | AnyResponse:
    db.session.rollback()
    if error.status == 401:
        if request.method == "GET" and "HX-Request" not in request.headers:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
        return kept_page(error, typed_again())
    typed = [] if isinstance(error, ForeignForm) else typed_again()
    page = render_template(
        "errors/domain.html",
        error=error,
        typed=typed,
        resend=request.full_path.rstrip("?") if typed and isinstance(error, SENT_AGAIN) else None,
        version=_version(error),
        back=_page_behind(),
    )
    return page, error.status


class OldForm(DomainError):
    """The form was drawn for another browser session."""

    title = N_("This form is too old")


class ForeignForm(DomainError):
    """The form was sent by another site: it is not given back with our token in it, for a press to send it on."""

    title = N_("This form is not ours")


class SameAtOnce(DomainError):
    """Two saved the same; the database let one of them."""

    status = 409
    title = N_("Two people have saved the same")


# What may go through when it is sent once more as it is.
SENT_AGAIN = (Stale, Unavailable, OldForm, SameAtOnce)
# Where a browser says that a request began (the header Sec-Fetch-Site).
OTHER_SITES = ("cross-site", "same-site")


def kept_page(error: DomainError, typed: list[tuple[str, str]], path: str | None = None) -> tuple[str, int]:
    """An expired sign-in on a POST: what was typed stands on the page, to be sent on to ``path`` after signing in."""
    path = path or request.full_path.rstrip("?")
    version = request.form.get("version", "")
    return render_template("errors/signed_out.html", error=error, typed=typed, version=version, path=path), error.status


def typed_again(*, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What the refused request carried, to be given back to the one who typed it; never passwords or tokens, nor the
    fields ``but``."""
    if request.method == "GET":
        return []
    hidden = ("csrf_token", "version", *but)
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in hidden and "password" not in name and "token" not in name
    ]


def _version(error: DomainError) -> str:
    """The version to send again with: the saved one where both texts were shown, else the one the form carried."""
    thing = g.get("thing")
    if not isinstance(error, Stale) or thing is None:
        return request.form.get("version", "")
    saved = db.session.get(type(thing), inspect(thing).identity, populate_existing=True)
    return "" if saved is None else str(saved.version)


def _page_behind() -> str:
    """The nearest page above the address that was refused: that of the form, or of the thing."""
    adapter = current_app.url_map.bind(request.host)
    path = request.path.rstrip("/")
    if request.method == "GET":
        path = path.rpartition("/")[0]
    while path:
        try:
            adapter.match(path, method="GET")
        except HTTPException:
            path = path.rpartition("/")[0]
        else:
            return path
    return "/"


def _csrf_error(_error: CSRFError) -> tuple[str, int] | AnyResponse:
    if request.headers.get("Sec-Fetch-Site") in OTHER_SITES:
        return _domain_error(
            ForeignForm(
                N_("Another site sent this form, so nothing was saved."),
                N_("Open the page here and fill in its form."),
            )
        )
    return _domain_error(
        OldForm(
            N_("This form is too old to be taken, so nothing was saved."), N_("Your text stands below. Send it again.")
        )
    )


def _same_at_once(error: IntegrityError) -> tuple[str, int] | AnyResponse:
    """What the commands looked for before was saved by somebody else in between: only the database noticed. Any other
    broken rule of the database is our own mistake."""
    if not _is_double(error):
        return _unforeseen(error)
    current_app.logger.warning("saved at once", extra={"error": type(error.orig).__name__})
    return _domain_error(
        SameAtOnce(
            N_("Somebody else saved the same at this moment, so nothing of yours was saved. Your text stands below."),
            N_("Look at what is there now; send yours again if it is still needed."),
        )
    )


def _is_double(error: IntegrityError) -> bool:
    names = (type(error.orig).__name__, getattr(error.orig, "sqlite_errorname", ""))
    return "UniqueViolation" in names or "SQLITE_CONSTRAINT_UNIQUE" in names


def _database_error(error: OperationalError | NoConnection) -> tuple[str, int] | AnyResponse:
    current_app.logger.error(
        "database not available", extra={"error": type(getattr(error, "orig", None) or error).__name__}
    )
    db.session.rollback()
    g.without_database = True
    return _domain_error(
        Unavailable(N_("The database does not answer, so nothing was changed."), N_("Try again in a minute."))
    )


def _http_error(error: HTTPException) -> tuple[str, int] | AnyResponse | HTTPException:
    code = error.code or 500
    if code < 400 or isinstance(error, SecurityError):
        return error  # no address can be built for a host that is not ours, so our page cannot be either
    if code == 404:
        return _domain_error(NotFound())
    title, advice = WORDS.get(code, WORDS[400 if code < 500 else 500])
    return render_template("errors/http.html", title=title, advice=advice, request_id=g.get("request_id", "")), code


def _unforeseen(error: Exception) -> tuple[str, int]:
    current_app.logger.error(
        "unforeseen",
        extra={"request_id": g.get("request_id", ""), "error": type(error).__name__, "endpoint": request.endpoint},
        exc_info=error,
    )
    db.session.rollback()
    g.without_database = True
    title, advice = WORDS[500]
    return render_template("errors/http.html", title=title, advice=advice, request_id=g.get("request_id", "")), 500


def page_args(*names: str) -> dict[str, Any]:
    """The named query arguments that were given and are not empty."""
    return {name: request.args[name] for name in names if request.args.get(name)}
