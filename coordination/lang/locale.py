"""In which language this moment speaks: chosen for a block, else the person's, else the visitor's cookie, else
Persian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final, Literal

from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, Domain, force_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

Language = Literal["fa", "en"]

DEFAULT: Final[Language] = "fa"
COOKIE: Final = "lang"

_chosen: ContextVar[Language | None] = ContextVar("chosen_language", default=None)
_EXTENSION, _FOLDER = "coordination.lang", "coordination.lang.folder"
_EMPTY = NullTranslations()


def register(app: Flask, *, translations: Path, person_language: Callable[[], str | None]) -> None:
    """Set up Flask-Babel on ``app``. ``translations``: the absolute folder of catalogues; ``person_language``
    tells, without
    a query, the language of the person signed in to this request, or ``None``.
    """
    app.extensions[_EXTENSION], app.extensions[_FOLDER] = person_language, str(translations)
    babel = Babel(
        app,
        default_locale=DEFAULT,
        default_translation_directories=str(translations),
        locale_selector=current,
    )
    babel.domain_instance = _Catalogues(str(translations))
    # What Jinja's extension makes of ``_`` asks three functions and formats each text, hundreds of times a page.
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template, current_language=current, direction=direction)


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's texts, from catalogues that are chosen by ``current`` and read once: a page asks hundreds of
    times."""

    def get_translations(self) -> NullTranslations:
        return catalogue()


def catalogue() -> NullTranslations:
    """The catalogue of the current language, kept for the request as the language is; outside of an application an
    empty one."""
    if not has_app_context():
        return _EMPTY
    if _chosen.get() is not None:
        return _read(current_app.extensions[_FOLDER], current())
    kept: NullTranslations | None = g.get("catalogue")
    if kept is None:
        kept = _read(current_app.extensions[_FOLDER], current())
        if "language" in g:
            g.catalogue = kept
    return kept


@cache
def _read(folder: str, language: str) -> NullTranslations:
    return Translations.load(folder, [language])


def words(msgid: str) -> str:
    """An English msgid in the current language."""
    return str(catalogue().ugettext(msgid))


@pass_eval_context
def _in_template(context: EvalContext, msgid: str, **variables: object) -> str:
    """``_("…")`` of the templates: the catalogue's own markup stays, variables are escaped."""
    said = Markup(words(msgid)) if context.autoescape else words(msgid)  # noqa: S704
    return said % variables if variables or "%" in said else said


def current() -> Language:
    """``fa`` or ``en``, inside and outside of a request."""
    return _chosen.get() or (_of_request() if has_request_context() else None) or DEFAULT


def direction() -> Literal["rtl", "ltr"]:
    """The direction of the current language, for ``<html dir>``."""
    return "rtl" if current() == "fa" else "ltr"


@contextmanager
def using(language: str) -> Iterator[None]:
    """Within the block everything speaks ``language`` (the receiver's, in a mail); one that is not offered
    means Persian.
    """
    language_offered = offered(language) or DEFAULT
    token = _chosen.set(language_offered)
    try:
        # Flask-Babel keeps the locale it first chose for a context, so it has to be told as well.
        with force_locale(language_offered):
            yield
    finally:
        _chosen.reset(token)


def offered(language: str | None) -> Language | None:
    """``language`` when it is one of the two, else ``None`` (cookies and forms may hold anything)."""
    if language == "fa":
        return "fa"
    return "en" if language == "en" else None


def _of_request() -> Language | None:
    """The language of the person, once known kept for the request, else of the cookie."""
    kept: Language | None = g.get("language")
    if kept is not None:
        return kept
    person_language = current_app.extensions.get(_EXTENSION)
    language = offered(person_language() if person_language else None)
    if language is not None:
        g.language = language
        return language
    return offered(request.cookies.get(COOKIE))
