"""What features to the right add to the page of a programme: the indicators by which it is measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coordination.access.actor import Actor
from coordination.kernel.messages import Message
from coordination.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of a programme: its latest figure beside its target, each with its period in words; None where there
    is none. Without ``url`` the reader may not open it."""

    label_fa: str
    label_en: str
    unit: str | Message
    actual: Decimal | None
    approximate: bool
    actual_in: Message | None
    target: Decimal | None
    target_by: Message | None
    url: str | None = None
    counted: bool = False
    """Whether the program counts it by itself: its figure stands on its own page."""


Measuring = Callable[[Actor, Programme], Sequence[Measure]]

MEASURED: list[Measuring] = []


def on_measured(function: Measuring) -> Measuring:
    """Let a feature add measures to a programme's page; one statement at most."""
    MEASURED.append(function)
    return function


def measures(actor: Actor, programme: Programme) -> list[Measure]:
    """Everything by which the programme is measured."""
    return [one for measure in MEASURED for one in measure(actor, programme)]
