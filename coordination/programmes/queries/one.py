"""One programme with what its rights, moves and page touch: its parts, its money, and what was linked to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Row, Select, String, case, cast, literal, null, select, true, union_all
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.actions.models import Action
from coordination.activities.models import Activity
from coordination.kernel.db import Id, db
from coordination.programmes.models import (
    BudgetLine,
    Memorandum,
    Phase,
    Programme,
    ProgrammeAction,
    ProgrammeActivity,
    ProgrammePartner,
)

MOST_LINKED = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line as its page shows it, in rial."""

    public_id: str
    title: str
    from_on: date
    to_on: date
    allocated: int
    spent: int
    source: str

    @property
    def left(self) -> int:
        """What of the allocation is not spent; below nought where more was spent."""
        return self.allocated - self.spent


@dataclass(frozen=True, slots=True)
class Linked:
    """A memorandum, activity or action of a programme; without ``opens`` the reader may not open it."""

    public_id: str
    title: str
    number: str
    state: str
    from_on: date | None
    to_on: date | None
    opens: bool


@dataclass(slots=True)
class Around:
    """The money of a programme and what was joined to it."""

    lines: list[Line] = field(default_factory=list)
    memoranda: list[Linked] = field(default_factory=list)
    activities: list[Linked] = field(default_factory=list)
    actions: list[Linked] = field(default_factory=list)


def get_programme(public_id: str) -> Programme | None:
    """The programme with its agency, committee, partners and phases; one statement."""
    return (
        db.session.scalars(
            select(Programme)
            .where(Programme.public_id == public_id)
            .options(
                joinedload(Programme.agency),
                joinedload(Programme.evaluation_group),
                joinedload(Programme.partners).joinedload(ProgrammePartner.agency),
                joinedload(Programme.phases),
            )
        )
        .unique()
        .one_or_none()
    )


def get_part(programme: Programme, kind: type[Any], public_id: str) -> Any:
    """A phase or budget line of the programme by its public id, a partner by that of its agency; None where there is
    none."""
    if kind is Phase:
        return next((one for one in programme.phases if one.public_id == public_id), None)
    if kind is ProgrammePartner:
        return next((one for one in programme.partners if one.agency.public_id == public_id), None)
    return db.session.scalar(
        select(BudgetLine).where(BudgetLine.programme_id == programme.id, BudgetLine.public_id == public_id)
    )


def list_around(actor: Actor, programme: Programme) -> Around:
    """Budget lines by their days, the memoranda and actions that the actor may open, and every activity; one statement.

    What is confidential of an action is its group's, so an action that is not open to the actor is left out."""
    found = Around()
    for row in _ordered(db.session.execute(union_all(*_parts(actor, programme))).all()):
        match row.kind:
            case "line":
                found.lines.append(
                    Line(row.public_id, row.title, row.from_on, row.to_on, row.allocated, row.spent, row.source)
                )
            case _:
                linked = Linked(
                    row.public_id, row.title, row.source, row.state, row.from_on, row.to_on, bool(row.opens)
                )
                {"memorandum": found.memoranda, "activity": found.activities, "action": found.actions}[row.kind].append(
                    linked
                )
    return found


def _parts(actor: Actor, programme: Programme) -> list[Select[Any]]:
    nothing = cast(null(), Date)
    lines = _columns("line", BudgetLine, BudgetLine.source, literal(""), BudgetLine.from_on, BudgetLine.to_on, true())
    memoranda = _columns(
        "memorandum", Memorandum, Memorandum.number, Memorandum.state, Memorandum.from_on, Memorandum.to_on, true()
    )
    activities = _columns(
        "activity",
        Activity,
        Activity.kind,
        Activity.precision,
        Activity.from_on,
        Activity.to_on,
        policy.visible(actor, "activity.list"),
    )
    actions = _columns("action", Action, Action.number, Action.state, nothing, Action.due_on, true())
    return [
        lines.where(BudgetLine.programme_id == programme.id),
        memoranda.where(Memorandum.programme_id == programme.id, policy.visible(actor, "memorandum.list")),
        activities.join(ProgrammeActivity, ProgrammeActivity.activity_id == Activity.id).where(
            ProgrammeActivity.programme_id == programme.id, Activity.removed_at.is_(None)
        ),
        actions.join(ProgrammeAction, ProgrammeAction.action_id == Action.id).where(
            ProgrammeAction.programme_id == programme.id, policy.visible(actor, "action.view")
        ),
    ]


def _columns(kind: str, model: Any, source: Any, state: Any, from_on: Any, to_on: Any, opens: Any) -> Select[Any]:
    money = model is BudgetLine
    return select(
        literal(kind).label("kind"),
        model.id.label("row_id"),
        model.public_id.label("public_id"),
        model.title.label("title"),
        cast(source, String).label("source"),
        cast(state, String).label("state"),
        from_on.label("from_on"),
        to_on.label("to_on"),
        (BudgetLine.allocated if money else cast(null(), Id)).label("allocated"),
        (BudgetLine.spent if money else cast(null(), Id)).label("spent"),
        case((opens, 1), else_=0).label("opens") if opens is not true() else cast(literal(1), Integer).label("opens"),
    )


def _ordered(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """By their last day, what has none at the end; of each kind the first two hundred."""
    kept: dict[str, int] = {}
    found = []
    for row in sorted(rows, key=lambda row: (row.to_on is None, row.to_on or date.min, row.row_id)):
        kept[row.kind] = kept.get(row.kind, 0) + 1
        if kept[row.kind] <= MOST_LINKED:
            found.append(row)
    return found
