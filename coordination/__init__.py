"""Hamahang: agencies that look after working and street children act as one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_compress import Compress
from flask_login import LoginManager, current_user
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config
from coordination import audit, logs, outbox, vault
from coordination.access.actor import Actor
from coordination.access.standing import load_actor
from coordination.access.web import can, check_routes
from coordination.accounts.presence import COOKIE
from coordination.demo.guard import refuse_demo_data
from coordination.features import FEATURES
from coordination.kernel import clock, web
from coordination.kernel.db import db, prepare_engine
from coordination.lang import filters, locale, zone
from coordination.nav import build_nav
from coordination.workflow import check_machines

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


def create_app(config: Config) -> Flask:
    """The application. Raises RuntimeError where a route lacks a rule, or a move its rule or message, and Missing where
    production meets the demo world."""
    config.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask(__name__, template_folder=str(ROOT / "templates"))
    secure = config.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=config.secret_key,
        DEBUG=config.debug,
        TESTING=config.mode == "test",
        TRUSTED_HOSTS=list(config.trusted_hosts),
        MAX_CONTENT_LENGTH=12 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=1 * MEGABYTE,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        # A failing statement is told without the values of its row.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": config.mode not in ("test", "development")},
        SESSION_COOKIE_NAME="hamahang_form",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_ENABLED=config.mode != "test",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "application/javascript",
            "text/javascript",
            "image/svg+xml",
            "application/json",
        ],
        COMPRESS_ALGORITHM=["br", "gzip"],
        HAMAHANG=config,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if config.trust_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    logs.configure(app, config)

    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    vault.init_app(app, config)
    CSRFProtect(app)
    Compress(app)
    _sign_ins(app, config)
    zone.configure(config.timezone, clock.now)
    locale.register(app, translations=ROOT / "translations", person_language=_language)
    filters.register(app)
    web.prepare(app)
    outbox.init_app(app, config)
    audit.init_app(app, config)
    for feature in FEATURES:
        feature(app)
    app.jinja_env.globals["can"] = can
    app.context_processor(_page_context)
    check_machines()
    check_routes(app)
    with app.app_context():
        refuse_demo_data(config)
    return app


def _sign_ins(app: Flask, config: Config) -> None:
    """Flask-Login over our own session rows: the cookie carries a token, the row says whose and until when."""
    login = LoginManager(app)
    login.session_protection = None
    idle, at_most = timedelta(minutes=config.session_idle_minutes), timedelta(hours=config.session_hours)

    def load(incoming: Any) -> Actor | None:
        token = incoming.cookies.get(COOKIE)
        actor = load_actor(token, idle=idle, at_most=at_most) if token else None
        db.session.rollback()
        return actor

    login.request_loader(load)


def _language() -> str | None:
    actor = g.get("_login_user")
    return actor.language if isinstance(actor, Actor) else None


def _page_context() -> dict[str, Any]:
    if g.get("without_database"):
        return {"locale_code": locale.current(), "direction": locale.direction(), "nav": None, "actor": None}
    actor = current_user._get_current_object() if current_user.is_authenticated else None
    return {
        "locale_code": locale.current(),
        "direction": locale.direction(),
        "nav": build_nav(actor, request.endpoint or "") if actor is not None else None,
        "actor": actor,
    }
