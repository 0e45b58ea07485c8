"""What features to the right add to a meeting: items its agenda prepares, what its opening and end bring about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from coordination.access.actor import Actor
from coordination.meetings.models import AgendaEntry, AgendaItem, ItemKind, Meeting


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item that an agenda prepares by itself; ``source`` (``minutes:7``) lets it be prepared once for the group."""

    kind: ItemKind
    source: str
    minutes_planned: int = 10
    referral_id: int | None = None
    minutes_of_id: int | None = None
    not_before: date | None = None
    confidential: bool = False


Preparing = Callable[[Meeting], Iterable[Prepared]]
Following = Callable[[Actor, Meeting], None]
MinutesState = Callable[[int], str | None]
Deciding = Callable[[Actor, AgendaEntry], None]
Closing = Callable[[AgendaItem], None]

PREPARING: list[Preparing] = []
OPENED: list[Following] = []
ENDED: list[Following] = []
MINUTES: list[MinutesState] = []
DECIDED: list[Deciding] = []
CLOSED: list[Closing] = []


def prepares(function: Preparing) -> Preparing:
    """Let a feature say what the agenda of a meeting should hold; asked when the secretary prepares the agenda."""
    PREPARING.append(function)
    return function


def on_opened(function: Following) -> Following:
    """Let a feature act in the transaction that opens a meeting, after the move."""
    OPENED.append(function)
    return function


def on_ended(function: Following) -> Following:
    """Let a feature act in the transaction that ends a meeting, after the move."""
    ENDED.append(function)
    return function


def on_decided(function: Deciding) -> Deciding:
    """Let a feature act in the transaction that records an entry as decided, after the move; what it raises refuses the
    outcome."""
    DECIDED.append(function)
    return function


def on_confidentiality(function: Closing) -> Closing:
    """Let a feature act in the transaction that closes an item to observers or opens it, so that what came of the item
    is not more open than it."""
    CLOSED.append(function)
    return function


def tells_minutes(function: MinutesState) -> MinutesState:
    """Let the minutes say their state by the meeting's number (None before there are any)."""
    MINUTES.append(function)
    return function


def minutes_state(meeting_id: int) -> str | None:
    """The state of the meeting's minutes; None before there are any."""
    return next((state for tell in MINUTES if (state := tell(meeting_id)) is not None), None)
