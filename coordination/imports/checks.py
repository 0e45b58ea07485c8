"""A sheet against its table and the directory: what each row would make, and in words why a row cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.directory.models import Agency, Centre
from coordination.directory.queries import list_service_kinds
from coordination.imports.sheets import Formula, Sheet
from coordination.imports.tables import SEXES, Column, Table, one_of
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.say import field_date
from coordination.lang.text import fold


@dataclass(frozen=True, slots=True)
class ToBeMade:
    """An agency that a row above will make."""

    name_fa: str


@dataclass(slots=True)
class Row:
    """One row: its number on the sheet, its cells as they stand there, its values by column, and what is wrong with it
    (nothing: it can be taken)."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would make; ``left_out`` are headings that no column has."""

    table: Table
    rows: list[Row]
    left_out: list[str]

    @property
    def refused(self) -> list[Row]:
        """The rows that cannot be taken."""
        return [row for row in self.rows if row.problems]


def check(table: Table, sheet: Sheet) -> Preview:
    """Read every row and compare it with the directory; nothing is written. Raises Invalid where a required column is
    missing."""
    places, left_out = places_of(table, sheet.headings)
    rows = [read_row(table, places, number, cells) for number, cells in sheet.rows]
    against = _Directory()
    for row in rows:
        if "code" in row.values:
            row.values["code"] = row.values["code"].lower()
        getattr(against, table.name)(row)
    return Preview(table, rows, left_out)


def places_of(table: Table, headings: Sequence[str]) -> tuple[dict[Column, int], list[str]]:
    """Where each column stands, and the headings that no column has. Raises Invalid for a required one that is not
    there."""
    places: dict[Column, int] = {}
    left_out = []
    for place, heading in enumerate(headings):
        column = next((one for one in table.columns if heading and one.is_named(heading)), None)
        if column is not None and column not in places:
            places[column] = place
        elif heading:
            left_out.append(heading)
    missing = [column for column in table.columns if column.required and column not in places]
    if missing:
        raise Invalid(
            Message(N_("The table was not read: it has no column «%(column)s»."), column=Message(missing[0].heading)),
            advice=N_("Take the empty table from this page and keep its headings."),
        )
    return places, left_out


def read_row(table: Table, places: Mapping[Column, int], number: int, cells: Sequence[Any]) -> Row:
    """The values of one row, and what is wrong with each cell."""
    row = Row(number)
    for column in table.columns:
        place = places.get(column)
        cell = cells[place] if place is not None and place < len(cells) else None
        if cell is None:
            if column.required:
                refuse(row, column, Message(N_("the cell is empty")))
            continue
        row.cells[column.key] = _shown(cell)
        if isinstance(cell, Formula):
            refuse(row, column, Message(N_("the cell holds a formula; put its value there")))
        else:
            try:
                row.values[column.key] = column.read(cell)
            except Invalid as error:
                refuse(row, column, error.message)
    return row


def _shown(cell: Any) -> str:
    if isinstance(cell, Formula):
        return "="
    return field_date(cell) if isinstance(cell, date) else str(cell)


def refuse(row: Row, column: Column, problem: Message) -> None:
    """Note what is wrong with a cell, under the name of its column."""
    row.problems.append(Message(N_("%(column)s: %(problem)s"), column=Message(column.heading), problem=problem))


class _Directory:
    """What is there already, and what the rows above would add: one method a table, by its name."""

    def __init__(self) -> None:
        self.known: dict[str, set[Any]] = {}
        agencies = db.session.execute(
            select(Agency.id, Agency.folded, Agency.name_fa, Agency.code, Agency.active)
        ).all()
        for agency in agencies:
            if agency.active:
                for line in agency.folded.split("\n"):
                    self.known.setdefault(line, set()).add(agency.id)
        self.names = {fold(agency.name_fa) for agency in agencies}
        self.codes = {agency.code for agency in agencies}
        self.centre_codes = set(db.session.scalars(select(Centre.code)))
        self.services = {
            fold(name): kind.code for kind in list_service_kinds() for name in (kind.code, kind.name_fa, kind.name_en)
        }
        self.disabled = set(db.session.scalars(select(Person.email).where(Person.disabled_at.is_not(None))))
        self.posts: set[tuple[str, Any, Any]] = set()

    def agencies(self, row: Row) -> None:
        """No second agency of a name or code; the body above is there or stands in a row above."""
        name = row.values.get("name_fa")
        if name and fold(name) in self.names:
            row.problems.append(Message(N_("an agency of this name is there already, or in a row above")))
        self._refuse_taken(row, self.codes)
        self._find_agency(row, "parent")
        if name and not row.problems:
            self.names.add(fold(name))
            for line in (name, row.values.get("code", "")):
                if line:
                    self.known.setdefault(fold(line), set()).add(ToBeMade(name))

    def centres(self, row: Row) -> None:
        """The agency is there; services and sexes are known words; ages fit."""
        self._find_agency(row, "agency")
        self._refuse_taken(row, self.centre_codes)
        services = [self.services.get(fold(name)) for name in row.values.get("services", ())]
        if None in services:
            row.problems.append(Message(N_("a service is none of the kinds that are counted")))
        row.values["services"] = [code for code in services if code]
        try:
            row.values["sexes"] = [one_of(SEXES)(word) for word in row.values.get("sexes", ())]
        except Invalid:
            row.problems.append(Message(N_("«Takes» may say girls, boys, or both")))
        low, high = row.values.get("age_from"), row.values.get("age_to")
        if low is not None and high is not None and low > high:
            row.problems.append(Message(N_("the upper age is below the lower one")))

    def people(self, row: Row) -> None:
        """The agency is there, the account is not disabled, and no row proposes the same post twice."""
        self._find_agency(row, "agency")
        if row.values.get("email") in self.disabled:
            row.problems.append(Message(N_("the account with this address is disabled")))
        post = (row.values.get("email", ""), row.values.get("agency"), row.values.get("kind"))
        if not row.problems and post in self.posts:
            row.problems.append(Message(N_("a row above proposes the same post")))
        self.posts.add(post)

    def _refuse_taken(self, row: Row, codes: set[str]) -> None:
        code = row.values.get("code")
        if code and code in codes:
            row.problems.append(Message(N_("the code %(code)s is taken already"), code=code))
        elif code:
            codes.add(code)

    def _find_agency(self, row: Row, key: str) -> None:
        """Turn a name or code into the agency's number; that of an agency in a row above, into ``ToBeMade``."""
        text = row.values.get(key)
        if not text:
            return
        found = self.known.get(fold(text), set())
        if len(found) == 1:
            row.values[key] = next(iter(found))
        elif found:
            row.problems.append(Message(N_("several agencies are called «%(typed)s»; give the code"), typed=text))
        else:
            row.problems.append(Message(N_("no active agency is called «%(typed)s»"), typed=text))
