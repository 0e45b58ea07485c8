"""The filters of the templates that depend on the language.

Every one takes the context, because Jinja computes a filter of a constant once, in the first visitor's
language, otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from coordination.lang import say, spans
from coordination.lang.locale import current


def pick(thing: object, field: str) -> str:
    """``agency|pick('name')``: ``name_fa`` or ``name_en`` of an object, row or mapping, the other where that
    is empty.
    """
    languages = ("fa", "en") if current() == "fa" else ("en", "fa")
    return next((value for language in languages if (value := _value(thing, f"{field}_{language}"))), "")


def span(first: date, last: date, precision: str = "") -> str:
    """``programme.from_on|span(programme.to_on)``: a period as people say it, without days of the week."""
    return say.message(spans.words(first, last, precision))


FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "n": say.number,
    "percent": say.percent,
    "day": say.day,
    "full_day": say.full_day,
    "day_title": say.day_title,
    "field_date": say.field_date,
    "moment": say.moment,
    "clock_time": say.clock_time,
    "ago": say.ago,
    "duration": say.duration,
    "text": say.message,
    "digits_for": say.digits_for,
    "with_codes": say.with_codes,
    "filesize": say.filesize,
    "pick": pick,
    "span": span,
}


def register(app: Flask) -> None:
    """Give ``app`` the filters; each says nothing for ``None``."""
    for name, function in FILTERS.items():
        app.jinja_env.filters[name] = _with_context(function)


def _with_context(function: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def in_language(_context: Context, value: object, *args: object, **kwargs: object) -> str:
        return "" if value is None else function(value, *args, **kwargs)

    return in_language


def _value(thing: object, name: str) -> str:
    found = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name)
    return str(found) if found else ""
