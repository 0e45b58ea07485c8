"""What owners and verifiers do with the actions of the demo world, step by step, by the commands of their pages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coordination.access.actor import Actor
from coordination.actions import commands
from coordination.actions.models import Action, DisputeCode, Extension, ExtensionState
from coordination.demo.stage import Stage
from coordination.groups.models import Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaEntry
from coordination.resolutions import commands as resolutions
from coordination.resolutions.models import Resolution

RESULTS = (
    "فهرست تهیه و برای دبیرخانه فرستاده شد.",
    "نشست برگزار شد و صورت آن پیوست است.",
    "نامه زده شد و پاسخ رسیده است.",
)
NOTES = ("نیمی از کار انجام شده است.", "پاسخ دو مرکز هنوز نرسیده است.", "هماهنگی با مدرسه‌ها انجام شد.")

_log = logging.getLogger(__name__)


def follow(stage: Stage, title: str, deed: str, begins: datetime) -> Iterator[datetime]:
    """``1: 2 accept 3 start 4 report``: to the first action under an entry of this title, each step so many days after
    the one before; ``r1: 20 implement`` to its first resolution. Steps that lie ahead are not taken."""
    which, _colon, steps = deed.partition(":")
    words, moment = steps.split(), begins
    for days, step in zip(words[::2], words[1::2], strict=True):
        moment = stage.working_moment(moment + timedelta(days=int(days)))
        if moment >= stage.now:
            return
        yield moment
        try:
            if which.startswith("r"):
                _rule(stage, title, int(which[1:]), step)
            else:
                _take(stage, title, int(which), step)
        except DomainError as error:
            db.session.rollback()
            _log.warning("«%s»: %s was not done: %s", title, step, error.message.text)
            return


def _take(stage: Stage, title: str, which: int, step: str) -> None:
    action = db.session.scalars(
        select(Action)
        .join(AgendaEntry, AgendaEntry.id == Action.entry_id)
        .where(AgendaEntry.title == title)
        .options(selectinload(Action.extensions))
        .order_by(Action.position, Action.id)
        .offset(which - 1)
    ).first()
    if action is None or action.owner_id is None or action.verifier_id is None:
        _log.warning("«%s» has no action %s", title, which)
        return
    _STEPS[step](_Doing(stage, action))


class _Doing:
    """An action with the people who may do something with it."""

    def __init__(self, stage: Stage, action: Action) -> None:
        self.action = action
        self.owner, self.verifier = stage.person(action.owner_id or 0), stage.person(action.verifier_id or 0)
        self.secretary = _officer(stage, action.group_id, SeatKind.SECRETARY)

    @property
    def later(self) -> date:
        """A day after the one that is set."""
        return (self.action.due_on or local_date(clock.now())) + timedelta(days=14)


_STEPS: dict[str, Callable[[_Doing], object]] = {
    "accept": lambda it: commands.accept(it.owner, it.action),
    "dispute": lambda it: commands.dispute(
        it.owner, it.action, code=DisputeCode.NO_MEANS, note="بودجه‌ای برای آن نداریم."
    ),
    "uphold": lambda it: commands.dismiss_dispute(it.secretary, it.action, ruling="بودجه آن در برنامه سال آمده است."),
    "start": lambda it: commands.start(it.owner, it.action),
    "note": lambda it: commands.note(it.owner, it.action, text=NOTES[it.action.id % len(NOTES)]),
    "block": lambda it: commands.block(
        it.owner, it.action, reason="بی پاسخ آن پیش نمی‌رود.", waiting_on="پاسخ اداره مالی"
    ),
    "unblock": lambda it: commands.unblock(it.owner, it.action),
    "report": lambda it: commands.report_done(it.owner, it.action, result=RESULTS[it.action.id % len(RESULTS)]),
    "verify": lambda it: commands.verify(it.verifier, it.action),
    "back": lambda it: commands.send_back(it.verifier, it.action, comment="فهرست دو منطقه کم است."),
    "cancel": lambda it: commands.cancel(it.secretary, it.action, reason="کار دیگری جای آن را گرفت."),
    "more": lambda it: commands.ask_extension(
        it.owner, it.action, asked_on=it.later, reason="مدرسه‌ها تا پایان آزمون‌ها پاسخ نمی‌دهند."
    ),
    "grant": lambda it: commands.grant(it.secretary, _asked(it.action), ruling="پذیرفته شد."),
    "refuse": lambda it: commands.refuse(it.secretary, _asked(it.action), reason="زمان آن به پایان سال می‌خورد."),
}


def _asked(action: Action) -> Extension:
    return next(one for one in action.extensions if one.state == ExtensionState.REQUESTED)


def _rule(stage: Stage, title: str, which: int, step: str) -> None:
    resolution = db.session.scalars(
        select(Resolution)
        .join(AgendaEntry, AgendaEntry.id == Resolution.entry_id)
        .where(AgendaEntry.title == title)
        .order_by(Resolution.position, Resolution.id)
        .offset(which - 1)
    ).first()
    if resolution is None:
        _log.warning("«%s» has no resolution %s", title, which)
        return
    match step:
        case "implement":
            secretary = _officer(stage, resolution.group_id, SeatKind.SECRETARY)
            resolutions.implement(secretary, resolution, result="در همه مراکز اجرا شد.")
        case "partly":
            secretary = _officer(stage, resolution.group_id, SeatKind.SECRETARY)
            resolutions.implement_partly(secretary, resolution, result="در دو منطقه اجرا شد.")
        case "give_up":
            chair = _officer(stage, resolution.group_id, SeatKind.CHAIR)
            resolutions.give_up(chair, resolution, reason="مقررات بالادست اجازه نمی‌دهد.")


def _officer(stage: Stage, group_id: int | None, kind: SeatKind) -> Actor:
    holder = db.session.scalar(select(Seat.holder_id).where(Seat.group_id == group_id, Seat.kind == kind))
    return stage.person(holder or 0)
