"""The columns of a call that is being drafted: adding, changing, moving, removing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict, Unpack

from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.data_calls.cells import NUMBERS
from coordination.data_calls.models import CallColumn, ColumnKind, DataCall, DataCallState
from coordination.imports.sheets import MAX_COLUMNS
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.text import fold

MOST_CHOICES = 40
How = Literal["up", "down", "remove"]


class About(TypedDict):
    """What is said of a column; ``unit`` and the bounds (both included) count for numbers, ``choices`` for a list."""

    label: str
    kind: ColumnKind
    hint: str
    unit: str
    required: bool
    choices: Sequence[str]
    lowest: int | None
    highest: int | None


def add_column(actor: Actor, call: DataCall, **about: Unpack[About]) -> CallColumn:
    """A further column behind the others. Raises WrongState once the call is open, Invalid for a heading that stands
    there already, a list without words or bounds the wrong way round."""
    _must_be_draft(call)
    if len(call.columns) >= MAX_COLUMNS:
        raise Invalid(
            Message(N_("The column was not added: a call has at most %(most)s columns."), most=MAX_COLUMNS),
            advice=N_("Ask for the rest in another call."),
        )
    column = CallColumn(position=1 + max((one.position for one in call.columns), default=0))
    _fill(call, column, about)
    call.columns.append(column)
    trail.record(actor, "data_call.columns", call)
    return column


def edit_column(actor: Actor, call: DataCall, column: CallColumn, **about: Unpack[About]) -> None:
    """Say anew what belongs in the column. Raises as ``add_column``."""
    _must_be_draft(call)
    _fill(call, column, about)
    trail.record(actor, "data_call.columns", call)


def arrange(actor: Actor, call: DataCall, column: CallColumn, how: How) -> None:
    """Move the column one place up or down, or remove it. Raises WrongState once the call is open."""
    _must_be_draft(call)
    order = list(call.columns)
    if how == "remove":
        call.columns.remove(column)
    else:
        place = order.index(column)
        other = place - 1 if how == "up" else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order, start=1):
            one.position = position
    trail.record(actor, "data_call.columns", call)


def _fill(call: DataCall, column: CallColumn, about: About) -> None:
    refuse_codes(label=about["label"], hint=about["hint"])
    if not about["label"]:
        raise Invalid(
            N_("The column was not saved, because it has no heading."),
            field="label",
            advice=N_("Say in a few words what belongs there."),
        )
    if any(fold(one.label) == fold(about["label"]) for one in call.columns if one is not column):
        raise Invalid(
            N_("The column was not saved, because another column has this heading."),
            field="label",
            advice=N_("Name it so that both can be told apart."),
        )
    is_number, is_choice = about["kind"] in NUMBERS, about["kind"] == ColumnKind.CHOICE
    choices = list(dict.fromkeys(choice for choice in about["choices"] if choice))
    if is_choice and not 2 <= len({fold(choice) for choice in choices}) == len(choices) <= MOST_CHOICES:
        raise Invalid(
            Message(N_("The column was not saved: a list has two to %(most)s different words."), most=MOST_CHOICES),
            field="choices",
            advice=N_("Write each on a line of its own."),
        )
    lowest, highest = (about["lowest"], about["highest"]) if is_number else (None, None)
    if highest is not None and highest < (lowest or 0):
        raise Invalid(
            N_("The column was not saved, because its largest number is below its smallest."),
            field="highest",
            advice=N_("Change one of the two, or leave both empty."),
        )
    column.label, column.kind, column.hint = about["label"], about["kind"], about["hint"]
    column.unit, column.required = about["unit"] if is_number else "", about["required"]
    column.choices, column.lowest, column.highest = choices if is_choice else [], lowest, highest


def _must_be_draft(call: DataCall) -> None:
    if call.state != DataCallState.DRAFT:
        raise WrongState(
            N_("The call is open, so its columns were not changed: agencies answer by them."),
            N_("Ask for what is missing in another call."),
        )
