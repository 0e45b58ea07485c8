"""The rows behind a figure, for head and liaisons of the agency: what was counted, without a child's name or code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, render_template, request, url_for

from coordination.access import policy
from coordination.access.web import sees
from coordination.cases.models import Sex
from coordination.directory.models import Agency
from coordination.directory.queries import get_agency
from coordination.figures import cells, spans
from coordination.figures.queries.rows import ADMISSIONS, REFERRALS, list_rows
from coordination.figures.views.blueprint import bp
from coordination.figures.views.sections import NATION_LABELS, SEXES
from coordination.kernel.errors import NotFound
from coordination.kernel.messages import N_, Message
from coordination.kernel.paging import pager, place
from coordination.lang import zone
from coordination.lang.text import digits
from coordination.outcomes.models import OUTCOME_LABELS, OutcomeKind
from coordination.outcomes.states import OUTCOME
from coordination.referrals.models import ROUTE_LABELS, Route
from coordination.referrals.states import REFERRAL
from coordination.referrals.titles import need_name, service_name

HEADINGS = {
    **dict.fromkeys(REFERRALS, N_("Referrals received")),
    cells.SENT: N_("Referrals sent"),
    **dict.fromkeys(ADMISSIONS, N_("Admissions")),
    cells.SERVED: N_("Services"),
    cells.OUTCOME: N_("Outcomes"),
}


@bp.get("/agencies/<public_id:agency_id>/rows")
@sees("figures.rows", find=get_agency)
def rows(agency: Agency) -> str:
    """What a figure counts, newest first."""
    of, key = request.args.get("of", cells.ROUTE), request.args.get("key", "")[:60]
    if of not in HEADINGS:
        raise NotFound()
    period = spans.read(digits(request.args.get("year", "")), request.args.get("period", ""), zone.today())
    found = list_rows(agency, of, key, period, **place())
    query = {"agency_id": agency.public_id, "of": of, "key": key, "year": period.year, "period": period.name}
    return render_template(
        "figures/rows.html",
        agency=agency,
        heading=HEADINGS[of],
        narrowed=_words(of, key) if key else None,
        period=period,
        shape="referrals" if of in REFERRALS else "admissions" if of in ADMISSIONS else of,
        rows=found.rows,
        pager=pager(".rows", found, query),
        figures_url=url_for(".show", whom=agency.public_id, year=period.year, period=period.name)
        if policy.allows(g.actor, "figures.view_agency", agency)
        else None,
        words=WORDS,
    )


def _words(of: str, key: str) -> Any:
    """What the figure was of; a key that is not known has no words, and no rows."""
    try:
        return _say(of, key)
    except (KeyError, ValueError):
        raise NotFound() from None


def _say(of: str, key: str) -> Any:
    match of:
        case cells.ROUTE | cells.BY_ROUTE:
            return WORDS["route"](key)
        case cells.STATE | cells.SENT:
            return Message(REFERRAL.look(key).label)
        case cells.NATION:
            return Message(NATION_LABELS[key])
        case cells.SEX:
            return WORDS["sex"](key)
        case cells.OUTCOME:
            kind, _dot, state = key.partition(".")
            parts = {"kind": WORDS["outcome"](kind), "state": Message(OUTCOME.look(state).label)}
            return Message(N_("%(kind)s: %(state)s"), **parts)
        case cells.NEED:
            return need_name(key)
        case _:
            return service_name(key)


WORDS: dict[str, Callable[[str], Any]] = {
    "route": lambda key: Message(ROUTE_LABELS[Route(key)]),
    "sex": lambda key: Message(SEXES[Sex(key)]),
    "nation": lambda nationality: Message(NATION_LABELS[cells.nation(nationality)]),
    "need": need_name,
    "service": service_name,
    "look": REFERRAL.look,
    "outcome": lambda kind: Message(OUTCOME_LABELS[OutcomeKind(kind)]),
    "outcome_look": OUTCOME.look,
}
"""How the template puts codes into words."""
