"""A pasted list: read into drafts, kept as corrected, recorded as activities together, taken back together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypedDict

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities import queries
from coordination.activities.commands.recording import Facts, Taking, record, remove
from coordination.activities.issuers import Issuer
from coordination.activities.kinds import USUAL_PART
from coordination.activities.models import ActivityKind, Part, Paste, Precision
from coordination.activities.pasted import Draft, parse
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.jalali import DateProblem
from coordination.lang.spans_typed import Span, parse_span
from coordination.lang.text import clean, digits, fold

Said = Message | str | DateProblem
"""What tells the reader that something cannot be read."""
MOST_LINES = 600
MOST_LETTERS = 60_000
MOST_ITEMS = 400
SEVERAL: Final = frozenset(map(fold, ("چند بار", "چندین بار", "چند", "several times", "several", "چندبار")))
BETWEEN: Final = "؛ "
"""What stands between the names of bodies; a comma may stand within one."""
TYPED = ("kind", "title", "when", "partners", "times", "days", "note")
"""What of a row is corrected in the table, as typed."""


class Row(TypedDict):
    """A draft as it waits: what was pasted, and what is said of it now, as typed. ``activity`` is the public id of the
    activity that it became; ``parts`` the part read for each body, by its folded name."""

    line: str
    number: int
    heading: str
    kept: bool
    kind: str
    title: str
    when: str
    partners: str
    parts: dict[str, str]
    times: str
    days: str
    note: str
    activity: str


class Unread(DomainError):
    """Rows that cannot be recorded as they stand; ``problems``: what is wrong, by the row's place and the field."""

    status = 422
    title = N_("Something does not fit")

    def __init__(self, problems: Mapping[tuple[int, str], Said]) -> None:
        super().__init__(
            N_("Nothing was recorded: some rows cannot be read."),
            N_("They are marked below. Correct them, or leave them out."),
        )
        self.problems = problems


def paste(actor: Actor, *, issuer: Issuer, when: Span, text: str) -> Paste:
    """Keep the text of a list and the drafts made of it, for the activities of ``issuer`` in the span ``when``.

    Raises Refused where the actor does not act for the issuer, Invalid for a text that is empty or too long.
    """
    pasted = Paste(
        group_id=issuer.group_id, agency_id=issuer.agency_id, from_on=when.first, to_on=when.last,
        precision=when.precision, text=text, by_id=actor.person_id, at=clock.now(),
    )  # fmt: skip
    if not policy.allows(actor, "activity.edit", pasted):
        raise Refused(
            N_("Nothing was kept: you do not act for this group or agency."),
            N_("Its secretary, or the agency's liaison or head, records its activities."),
        )
    _check_size(text)
    known = queries.known_by_name()
    own = frozenset({queries.code_of_issuer(issuer.group_id, issuer.agency_id)})
    drafts = parse(text, known.bodies, own=own)
    if sum(draft.kept for draft in drafts) > MOST_ITEMS:
        raise _too_long()
    pasted.drafts = [dict(_row(draft, known.names, pasted)) for draft in drafts]
    db.session.add(pasted)
    db.session.flush()
    trail.record(actor, "activity.paste", pasted, detail={"lines": len(drafts)})
    return pasted


