"""An answer sheet: filled in and kept, handed in, given back, taken into the tally."""

from __future__ import annotations

from coordination import workflow
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_names
from coordination.audit import trail
from coordination.data_calls.grid import Grid, count_missing
from coordination.data_calls.models import AnswerSheet, DataCall, DataCallState, SheetState
from coordination.data_calls.needs import CallFacts
from coordination.kernel import clock
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_


def fill(actor: Actor, sheet: AnswerSheet, grid: Grid) -> None:
    """Keep what was typed, without handing it in. Raises WrongState where the call is not open or the sheet was handed
    in, Invalid where a cell does not fit."""
    _must_be_open(sheet)
    if sheet.state != SheetState.PENDING:
        raise WrongState(
            N_("The sheet was handed in, so it was not changed."), N_("Ask the issuer to give it back for correction.")
        )
    problems = grid.problems
    if problems:
        raise Invalid(problems[0], advice=N_("Nothing was saved yet; all that you typed stands below."))
    if sheet.rows != grid.rows:
        sheet.rows = grid.rows
        trail.record(actor, "answer_sheet.fill", sheet, detail={"rows": len(grid.rows)})


def submit(actor: Actor, sheet: AnswerSheet) -> None:
    """Hand the sheet in. Raises Unmet where a required cell is empty, Invalid where a cell names a child, WrongState
    where the call is not open."""
    _must_be_open(sheet)
    refuse_names(actor, rows="\n".join(value for row in sheet.rows for value in row.values() if isinstance(value, str)))
    missing = count_missing(sheet.call.columns, sheet.rows)
    workflow.perform(actor, sheet, "submit", facts=CallFacts(cells_missing=missing))
    sheet.submitted_by_id, sheet.submitted_at, sheet.comment = actor.person_id, clock.now(), ""


def give_back(actor: Actor, sheet: AnswerSheet, *, comment: str) -> None:
    """Give the sheet back to be corrected. Raises Unmet without a comment, WrongState where the call is not open."""
    _must_be_open(sheet)
    workflow.perform(actor, sheet, "return", facts=CallFacts(note=comment), note=comment)
    sheet.comment = comment


def accept(actor: Actor, sheet: AnswerSheet) -> None:
    """Take the sheet into the tally; of a closed call too."""
    workflow.perform(actor, sheet, "accept", facts=CallFacts())


def accept_all(actor: Actor, call: DataCall) -> int:
    """Take every sheet that was handed in into the tally; how many."""
    handed_in = [sheet for sheet in call.sheets if sheet.state == SheetState.SUBMITTED]
    for sheet in handed_in:
        accept(actor, sheet)
    return len(handed_in)


def _must_be_open(sheet: AnswerSheet) -> None:
    if sheet.call.state != DataCallState.OPEN:
        raise WrongState(
            N_("The data call is not open, so the sheet stays as it is."),
            N_("Who issued the call can open it again."),
        )
