"""What the page of figures shows, in its order: big numbers, then tables with bars, then the clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from coordination.cases.models import Sex
from coordination.directory.limits import CLOCK_LABELS
from coordination.figures import cells, spans
from coordination.figures.clocks import CLOCKS
from coordination.figures.queries.counts import ENDED, Share, kinds_of_service
from coordination.figures.queries.offered import Offered
from coordination.figures.queries.told import Told
from coordination.figures.small import Count, Hidden
from coordination.kernel.messages import N_, Message
from coordination.outcomes.models import OUTCOME_LABELS, OutcomeKind, OutcomeState
from coordination.outcomes.states import OUTCOME
from coordination.referrals.models import ROUTE_LABELS, Route, State
from coordination.referrals.states import REFERRAL
from coordination.referrals.titles import kinds_of_need, need_name, service_name

STATES = [state.value for state in State if state not in (State.DRAFT, State.VOID)]
OUTCOME_STATES = (OutcomeState.CLAIMED, OutcomeState.VERIFIED, OutcomeState.SUSTAINED, OutcomeState.RELAPSED)
NATION_LABELS = {
    cells.IRANIAN: N_("Iranian"),
    cells.OTHERS: N_("Not Iranian"),
    cells.UNKNOWN: N_("Nationality not written"),
}
SEXES = {Sex.GIRL: N_("Girls"), Sex.BOY: N_("Boys"), Sex.UNKNOWN: N_("Sex not known")}
LABELS = {**CLOCK_LABELS, "resume": N_("Resuming after a hold")}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of the rows behind the figures of a scope and period; none where the reader may not see them."""

    scope: Offered
    period: spans.Period
    allowed: bool

    def to(self, of: str, key: str = "") -> str | None:
        """The rows of a measure, of one key or of all."""
        if not self.allowed:
            return None
        at: dict[str, Any] = {"year": self.period.year, "period": self.period.name, "key": key or None}
        return url_for("figures.rows", agency_id=self.scope.public_id, of=of, **at)


@dataclass(frozen=True, slots=True)
class Big:
    """A big number with its small label."""

    value: Any
    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with bars or a table; ``rows`` as the macro ``bars`` takes them."""

    id: str
    title: str
    description: str
    heading: str
    rows: list[tuple[Any, ...]]
    instead: str = ""
    """A sentence in the place of the rows, where there are none to tell."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: how often it stopped, its median and 90th percentile, and how often it ran over."""

    label: Message
    stopped: Any
    median: Any
    p90: Any
    late: Any
    name: str


def keys() -> dict[str, list[str]]:
    """For each measure those keys that the page shows, found or not."""
    return {
        cells.ROUTE: [route.value for route in Route],
        cells.NEED: [need.code for need in kinds_of_need()],
        cells.STATE: STATES,
        cells.SENT: STATES,
        cells.NATION: [*NATION_LABELS],
        cells.SEX: [sex.value for sex in Sex],
        cells.BY_ROUTE: [route.value for route in Route],
        cells.SERVED: kinds_of_service(),
        cells.OUTCOME: [f"{kind}.{state}" for kind in OutcomeKind for state in OUTCOME_STATES],
    }


def said(count: Count) -> Any:
    """A count for the page: the number, or the words for a hidden one."""
    return count.words if isinstance(count, Hidden) else count


def big(told: Told, links: Links) -> list[Big]:
    """The few numbers at the top."""
    closed, ended = told.count(cells.STATE, State.CLOSED), told.sum_of(cells.STATE, sorted(ENDED))
    share: Any = Hidden.words
    if isinstance(ended, int) and isinstance(closed, int):
        share = Share(closed, ended)
    return [
        Big(said(told.total(cells.ROUTE)), _("Referrals received"), links.to(cells.ROUTE)),
        Big(share, _("closed of those that ended"), links.to(cells.STATE, State.CLOSED) if closed else None),
        Big(said(told.total(cells.NATION)), _("Children admitted"), links.to(cells.NATION)),
        Big(said(told.total(cells.SERVED)), _("Services given"), links.to(cells.SERVED)),
    ]


