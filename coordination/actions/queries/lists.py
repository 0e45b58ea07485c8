"""Lists of actions: one's own, of one's agencies, of one's groups, to verify; filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.actions.models import Action, ActionState, Extension, ExtensionState
from coordination.actions.queries.rows import ActionRow, row_of, rows_of
from coordination.actions.states import LIVE, OWED
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import read_slice
from coordination.lang.text import fold
from coordination.lang.zone import local_date

PAGE = 25
WEEK = timedelta(days=7)
DOING = tuple(state for state in OWED if state != ActionState.DISPUTED)
"""The owner's own turn: a disputed one waits for a ruling."""

Due = Literal["", "late", "week", "agenda", "asked"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. ``state``: one state, "all", or "" for what is live. ``due``: late, within a week,
    what a meeting should look at (all of these and what asks for more time), or this alone. ``agency`` and ``group``
    are public ids."""

    state: str = ""
    due: Due = ""
    agency: str = ""
    group: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list; ``before`` and ``after`` are cursors."""

    rows: Sequence[ActionRow]
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many live actions are the actor's (late, this week, later, with others), of his agencies, his to verify."""

    late: int
    week: int
    later: int
    others: int
    agency: int
    verify: int

    @property
    def mine(self) -> int:
        """All that are his."""
        return self.late + self.week + self.later + self.others


def begun(today: date) -> ColumnElement[bool]:
    """SQL: it shows as work already."""
    return or_(Action.start_on.is_(None), Action.start_on <= today)


def is_late(today: date) -> ColumnElement[bool]:
    """SQL: its day has passed and it is not done: a badge, never a state."""
    return and_(Action.state.in_(OWED), Action.due_on < today)


def asked_for_more() -> ColumnElement[bool]:
    """SQL: a request for more time waits for its answer."""
    return and_(
        Action.state.in_(OWED),
        exists(
            select(Extension.id).where(Extension.action_id == Action.id, Extension.state == ExtensionState.REQUESTED)
        ),
    )


def list_mine(actor: Actor, *, size: int = PAGE, after: str | None = None, before: str | None = None) -> Listed:
    """Live actions that the actor owns or helps with: first his own by their day, then those with others."""
    today = local_date(clock.now())
    rank = case((Action.owner_id != actor.person_id, 1), (Action.state.not_in(DOING), 1), else_=0)
    conditions = (policy.visible(actor, "action.note"), Action.state.in_(LIVE), begun(today))
    return _read(actor, conditions, (rank, Action.due_on, Action.id), size=size, after=after, before=before)


def list_to_verify(
    actor: Actor,
    filters: Filters = Filters(),
    *,
    size: int = PAGE,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """What the actor verifies: what waits for his word first, then the rest by its day."""
    today = local_date(clock.now())
    rank = case((Action.state == ActionState.REPORTED_DONE, 0), else_=1)
    conditions = (policy.visible(actor, "action.list_verify"), begun(today), *_narrowed(filters, today))
    return _read(actor, conditions, (rank, Action.due_on, Action.id), size=size, after=after, before=before)


def list_of_agency(
    actor: Actor,
    filters: Filters = Filters(),
    *,
    size: int = PAGE,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """Actions of the agencies of which the actor is liaison or head, by their day."""
    today = local_date(clock.now())
    conditions = (policy.visible(actor, "action.list_agency"), *_narrowed(filters, today))
    return _read(actor, conditions, (Action.due_on, Action.id), size=size, after=after, before=before)


def list_of_groups(
    actor: Actor,
    filters: Filters = Filters(),
    *,
    size: int = PAGE,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """Actions of the groups in which the actor sits, by their day."""
    today = local_date(clock.now())
    conditions = (policy.visible(actor, "action.list_group"), *_narrowed(filters, today))
    return _read(actor, conditions, (Action.due_on, Action.id), size=size, after=after, before=before)


def get_row(actor: Actor, action_id: int) -> ActionRow:
    """One action as a row, for its page: sources and what of them the actor may open."""
    return row_of(db.session.execute(rows_of(actor).where(Action.id == action_id)).one())


def counts(actor: Actor) -> Counts:
    """The numbers above the lists, in one statement."""
    today = local_date(clock.now())
    mine = (Action.owner_id == actor.person_id, begun(today))
    doing = (*mine, Action.state.in_(DOING))
    verify = (policy.visible(actor, "action.list_verify"), Action.state == ActionState.REPORTED_DONE)
    columns = {
        "late": (*doing, Action.due_on < today),
        "week": (*doing, Action.due_on >= today, Action.due_on < today + WEEK),
        "later": (*doing, Action.due_on >= today + WEEK),
        "others": (*mine, Action.state.in_((ActionState.REPORTED_DONE, ActionState.DISPUTED))),
        "agency": (policy.visible(actor, "action.list_agency"), Action.state.in_(LIVE)),
        "verify": verify,
    }
    row = db.session.execute(select(*(_count(*where).label(name) for name, where in columns.items()))).one()
    return Counts(**{name: int(value or 0) for name, value in row._mapping.items()})


def turn_count(actor: Actor, today: date) -> Any:
    """SQL for how many actions wait for the actor on the day ``today``, to be asked together with other counts: his own
    that are late, due within a week or not answered yet, those to verify, and disputes and requests for more time of
    groups whose secretary he is."""
    own = _count(
        Action.owner_id == actor.person_id,
        begun(today),
        Action.state.in_(DOING),
        or_(Action.due_on < today + WEEK, Action.state == ActionState.ISSUED),
    )
    to_verify = _count(policy.visible(actor, "action.list_verify"), Action.state == ActionState.REPORTED_DONE)
    total: Any = own + to_verify
    ruling = policy.visible(actor, "action.rule")
    if policy.allows(actor, "action.rule"):
        total = total + _count(ruling, Action.state == ActionState.DISPUTED)
        total = total + _count(ruling, Action.state != ActionState.DISPUTED, asked_for_more())
    return select(total).scalar_subquery()


def list_turn(actor: Actor, limit: int = 5) -> Sequence[ActionRow]:
    """The actor's own live actions and those to verify, the one due first at the top: for the home page."""
    today = local_date(clock.now())
    own = and_(Action.owner_id == actor.person_id, Action.state.in_(DOING))
    verify = and_(policy.visible(actor, "action.list_verify"), Action.state == ActionState.REPORTED_DONE)
    found = db.session.execute(
        rows_of(actor).where(or_(own, verify), begun(today)).order_by(Action.due_on, Action.id).limit(limit)
    )
    return [row_of(row) for row in found]


def _count(*where: ColumnElement[bool]) -> Any:
    return select(func.count(Action.id)).where(*where).scalar_subquery()


def _read(
    actor: Actor,
    conditions: Sequence[ColumnElement[bool]],
    order: Sequence[Any],
    *,
    size: int,
    after: str | None,
    before: str | None,
) -> Listed:
    # A draft has no day and is on no list: it is worked on in the minutes.
    statement = rows_of(actor).where(*conditions, Action.due_on.is_not(None), Action.number.is_not(None))
    found = read_slice(statement, order, size=size, after=after, before=before)
    return Listed([row_of(row) for row in found.rows], found.before, found.after)


def _narrowed(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.state in set(ActionState):
        found.append(Action.state == filters.state)
    elif filters.state != "all":
        found.append(Action.state.in_(LIVE))
    match filters.due:
        case "late":
            found.append(is_late(today))
        case "week":
            found.append(and_(Action.state.in_(OWED), Action.due_on.between(today, today + WEEK - timedelta(days=1))))
        case "agenda":
            found.append(and_(Action.state.in_(OWED), or_(Action.due_on < today + WEEK, asked_for_more())))
        case "asked":
            found.append(asked_for_more())
        case _:
            found.append(true())
    if filters.agency:
        found.append(Action.agency_id.in_(select(Agency.id).where(Agency.public_id == filters.agency)))
    if filters.group:
        found.append(Action.group_id.in_(select(Group.id).where(Group.public_id == filters.group)))
    words = fold(filters.text).split()
    found.extend(Action.folded.contains(word, autoescape=True) for word in words[:6])
    return found
