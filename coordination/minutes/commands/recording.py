"""Saving the text of an entry while people speak: revisions, merging with another recorder's, and two texts at a clash.

A save writes no row of the trail: each one is a revision with its writer and moment, which nobody can change. Records
that come from it have their rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import Table, update
from sqlalchemy.orm.attributes import set_committed_value

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Difference, Invalid, Stale, WrongState
from coordination.kernel.messages import N_, Message
from coordination.meetings.models import AgendaEntry
from coordination.minutes.commands.syncing import sync
from coordination.minutes.lines import Line, LineKind, parse, rewrite, turned
from coordination.minutes.merging import Merged, merge
from coordination.minutes.models import Block, BlockRevision
from coordination.minutes.queries.recording import (
    Recorded,
    Records,
    get_recorded,
    get_revision,
    list_revisions_since,
)

LONGEST_TEXT = 100_000
How = Literal["merge", "mine", "saved"]
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STORED_AS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})


class Clash(Stale):
    """Two recorders changed the same lines: both texts, what they began from, and what a merge would give."""

    def __init__(self, recorded: Recorded, mine: str, merged: Merged, from_revision: int, by: str | None) -> None:
        super().__init__([Difference("", mine, recorded.text, "text")], by=by)
        self.recorded = recorded
        self.mine, self.saved, self.merged = mine, recorded.text, merged.text
        self.from_revision, self.revision = from_revision, recorded.revision


class Overtaken(Stale):
    """Somebody else saved between the reading and the writing of one save."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to. ``mine`` is the revision that holds exactly the text that was sent, from which its writer
    may go on; ``records`` are those of the entry now, None where nothing was written."""

    block: Block | None
    mine: int
    records: Records | None = None


def as_typed(text: str) -> str:
    """``text`` as a block keeps it: line breaks of one kind, Persian letters, no control characters; spaces stay, since
    it is still being typed."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROLS.sub("", text.translate(_STORED_AS))


def save_block(actor: Actor, entry: AgendaEntry, *, text: str, from_revision: int) -> Block:
    """Save the text of ``entry`` as a new revision and bring its records in step. Who began from an older revision is
    merged with what was saved since. Raises Clash (Stale with both texts) where both changed the same lines."""
    recorded = get_recorded(entry.public_id)
    assert recorded is not None
    block = save(actor, recorded, text=text, from_revision=from_revision).block
    assert block is not None
    return block


def save(actor: Actor, recorded: Recorded, *, text: str, from_revision: int) -> Saved:
    """``save_block`` of what the desk has loaded; says also what the writer goes on from. Where somebody saved in the
    same instant, between the reading and the writing, what is there now is read again and the texts are merged."""
    try:
        return _save(actor, recorded, text, from_revision)
    except Overtaken:
        get_recorded(recorded.entry.public_id)  # brings what is loaded up to date
        return _save(actor, recorded, text, from_revision)


def _save(actor: Actor, recorded: Recorded, text: str, from_revision: int) -> Saved:
    must_be_writable(recorded)
    text = _checked(text)
    if text == recorded.text:
        return Saved(recorded.block, recorded.revision)
    if from_revision == recorded.revision:
        records = _write(actor, recorded, [text])
        return Saved(recorded.block, recorded.revision, records)
    base, answered = _since(actor, recorded, text, from_revision)
    if answered is not None:
        return Saved(recorded.block, answered)
    merged = merge(base, text, recorded.text)
    if not merged.clean:
        raise Clash(recorded, text, merged, from_revision, _name(recorded.block))
    if merged.text == recorded.text:
        return Saved(recorded.block, from_revision)
    texts = [text] if merged.text == text else [text, merged.text]
    mine = recorded.revision + 1
    records = _write(actor, recorded, texts)
    return Saved(recorded.block, mine, records)


def settle_clash(actor: Actor, recorded: Recorded, *, text: str, from_revision: int, seen: int, how: How) -> Saved:
    """What the recorder chose of the two texts. Both stay in the history: his own becomes a revision too, whatever he
    chose. Raises Clash again where somebody saved since he looked (``seen``)."""
    must_be_writable(recorded)
    text = _checked(text)
    base, _answered = _since(actor, recorded, text, from_revision)
    merged = merge(base, text, recorded.text)
    if seen != recorded.revision:
        raise Clash(recorded, text, merged, from_revision, _name(recorded.block))
    final = {"merge": merged.text, "mine": text, "saved": recorded.text}[how]
    if text == recorded.text:
        return Saved(recorded.block, recorded.revision)
    records = _write(actor, recorded, [text] if final == text else [text, final])
    return Saved(recorded.block, recorded.revision, records)


