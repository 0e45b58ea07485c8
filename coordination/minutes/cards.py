"""The cards beside the text: one for each recognised line, with its record and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.actions.models import Action, ActionState
from coordination.actions.states import ACTION
from coordination.kernel.machine import Look
from coordination.kernel.messages import N_, Message
from coordination.lang.dates_said import add_months, as_said
from coordination.lang.jalali import DateProblem
from coordination.lang.locale import current
from coordination.minutes.lines import Line, LineKind, parse, word_of
from coordination.minutes.queries.recording import Desk, Records
from coordination.resolutions.models import EFFECT_LABELS, Effect, Resolution, ResolutionState
from coordination.resolutions.states import RESOLUTION

EMPTY = {
    LineKind.RESOLUTION: N_("has no text yet"),
    LineKind.ACTION: N_("has no text yet"),
    LineKind.NOTE: N_("has no text yet"),
    LineKind.DISSENT: N_("has no text yet"),
    LineKind.REFERRAL: N_("has no code yet, for example R-1405-12"),
}
NOBODY = N_("has no owner")
NO_AGENCY = N_("has no agency")
NO_PERSON = N_("has no accountable person")
NO_DATE = N_("has no date")
BAD_DATE = N_("its date was not understood")
PAST_DATE = N_("its date lies before the meeting")
NO_VERIFIER = N_("has no verifier")
OPEN = (ResolutionState.PROPOSED, ResolutionState.PUT, ResolutionState.DEFERRED)


@dataclass(slots=True)
class Card:
    """A line with its record (None for a line that says nothing yet); without line: a record that was ruled on and
    whose line is gone."""

    kind: LineKind
    line: Line | None
    resolution: Resolution | None = None
    action: Action | None = None
    source: Resolution | None = None
    """The resolution an action comes from."""
    missing: tuple[str, ...] = ()
    problem: DateProblem | None = None

    @property
    def index(self) -> int:
        """Place of the line; −1 where it is gone."""
        return self.line.index if self.line else -1

    @property
    def label(self) -> str:
        """What it is, in the reader's language: the word its line begins with."""
        return word_of(self.kind, current())

    @property
    def text(self) -> str:
        """What the record says, else the line."""
        if self.resolution is not None:
            return self.resolution.text
        if self.action is not None:
            return self.action.title
        return self.line.text if self.line else ""

    @property
    def number(self) -> str:
        """Its number, provisional or definitive; empty while it has none."""
        if self.resolution is not None:
            return self.resolution.number or self.resolution.provisional_number
        return (self.action.number or "") if self.action is not None else ""

    @property
    def effect(self) -> str:
        """What the resolution does to a referral; empty for nothing."""
        chosen = self.resolution.effect if self.resolution is not None else None
        return EFFECT_LABELS[Effect(chosen)] if chosen else ""

    @property
    def look(self) -> Look | None:
        """The state of the record; a draft action shows none."""
        if self.resolution is not None:
            return RESOLUTION.look(self.resolution.state)
        if self.action is not None and self.action.state != ActionState.DRAFT:
            return ACTION.look(self.action.state)
        return None

    @property
    def changed(self) -> bool:
        """Whether the line says something else than what was voted on."""
        if self.line is None or self.resolution is None or self.resolution.state in OPEN:
            return False
        return self.line.text != self.resolution.text

    @property
    def open(self) -> bool:
        """Whether the resolution still waits for its vote."""
        return self.resolution is not None and self.resolution.state in OPEN


def cards_of(desk: Desk, text: str, records: Records) -> list[Card]:
    """A card for each recognised line of ``text`` in its order, then those of records whose line is gone."""
    lines = parse(text, today=desk.today, next_meeting_on=desk.next_meeting_on)
    resolutions = {one.position: one for one in records.resolutions if one.in_text}
    actions = {one.position: one for one in records.actions if one.in_text}
    by_id = {one.id: one for one in records.resolutions}
    cards = []
    for line in lines:
        card = Card(line.kind, line)
        if line.kind == LineKind.RESOLUTION:
            card.resolution = resolutions.get(line.index)
        elif line.kind == LineKind.ACTION:
            card.action = actions.get(line.index)
            card.problem = line.problem
            if card.action is not None and card.action.resolution_id is not None:
                card.source = by_id.get(card.action.resolution_id)
        card.missing = _missing(card, desk.today)
        cards.append(card)
    gone = [Card(LineKind.RESOLUTION, None, resolution=one) for one in records.resolutions if not one.in_text]
    return cards + gone + [Card(LineKind.ACTION, None, action=one) for one in records.actions if not one.in_text]


def _missing(card: Card, held_on: date) -> tuple[str, ...]:
    line, action = card.line, card.action
    assert line is not None
    if not (line.code if line.kind == LineKind.REFERRAL else line.text):
        return (EMPTY[line.kind],)
    if action is None or action.state != ActionState.DRAFT:
        return ()
    found = []
    if action.agency_id is None and action.owner_id is None:
        found.append(NOBODY)
    elif action.agency_id is None:
        found.append(NO_AGENCY)
    elif action.owner_id is None:
        found.append(NO_PERSON)
    if action.due_on is None:
        found.append(BAD_DATE if line.due_text else NO_DATE)
    elif action.due_on < held_on:
        found.append(PAST_DATE)
    if action.verifier_id is None:
        found.append(NO_VERIFIER)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class DueOffer:
    """A day that is one click away: the words on the button, and what is written into the line."""

    label: Message
    day: date
    written: str


def due_offers(desk: Desk, records: Records, language: str) -> list[DueOffer]:
    """Two dates and the next meeting: the last date given in this text (else a week), two weeks, the next meeting (else
    a month). Each is written as a day, so that it means the same whenever the text is read again."""
    today = desk.today
    given = [action.due_on for action in records.actions if action.due_on is not None and action.due_on > today]
    fortnight = today + timedelta(days=14)
    offers = [
        (Message(N_("by %(day)s"), day=given[-1]), given[-1])
        if given and given[-1] != fortnight
        else (Message(N_("in a week")), today + timedelta(days=7)),
        (Message(N_("in two weeks")), fortnight),
    ]
    if desk.next_meeting_on is not None and desk.next_meeting_on > today:
        offers.append((Message(N_("next meeting, %(day)s"), day=desk.next_meeting_on), desk.next_meeting_on))
    else:
        offers.append((Message(N_("in a month")), add_months(today, 1)))
    return [DueOffer(label, day, as_said(day, today, language)) for label, day in offers]


def summary(cards: Sequence[Card]) -> list[tuple[LineKind, int]]:
    """How many lines of each kind there are, for the heading."""
    counted = [(kind, sum(card.kind == kind and card.line is not None for card in cards)) for kind in LineKind]
    return [(kind, number) for kind, number in counted if number]
