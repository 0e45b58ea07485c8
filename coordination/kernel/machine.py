"""What a state machine is: states with their look, and moves as named rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from coordination.kernel.messages import Message

Glyph = Literal["ring", "eighth", "quarter", "half", "threequarter", "nearlyfull", "bars", "tick", "stroke"]
Tone = Literal["way", "still", "work", "ended"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a state shows on every page: its word (a msgid), one of four tones, and a glyph that says how far."""

    label: str
    tone: Tone
    glyph: Glyph


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of a move: its code, the check of (actor, thing, facts), and what to say when it fails.

    ``typed`` needs are filled by the move's own form, so they never hide its button; ``cheap`` ones ask nothing of
    the database and are tried in lists too.
    """

    code: str
    holds: Callable[[Any, Any, Any], bool]
    message: Message
    typed: bool = False
    cheap: bool = False
    words: Callable[[Any, Any], Message] | None = None
    """Says of (thing, facts) which of several things is missing, where ``message`` names them all."""

    def says(self, thing: Any, facts: Any) -> Message:
        """What its refusal says of this thing."""
        return self.message if self.words is None or facts is None else self.words(thing, facts)

    def __call__(self, actor: Any, thing: Any, facts: Any) -> bool:
        return self.holds(actor, thing, facts)


def need(
    message: str,
    *,
    typed: bool = False,
    cheap: bool = False,
    words: Callable[[Any, Any], Message] | None = None,
) -> Callable[[Callable[[Any, Any, Any], bool]], Need]:
    """Make a need of a function; its name is the need's code, ``message`` (a msgid) what its refusal says."""

    def make(function: Callable[[Any, Any, Any], bool]) -> Need:
        return Need(function.__name__, function, Message(message), typed, cheap, words)

    return make


@dataclass(frozen=True, slots=True)
class Move:
    """A named step: from some states to one, with its needs. ``label`` is the word on the button (a msgid),
    ``done`` the sentence of the history with %(who)s (a msgid)."""

    name: str
    frm: tuple[str, ...]
    to: str
    needs: tuple[Need, ...]
    label: str
    done: str
    style: Literal["main", "plain", "danger"] = "plain"


class Machine:
    """A named machine: its states, their looks, its moves in the order they are offered."""

    def __init__(self, name: str, states: type[StrEnum], *, looks: Mapping[Any, Look], moves: Sequence[Move]) -> None:
        self.name = name
        self.states = states
        self.looks = {state.value: looks[state] for state in states}
        self.moves = {move.name: move for move in moves}
        if len(self.moves) != len(moves):
            raise ValueError(f"{name}: two moves of one name")
        for move in moves:
            unknown = {*move.frm, move.to} - {state.value for state in states}
            if unknown:
                raise ValueError(f"{name}.{move.name}: unknown states {unknown}")

    def look(self, state: str) -> Look:
        """The look of ``state``."""
        return self.looks[state]

    def ended(self) -> frozenset[str]:
        """The states in which the thing is over (they look ended); a late move may still lead out of one."""
        return frozenset(state for state, look in self.looks.items() if look.tone == "ended")
