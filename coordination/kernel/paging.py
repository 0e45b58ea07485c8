"""What the pages of lists share: where in a list the address stands, its neighbours, and links around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import current_app, request, url_for


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a list's page."""

    label: Any
    url: str
    current: bool = False
    style: str = "plain"
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """The neighbours of a page, and how many rows are shown, or where they are counted, there are."""

    prev_url: str | None
    next_url: str | None
    shown: int
    more_than: int | None = None


class Listed(Protocol):
    """A page of a list; ``before`` and ``after`` are the cursors of its neighbours."""

    @property
    def rows(self) -> Sequence[Any]: ...
    @property
    def before(self) -> str | None: ...
    @property
    def after(self) -> str | None: ...


def place() -> dict[str, Any]:
    """Where in a list the address stands: how many rows a page has, and the cursor."""
    size = int(current_app.config["HAMAHANG"].page_size)
    return {"size": size, "after": request.args.get("after"), "before": request.args.get("before")}


def pager(endpoint: str, found: Listed, query: Mapping[str, Any]) -> Pager:
    """The pager of a list under its filters."""
    return Pager(
        url_for(endpoint, before=found.before, **query) if found.before else None,
        url_for(endpoint, after=found.after, **query) if found.after else None,
        len(found.rows),
    )
