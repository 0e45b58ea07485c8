"""Who is asked: a sheet for each agency."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.data_calls.models import AnswerSheet, DataCall, DataCallState, SheetState
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.outbox import events


def ask(actor: Actor, call: DataCall, agencies: Iterable[Agency]) -> int:
    """Ask these agencies too; how many were not asked before. Of an open call they are told at once. Raises WrongState
    once it is closed."""
    if call.state == DataCallState.CLOSED:
        raise WrongState(N_("The call is closed, so nobody more was asked."), N_("Open it again first."))
    known, moment = {sheet.agency_id for sheet in call.sheets}, clock.now()
    added = [
        AnswerSheet(agency_id=agency.id, agency=agency, state=SheetState.PENDING, state_since=moment, rows=[])
        for agency in agencies
        if agency.id not in known
    ]
    call.sheets.extend(added)
    if added:
        db.session.flush()
        trail.record(actor, "data_call.ask", call, detail={"added": [sheet.agency_id for sheet in added]})
        if call.state == DataCallState.OPEN:
            for sheet in added:
                events.emit("answer_sheet.ask", thing_id=sheet.id, by=actor.person_id or 0)
    return len(added)


def leave_out(actor: Actor, call: DataCall, sheets: Collection[AnswerSheet]) -> None:
    """Ask these no more. Raises WrongState once the call is open: what was asked is asked."""
    if call.state != DataCallState.DRAFT:
        raise WrongState(
            N_("The call is open, so nobody was left out: they have been told."),
            N_("An agency to which nothing applies says so in its sheet."),
        )
    if not sheets:
        raise Invalid(N_("Nobody was left out, because none was chosen."), advice=N_("Mark those to leave out."))
    for sheet in sheets:
        call.sheets.remove(sheet)
        db.session.delete(sheet)
    trail.record(actor, "data_call.ask", call, detail={"left_out": sorted(sheet.agency_id for sheet in sheets)})
