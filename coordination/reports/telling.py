"""The sentences of the computed headings: resolutions and actions, referrals, admissions, services, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import ngettext

from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.outcomes.models import OUTCOME_LABELS, OutcomeKind
from coordination.referrals.models import ROUTE_LABELS, Route
from coordination.reports.figures import Counted, Figures, Line
from coordination.reports.headings import ADMISSIONS, OUTCOMES, REFERRALS, RESOLUTIONS, SERVICES
from coordination.reports.numbers import words_of

RULED = (N_("adopted %(count)s"), N_("entered into force %(count)s"), N_("carried out %(count)s"))
STOOD = (N_("claimed %(count)s"), N_("verified %(count)s"), N_("sustained %(count)s"), N_("relapsed %(count)s"))
NAMED_AT_MOST = 60
"""So many resolutions are told one by one."""


def tell(figures: Figures, resolutions: Sequence[Any] = ()) -> dict[str, list[str]]:
    """The lines under each computed heading, in the current language; headings of which there is nothing are not among
    them. A confidential resolution, or one on a referral, is counted and never told."""
    return {
        heading: lines
        for heading, lines in (
            (RESOLUTIONS, [*_work(figures), *_resolutions(resolutions)]),
            (REFERRALS, list(_referrals(figures))),
            (ADMISSIONS, list(_admissions(figures))),
            (SERVICES, list(_services(figures))),
            (OUTCOMES, list(_outcomes(figures))),
        )
        if lines
    }


def _work(figures: Figures) -> Iterator[str]:
    counts = (figures.adopted, figures.in_force, figures.carried_out)
    parts = [_(words, count=count) for words, count in zip(RULED, counts, strict=True) if count]
    if parts:
        yield _("Resolutions: %(parts)s.", parts=_(", ").join(parts))
    if figures.issued:
        yield _n("%(count)s action was issued.", "%(count)s actions were issued.", figures.issued)
    if figures.due:
        yield str(
            ngettext(
                "Of %(count)s action that was due, %(in_time)s done in time.",
                "Of %(count)s actions that were due, %(in_time)s done in time.",
                figures.due,
                count=say.number(figures.due),
                in_time=say.number(figures.in_time),
            )
        )


def _resolutions(resolutions: Sequence[Any]) -> Iterator[str]:
    """Those in force or carried out, each with its definitive number."""
    open_ones = [one for one in resolutions if one.number and not one.confidential and one.referral_id is None]
    for one in open_ones[:NAMED_AT_MOST]:
        known = {"number": one.number, "words": " ".join(one.text.split()).rstrip(".")}
        if one.carried_out:
            yield _("Resolution %(number)s, carried out: %(words)s.", **known)
        else:
            yield _("Resolution %(number)s: %(words)s.", **known)


def _referrals(figures: Figures) -> Iterator[str]:
    if not figures.referrals:
        return
    yield _n("%(count)s referral was received.", "%(count)s referrals were received.", figures.referrals)
    yield from _by(N_("By route: %(parts)s."), _routes(figures.routes))
    if figures.answered and figures.median is not None and figures.p90 is not None:
        yield _(
            "%(count)s were answered: half of them in about %(median)s, nine in ten in about %(p90)s.",
            count=figures.answered,
            median=timedelta(seconds=figures.median),
            p90=timedelta(seconds=figures.p90),
        )
    if figures.ended and figures.closed is not None:
        yield _("Of %(ended)s that ended, %(closed)s closed with the sender knowing what became of the child.",
                ended=words_of(figures.ended), closed=words_of(figures.closed))  # fmt: skip


def _admissions(figures: Figures) -> Iterator[str]:
    if not figures.admissions:
        return
    yield _n("%(count)s child was admitted.", "%(count)s children were admitted.", figures.admissions)
    yield _(
        "%(iranian)s Iranian, %(others)s of another nationality; %(girls)s girls, %(boys)s boys.",
        iranian=words_of(figures.iranian),
        others=words_of(figures.others),
        girls=words_of(figures.girls),
        boys=words_of(figures.boys),
    )
    yield from _by(N_("By route: %(parts)s."), _routes(figures.admission_routes))


def _services(figures: Figures) -> Iterator[str]:
    if not figures.services:
        return
    yield _n("%(count)s service was given.", "%(count)s services were given.", figures.services)
    yield from _by(N_("By kind: %(parts)s."), [(pick(line, "name"), line.count) for line in figures.service_kinds])


def _outcomes(figures: Figures) -> Iterator[str]:
    """A line for each kind that occurred, with what stood and is told."""
    for one in figures.outcomes:
        counts = (one.claimed, one.verified, one.sustained, one.relapsed)
        parts = [_(words, count=count) for words, count in zip(STOOD, counts, strict=True) if count]
        if parts:
            kind = Message(OUTCOME_LABELS[OutcomeKind(one.kind)])
            yield _("%(outcome)s: %(parts)s.", outcome=kind, parts=_(", ").join(parts))


def _routes(lines: Iterable[Line]) -> list[tuple[str, Counted]]:
    return [(say.message(ROUTE_LABELS[Route(line.code)]), line.count) for line in lines]


def _by(frame: str, rows: Iterable[tuple[str, Counted]]) -> Iterator[str]:
    """«خودمعرف ۲۶؛ …»: rows without anything, or hidden, are left out; the table has them."""
    parts = [_("%(what)s %(count)s", what=what, count=words_of(count)) for what, count in rows if count]
    if parts:
        yield _(frame, parts=_("; ").join(parts))


def _n(one: str, many: str, count: Counted) -> str:
    return str(ngettext(one, many, count or 0, count=words_of(count)))


def _(text: str, /, **params: object) -> str:
    return say.message(Message(text, **params))
