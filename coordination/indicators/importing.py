"""A table of figures against its columns and the indicators that are there: what each row would make, and in words why
one cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.imports.checks import Preview, Row, places_of, read_row, refuse
from coordination.imports.sheets import Sheet
from coordination.imports.tables import YES_NO, Column, Table, one_of, words, yes_or_no
from coordination.indicators.commands.defining import CODE, Definition, is_whole
from coordination.indicators.commands.entering import Figure, check
from coordination.indicators.commands.taking_in import Taken
from coordination.indicators.models import NATURE_LABELS, Indicator, IndicatorValue, Nature
from coordination.indicators.numbers import read_figure
from coordination.indicators.units import said, unit_of
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.jalali import DateProblem
from coordination.lang.spans_typed import Span, parse_span
from coordination.lang.text import clean, digits, fold
from coordination.lang.zone import local_date, today

DEFINED = ("code", "label_fa", "label_en", "definition", "unit", "whole", "lowest")
PERCENT = "percent"
"""Of which less than nought is a figure too; every other unit counts things."""


def _code(cell: str | date) -> str:
    code = "" if isinstance(cell, date) else digits(clean(cell)).lower()
    if not CODE.fullmatch(code):
        raise Invalid(N_("this is no code: Latin letters, digits, «_», «-» and «.»"))
    return code


def _period(cell: str | date) -> Span:
    if isinstance(cell, date):
        return Span(cell, cell, "day")
    try:
        return parse_span(cell, today())
    except DateProblem as problem:
        raise Invalid(Message(problem.text, **problem.params)) from problem


def _figure(cell: str | date) -> tuple[Decimal, bool]:
    return read_figure("" if isinstance(cell, date) else cell)


def _unit(cell: str | date) -> str:
    unit = unit_of("" if isinstance(cell, date) else cell)
    if not unit or len(unit) > 40:
        raise Invalid(Message(N_("the text is longer than %(most)s characters"), most=40))
    return unit


OWNER = Column("agency_or_group", N_("Agency or group"), words(200), required=True, note=N_("Its name or its code."))
INDICATOR = Column("indicator", N_("Code of the indicator"), _code, required=True)
LABEL = Column("label_fa", N_("Name in Persian"), words(200), required=True)
FROM = Column(
    "period_from", N_("From period"), _period, required=True, note=N_("A month such as 1396-01, a year, or a day.")
)
TO = Column("period_to", N_("To period"), _period, required=True, note=N_("The last month, year or day of it."))
VALUE = Column("value", N_("Figure"), _figure, required=True)
UNIT = Column("unit", N_("Unit"), _unit, required=True)
NATURE = Column("nature", N_("Nature"), one_of(NATURE_LABELS), required=True, choices=NATURE_LABELS)
TABLE = Table(
    "indicators",
    N_("Figures of indicators"),
    (
        OWNER,
        INDICATOR,
        LABEL,
        FROM,
        TO,
        VALUE,
        UNIT,
        NATURE,
        Column("approximate", N_("Approximate"), yes_or_no, choices=YES_NO),
        Column("assumed_period", N_("Period assumed"), yes_or_no, choices=YES_NO),
        Column("label_en", N_("Name in English"), words(200)),
        Column("definition", N_("Definition"), words(2000)),
        Column("source", N_("Source"), words(200)),
    ),
)


def check_table(actor: Actor, sheet: Sheet) -> Preview:
    """Read every row and compare it with what is there and with the rows above; nothing is written. Each row that can
    be taken holds its ``issuer``, its ``figure``, whether its indicator is ``known``, and whether the same figure
    stands ``there`` already: then it is passed over. Raises Invalid where a required column is missing."""
    places, left_out = places_of(TABLE, sheet.headings)
    rows = [read_row(TABLE, places, number, cells) for number, cells in sheet.rows]
    against = _Known(actor, rows)
    for row in rows:
        against.check(row)
    return Preview(TABLE, rows, left_out)


class _Known:
    """Agencies, groups, indicators and their figures, and what the rows above would add."""

    def __init__(self, actor: Actor, rows: Iterable[Row]) -> None:
        self.actor, self.today = actor, local_date(clock.now())
        self.everybodys = policy.allows(actor, "import.run")
        self.owners: dict[str, set[Issuer]] = {}
        for agency in db.session.execute(select(Agency.id, Agency.folded).where(Agency.active.is_(True))):
            for line in agency.folded.split("\n"):
                self._call(line, Issuer(agency_id=agency.id))
        for group in db.session.execute(
            select(Group.id, Group.code, Group.name_fa, Group.name_en, Group.number_prefix)
        ):
            for name in (group.code, group.name_fa, group.name_en, group.number_prefix):
                self._call(fold(name or ""), Issuer(group_id=group.id))
        codes = {row.values["indicator"] for row in rows if "indicator" in row.values}
        self.indicators = {
            (Issuer.of(one), one.code): one
            for one in db.session.scalars(select(Indicator).where(Indicator.code.in_(codes)))
        }
        self.figures: dict[tuple[Issuer, str, Nature], list[tuple[date, date]]] = {}
        self.there: set[tuple[Issuer, str, Nature, date, date, Decimal, bool]] = set()
        for one in db.session.scalars(
            select(IndicatorValue).where(
                IndicatorValue.indicator_id.in_([one.id for one in self.indicators.values()]),
                IndicatorValue.corrected_by_id.is_(None),
            )
        ):
            key = next(key for key, of in self.indicators.items() if of.id == one.indicator_id)
            self.figures.setdefault((*key, Nature(one.nature)), []).append((one.from_on, one.to_on))
            self.there.add((*key, Nature(one.nature), one.from_on, one.to_on, one.value, one.approximate))
        self.fractions = {
            (fold(row.cells.get("agency_or_group", "")), row.values.get("indicator"))
            for row in rows
            if "value" in row.values and not is_whole(row.values["value"][0])
        }

    def _call(self, name: str, issuer: Issuer) -> None:
        if name:
            self.owners.setdefault(name, set()).add(issuer)

    def check(self, row: Row) -> None:
        """Find the owner and the indicator, and hold the figure against its definition."""
        issuer = self._owner(row)
        if issuer is None or row.problems:
            return
        values = row.values
        known = self.indicators.get((issuer, values["indicator"]))
        indicator = known if known is not None else self._new(row, issuer)
        if unit_of(indicator.unit) != values["unit"]:
            problem = Message(
                N_("the unit of this indicator is «%(unit)s», not «%(typed)s»"),
                unit=said(indicator.unit),
                typed=said(values["unit"]),
            )
            refuse(row, UNIT, problem)
        value, about = values["value"]
        figure = Figure(
            nature=values["nature"],
            from_on=values["period_from"].first,
            to_on=values["period_to"].last,
            value=value,
            approximate=about or values.get("approximate", False),
            assumed_period=values.get("assumed_period", False),
            source=values.get("source", ""),
        )
        standing = self.figures.setdefault((issuer, indicator.code, figure.nature), [])
        same = (figure.nature, figure.from_on, figure.to_on, figure.value, figure.approximate)
        there = (issuer, indicator.code, *same) in self.there
        try:
            if not there:
                check(indicator, figure, standing, today=self.today)
        except Invalid as error:
            column = {"value": VALUE, "nature": NATURE}.get(error.field or "", FROM)
            refuse(row, column, error.message)
        if not row.problems:
            standing.append((figure.from_on, figure.to_on))
            values |= {"issuer": issuer, "figure": figure, "known": known is not None, "indicator_row": indicator}
            values["there"] = there

    def _owner(self, row: Row) -> Issuer | None:
        typed = row.values.get("agency_or_group")
        if not typed:
            return None
        found = self.owners.get(fold(typed), set())
        if len(found) != 1:
            words = (
                N_("several agencies or groups are called «%(typed)s»; give the code")
                if found
                else N_("no active agency and no group is called «%(typed)s»")
            )
            refuse(row, OWNER, Message(words, typed=typed))
            return None
        issuer = next(iter(found))
        if not self.everybodys and not policy.allows(self.actor, "indicator.enter", issuer):
            refuse(row, OWNER, Message(N_("you do not act for «%(typed)s»"), typed=typed))
            return None
        return issuer

    def _new(self, row: Row, issuer: Issuer) -> Indicator:
        """The indicator as the first row that names it defines it; it counts whole numbers unless a row has a
        fraction, and nothing below nought unless it is a share."""
        values = row.values
        made = Indicator(
            group_id=issuer.group_id,
            agency_id=issuer.agency_id,
            code=values["indicator"],
            label_fa=values["label_fa"],
            label_en=values.get("label_en", ""),
            definition=values.get("definition", ""),
            unit=values["unit"],
            whole=(fold(row.cells["agency_or_group"]), values["indicator"]) not in self.fractions,
            lowest=None if values["unit"] == PERCENT else Decimal(0),
        )
        self.indicators[(issuer, made.code)] = made
        return made


def new_of(found: Preview) -> list[Row]:
    """The rows that can be taken and whose figure is not there yet."""
    return [row for row in found.rows if not row.problems and not row.values["there"]]


def taken_of(found: Preview) -> list[Taken]:
    """What a table that can be taken whole would enter, for ``commands.take_in``."""
    return [
        Taken(
            row.number,
            row.values["issuer"],
            Definition(**{name: getattr(row.values["indicator_row"], name) for name in DEFINED}),
            row.values["figure"],
        )
        for row in new_of(found)
    ]
