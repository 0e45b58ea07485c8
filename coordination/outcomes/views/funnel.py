"""The funnel's page: figures of one's agency, group or of all, each with its definition and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.cases.states import CASE
from coordination.directory.queries import agency_labels
from coordination.kernel.errors import NotFound
from coordination.kernel.messages import N_, Message
from coordination.kernel.paging import pager, place
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.outcomes import small
from coordination.outcomes.forms import FunnelForm
from coordination.outcomes.queries.funnel import (
    DEFINITIONS,
    STEP_LABELS,
    By,
    Line,
    Step,
    Wanted,
    count_funnel,
    list_agencies_below,
    list_behind,
    list_cities,
)
from coordination.outcomes.views.blueprint import bp
from coordination.outcomes.views.listing import year_of, years

WAYS = {By.YEAR: N_("Year"), By.CITY: N_("City"), By.AGENCY: N_("Agency")}
NAMES = ("whose", "by", "year")
ALL = "all"
OFFICERS = ("chair", "secretary")
"""Who has the sums of a group's members (relation ``figures.view``)."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whom the reader may have figures: its value in the address, its name, and what is counted. ``own`` needs no
    hiding."""

    value: str
    name: str
    wanted: Wanted
    own: bool = False


def _offered(actor: Actor) -> list[Whose]:
    """One's own agencies as head, those below them, the groups one chairs or keeps, and all for the auditor."""
    found: dict[str, Whose] = {}
    headed = actor.agencies(PostKind.HEAD)
    for post in actor.posts:
        if post.agency_id in headed:
            names = {"name_fa": post.agency_name_fa, "name_en": post.agency_name_en}
            found.setdefault(
                f"a{post.agency_id}",
                Whose(f"a{post.agency_id}", pick(names, "name"), Wanted(agency_id=post.agency_id), own=True),
            )
    for row in list_agencies_below(tuple(headed)) if headed else ():
        found.setdefault(f"a{row.id}", Whose(f"a{row.id}", pick(row, "name"), Wanted(agency_id=row.id)))
    for seat in actor.seats:
        if seat.kind in OFFICERS and not seat.alternate:
            names = {"name_fa": seat.group_name_fa, "name_en": seat.group_name_en}
            whose = Whose(f"g{seat.group_id}", pick(names, "name"), Wanted(group_id=seat.group_id))
            found.setdefault(whose.value, whose)
    everybody = [Whose(ALL, _("All agencies"), Wanted())] if policy.allows(actor, "figures.view_all") else []
    return [*everybody, *found.values()]


@bp.get("/outcomes/funnel")
@sees("figures.view")
def funnel() -> str:
    """From the first sight of a child to what became of him, by year, city or agency."""
    offered = _offered(g.actor)
    whose = _whose(offered)
    by = _by(whose)
    # Of others every year is told, or none: one year by cities beside all years would give away what either hides.
    wanted = replace(whose.wanted, year=_year(by) if whose.own else None, years=tuple(years()))
    lines = count_funnel(wanted, by)
    hidden = {} if whose.own else _hidden(wanted, by, lines)
    form = FunnelForm(
        MultiDict({"whose": whose.value, "by": by.value, "year": str(wanted.year or ALL)}),
        whose=[(one.value, one.name) for one in offered],
        ways=[(way.value, _(words)) for way, words in WAYS.items() if way is not By.AGENCY or whose.value == ALL],
        years=years(),
    )
    return render_template(
        "outcomes/funnel.html",
        whose=whose,
        by=by,
        way=Message(WAYS[by]),
        year=wanted.year,
        lines=_shown(lines, hidden, by),
        steps=[(step, STEP_LABELS[step], DEFINITIONS[step]) for step in Step],
        fields=[form[name] for name in NAMES if whose.own or name != "year"],
        behind=lambda step, line: url_for(".behind", step=step.value, **_behind(whose, by, line, wanted)),
        links=policy.allows(g.actor, "case.list"),
    )


def _whose(offered: Sequence[Whose]) -> Whose:
    asked = request.args.get("whose") or (offered[0].value if offered else "")
    found = next((one for one in offered if one.value == asked), None)
    if found is None:
        raise NotFound()
    return found


def _by(whose: Whose) -> By:
    """By agency only where everybody's figures are open: a group's officers have its members' sums."""
    typed = request.args.get("by", "")
    by = By(typed) if typed in set(By) else By.YEAR
    return By.YEAR if by is By.AGENCY and whose.value != ALL else by


