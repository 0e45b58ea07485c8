"""The big numbers at the head of a report, each with what it counts and where its rows are, and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.outcomes.models import OUTCOME_LABELS, OutcomeKind
from coordination.referrals.models import ROUTE_LABELS, Route
from coordination.reports.figures import Counted, Figures
from coordination.reports.headings import ADMISSIONS, OUTCOMES, REFERRALS, SERVICES

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Number:
    """One big number: its words, what it counts, and the name of the list where its rows stand."""

    value: str
    label: str
    rows: str


def numbers_of(figures: Figures) -> list[Number]:
    """Those of the span that say something, in the current language."""
    return [one for one in _all(figures) if one.value]


def _all(figures: Figures) -> Iterator[Number]:
    yield _number(figures.activities, N_("activities"), "activities")
    yield _number(figures.meetings, N_("meetings held"), "meetings")
    yield _number(round(figures.minutes / 60), N_("person-hours of meetings"), "meetings")
    yield _number(figures.workshops, N_("workshops"), "workshops")
    if figures.adopted:
        value = _("%(part)s of %(whole)s", part=figures.carried_out, whole=figures.adopted)
        yield Number(value, _("resolutions carried out of those adopted"), "resolutions")
    if figures.due:
        yield Number(say.percent(round(PERCENT * figures.in_time / figures.due)), _("actions in time"), "actions")
    yield _number(figures.referrals, N_("referrals received"), "referrals")
    yield _number(figures.admissions, N_("children admitted"), "admissions")
    yield _number(figures.services, N_("services given"), "services")


def _number(count: Counted, label: str, rows: str) -> Number:
    return Number(say.number(count) if count else "", _(label), rows)


def words_of(count: Counted) -> str:
    """A count in the digits of the language, or the words for one that is hidden."""
    return _("not told") if count is None else say.number(count)


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table of a computed heading; ``chart``: its second column is drawn as bars too."""

    heading: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: tuple[tuple[str, int | str], ...] = ()


def tables_of(figures: Figures) -> dict[str, list[Table]]:
    """The tables under each computed heading, in the current language."""
    found: dict[str, list[Table]] = {}
    for table in _tables(figures):
        found.setdefault(table.heading, []).append(table)
    return found


def _tables(figures: Figures) -> Iterator[Table]:
    routes = [(_(ROUTE_LABELS[Route(line.code)]), line.count) for line in figures.routes]
    kinds = [(pick(line, "name"), line.count) for line in figures.service_kinds]
    admitted = [(_(ROUTE_LABELS[Route(line.code)]), line.count) for line in figures.admission_routes]
    if any(count != 0 for _route, count in routes):
        yield _bars(REFERRALS, _("Referrals by route"), _("referrals received in the span"), _("Route"), routes)
    if any(count != 0 for _route, count in admitted):
        yield Table(
            ADMISSIONS,
            _("Admissions by route"),
            _("children admitted in the span"),
            (_("Route"), _("Count")),
            tuple((name, words_of(count)) for name, count in admitted),
        )
    if any(count != 0 for _kind, count in kinds):
        yield _bars(SERVICES, _("Services by kind"), _("services given in the span"), _("Kind"), kinds)
    if figures.outcomes:
        yield Table(
            OUTCOMES,
            _("Outcomes by kind"),
            _("outcomes in the span, by what became of the claim"),
            (_("Outcome"), _("Claimed"), _("Verified"), _("Sustained"), _("Relapsed")),
            tuple(
                (
                    _(OUTCOME_LABELS[OutcomeKind(one.kind)]),
                    *map(words_of, (one.claimed, one.verified, one.sustained, one.relapsed)),
                )
                for one in figures.outcomes
            ),
        )


def _bars(heading: str, title: str, about: str, what: str, rows: Sequence[tuple[str, Counted]]) -> Table:
    return Table(
        heading,
        title,
        about,
        (what, _("Count")),
        tuple((name, words_of(count)) for name, count in rows),
        tuple((name, words_of(None) if count is None else count) for name, count in rows),
    )


def _(text: str, /, **params: object) -> str:
    return say.message(Message(text, **params))