def parts(told: Told, links: Links, *, with_sent: bool) -> list[Part]:
    """The tables, in the order of a child's way."""

    def part(measure: str, title: str, note: str, heading: str, rows: Iterable[tuple[str, Any]]) -> Part:
        counts = [(label, told.count(measure, key), links.to(measure, key)) for key, label in rows]
        instead = _instead([count for _label, count, _url in counts])
        lines = [] if instead else [_linked(label, count, url) for label, count, url in counts]
        return Part(measure.replace(".", "-"), title, note, heading, lines, instead)

    def states(measure: str) -> list[tuple[str, Any]]:
        shown = [(state, told.count(measure, state)) for state in STATES]
        return [(state, Message(REFERRAL.look(state).label)) for state, n in shown if isinstance(n, Hidden) or n]

    routes = [(route.value, Message(ROUTE_LABELS[route])) for route in Route]
    needs = [(code, need_name(code)) for code in _by_count(told, cells.NEED)]
    received = _("sent to it in the period")
    found = [
        part(cells.ROUTE, _("Referrals received by route"), received, _("Route"), routes),
        part(cells.STATE, _("Referrals received by state"), _("the state in which they are now"), _("State"),
             states(cells.STATE)),
        part(cells.NEED, _("Referrals received by need"), _("one with two needs counts under both"), _("Need"), needs),
        part(cells.BY_ROUTE, _("Admissions by route"), _("first day of the stay in the period"), _("Route"), routes),
        part(cells.NATION, _("Admissions by nationality"), _("first day of the stay in the period"), _("Nationality"),
             [(key, Message(label)) for key, label in _known(told, cells.NATION, NATION_LABELS)]),
        part(cells.SEX, _("Admissions by sex"), _("first day of the stay in the period"), _("Sex"),
             [(key, Message(label)) for key, label in _known(told, cells.SEX, SEXES)]),
        part(cells.SERVED, _("Services by kind"), _("as often as given, without voided entries"), _("Kind"),
             [(kind, service_name(kind)) for kind in kinds_of_service()]),
    ]  # fmt: skip
    if with_sent:
        found.insert(3, part(cells.SENT, _("Referrals sent by state"), _("sent by it in the period"), _("State"),
                             states(cells.SENT)))  # fmt: skip
    return found


def outcomes(told: Told, links: Links) -> list[tuple[Any, list[tuple[Any, str | None]]]]:
    """A row for each kind of outcome of which anything is told: its label, and a count for each state it may be in."""
    found = []
    for kind in OutcomeKind:
        keys_of = [f"{kind}.{state}" for state in OUTCOME_STATES]
        counts = [told.count(cells.OUTCOME, key) for key in keys_of]
        if not _instead(counts):
            cells_of = [(said(n), links.to(cells.OUTCOME, key) if n else None)
                        for n, key in zip(counts, keys_of, strict=True)]  # fmt: skip
            found.append((Message(OUTCOME_LABELS[kind]), cells_of))
    return found


def outcome_heads() -> list[Message]:
    """The columns of the table of outcomes."""
    return [Message(OUTCOME.look(state).label) for state in OUTCOME_STATES]


def clocks(told: Told) -> list[Clock]:
    """Every clock of which anything is told, in the order in which a referral meets them."""
    found = []
    for clock in CLOCKS:
        stopped, late, times = told.times(clock)
        if _instead([stopped]):
            continue
        median, p90 = (times.median, times.p90) if times is not None else (None, None)
        found.append(Clock(Message(LABELS[clock]), said(stopped), median, p90, said(late), clock))
    return found


def _linked(label: Any, count: Count, url: str | None) -> tuple[Any, ...]:
    """A row of bars; a figure that is nothing or hidden leads nowhere."""
    return (label, said(count), url) if url is not None and not isinstance(count, Hidden) and count else (
        label, said(count)
    )  # fmt: skip


def _instead(counts: Sequence[Count]) -> str:
    """What is said where no row would say anything."""
    told = [count for count in counts if not isinstance(count, Hidden) and count]
    hidden = any(isinstance(count, Hidden) for count in counts)
    if told:
        return ""
    return str(_("Too few to be told apart.") if hidden else _("None in this period."))


def _by_count(told: Told, measure: str) -> list[str]:
    """Keys that occur, the most frequent first; hidden ones keep their order at the end."""
    counts = {key: told.count(measure, key) for key in told.keys.get(measure, ())}
    shown = [key for key, n in counts.items() if isinstance(n, int) and n]
    hidden = [key for key, n in counts.items() if isinstance(n, Hidden)]
    order: Callable[[str], int] = lambda key: -int(counts[key])  # type: ignore[arg-type]  # noqa: E731
    return sorted(shown, key=order) + hidden


def _known(told: Told, measure: str, labels: dict[Any, str]) -> list[tuple[str, str]]:
    """Keys with their labels, «not known» only where there is something under it."""
    found = [(str(key), label) for key, label in labels.items()]
    last = told.count(measure, found[-1][0])
    return found if isinstance(last, Hidden) or last else found[:-1]