def correct(pasted: Paste, typed: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what was typed into the rows, by their places, whether it can be read or not; rows that are recorded already
    stay as they are."""
    rows = [dict(row) for row in pasted.drafts]
    for place, values in typed.items():
        if 0 <= place < len(rows) and not rows[place]["activity"]:
            rows[place] |= {"kept": bool(values["kept"])} | {name: str(values[name] or "") for name in TYPED}
    if rows != pasted.drafts:
        pasted.drafts = rows


def record_rows(actor: Actor, pasted: Paste, *, places: Sequence[int]) -> int:
    """Make activities of the rows at these places that are to be kept; how many. All of them or none.

    Raises Unread with what is wrong beside each row, WrongState where nothing is left to record.
    """
    rows = [dict(row) for row in pasted.drafts]
    chosen = [place for place in places if 0 <= place < len(rows) and _waits(rows[place])]
    if not chosen:
        raise WrongState(
            N_("Nothing was recorded: no row is marked to be recorded."), N_("Mark the rows that are activities.")
        )
    bodies, problems, facts = queries.known_bodies(), dict[tuple[int, str], Said](), dict[int, Facts]()
    for place in chosen:
        facts[place], wrong = _facts(rows[place], pasted, bodies)
        problems |= {(place, name): message for name, message in wrong.items()}
    if problems:
        raise Unread(problems)
    for place in chosen:
        try:
            rows[place]["activity"] = record(actor, issuer=Issuer.of(pasted), **facts[place]).public_id
        except Invalid as error:
            raise Unread({(place, error.field or "title"): error.message}) from error
    pasted.drafts = rows
    if not any(map(_waits, rows)):
        pasted.saved_at = clock.now()
    trail.record(actor, "activity.record_pasted", pasted, detail={"count": len(chosen)})
    return len(chosen)


def take_back(actor: Actor, pasted: Paste) -> int:
    """Take all activities that the list became out of the register again, and let its rows wait as before; how many.

    Raises WrongState where none was recorded.
    """
    rows = [dict(row) for row in pasted.drafts]
    recorded = [row["activity"] for row in rows if row["activity"]]
    if not recorded:
        raise WrongState(N_("Nothing was taken back: no row of this list is recorded."))
    for activity in queries.list_recorded(recorded):
        if activity.removed_at is None:
            remove(actor, activity)
    pasted.drafts = [row | {"activity": ""} for row in rows]
    pasted.saved_at = None
    trail.record(actor, "activity.take_back_pasted", pasted, detail={"count": len(recorded)})
    return len(recorded)


def _waits(row: Mapping[str, Any]) -> bool:
    return bool(row["kept"]) and not row["activity"]


def _check_size(text: str) -> None:
    if not text.strip():
        raise Invalid(
            N_("Nothing was kept: there is no text."), field="text", advice=N_("Paste the list here as it is.")
        )
    if len(text) > MOST_LETTERS or len(text.splitlines()) > MOST_LINES:
        raise _too_long()


def _too_long() -> Invalid:
    return Invalid(
        Message(
            N_("Nothing was kept: at most %(lines)s lines and %(items)s items are taken at once."),
            lines=MOST_LINES, items=MOST_ITEMS,
        ),
        field="text",
        advice=N_("Paste the list in two or three parts."),
    )  # fmt: skip


def _row(draft: Draft, names: Mapping[str, str], pasted: Paste) -> Row:
    """A draft as a row of the table; a time that cannot be read goes into the note."""
    when, note = draft.when, clean(draft.note)
    if when and _span(when, pasted) is None:
        when, note = "", "\n".join(part for part in (when, note) if part)
    partners = {names[found.agency_code]: found.part for found in draft.partners}
    return Row(
        line=draft.line.strip(), number=draft.number, heading=draft.heading, kept=draft.kept,
        kind=draft.kind or "", title=draft.title, when=when, partners=BETWEEN.join(partners),
        parts={fold(name): part for name, part in partners.items()},
        times="چند بار" if draft.times is None else str(draft.times),
        days="" if draft.days is None else str(draft.days), note=note, activity="",
    )  # fmt: skip


def _span(when: str, pasted: Paste) -> Span | None:
    try:
        return parse_span(when, pasted.from_on)
    except DateProblem:
        return None


def _facts(
    row: Mapping[str, Any], pasted: Paste, bodies: Mapping[str, frozenset[int]]
) -> tuple[Facts, dict[str, Said]]:
    """What a row says, and what of it cannot be read, by field."""
    wrong: dict[str, Said] = {}
    kind = row["kind"]
    if kind not in set(ActivityKind):
        wrong["kind"] = N_("The kind is not known. Choose one, or leave the row out.")
        kind = ActivityKind.CONTACT
    if not row["title"]:
        wrong["title"] = N_("This is empty. Fill it in.")
    span = Span(pasted.from_on, pasted.to_on, pasted.precision)
    if row["when"]:
        try:
            span = parse_span(row["when"], pasted.from_on)
        except DateProblem as problem:
            wrong["when"] = problem
    times = None if fold(row["times"]) in SEVERAL else _number(row, "times", wrong) or 1
    partners = _takings(row, ActivityKind(kind), bodies, wrong)
    facts = Facts(
        kind=ActivityKind(kind), title=row["title"], from_on=span.first, to_on=span.last,
        precision=Precision(span.precision), partners=partners, times=times, days=_number(row, "days", wrong),
        note=row["note"],
    )  # fmt: skip
    return facts, wrong


def _number(row: Mapping[str, Any], name: str, wrong: dict[str, Said]) -> int | None:
    typed = digits(clean(row[name]))
    if not typed:
        return None
    if typed.isascii() and typed.isdecimal() and len(typed) <= 6:
        return int(typed)
    wrong[name] = N_("The number was not understood: write digits only.")
    return None


def _takings(
    row: Mapping[str, Any], kind: ActivityKind, bodies: Mapping[str, frozenset[int]], wrong: dict[str, Said]
) -> list[Taking]:
    """The bodies of a row: agencies of the directory, others by their names alone."""
    found = []
    for typed in row["partners"].replace(";", "؛").split("؛"):
        name = clean(typed)
        part = Part(row["parts"].get(fold(name), USUAL_PART.get(kind, Part.COOPERATING)))
        ids = bodies.get(fold(name), frozenset()) if name else frozenset()
        if len(ids) > 1:
            wrong["partners"] = Message(
                N_("Several bodies are called %(name)s. Write the code of the one that is meant."), name=name
            )
        elif name:
            found.append(Taking(part, agency_id=min(ids)) if ids else Taking(part, name=name[:200]))
    return found
