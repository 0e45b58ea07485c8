"""The three tables that can be taken in: their columns, and how each cell is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from coordination.accounts.models import POST_LABELS
from coordination.directory.models import AGENCY_KIND_LABELS, CENTRE_KIND_LABELS
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, zone
from coordination.lang.dates_typed import parse_date
from coordination.lang.identifiers import check_email, email
from coordination.lang.jalali import DateProblem
from coordination.lang.text import clean, digits, fold

Read = Callable[[str | date], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: the name of its value, its heading (a msgid), how a filled cell is read, and the words it takes."""

    key: str
    heading: str
    read: Read
    required: bool = False
    note: str = ""
    choices: Mapping[Any, str] | None = None

    def is_named(self, heading: str) -> bool:
        """Whether a heading of the sheet means this column, in either language."""
        names = {fold(self.key)}
        for language in ("fa", "en"):
            with locale.using(language):
                names.add(fold(gettext(self.heading)))
        return fold(heading).strip("*") in names


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of thing that can be taken in."""

    name: str
    title: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column of a value."""
        return next(column for column in self.columns if column.key == key)


def words(most: int) -> Read:
    """Text of at most so many characters."""

    def read(cell: str | date) -> str:
        text = cell.isoformat() if isinstance(cell, date) else clean(cell)
        if len(text) > most:
            raise Invalid(Message(N_("the text is longer than %(most)s characters"), most=most))
        return text

    return read


def whole_number(most: int) -> Read:
    """A whole number from nought to ``most``."""

    def read(cell: str | date) -> int:
        text = "" if isinstance(cell, date) else digits(clean(cell))
        if not text.isascii() or not text.isdecimal() or int(text) > most:
            raise Invalid(Message(N_("a whole number up to %(most)s belongs here"), most=most))
        return int(text)

    return read


def one_of(labels: Mapping[Any, str]) -> Read:
    """A code, or its word in either language."""

    def read(cell: str | date) -> Any:
        typed = "" if isinstance(cell, date) else fold(cell)
        for code, label in labels.items():
            names = {fold(str(code))}
            for language in ("fa", "en"):
                with locale.using(language):
                    names.add(fold(gettext(label)))
            if typed in names:
                return code
        raise Invalid(N_("this is none of the words that the column takes"))

    return read


def day(cell: str | date) -> date:
    """A date in any form that fields take, or a date cell."""
    if isinstance(cell, date):
        return cell
    try:
        return parse_date(cell, zone.today())
    except DateProblem as problem:
        raise Invalid(Message(problem.text, **problem.params)) from problem


def several(cell: str | date) -> list[str]:
    """Texts with semicolons or commas between them."""
    text = "" if isinstance(cell, date) else cell
    for mark in ("؛", "،", ",", "\n"):
        text = text.replace(mark, ";")
    return [part for part in map(clean, text.split(";")) if part]


def address(cell: str | date) -> str:
    """An e-mail address as it is stored."""
    found = "" if isinstance(cell, date) else email(cell)
    if not found or check_email(found):
        raise Invalid(N_("this is no e-mail address"))
    return found


YES_NO = {True: N_("yes"), False: N_("no")}
SEXES = {"girl": N_("Girls"), "boy": N_("Boys")}
LANGUAGES = {"fa": N_("Persian"), "en": N_("English")}


def yes_or_no(cell: str | date) -> bool:
    """Yes or no in either language, 1 or 0."""
    if cell in ("0", "1"):
        return cell == "1"
    return bool(one_of(YES_NO)(cell))


NAME_FA = Column("name_fa", N_("Name in Persian"), words(200), required=True)
NAME_EN = Column("name_en", N_("Name in English"), words(200))
CODE = Column(
    "code", N_("Code"), words(40), note=N_("Latin letters, digits and hyphens. Empty: the next number is given.")
)
CITY = Column("city", N_("City"), words(80))
ADDRESS = Column("address", N_("Address"), words(400))
AGENCY = Column("agency", N_("Agency"), words(200), required=True, note=N_("Its name or its code."))

AGENCIES = Table(
    "agencies",
    N_("Agencies"),
    (
        NAME_FA,
        NAME_EN,
        CODE,
        Column("kind", N_("Kind"), one_of(AGENCY_KIND_LABELS), required=True, choices=AGENCY_KIND_LABELS),
        Column("parent", N_("Body above it"), words(200), note=N_("Name or code; it may stand in a row above.")),
        CITY,
        Column("aliases", N_("Other names"), several, note=N_("With semicolons between them.")),
        Column("legal_id", N_("Organisation ID"), words(20)),
        Column("phone", N_("Telephone"), words(40)),
        ADDRESS,
        Column("registered_until", N_("Registered until"), day),
    ),
)
CENTRES = Table(
    "centres",
    N_("Centres"),
    (
        AGENCY,
        NAME_FA,
        NAME_EN,
        CODE,
        Column("kind", N_("Kind"), one_of(CENTRE_KIND_LABELS), required=True, choices=CENTRE_KIND_LABELS),
        CITY,
        Column("districts", N_("Districts"), several, note=N_("With semicolons between them.")),
        Column("services", N_("Services"), several, note=N_("Kinds of service, with semicolons between them.")),
        Column("sexes", N_("Takes"), several, note=N_("Girls, boys, or both with a semicolon between them.")),
        Column("age_from", N_("From age"), whole_number(120)),
        Column("age_to", N_("To age"), whole_number(120)),
        Column("eligibility", N_("Who is taken besides"), words(400)),
        Column("capacity", N_("Capacity"), whole_number(10_000)),
        ADDRESS,
        Column("address_public", N_("Everybody may read the address"), yes_or_no, choices=YES_NO),
    ),
)
PEOPLE = Table(
    "people",
    N_("People"),
    (
        Column("name", N_("Name"), words(120), required=True),
        Column("name_en", N_("Name in English"), words(120)),
        Column("email", N_("E-mail address"), address, required=True),
        AGENCY,
        Column("kind", N_("Post"), one_of(POST_LABELS), required=True, choices=POST_LABELS),
        Column("from_on", N_("From"), day, note=N_("Empty: from today.")),
        Column("language", N_("Language"), one_of(LANGUAGES), choices=LANGUAGES),
    ),
)
TABLES = {table.name: table for table in (AGENCIES, CENTRES, PEOPLE)}
