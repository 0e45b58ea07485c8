"""The directory as open data: HSDS 3 in JSON, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, jsonify, request

from coordination.access.web import opens_to_all
from coordination.directory.models import Agency
from coordination.lang.text import digits
from coordination.lang.zone import today
from coordination.public import hsds, queries
from coordination.public.views.blueprint import bp, count_asking, opened

SIZE = 50
Names = dict[str, tuple[str, str]]
LISTS: dict[str, Callable[[Sequence[Agency], Names], list[dict[str, Any]]]] = {
    "organizations": lambda agencies, _names: hsds.organizations(agencies),
    "services": hsds.services,
    "locations": lambda agencies, _names: hsds.locations(agencies),
    "service_at_locations": hsds.service_at_locations,
}


@bp.get("/public/hsds/<any(organizations,services,locations,service_at_locations):what>.json")
@opens_to_all
def data(what: str) -> Response:
    """One list of the specification; ``page`` from 1, ``per_page`` at most 200."""
    count_asking()
    opened("directory")
    names = {row.code: (row.name_fa, row.name_en) for row in queries.list_needs()}
    things = LISTS[what](queries.list_all(today()), names)
    size = min(_number("per_page", SIZE), hsds.MOST)
    answer = jsonify(hsds.page_of(things, _number("page", 1), size))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _number(name: str, otherwise: int) -> int:
    """A number from 1 that the address gives, else the usual one."""
    typed = digits(request.args.get(name, ""))
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else otherwise
