"""The machines of a programme and a memorandum (machines.csv)."""

from __future__ import annotations

from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_
from coordination.programmes import needs as n
from coordination.programmes.models import MemorandumState, ProgrammeState

PROGRAMME = Machine(
    "programme",
    ProgrammeState,
    looks={
        ProgrammeState.PLANNED: Look(N_("Planned"), "way", "ring"),
        ProgrammeState.RUNNING: Look(N_("Running"), "work", "half"),
        ProgrammeState.FINISHED: Look(N_("Finished"), "ended", "tick"),
    },
    moves=(
        Move("start", (ProgrammeState.PLANNED,), ProgrammeState.RUNNING, (n.has_phase,),
             N_("Start the programme"), N_("%(who)s started the programme."), "main"),
        Move("finish", (ProgrammeState.RUNNING,), ProgrammeState.FINISHED, (n.evaluation,),
             N_("Finish the programme"), N_("%(who)s finished the programme.")),
    ),
)  # fmt: skip

MEMORANDUM = Machine(
    "memorandum",
    MemorandumState,
    looks={
        MemorandumState.DRAFT: Look(N_("Draft"), "way", "ring"),
        MemorandumState.SIGNED: Look(N_("Signed"), "work", "threequarter"),
        MemorandumState.TERMINATED: Look(N_("Terminated"), "ended", "stroke"),
        MemorandumState.EXPIRED: Look(N_("Ended"), "ended", "tick"),
    },
    moves=(
        Move("sign", (MemorandumState.DRAFT,), MemorandumState.SIGNED, (n.parties, n.period),
             N_("Record as signed"), N_("%(who)s recorded the memorandum as signed."), "main"),
        Move("terminate", (MemorandumState.SIGNED,), MemorandumState.TERMINATED, (n.reason,),
             N_("Terminate the memorandum"), N_("%(who)s terminated the memorandum."), "danger"),
        Move("expire", (MemorandumState.SIGNED,), MemorandumState.EXPIRED, (n.date_passed,),
             N_("End"), N_("The memorandum ended with its last day.")),
    ),
)  # fmt: skip
