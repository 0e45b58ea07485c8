"""The machine of a report (machines.csv), with what its moves need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordination.kernel.machine import Look, Machine, Move, need
from coordination.kernel.messages import N_
from coordination.reports.models import Report
from coordination.reports.models import ReportState as S


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What is known when a move of a report is tried."""

    note: str = ""


@need(N_("The figures are not frozen yet. Publish the report from its page."), typed=True)
def figures_frozen(_actor: Any, report: Report, _facts: ReportFacts) -> bool:
    return report.figures is not None


@need(N_("The reason is empty. Write it in a few words; it is shown in the report's place."), typed=True)
def reason(_actor: Any, _report: Report, facts: ReportFacts) -> bool:
    return bool(facts.note)


REPORT = Machine(
    "report",
    S,
    looks={
        S.DRAFT: Look(N_("Draft"), "way", "quarter"),
        S.PUBLISHED: Look(N_("Published"), "ended", "tick"),
        S.WITHDRAWN: Look(N_("Withdrawn"), "ended", "stroke"),
    },
    moves=(
        Move("publish", (S.DRAFT,), S.PUBLISHED, (figures_frozen,),
             N_("Publish the report"), N_("%(who)s published the report."), "main"),
        Move("withdraw", (S.PUBLISHED,), S.WITHDRAWN, (reason,),
             N_("Withdraw the report"), N_("%(who)s withdrew the report."), "danger"),
    ),
)  # fmt: skip
