"""The lists: received, sent, drafts, to rule on, and the agency's own; filtered, ordered, kept under names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.kernel.messages import N_
from coordination.kernel.paging import Link, Pager, place
from coordination.referrals import forms, queries
from coordination.referrals.models import State
from coordination.referrals.queries.lists import Filters, Listed
from coordination.referrals.states import ENDED
from coordination.referrals.views import rows
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.parts import DRAFTS, PARTS, RECEIVED, SENT, TO_RULE, Part

SELECTS = ("state", "priority", "route", "due")
FILTER_NAMES = (*SELECTS, "sort")
SHOWN = ("open", "mine", "others", "ended", "all")
SHOW_LABELS = {
    "open": N_("Running"),
    "mine": N_("Your turn"),
    "others": N_("Others"),
    "ended": N_("Ended"),
}
ORDER = Markup('{} · <a href="{}">{}</a>')
TURN_ORDER = N_("your turn first, then time left")
NEWEST_ORDER = N_("the newest first")


@dataclass(slots=True)
class ListPage:
    """Everything that ``referrals/list.html`` draws."""

    heading: str
    parts: list[Link]
    columns: list[tuple[Any, str | None]]
    rows: list[rows.Row]
    pager: Any
    empty_title: Any
    empty_text: Any
    action: str = ""
    order_note: Any = None
    filters: list[Any] = field(default_factory=list)
    keep: dict[str, str] = field(default_factory=dict)
    turns: list[Link] = field(default_factory=list)
    saved: list[Link] = field(default_factory=list)
    lifts: list[Link] = field(default_factory=list)
    clear_url: str | None = None
    save_url: str | None = None
    manage_url: str | None = None
    is_filtered: bool = False
    is_plain: bool = False
    """Rows of code and state alone, drawn as a plain list."""


@bp.get("")
@sees("referral.list")
def inbox() -> Any:
    """What was addressed to one's agencies, or is handled by oneself; a reviewer elsewhere begins with objections."""
    if not policy.allows(g.actor, RECEIVED.act) and policy.allows(g.actor, TO_RULE.act):
        return redirect(url_for(".to_rule"), 303)
    return _show(RECEIVED)


@bp.get("/sent")
@sees("referral.list")
def outbox() -> str:
    """What one's agencies have sent."""
    return _show(SENT)


@bp.get("/drafts")
@sees("referral.list")
def drafts() -> str:
    """What is not sent yet."""
    return _show(DRAFTS)


@bp.get("/to-rule")
@sees("referral.list_to_rule")
def to_rule() -> str:
    """Objections that wait for one's ruling."""
    return _show(TO_RULE)


@bp.get("/agency")
@sees("referral.view_state")
def agency() -> str:
    """What one's agency received, for any of its people: code, state, turn and time."""
    posts = {post.agency_id: post for post in g.actor.posts}
    asked = request.args.get("agency", "")
    agency_id = int(asked) if asked.isdecimal() and int(asked) in posts else next(iter(posts))
    form = _filter_form(request.args, tuple(State))
    found = queries.list_of_agency(g.actor, agency_id, _filters(form, request.args), **place())
    page = ListPage(
        heading=N_("Referrals of the agency"),
        parts=_parts("agency"),
        columns=_columns(N_("Sender and route")),
        rows=[rows.state_only(g.actor, row) for row in found.rows],
        pager=_pager("agency", found, {}),
        empty_title=_(RECEIVED.empty_title),
        empty_text=_(RECEIVED.empty_text),
        is_plain=True,
    )
    return render_template("referrals/list.html", page=page)


def _show(part: Part) -> str:
    if not part.filtered:
        found = part.read(g.actor, **place())
        return render_template("referrals/list.html", page=_page(part, found, {}))
    saved = queries.list_saved_filters(g.actor, part.name)
    args: Mapping[str, str] = request.args
    if not request.args:
        args = next((one.query for one in saved if one.is_start), {})
    states = tuple(state for state in State if state != State.DRAFT)
    form = _filter_form(args, states)
    filters = _filters(form, args)
    found = part.read(g.actor, filters, **place())
    page = _page(part, found, query_of(args))
    _add_filters(page, part, form, args)
    _add_saved(page, part, saved, args)
    return render_template("referrals/list.html", page=page)


def _page(part: Part, found: Listed, query: Mapping[str, Any]) -> ListPage:
    build = rows.sent if part in (SENT, DRAFTS) else rows.received
    return ListPage(
        heading=part.heading,
        parts=_parts(part.name),
        columns=_columns(part.party),
        rows=[build(g.actor, row) for row in found.rows],
        pager=_pager(part.name, found, query),
        empty_title=_(part.empty_title),
        empty_text=_(part.empty_text),
        action=url_for(f".{part.name}"),
    )


