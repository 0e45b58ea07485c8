"""How a referral's turn and time show to one reader: the same words on lists, home and page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from coordination.access.actor import Actor
from coordination.access.roles import reviewer
from coordination.accounts.models import PostKind
from coordination.directory.limits import CLOCK_LABELS
from coordination.directory.working import work_calendar
from coordination.kernel import clock
from coordination.kernel.messages import N_, Message
from coordination.lang import locale
from coordination.lang.filters import pick
from coordination.lang.worktime import working_days_between
from coordination.lang.zone import local, local_date
from coordination.referrals import clocks
from coordination.referrals.models import Referral, State
from coordination.referrals.queries.rows import ReferralRow
from coordination.referrals.states import ENDED, SENDERS_TURN

Tone = Literal["calm", "zar", "shan", "paused", "none"]
Kind = Literal["you", "colleague", "other", "nobody"]
Shown = Referral | ReferralRow

MIDNIGHT = time()
NEARLY = 80
"""Per cent of the time gone from which it shows in gold."""


@dataclass(frozen=True, slots=True)
class ClockView:
    """Time left: a tone, a bold phrase, how much is gone in per cent, and the exact moment."""

    tone: Tone
    phrase: Message | None = None
    share: int | None = None
    due: datetime | None = None
    due_phrase: Message | None = None


@dataclass(frozen=True, slots=True)
class TurnView:
    """Whose turn it is; ``name`` is a person (colleague) or an agency (other), or the reviewer in words."""

    kind: Kind
    name: str | Message = ""


NO_CLOCK = ClockView("none")

LABELS = {**CLOCK_LABELS, "resume": N_("Resuming the service")}

WHEN_OVER = {
    State.SENT: N_("At twice the limit the reviewer is told; at three times it expires."),
    State.RECEIVED: N_("At twice the limit the reviewer is told; at three times it expires."),
    State.NEEDS_INFO: N_("At twice the limit the reviewer is told; at three times it expires."),
    State.DELIVERED: N_("The clock closes the referral as not contested."),
}
TOLD_ONLY = N_("At twice the limit the reviewer is told.")


def turn_of(actor: Actor, referral: Shown) -> TurnView:
    """Whose turn it is, as this reader is told. A referral without a handler waits for every liaison of its side."""
    state = referral.state
    if state in ENDED:
        return TurnView("nobody")
    if state == State.OBJECTED:
        return TurnView("you") if reviewer.holds(actor, referral) else TurnView("other", Message(N_("the reviewer")))
    if state in SENDERS_TURN:
        return _of_side(actor, referral.sender, PostKind.LIAISON)
    if referral.handler_id is not None and state != State.SENT:
        return _of_handler(actor, referral)
    return _of_side(actor, referral.recipient, PostKind.LIAISON)


def _of_side(actor: Actor, agency: Any, kind: PostKind) -> TurnView:
    if agency.id in actor.agencies(kind):
        return TurnView("you")
    return TurnView("other", pick(agency, "name"))


def _of_handler(actor: Actor, referral: Shown) -> TurnView:
    if referral.handler_id == actor.person_id:
        return TurnView("you")
    if referral.recipient_agency_id in actor.agencies():
        return TurnView("colleague", _handler_name(referral))
    return TurnView("other", pick(referral.recipient, "name"))


def _handler_name(referral: Shown) -> str:
    if isinstance(referral, ReferralRow):
        name, name_en = referral.handler_name or "", referral.handler_name_en
    else:
        assert referral.handler is not None
        name, name_en = referral.handler.name, referral.handler.name_en
    return name_en if name_en and locale.current() == "en" else name


def clock_of(actor: Actor, referral: Shown, now: datetime | None = None) -> ClockView:
    """The time left as this reader sees it: while the other side has the word, the recipient's clock stands still."""
    now = now or clock.now()
    if referral.clock is None or referral.due_at is None:
        return NO_CLOCK
    if referral.state in clocks.PAUSING and _is_of_recipient(actor, referral):
        return ClockView("paused", Message(N_("Your clock stands still")), clocks.paused_share(referral))
    gone = clocks.share(referral, now)
    late = now > referral.due_at
    return ClockView(
        "shan" if late else "zar" if gone >= NEARLY else "calm",
        Message(N_("%(span)s late"), span=now - referral.due_at) if late else _left(referral, now),
        gone,
        referral.due_at,
        _due(referral.due_at, now if late else None),
    )


def _due(due: datetime, missed_at: datetime | None) -> Message:
    """The exact moment: a day that ends with midnight is named by itself, not by the day after; of what has long been
    late the day says enough."""
    day, hour = local_date(due), local(due).time()
    if missed_at is not None:
        if (local_date(missed_at) - day).days > 1:
            return Message(N_("was due %(day)s"), day=day)
        return Message(N_("was due %(day)s %(hour)s"), day=day, hour=hour)
    if hour == MIDNIGHT:
        return Message(N_("until the end of %(day)s"), day=day - timedelta(days=1))
    return Message(N_("until %(day)s %(hour)s"), day=day, hour=hour)


def clock_label(referral: Shown) -> Message | None:
    """What the running clock measures."""
    return Message(LABELS[referral.clock]) if referral.clock is not None else None


def when_over(referral: Referral) -> Message | None:
    """What happens when the time runs out, in words; None without a clock."""
    if referral.clock is None:
        return None
    never_expires = referral.priority == "emergency" or referral.court_route
    if never_expires and referral.state != State.DELIVERED:
        return Message(TOLD_ONLY)
    return Message(WHEN_OVER.get(State(referral.state), TOLD_ONLY))


def _is_of_recipient(actor: Actor, referral: Shown) -> bool:
    return referral.recipient_agency_id in actor.agencies()


def _left(referral: Shown, now: datetime) -> Message:
    """Hours and days of wall clock; a limit of working days counts the working days that are still to come."""
    assert referral.due_at is not None
    limit = clocks.limit_of(referral)
    if limit is not None and limit.unit == "wd":
        days = working_days_between(work_calendar(clocks.agency_id_of(referral)), now, referral.due_at)
        if days == 1:
            return Message(N_("1 working day left"))
        if days > 1:
            return Message(N_("%(days)s working days left"), days=days)
    return Message(N_("%(span)s left"), span=referral.due_at - now)