def correct_line(
    actor: Actor,
    recorded: Recorded,
    *,
    index: int,
    source: str,
    text: str | None = None,
    owner: str | None = None,
    due: str | None = None,
) -> Saved:
    """Write other words, owner or date into a line of the text, which stays the only source of its record. ``source``
    is the line as the reader saw it; where lines came in above, it is found by its words. Raises Stale where it is
    gone."""
    return _replace(actor, recorded, index, source, lambda line: rewrite(line, text=text, owner=owner, due=due))


def turn_line(actor: Actor, recorded: Recorded, *, index: int, source: str, kind: LineKind) -> Saved:
    """Give a line the start of another kind: a note becomes an action or a resolution. Raises as ``correct_line``."""
    return _replace(actor, recorded, index, source, lambda line: turned(line.source, kind))


def find_line(recorded: Recorded, index: int, source: str) -> Line:
    """The line that was ``source`` at ``index``, wherever it stands now. Raises Stale where it is gone."""
    same = [line for line in lines_of(recorded) if line.source == source]
    if not same:
        raise Stale([Difference("", source, recorded.text, "")], by=_name(recorded.block))
    return min(same, key=lambda line: abs(line.index - index))


def lines_of(recorded: Recorded) -> list[Line]:
    """The recognised lines of the saved text."""
    return parse(recorded.text, today=recorded.today, next_meeting_on=recorded.next_meeting_on)


def must_be_writable(recorded: Recorded) -> None:
    """Raises WrongState before the meeting was opened and once its minutes were circulated."""
    if not recorded.writable:
        raise WrongState(
            N_("The text was not saved: these minutes are not being written now."),
            N_("Open the meeting, or take the minutes back for revision. What you typed stays on your page."),
        )


def _replace(actor: Actor, recorded: Recorded, index: int, source: str, change: Any) -> Saved:
    line = find_line(recorded, index, source)
    rows = recorded.text.split("\n")
    rows[line.index] = change(line)
    return save(actor, recorded, text="\n".join(rows), from_revision=recorded.revision)


def _checked(text: str) -> str:
    text = as_typed(text)
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            Message(N_("The text was not saved: it is longer than %(most)s characters."), most=LONGEST_TEXT),
            field="text",
            advice=N_("Put a part of it under another entry."),
        )
    return text


def _since(actor: Actor, recorded: Recorded, text: str, from_revision: int) -> tuple[str, int | None]:
    """The text of the revision that was begun from, and the revision that already holds ``text`` by the same writer: a
    save whose answer was lost on the way is sent again."""
    if recorded.block is None:
        return "", None
    later = list_revisions_since(recorded.block, from_revision)
    answered = next(
        (one.revision for one in reversed(later) if one.by_id == actor.person_id and one.text == text
         and one.revision > from_revision),
        None,
    )  # fmt: skip
    return next((one.text for one in later if one.revision == from_revision), ""), answered


def _write(actor: Actor, recorded: Recorded, texts: Sequence[str]) -> Records:
    """Add revisions, the last of them as the text; then bring the records in step with it."""
    before = recorded.text
    block = recorded.block
    if block is None:
        block = recorded.block = Block(entry_id=recorded.entry.id, text="", revision=0)
        db.session.add(block)
        db.session.flush()
    revision, moment = block.revision, clock.now()
    values = {
        "text": texts[-1],
        "revision": revision + len(texts),
        "saved_at": moment,
        "saved_by_id": actor.person_id,
    }
    table = cast(Table, Block.__table__)
    # Who saved in between on another connection is noticed here: the revision is no longer the one that was read.
    written = db.session.execute(
        update(table).where(table.c.id == block.id, table.c.revision == revision).values(values)
    )
    if cast(Any, written).rowcount != 1:
        raise Overtaken([Difference("", texts[0], before, "text")])
    for name, value in values.items():
        set_committed_value(block, name, value)
    db.session.add_all(
        BlockRevision(block_id=block.id, revision=revision + number, text=text, by_id=actor.person_id, at=moment)
        for number, text in enumerate(texts, start=1)
    )
    return sync(actor, recorded, before=before)


def _name(block: Block | None) -> str | None:
    person: Person | None = block.saved_by if block else None
    return person.name if person else None


__all__ = [
    "Clash",
    "Saved",
    "as_typed",
    "correct_line",
    "find_line",
    "get_revision",
    "lines_of",
    "save",
    "save_block",
    "settle_clash",
    "turn_line",
]