def _add_filters(page: ListPage, part: Part, form: forms.FilterForm, args: Mapping[str, str]) -> None:
    query = query_of(args)
    show = query.get("show", "open")
    chosen = [form[name] for name in SELECTS if form[name].data]
    page.filters = [form[name] for name in SELECTS]
    page.keep = {name: query[name] for name in ("show", "sort") if name in query}
    page.order_note = _order_note(part, query)
    page.turns = [
        Link(_(label), url_for(f".{part.name}", **(query | {"show": name})), current=name == show)
        for name, label in SHOW_LABELS.items()
    ]
    page.clear_url = url_for(f".{part.name}", show=show)
    page.save_url = url_for(".save_filter", part=part.name, **query) if chosen or show != "open" else None
    page.is_filtered = bool(chosen) or show != "open"
    if page.is_filtered and not page.rows:
        _offer_lifting(page, part, query, chosen)


def _order_note(part: Part, query: dict[str, Any]) -> Markup:
    """How the list is ordered, and the way to the other order."""
    newest = query.get("sort") == "sent"
    now, other = (NEWEST_ORDER, TURN_ORDER) if newest else (TURN_ORDER, NEWEST_ORDER)
    address = _without(query, "sort") if newest else query | {"sort": "sent"}
    return ORDER.format(_(now), url_for(f".{part.name}", **address), _("Order: %(order)s", order=_(other)))


def _offer_lifting(page: ListPage, part: Part, query: dict[str, Any], chosen: list[Any]) -> None:
    """Nothing was found: each filter can be lifted by itself, and all at once."""
    words = [(one.name, f"{one.label.text}: {dict(one.choices).get(one.data, one.data)}") for one in chosen]
    if query.get("show", "open") != "open":
        words.append(("show", _(SHOW_LABELS.get(query["show"], N_("All")))))
    page.empty_text = _("These are set: %(filters)s.", filters=_("; ").join(str(text) for _name, text in words))
    page.lifts = [
        Link(
            _("Lift «%(filter)s»", filter=text),
            url_for(f".{part.name}", **_without(query, name)),
        )
        for name, text in words
    ]
    if len(words) > 1:
        page.lifts.append(Link(_("Lift all filters"), url_for(f".{part.name}", show="open")))


def _without(query: dict[str, Any], name: str) -> dict[str, Any]:
    left = {key: value for key, value in query.items() if key != name}
    return left or {"show": "open"}


def _add_saved(page: ListPage, part: Part, saved: Any, args: Mapping[str, str]) -> None:
    now = query_of(args)
    page.saved = [
        Link(one.name, url_for(f".{part.name}", **(one.query or {"show": "open"})), current=one.query == now)
        for one in saved
    ]
    page.manage_url = url_for(".save_filter", part=part.name)


def _parts(current: str) -> list[Link]:
    found = [
        Link(_(part.label), url_for(f".{part.name}"), current=part.name == current)
        for part in PARTS
        if policy.allows(g.actor, part.act)
    ]
    desks = g.actor.agencies(PostKind.LIAISON, PostKind.DEPUTY, PostKind.HEAD)
    if g.actor.agencies() - desks:
        found.append(Link(_("The whole agency"), url_for(".agency"), current=current == "agency"))
    return found


def _columns(party: str) -> list[tuple[Any, str | None]]:
    return [(_("Referral"), None), (_(party), None), (_("State and turn"), None), (_("Time"), "ascending")]


def _pager(endpoint: str, found: Listed, query: Mapping[str, Any]) -> Pager:
    return Pager(
        url_for(f".{endpoint}", before=found.before, **query) if found.before else None,
        url_for(f".{endpoint}", after=found.after, **query) if found.after else None,
        found.total,
        found.more_than,
    )


def _filter_form(args: Mapping[str, str], states: tuple[State, ...]) -> forms.FilterForm:
    return forms.FilterForm(MultiDict({name: args[name] for name in FILTER_NAMES if args.get(name)}), states=states)


def _filters(form: forms.FilterForm, args: Mapping[str, str]) -> Filters:
    """The filters of an address; words that are not known narrow nothing."""
    show = args.get("show", "open")
    due = form.due.data
    state = form.state.data if form.state.data in set(State) else None
    if state in ENDED and show == "open":
        show = "all"
    return Filters(
        show=show if show in SHOWN else "open",  # type: ignore[arg-type]
        states=(State(state),) if state else (),
        priority=form.priority.data,
        route=form.route.data,
        late=due == "late",
        due_within={"today": 1, "3": 3, "10": 10}.get(due or ""),
        order="sent" if form.sort.data == "sent" else "turn",
    )


def query_of(args: Mapping[str, str]) -> dict[str, Any]:
    """The part of an address that is the filter: no cursor, nothing empty."""
    known = (*FILTER_NAMES, "show")
    found = {name: str(args[name])[:40] for name in known if args.get(name)}
    if found.get("show") == "open" and len(found) > 1:
        del found["show"]
    return found
