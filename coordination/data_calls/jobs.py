"""What the clock does to data calls: it reminds those who have not answered, each step once."""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.data_calls.models import AnswerSheet, DataCall, DataCallState, SheetState
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local, local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic

HOURLY = timedelta(hours=1)
MORNING = time(7)
AT_ONCE = 500
STEPS = (-3, 0, 3, 6, 9)
"""Days from the last day for answers on which who has not answered is reminded."""


@periodic("data_calls.remind", every=HOURLY)
def remind() -> None:
    """From seven in the morning. Of steps that were missed only the last is sent; none that had passed before the
    agency was asked, or the call opened again."""
    now = clock.now()
    if local(now).time() < MORNING:
        return
    today = local_date(now)
    pending = db.session.scalars(
        select(AnswerSheet)
        .join(AnswerSheet.call)
        .where(
            AnswerSheet.state == SheetState.PENDING,
            DataCall.state == DataCallState.OPEN,
            DataCall.due_on <= today - timedelta(days=STEPS[0]),
        )
        .options(joinedload(AnswerSheet.call))
        .order_by(DataCall.due_on.desc(), AnswerSheet.id)
    )
    sent = 0
    for sheet in pending:
        step = step_of(sheet, today)
        if step is not None and sent < AT_ONCE:
            sheet.reminded_at = now
            events.emit("answer_sheet.reminder", thing_id=sheet.id, step=step)
            sent += 1


def step_of(sheet: AnswerSheet, today: date) -> int | None:
    """The step of which the sheet's agency is to be reminded today; None where there is none, or it was."""
    due_on = sheet.call.due_on
    if due_on is None:
        return None
    reached = [step for step in STEPS if due_on + timedelta(days=step) <= today]
    if not reached:
        return None
    known = [sheet.state_since, sheet.call.state_since, sheet.reminded_at]
    last_told = max(local_date(at) for at in known if at is not None)
    return reached[-1] if due_on + timedelta(days=reached[-1]) > last_told else None