def _year(by: By) -> int | None:
    typed = request.args.get("year", ALL if by is By.YEAR else "")
    return None if typed == ALL else year_of(typed) or years()[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is drawn: its name, and each step's count, or the sign that it is too small to be told."""

    key: str
    name: Any
    counts: dict[Step, Any]


def _hidden(wanted: Wanted, by: By, lines: Sequence[Line]) -> dict[tuple[Step, str], Any]:
    """What is not told, and the sign in its place. What the reader knows of the agencies of his posts he can take away,
    so what is left without them is what must not be small. One statement where he holds a post, two more by agency."""
    known = g.actor.agencies()
    rest = count_funnel(replace(wanted, but=known), by) if known else lines
    counted = {line.key: line.counts for line in rest}
    keys = [line.key for line in lines if by is not By.AGENCY or int(line.key) not in known]
    tables = {step: {key: counted[key][step] if key in counted else 0 for key in keys} for step in Step}
    if by is By.AGENCY:
        return _hidden_by_agency(tables, count_funnel(replace(wanted, but=known), By.CITY))
    return {(step, key): sign for step, table in tables.items() for key, sign in _signs(table).items()}


def _hidden_by_agency(tables: dict[Step, dict[str, int]], cities: Sequence[Line]) -> dict[tuple[Step, str], Any]:
    """The agencies of a city are its parts: where the city is not told none of them is, else what is told of it must
    not give one of them away."""
    city_of = list_cities([int(key) for key in tables[Step.IDENTIFIED]])
    found: dict[tuple[Step, str], Any] = {}
    for step, table in tables.items():
        whole = _signs({line.key: line.counts[step] for line in cities})
        within: dict[str, dict[str, int]] = {}
        for key, count in table.items():
            within.setdefault(city_of[int(key)], {})[key] = count
        for city, parts in within.items():
            signs = dict.fromkeys(parts, whole[city]) if city in whole else _signs(parts)
            found |= {(step, key): sign for key, sign in signs.items()}
    return found


def _signs(table: dict[str, int]) -> dict[str, Any]:
    """The keys of a table that are not told, each with its sign."""
    return {key: shown for key, shown in small.hide(table).items() if not isinstance(shown, int)}


def _shown(lines: Sequence[Line], hidden: dict[tuple[Step, str], Any], by: By) -> list[Shown]:
    names = agency_labels(int(line.key) for line in lines) if by is By.AGENCY else {}
    return [
        Shown(
            line.key,
            _name(line.key, by, names),
            {step: hidden.get((step, line.key), line.counts[step]) for step in Step},
        )
        for line in lines
    ]


def _name(key: str, by: By, names: Any) -> str:
    match by:
        case By.YEAR:
            return say.digits_for(key)
        case By.CITY:
            return key or _("City not recorded")
        case _:
            return pick(names[int(key)], "name")


def _behind(whose: Whose, by: By, line: Shown, wanted: Wanted) -> dict[str, Any]:
    query: dict[str, Any] = {"whose": f"a{line.key}" if by is By.AGENCY else whose.value}
    year = line.key if by is By.YEAR else wanted.year
    return query | ({"year": year} if year else {})


@bp.get("/outcomes/funnel/<step>")
@sees("case.list")
def behind(step: str) -> str:
    """The cases behind a figure, as far as the list of cases is open to the reader."""
    if step not in set(Step):
        raise NotFound()
    which, year = Step(step), year_of(request.args.get("year", ""))
    query = {name: request.args[name] for name in ("whose", "year") if request.args.get(name)}
    found = list_behind(g.actor, which, replace(_narrowed(query.get("whose", "")), year=year), **place())
    return render_template(
        "outcomes/behind.html",
        label=Message(STEP_LABELS[which]),
        definition=Message(DEFINITIONS[which]),
        rows=found.rows,
        year=year,
        look_of=CASE.look,
        pager=pager(".behind", found, query | {"step": step}),
    )


def _narrowed(whose: str) -> Wanted:
    """What an address names; the list shows nothing that is not the reader's, whatever it names."""
    number = int(whose[1:]) if whose[1:].isascii() and whose[1:].isdecimal() else None
    if number is None or whose[0] not in "ag":
        return Wanted()
    return Wanted(agency_id=number) if whose[0] == "a" else Wanted(group_id=number)
