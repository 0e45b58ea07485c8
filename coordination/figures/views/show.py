"""The page of figures: whose, of which period; every figure leads to its rows where the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, render_template, request

from coordination.access import policy
from coordination.access.web import sees
from coordination.directory.models import Agency
from coordination.directory.queries import get_agency
from coordination.figures import spans
from coordination.figures.clocks import CLOCKS
from coordination.figures.forms import ChoiceForm
from coordination.figures.queries.by_agency import AgencyTimes, list_times
from coordination.figures.queries.offered import AGENCY, ALL, Offer, Offered, list_offered
from coordination.figures.queries.told import tell
from coordination.figures.views import sections
from coordination.figures.views.blueprint import bp
from coordination.groups import queries as groups
from coordination.groups.models import Group
from coordination.kernel.errors import NotFound
from coordination.kernel.messages import Message
from coordination.lang import zone
from coordination.lang.text import digits


@bp.get("")
@sees("figures.view")
def show() -> str:
    """Figures of what the address names among the offered: one's own agency first, this year, unless it says more."""
    return _page(request.args.get("whom", ""))


@bp.get("/agencies/<public_id:agency_id>")
@sees("figures.view_agency", find=get_agency)
def agency(agency: Agency) -> str:
    """An agency's figures, by an address that other pages can know."""
    return _page(agency.public_id)


@bp.get("/groups/<public_id:group_id>")
@sees("figures.view_group", find=groups.get_group_row)
def group(group: Group) -> str:
    """A group's figures, likewise."""
    return _page(group.public_id)


def _page(whom: str) -> str:
    today = zone.today()
    offer = list_offered(g.actor, today)
    scope = _chosen(offer, whom)
    period = spans.read(digits(request.args.get("year", "")), request.args.get("period", ""), today)
    told = tell(offer, scope, period, today=today, keys=sections.keys())
    links = sections.Links(scope, period, allowed=_may_see_rows(scope))
    return render_template(
        "figures/show.html",
        scope=scope,
        period=period,
        told=told,
        form=ChoiceForm(offer=offer, scope=scope, period=period, today=today),
        big=sections.big(told, links),
        parts=sections.parts(told, links, with_sent=scope.agency_ids is not None),
        outcomes=sections.outcomes(told, links),
        outcome_heads=sections.outcome_heads(),
        clocks=sections.clocks(told),
        exact=not offer.parts_of(scope),
        by_agency=_by_agency(scope, request.args.get("clock", ""), period),
    )


@dataclass(frozen=True, slots=True)
class ByAgency:
    """One clock at each agency."""

    label: Message
    rows: list[AgencyTimes]


def _by_agency(scope: Offered, clock: str, period: spans.Period) -> ByAgency | None:
    """For who looks at all agencies, and only when asked: the aggregates of each are many."""
    if scope.kind != ALL or clock not in CLOCKS:
        return None
    return ByAgency(Message(sections.LABELS[clock]), list_times(clock, period))


def _chosen(offer: Offer, whom: str) -> Offered:
    """What is named, else the first that is offered. Raises NotFound where it is not offered."""
    if not offer.scopes:
        raise NotFound()
    if not whom:
        return offer.scopes[0]
    found = next((one for one in offer.scopes if one.public_id == whom), None)
    if found is None:
        raise NotFound()
    return found


def _may_see_rows(scope: Offered) -> bool:
    return scope.kind == AGENCY and policy.allows(g.actor, "figures.rows", scope)
