"""What features to the right do, within the same transaction, when something of a case ends; they register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coordination.access.actor import Actor
from coordination.cases.models import Case, Consent
from coordination.kernel.messages import Message


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a withdrawal will do to one thing: the code it is known by, where it is, and a sentence."""

    code: str
    url: str
    sentence: Message


Withdrawn = Callable[[Actor, Consent, str], None]
Foreseen = Callable[[Consent], list[Consequence]]
Counted = Callable[[Case], int]

_withdrawn: list[Withdrawn] = []
_foreseen: list[Foreseen] = []
_counted: list[Counted] = []


def on_withdrawn(act: Withdrawn) -> Withdrawn:
    """Have ``act(actor, consent, reason)`` called after a consent was withdrawn, before anything is committed."""
    _withdrawn.append(act)
    return act


def foresee(tell: Foreseen) -> Foreseen:
    """Have ``tell(consent)`` say beforehand what ``on_withdrawn`` would do (one statement at most)."""
    _foreseen.append(tell)
    return tell


def count_live(count: Counted) -> Counted:
    """Have ``count(case)`` asked how many things of a case still run; a case with any cannot be closed."""
    _counted.append(count)
    return count


def carry_out(actor: Actor, consent: Consent, reason: str) -> None:
    """A consent was withdrawn: everything that stands on it ends now or is asked to end."""
    for act in _withdrawn:
        act(actor, consent, reason)


def foreseen(consent: Consent) -> list[Consequence]:
    """What would follow if the consent were withdrawn now."""
    return [consequence for tell in _foreseen for consequence in tell(consent)]


def live_count(case: Case) -> int:
    """How many things of the case still run."""
    return sum(count(case) for count in _counted)
