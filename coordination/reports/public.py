"""The public version of a report: the sections marked public, small counts hidden, nothing confidential."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordination.figures.small import SMALL, Count, Hidden, hide, share_hides
from coordination.lang import locale, say
from coordination.reports import telling
from coordination.reports.figures import Counted, Ended, Figures, Line
from coordination.reports.headings import ADMISSIONS, COMPUTED, OUTCOMES, REFERRALS, SERVICES, letter
from coordination.reports.models import Report, ReportState
from coordination.reports.queries.lists import is_told_elsewhere
from coordination.reports.reading import Material, Part, Told, figures_of, parts_of

OF_CHILDREN = (REFERRALS, ADMISSIONS, SERVICES, OUTCOMES)
"""Headings that count children and what was done for them."""
Texts = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Public:
    """What the public version shows. ``figures`` hides small counts; None where a public report that was published
    earlier covers some of the same days: the difference of the two would tell what each hides."""

    parts: list[Part]
    figures: Figures | None


def sections_of(report: Report, material: Material | None = None) -> Public:
    """The public version in the current language, lettered anew; of a draft as it would be. One statement for a
    published report."""
    language = locale.current()
    if report.state == ReportState.DRAFT:
        material = material or Material(report)
        computed: Texts = texts_for_public(material)
    else:
        computed = figures_of(report).public
    elsewhere = is_told_elsewhere(report)
    hidden = OF_CHILDREN if elsewhere else ()
    texts = {heading: given[language] for heading, given in computed.items() if heading not in hidden}
    parts = [_open(part, texts, language) for part in parts_of(report, material)]
    figures = None if elsewhere else for_public(figures_of(report, material))
    return Public([part for part in parts if part.sections], figures)


def texts_for_public(material: Material) -> dict[str, dict[str, list[str]]]:
    """What the public version says under each computed heading: only public resolutions are named, none that is
    confidential is counted."""
    rows = [row for row in material.sources.resolutions if not row.confidential]
    figures = replace(
        for_public(material.figures),
        adopted=sum(1 for row in rows if row.adopted),
        in_force=sum(1 for row in rows if row.in_force),
        carried_out=sum(1 for row in rows if row.carried_out),
    )
    told: dict[str, dict[str, list[str]]] = {}
    for language in ("fa", "en"):
        with locale.using(language), say.on_paper():
            for heading, lines in telling.tell(figures, [row for row in rows if row.public]).items():
                told.setdefault(heading, {})[language] = lines
    return told


def for_public(figures: Figures) -> Figures:
    """The same figures with small counts hidden, and those that would give one away."""
    nations = _hidden_parts(figures.admissions, iranian=figures.iranian, others=figures.others)
    sexes = _hidden_parts(figures.admissions, girls=figures.girls, boys=figures.boys)
    part, whole = figures.closed or 0, figures.ended or 0
    loop_hidden = whole != 0 and share_hides(part, whole)
    return replace(
        figures,
        referrals=_large(figures.referrals),
        routes=_hidden_lines(figures.routes),
        answered=0 if (figures.answered or 0) < SMALL else figures.answered,
        closed=None if loop_hidden else figures.closed,
        ended=None if loop_hidden else figures.ended,
        admissions=_large(figures.admissions),
        iranian=nations["iranian"],
        others=nations["others"],
        girls=sexes["girls"],
        boys=sexes["boys"],
        admission_routes=_hidden_lines(figures.admission_routes),
        services=_large(figures.services),
        service_kinds=_hidden_lines(figures.service_kinds),
        outcomes=tuple(_hidden_outcome(one) for one in figures.outcomes),
        public={},
    )


def _open(part: Part, texts: Mapping[str, list[str]], language: str) -> Part:
    """The public sections of a part, with the letters they have here."""
    found: list[Told] = []
    for one in part.sections:
        lines: Sequence[str] = texts.get(one.heading, ()) if one.heading in COMPUTED else one.lines
        if one.in_public and lines:
            found.append(replace(one, letter=letter(len(found), language), lines=tuple(lines)))
    return Part(part.title, tuple(found))


def _large(count: Counted) -> Counted:
    """A total: nothing is as public as what is large, and that there was nothing at all."""
    return None if count is not None and 0 < count < SMALL else count


def _kept(count: Count) -> Counted:
    return None if isinstance(count, Hidden) else count


def _hidden_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A table's rows; one that counts nothing at all stays as it is."""
    table = {line.code: line.count or 0 for line in lines}
    if not any(table.values()):
        return tuple(lines)
    shown = hide(table)
    return tuple(replace(line, count=_kept(shown[line.code])) for line in lines)


def _hidden_parts(total: Counted, **parts: Counted) -> dict[str, Counted]:
    """Parts of a total; what is in none of them counts as one more, where there is any."""
    table: dict[str, int] = {name: count or 0 for name, count in parts.items()}
    if not total:
        return dict(parts)
    rest = total - sum(table.values())
    shown = hide(table | ({"": rest} if rest else {}))
    return {name: _kept(shown[name]) for name in parts}


def _hidden_outcome(one: Ended) -> Ended:
    names = ("claimed", "verified", "sustained", "relapsed")
    shown = hide({name: getattr(one, name) or 0 for name in names})
    return Ended(one.kind, *(_kept(shown[name]) for name in names))
