"""The machine of a circular (machines.csv), with what its moves need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordination.circulars.models import Circular
from coordination.circulars.models import CircularState as S
from coordination.kernel.machine import Look, Machine, Move, need
from coordination.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class CircularFacts:
    """What is known when a move of a circular is tried; ``readers`` counts the persons whom its audience gives."""

    note: str = ""
    readers: int = 0


@need(N_("It would reach nobody. Choose agencies or groups in which somebody holds a post or a seat."))
def audience(_actor: Any, _circular: Circular, facts: CircularFacts) -> bool:
    return facts.readers > 0


@need(N_("The reason is empty. Write it in a few words; the readers see it."), typed=True)
def reason(_actor: Any, _circular: Circular, facts: CircularFacts) -> bool:
    return bool(facts.note)


CIRCULAR = Machine(
    "circular",
    S,
    looks={
        S.DRAFT: Look(N_("Draft"), "way", "ring"),
        S.SENT: Look(N_("Sent"), "work", "threequarter"),
        S.RECALLED: Look(N_("Recalled"), "ended", "stroke"),
    },
    moves=(
        Move("send", (S.DRAFT,), S.SENT, (audience,),
             N_("Send the circular"), N_("%(who)s sent the circular."), "main"),
        Move("recall", (S.SENT,), S.RECALLED, (reason,),
             N_("Recall the circular"), N_("%(who)s recalled the circular."), "danger"),
    ),
)  # fmt: skip
