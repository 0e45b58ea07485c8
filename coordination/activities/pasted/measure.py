"""How well a pasted text is read, measured against a table of what it says; and the command that prints it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from config import ROOT
from coordination.activities.pasted import Body, Draft, parse
from coordination.activities.pasted.letters import key

AGENCIES = ROOT / "coordination" / "data" / "agencies.csv"
ALIKE = 0.25
"""From so much likeness on, a draft is taken for the one that a row means."""
FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class Row:
    """What a text says, as a person wrote it down: kind, title, and the bodies that took part or were addressed."""

    kind: str
    title: str
    partners: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """Lines kept of lines, kinds right of rows, partners right of rows that name one, and what was missed."""

    lines_kept: int
    lines: int
    kinds: int
    rows: int
    partners: int
    named: int
    items: int
    missed: tuple[str, ...]

    @property
    def kind_share(self) -> float:
        """Kinds right, of all rows (1.0 is all)."""
        return self.kinds / self.rows if self.rows else 1.0

    @property
    def partner_share(self) -> float:
        """Partners exactly right, of the rows that name any."""
        return self.partners / self.named if self.named else 1.0

    def __str__(self) -> str:
        return (
            f"lines kept {self.lines_kept}/{self.lines} · kinds {self.kinds}/{self.rows} ({self.kind_share:.0%}) · "
            f"partners {self.partners}/{self.named} ({self.partner_share:.0%}) · items {self.items}"
        )


def measure(text: str, rows: Sequence[Row], known: Sequence[Body], *, own: frozenset[str]) -> Measure:
    """Reads the text and compares: each row with the draft whose words are most like it, in the order of both.

    A row without a draft is wrong in all; of partners nothing may be missing and nothing too many, the issuer apart.
    """
    drafts = parse(text, known, own=own)
    kept = [draft for draft in drafts if draft.kept]
    kinds = partners = named = 0
    missed = []
    for row, place in zip(rows, align([row.title for row in rows], [_words(draft) for draft in kept]), strict=True):
        draft = kept[place] if place is not None else None
        wanted = row.partners - own
        got = frozenset(found.agency_code for found in draft.partners) if draft else frozenset()
        kinds += (right := draft is not None and draft.kind == row.kind)
        named += bool(wanted)
        partners += (whole := bool(wanted) and got == wanted)
        if not right:
            missed.append(f"kind of {row.title!r}: {row.kind}, read as {draft.kind if draft else 'nothing'}")
        if wanted and not whole:
            missed.append(f"partners of {row.title!r}: {_list(wanted)}, read as {_list(got)}")
    lines = [line for line in text.splitlines() if line.strip()]
    return Measure(count_kept(lines, drafts), len(lines), kinds, len(rows), partners, named, len(kept), tuple(missed))


def count_kept(lines: Sequence[str], drafts: Sequence[Draft]) -> int:
    """How many lines stand in the drafts, each as often as it was typed; spaces apart."""
    told = "".join("".join(draft.line.split()) for draft in drafts)
    kept = place = 0
    for line in lines:
        bare = "".join(line.split())
        if (found := told.find(bare, place)) >= 0:
            kept, place = kept + 1, found + len(bare)
    return kept


def align(titles: Sequence[str], drafts: Sequence[str]) -> list[int | None]:
    """For each title the place of its draft, each draft once and both in their order, as much alike as can be."""
    pairs = [Counter(_pairs(draft)) for draft in drafts]
    alike = [[_likeness(Counter(_pairs(title)), pair) for pair in pairs] for title in titles]
    best = [[0.0] * (len(drafts) + 1) for _ in range(len(titles) + 1)]
    for i in range(len(titles) - 1, -1, -1):
        for j in range(len(drafts) - 1, -1, -1):
            both = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    found: list[int | None] = []
    j = 0
    for i in range(len(titles)):
        while j < len(drafts) and best[i][j] == best[i][j + 1] and best[i][j] > best[i + 1][j]:
            j += 1
        taken = j < len(drafts) and alike[i][j] >= ALIKE and best[i][j] > best[i + 1][j]
        found.append(j if taken else None)
        j += taken
    return found


def read_bodies(file: Path) -> list[Body]:
    """The bodies of a table with the columns code, name_fa, name_en, parent, city, aliases."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Body(
                row["code"],
                tuple(name for name in (row["name_fa"], row["name_en"], *row["aliases"].split(";")) if name),
                row["parent"], row["city"],
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def read_rows(file: Path, year: str, season: str) -> list[Row]:
    """The rows of a table of activities for a Jalali year and season (both as written there)."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Row(row["kind"], row["title_fa"], frozenset(
                code for column in ("partner_agencies", "addressee") for code in row[column].split(";") if code
            ))
            for row in csv.DictReader(lines)
            if row["jalali_year"] == year and row["season"] == season
        ]  # fmt: skip


def register(app: Flask) -> None:
    """Add ``flask pasted measure``."""
    app.cli.group("pasted")(pasted).command("measure")(tell)


def pasted() -> None:
    """Pasted lists of activities."""


@click.argument("file", type=FILE)
@click.option("--against", type=FILE, required=True, help="A table like activities.csv that says what the text says.")
@click.option("--year", required=True, help="The rows of this Jalali year.")
@click.option("--season", required=True, help="The rows of this season, as the table writes it.")
@click.option("--agencies", type=FILE, default=AGENCIES, show_default="the project's own", help="A table of bodies.")
@click.option("--own", default="network", show_default=True, help="Code of whoever issues the list.")
@click.option("--drafts", "tell_drafts", is_flag=True, help="Print every draft too.")
def tell(file: Path, against: Path, year: str, season: str, agencies: Path, own: str, tell_drafts: bool) -> None:
    """Read a text and print lines kept, kinds and partners right against a table."""
    text, known = file.read_text(encoding="utf-8-sig"), read_bodies(agencies)
    rows = read_rows(against, year, season)
    if not rows:
        raise click.ClickException(f"{against.name} has no row of {year} {season}.")
    told = measure(text, rows, known, own=frozenset({own}))
    if tell_drafts:
        for draft in parse(text, known, own=frozenset({own})):
            partners = _list(frozenset(found.agency_code for found in draft.partners))
            click.echo(f"{draft.number:>4} {draft.kind if draft.kept else '-'!s:<17} {draft.title}  [{partners}]")
    for line in told.missed:
        click.echo(f"  {line}")
    click.echo(f"{file.name}: {told}")


def _words(draft: Draft) -> str:
    return f"{draft.title} {draft.note}"


def _pairs(text: str) -> list[str]:
    letters = key(text)
    return [letters[place : place + 2] for place in range(len(letters) - 1)]


def _likeness(title: Counter[str], draft: Counter[str]) -> float:
    """How much of the title stands in the draft, a draft of about its length a little before a long one."""
    if not title:
        return 0.0
    common = sum((title & draft).values())
    return 0.8 * common / title.total() + 0.2 * 2 * common / (title.total() + draft.total())


def _list(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "none"
