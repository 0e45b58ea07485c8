"""The lists: one's own actions by their day, those of one's agencies, those to verify, those of one's groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.actions import forms, queries
from coordination.actions.queries.lists import Counts, Filters, Listed
from coordination.actions.views import rows
from coordination.actions.views.blueprint import bp
from coordination.kernel.messages import N_
from coordination.kernel.paging import Link, Pager, pager, place
from coordination.lang import locale, say

FILTER_NAMES = ("q", "state", "due", "agency", "group")
SECTIONS = (N_("Late"), N_("This week"), N_("Later"), N_("With others"))
DESK = (PostKind.LIAISON, PostKind.HEAD)
LONGEST = 80


@dataclass(slots=True)
class ListPage:
    """Everything that ``actions/list.html`` draws."""

    name: str
    heading: str
    lines: list[rows.Line]
    segments: list[Link]
    pager: Pager
    empty_title: str
    empty_text: str
    filters: list[Any] = field(default_factory=list)
    keep: dict[str, str] = field(default_factory=dict)
    """What an address that led here narrowed the list to, without a field of its own."""
    is_filtered: bool = False
    clear_url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of one's own list, with how many it holds in all."""

    heading: str
    count: int
    lines: list[rows.Line]
    late: bool


@bp.get("")
@sees("action.list")
def mine() -> str:
    """What is mine to do, by its day, and what of mine is with others."""
    counts = queries.counts(g.actor)
    found = queries.list_mine(g.actor, **place())
    totals = (counts.late, counts.week, counts.later, counts.others)
    grouped: list[list[rows.Line]] = [[], [], [], []]
    for row in found.rows:
        grouped[rows.section_of(g.actor, row)].append(rows.line(g.actor, row, with_owner=_is_anothers(row)))
    sections = [
        Section(SECTIONS[n], max(totals[n], len(lines)), lines, n == 0) for n, lines in enumerate(grouped) if lines
    ]
    return render_template(
        "actions/mine.html",
        lead=_lead(counts),
        sections=sections,
        segments=_segments("mine", counts),
        pager=pager(".mine", found, {}),
        more=found.before is not None or found.after is not None,
    )


@bp.get("/agency")
@sees("action.list_agency")
def agency() -> str:
    """The actions of one's agencies."""
    posts = {post.agency_id: post for post in g.actor.posts if post.kind in DESK}
    form, filters, query = _filters(agencies=())
    found = queries.list_of_agency(g.actor, filters, **place())
    return _show(
        "agency",
        _agency_label(list(posts.values())) if len(posts) == 1 else _("Actions of my agencies"),
        found,
        queries.counts(g.actor),
        form,
        query,
        _("No action of your agency runs"),
        _("When a meeting gives your agency something to do, it stands here with its owner and its day."),
    )


@bp.get("/to-verify")
@sees("action.list_verify")
def verify_list() -> str:
    """What I say of that it is done."""
    form, filters, query = _filters()
    found = queries.list_to_verify(g.actor, filters, **place())
    return _show(
        "verify_list",
        _("Actions that I verify"),
        found,
        queries.counts(g.actor),
        form,
        query,
        _("Nothing is yours to verify"),
        _("When an owner reports an action done that you verify, it comes here with what shows it."),
    )


@bp.get("/group")
@sees("action.list_group")
def group() -> str:
    """The actions of the groups in which I sit."""
    agencies = [(row.public_id, say_name(row)) for row in queries.list_agencies_of_groups(g.actor)]
    form, filters, query = _filters(agencies=agencies)
    found = queries.list_of_groups(g.actor, filters, **place())
    return _show(
        "group",
        _("Actions of my groups"),
        found,
        None,
        form,
        query,
        _("No action of your groups runs"),
        _("What the groups in which you sit have given somebody to do stands here until it is verified."),
    )


def say_name(row: Any) -> str:
    """The name of an agency's row in the reader's language."""
    return str(row.name_en if locale.current() == "en" and row.name_en else row.name_fa)


def _show(
    name: str,
    heading: str,
    found: Listed,
    counts: Counts | None,
    form: forms.FilterForm,
    query: dict[str, str],
    empty_title: str,
    empty_text: str,
) -> str:
    page = ListPage(
        name=name,
        heading=heading,
        lines=[rows.line(g.actor, row, with_owner=True) for row in found.rows],
        segments=_segments(name, counts),
        pager=pager(f".{name}", found, query),
        empty_title=empty_title,
        empty_text=empty_text,
        filters=list(form),
        keep={name: value for name, value in query.items() if name not in form},
        is_filtered=bool(query),
        clear_url=url_for(f".{name}") if query else None,
    )
    return render_template("actions/list.html", page=page)


def _is_anothers(row: Any) -> bool:
    return bool(row.owner_id != g.actor.person_id)


def _lead(counts: Counts) -> str:
    """«6 actions are yours; 1 is late; 2 are due this week.»"""
    if not counts.mine:
        return str(_("Nothing is yours to do now."))
    parts = [ngettext("%(count)s action is yours", "%(count)s actions are yours", counts.mine, count=_n(counts.mine))]
    if counts.late:
        parts.append(ngettext("%(count)s is late", "%(count)s are late", counts.late, count=_n(counts.late)))
    if counts.week:
        parts.append(
            ngettext("%(count)s is due this week", "%(count)s are due this week", counts.week, count=_n(counts.week))
        )
    return str(_("%(sentence)s.", sentence=_("; ").join(str(part) for part in parts)))


def _n(count: int) -> str:
    return say.number(count)


def _segments(current: str, counts: Counts | None) -> list[Link]:
    posts = [post for post in g.actor.posts if post.kind in DESK]
    by_agency = {post.agency_id: post for post in posts}
    found = [Link(_("Me"), url_for(".mine"), current == "mine", count=counts.mine if counts else None)]
    if policy.allows(g.actor, "action.list_agency"):
        label = _agency_label(posts) if len(by_agency) == 1 else _("My agencies")
        found.append(Link(label, url_for(".agency"), current == "agency", count=counts.agency if counts else None))
    found.append(
        Link(_("I verify"), url_for(".verify_list"), current == "verify_list", count=counts.verify if counts else None)
    )
    if policy.allows(g.actor, "action.list_group"):
        found.append(Link(_("My groups"), url_for(".group"), current == "group"))
    return found


def _agency_label(posts: Sequence[Any]) -> str:
    post = posts[0]
    return str(post.agency_name_en if locale.current() == "en" and post.agency_name_en else post.agency_name_fa)


def _filters(agencies: Sequence[tuple[str, str]] = ()) -> tuple[forms.FilterForm, Filters, dict[str, str]]:
    """The form as typed, what it narrows to (unknown words narrow nothing), and the part of the address that is set."""
    query = {name: str(request.args[name])[:LONGEST] for name in FILTER_NAMES if request.args.get(name)}
    form = forms.FilterForm(MultiDict(query), agencies=agencies)
    due = query.get("due", "")
    filters = Filters(
        state=query.get("state", ""),
        due=due if due in ("late", "week", "agenda", "asked") else "",  # type: ignore[arg-type]
        agency=query.get("agency", ""),
        group=query.get("group", ""),
        text=query.get("q", ""),
    )
    return form, filters, query
