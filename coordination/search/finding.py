"""The search's union: what its rows look like, and groups, meetings, items, resolutions and actions in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, cast, func, literal, null, or_, select, union_all

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.actions.models import Action
from coordination.groups.models import Group
from coordination.kernel.db import Moment, db
from coordination.lang.text import ZWNJ, clean, fold, persian_digits
from coordination.meetings.models import AgendaItem, ItemKind, Meeting
from coordination.resolutions.models import Resolution

WORDS = 6
SHORTEST = 2
"""A word of fewer letters is looked for as a whole number or code only."""
SHOWN = 160


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found. ``what`` is a key of ``views.SORTS``."""

    what: str
    id: int
    public_id: str
    title: str
    number: str
    state: str
    name_fa: str
    name_en: str
    at: datetime | None


def words_of(typed: str) -> list[str]:
    """The folded words that each have to be found; none where all are too short to tell anything."""
    words = [word for word in map(fold, clean(typed).split()[:WORDS]) if word]
    return words if words and max(map(len, words)) >= SHORTEST else []


def gatherings(actor: Actor, words: Sequence[str]) -> list[Select[Any]]:
    """What one may see of groups and their work, whose words or numbers hold every word."""
    return [part(actor, words) for part in (_groups, _meetings, _items, _resolutions, _actions)]


def read(parts: Sequence[Select[Any]], *, each: int) -> Sequence[Found]:
    """The newest rows of every part: one statement. SQLite takes an order in a union only one level deeper."""
    limited = []
    for part in parts:
        first = part.order_by(part.selected_columns.at.desc(), part.selected_columns.id.desc()).limit(each).subquery()
        limited.append(select(*first.c))
    return [Found(*row) for row in db.session.execute(union_all(*limited))]


def holds(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """SQL: a folded column holds every word."""
    return and_(*(column.contains(word, autoescape=True) for word in words))


def shape(
    what: str, thing: Any, title: Any, number: Any, state: Any, moment: Any, names: Any = (Group.name_fa, Group.name_en)
) -> Select[Any]:
    """A part of the union."""
    return select(
        literal(what).label("what"),
        thing.id.label("id"),
        thing.public_id.label("public_id"),
        title.label("title"),
        number.label("number"),
        state.label("state"),
        names[0].label("name_fa"),
        names[1].label("name_en"),
        moment.label("at"),
    )


def _groups(actor: Actor, words: Sequence[str]) -> Select[Any]:
    empty = literal("")
    return shape("group", Group, empty, Group.number_prefix, empty, cast(null(), Moment)).where(
        policy.visible(actor, "group.list"), holds(Group.folded, words)
    )


def _meetings(actor: Actor, words: Sequence[str]) -> Select[Any]:
    """By its own title, or by the group's name with the meeting's number: «آموزش ۲۳»."""
    number = cast(Meeting.number, Group.code.type)
    each = [or_(Group.folded.contains(word, autoescape=True), number == word) for word in words]
    by_number = and_(*each, or_(*(number == word for word in words)))
    return (
        shape("meeting", Meeting, Meeting.title, func.coalesce(number, ""), Meeting.state, Meeting.starts_at)
        .join(Group, Group.id == Meeting.group_id)
        .where(policy.visible(actor, "meeting.list"), or_(by_number, spoken(Meeting.title, words)))
    )


def spoken(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """A stored text that is not folded: half-spaces and spaces are taken out, digits are looked for in both scripts."""
    plain = func.replace(func.replace(func.lower(column), ZWNJ, ""), " ", "")
    each = [
        or_(plain.contains(word, autoescape=True), plain.contains(persian_digits(word), autoescape=True))
        for word in words
    ]
    return and_(*each)


def _items(actor: Actor, words: Sequence[str]) -> Select[Any]:
    empty = literal("")
    return (
        shape("item", AgendaItem, AgendaItem.title, empty, AgendaItem.state, AgendaItem.proposed_at)
        .join(Group, Group.id == AgendaItem.group_id)
        .where(
            policy.visible(actor, "agenda_item.view"),
            AgendaItem.kind == ItemKind.TOPIC,
            spoken(AgendaItem.title, words),
        )
    )


def _resolutions(actor: Actor, words: Sequence[str]) -> Select[Any]:
    number = func.coalesce(Resolution.number, Resolution.provisional_number)
    return (
        shape(
            "resolution",
            Resolution,
            func.substr(Resolution.text, 1, SHOWN),
            number,
            Resolution.state,
            Resolution.state_since,
        )
        .outerjoin(Group, Group.id == Resolution.group_id)
        .where(
            policy.visible(actor, "resolution.list"),
            or_(holds(Resolution.folded, words), spoken(Resolution.provisional_number, words)),
        )
    )


def _actions(actor: Actor, words: Sequence[str]) -> Select[Any]:
    return (
        shape("action", Action, Action.title, func.coalesce(Action.number, ""), Action.state, Action.state_since)
        .outerjoin(Group, Group.id == Action.group_id)
        .where(policy.visible(actor, "action.view"), holds(Action.folded, words))
    )
