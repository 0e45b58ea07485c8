"""What features to the right tell of a resolution: what it brought about, and how much of that is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordination.access.actor import Actor
from coordination.kernel.machine import Look
from coordination.resolutions.models import Resolution


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing a resolution brought about: what, its number, its state, and in whose hands and until when it is (text
    or ``Message``). Without ``url`` it is not open to the reader."""

    title: str
    number: str
    look: Look
    url: str | None = None
    sub: Any = None


@dataclass(frozen=True, slots=True)
class Done:
    """How many of a resolution's consequences are still open and how many are done."""

    open: int = 0
    done: int = 0


Showing = Callable[[Actor, Resolution], Iterable[Consequence]]
Counting = Callable[[Sequence[int]], Mapping[int, Done]]

SHOWN: list[Showing] = []
COUNTED: list[Counting] = []


def on_shown(function: Showing) -> Showing:
    """Let a feature add what followed from a resolution to its page; one statement at most."""
    SHOWN.append(function)
    return function


def on_counted(function: Counting) -> Counting:
    """Let a feature count, for the rows of the register by their ids, what is open and done; one statement."""
    COUNTED.append(function)
    return function


def followed(actor: Actor, resolution: Resolution) -> list[Consequence]:
    """Everything that followed from the resolution."""
    return [one for show in SHOWN for one in show(actor, resolution)]


def counts(resolution_ids: Sequence[int]) -> dict[int, Done]:
    """What is open and done for each of the resolutions; those without anything are left out."""
    found: dict[int, Done] = {}
    if not resolution_ids:
        return found
    for count in COUNTED:
        for resolution_id, done in count(resolution_ids).items():
            so_far = found.get(resolution_id, Done())
            found[resolution_id] = Done(so_far.open + done.open, so_far.done + done.done)
    return found
