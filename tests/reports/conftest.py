"""What tests of reports stand on: the network with the activities of its published reports, and how a report reads as
text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config import ROOT
from coordination.accounts.models import PostKind
from coordination.activities.kinds import USUAL_PART
from coordination.activities.models import ActivityKind, Part, Partner, Precision
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.lang import spans
from coordination.reports.models import Report, Span
from coordination.reports.paper import describe
from coordination.reports.plain import make_text
from coordination.reports.reading import Material, figures_of, parts_of
from coordination.reports.titles import title_fa
from tests.conftest import MOMENT
from tests.issuing import add_activity, add_report, of_agency
from tests.world import World, add_agency, add_person, add_post

GOLDEN = Path(__file__).parent / "golden"
FACTS = ROOT / "coordination" / "demo" / "facts" / "activities.csv"
AGENCIES = ROOT / "coordination" / "data" / "agencies.csv"
SPANS = {"summer": ("season", 2), "autumn-winter": ("half", 2)}


class Network:
    """The network of NGOs, its liaison, and the bodies it worked with, by code."""

    def __init__(self, world: World, agency: Agency, liaison: Any, bodies: dict[str, Agency]) -> None:
        self.world, self.agency, self.liaison, self.bodies = world, agency, liaison, bodies

    def report(self, span: Span, year: int, part: int, **columns: Any) -> Report:
        """A draft of the network's."""
        first, last = spans.range_of(span, year, part)
        return add_report(
            of_agency(self.agency), self.liaison, span=span, year=year, part=part, from_on=first, to_on=last,
            title=title_fa(first, last, span), **columns,
        )  # fmt: skip


def load_facts(network: Network, year: str) -> None:
    """The activities of one year of the published reports, as they would be recorded."""
    for row in rows_of(year):
        precision, part = SPANS[row["season"]]
        first, last = spans.range_of(precision, int(row["jalali_year"]), part)
        kind = ActivityKind(row["kind"])
        usual = USUAL_PART.get(kind, Part.COOPERATING)
        named = [(code, usual) for code in row["partner_agencies"].split(";") if code]
        named += [(code, Part.ADDRESSEE) for code in row["addressee"].split(";") if code]
        add_activity(
            of_agency(network.agency),
            network.liaison,
            kind,
            title=row["title_fa"],
            from_on=first,
            to_on=last,
            precision=Precision(precision),
            times=None if row["times"] == "several" else int(row["times"]),
            days=int(row["days"]) if row["days"] else None,
            note=row["note_fa"],
            partners=[Partner(agency_id=network.bodies[code].id, part=each) for code, each in named],
        )


def rows_of(year: str) -> list[dict[str, str]]:
    """The rows of one Jalali year; the last column takes the rest of a line whose title holds a comma."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["jalali_year"] == year]


@pytest.fixture
def network(world: World, session: Any) -> Network:
    """The network with every body of the field; nothing is committed."""
    bodies: dict[str, Agency] = {}
    with AGENCIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = f"field-{row['code']}"
            bodies[row["code"]] = add_agency(row["name_fa"], code=code, name_en=row["name_en"])
    liaison = add_person("رابط شبکه")
    add_post(liaison, bodies["network"], PostKind.LIAISON)
    db.session.flush()
    return Network(world, bodies["network"], liaison, bodies)


def as_text(report: Report, language: str) -> str:
    """The report as plain text."""
    db.session.flush()
    material = Material(report)
    parts, figures = parts_of(report, material, language), figures_of(report, material)
    return make_text(describe(report, parts, figures, language=language, at=MOMENT))


def compare(name: str, text: str) -> None:
    """Line by line with the golden file ``name``; written where it is not there yet, and then the test fails."""
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} was not there; read it and run again")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def day(year: int, month: int, of_month: int) -> date:
    """A day of the Jalali calendar."""
    from coordination.lang.jalali import from_jalali

    return from_jalali(year, month, of_month)
