"""A pasted text read from its first line to its last: headings, lines that open a list of their own, items, and lines
that go on with the item above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coordination.activities.models import ActivityKind
from coordination.activities.pasted import counts, cues, lines
from coordination.activities.pasted.bodies import Finder, finder
from coordination.activities.pasted.drafts import Draft, Found
from coordination.activities.pasted.letters import Letters, letters
from coordination.activities.pasted.marks import Mark, Piece
from coordination.activities.pasted.names import Body
from coordination.activities.pasted.parts import named
from coordination.lang.text import clean


@dataclass
class _Opener:
    """A line under which others stand: a heading, or an item that opens a list of its own."""

    words: str
    mark: Mark | None
    kinds: tuple[ActivityKind, ...]
    partners: tuple[Found, ...]
    forced: bool = False
    inner: Mark | None = None
    """The mark of its last item."""


@dataclass
class _Item:
    """A draft in the making: its pieces, and what its first line says."""

    piece: Piece
    heading: str
    usual: tuple[ActivityKind, ...]
    forced: bool
    above: tuple[Found, ...]
    said: str
    when: str
    words: list[str]
    notes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    number: int = 0


def parse(text: str, known: Sequence[Body], *, own: frozenset[str]) -> list[Draft]:
    """The drafts of a pasted list, each line of the text in one of them.

    ``known``: the bodies that may be named; ``own``: the codes of whoever issues the list, partner of nothing.
    """
    return list(_Reader(finder(tuple(known), own), own).read(text))


class _Reader:
    """Goes through the pieces of a text once, knowing what is open above the line at hand."""

    def __init__(self, bodies: Finder, own: frozenset[str]) -> None:
        self._bodies, self._own = bodies, own
        self._heading: _Opener | None = None
        self._open: list[_Opener] = []
        self._when = ""
        self._months_outside: bool | None = None
        self._out: list[_Item | Draft] = []
        self._last: _Item | None = None

    def read(self, text: str) -> Iterator[Draft]:
        """Each draft in the text's order."""
        found = [lines.without_glued_letter(piece) for piece in lines.pieces_of(text)]
        for place, piece in enumerate(found):
            self._take(piece, found[place + 1] if place + 1 < len(found) else None)
        for one in self._out:
            yield one if isinstance(one, Draft) else self._draft(one)

    def _take(self, piece: Piece, after: Piece | None) -> None:
        line = letters(piece.words)
        if not line.text:
            self._aside(piece)
        elif counts.is_time_heading(line):
            self._take_time(piece, line)
        elif self._is_heading(piece, line, after):
            self._take_heading(piece, line)
        elif piece.mark:
            self._leave(piece.mark)
            self._take_item(piece, line, after)
        elif lines.opens(piece, line, after):
            self._take_opener(piece, line)
        else:
            self._take_bare(piece, line)

    # headings

    def _is_heading(self, piece: Piece, line: Letters, after: Piece | None) -> bool:
        """Whether a line names what the following ones are, and is no item itself."""
        mark = piece.mark
        follows = after is not None and (mark is None or after.mark is None or not lines.same_row(mark, after.mark))
        if cues.is_plain_heading(line):
            return mark is None or mark.sort in lines.LETTERS or (follows and not self._is_open(after))
        if (
            not follows
            or after is None
            or len(line.text) > lines.LONG_HEADING
            or (mark and mark.sort not in lines.LETTERS)
        ):
            return False
        if lines.BELOW.search(line.text):
            return False
        if not self._leads(line):
            return mark is None and self._names_list(piece, line, after)
        if lines.ends_with_colon(piece) or mark:
            return bool(after.mark) or lines.ends_with_colon(piece)
        return self._begins_list(piece, after) and not piece.words.endswith((".", "؛"))

    def _names_list(self, piece: Piece, line: Letters, after: Piece) -> bool:
        """A few words that tell no kind but stand right above a new list («خدمات»)."""
        if not lines.is_short(piece) or lines.is_aside(piece, line) or lines.ends_with_colon(piece):
            return False
        unfinished = self._last is not None and lines.goes_on(self._last.words[-1])
        return self._last is not None and not unfinished and self._begins_list(piece, after)

    def _leads(self, line: Letters) -> bool:
        """Whether it begins with words that tell a kind."""
        found = cues.cues(line, self._masked(line))
        return bool(found) and found[0].at <= 2

    def _is_open(self, after: Piece | None) -> bool:
        """Whether the next line goes on with a list that is open above this one."""
        mark = after.mark if after else None
        return mark is not None and any(
            opener.mark and lines.same_row(opener.mark, mark) for opener in self._open
        )  # fmt: skip

    def _begins_list(self, piece: Piece, after: Piece) -> bool:
        """Whether the next line begins a list: its first number or letter, or dots where none stood before."""
        mark = after.mark
        if mark is None:
            return False
        if mark.value and (mark.value not in ("1", "الف", "ا", "a", "A")):
            return False
        if after.after_gap and not piece.after_gap:
            return False
        if mark.value:
            return True
        running = self._last is not None and self._last.piece.mark
        return piece.after_gap or not running or not lines.same_row(mark, running)

    def _take_heading(self, piece: Piece, line: Letters) -> None:
        masked = self._masked(line)
        kinds = lines.executive(line) or cues.kinds_of_heading(cues.cues(line, masked))
        self._heading = _Opener(lines.label(piece), piece.mark, kinds, self._named(line))
        self._open, self._last = [], None
        if not self._months_outside:
            self._when = ""
        self._put_aside(piece, self._heading.words)

    def _take_time(self, piece: Piece, line: Letters) -> None:
        """A month or season as heading; the first of them tells whether kinds stand within months or months within."""
        if self._months_outside is None:
            self._months_outside = self._heading is None
        if self._months_outside:
            self._heading = None
        self._open, self._last = [], None
        self._when = clean(piece.words).strip(" :：-–.،()[]") if counts.is_jalali(line) else ""
        self._put_aside(piece, self._heading.words if self._heading else "")

    # items

    def _take_item(self, piece: Piece, line: Letters, after: Piece | None) -> None:
        if lines.opens(piece, line, after):
            self._take_opener(piece, line)
        else:
            self._add(piece)

    def _take_opener(self, piece: Piece, line: Letters) -> None:
        above = self._above()
        partners = self._named(line)
        chosen = self._choose(line, above, bool(partners))
        usual = tuple(dict.fromkeys([*([chosen] if chosen else []), *(above.kinds if above else ())]))
        if piece.mark is None:
            self._open = [opener for opener in self._open if opener.mark]
        below = bool(lines.BELOW.search(line.text))
        self._open.append(
            _Opener(lines.label(piece), piece.mark, usual, _joined(above.partners if above else (), partners),
                    forced=below or bool(above and above.forced))
        )  # fmt: skip
        self._last = None
        self._put_aside(piece, self._heading.words if self._heading else "")

    def _take_bare(self, piece: Piece, line: Letters) -> None:
        """A line without a mark: it goes on with the item above, notes something of it, or is an item itself."""
        told = bool(cues.cues(line, self._masked(line)))
        leads = told and self._leads(line)
        if self._belongs_to_heading(piece, line):
            return
        aside = lines.is_aside(piece, line) and not (leads and not lines.ASIDE.match(line.text))
        last = self._last
        if not leads and lines.LABELLED.match(piece.words):
            self._aside(piece)
        elif last and last.piece.mark:
            if leads and not aside and not lines.goes_on(last.words[-1]):
                self._add(piece)
            else:
                self._continue(piece, note=aside or lines.ended(last.words[-1]) or piece.after_gap)
        elif last and (aside or lines.goes_on(last.words[-1])):
            self._continue(piece, note=aside)
        elif (self._heading or self._open or leads or (told and self._out and not piece.after_gap)) and not aside:
            self._add(piece)
        else:
            self._aside(piece)

    def _belongs_to_heading(self, piece: Piece, line: Letters) -> bool:
        """A line right under a heading that says with whom all of it was done; it is taken as part of the heading."""
        if not self._heading or self._last or self._open or not lines.WITH.match(line.text):
            return False
        self._heading.partners = _joined(self._heading.partners, self._named(line))
        self._put_aside(piece, self._heading.words)
        return True

    def _add(self, piece: Piece) -> None:
        above = self._above()
        if above:
            above.inner = piece.mark or above.inner
        # What a line above says of the body is in the item's partners; its other words are the item's note.
        nested = self._open[-1].words if self._open and not self._open[-1].partners else ""
        item = _Item(
            piece, self._heading.words if self._heading else "", above.kinds if above else (),
            bool(above and above.forced), above.partners if above else (), nested, self._when, [piece.words],
            lines=[piece.raw], number=piece.number,
        )  # fmt: skip
        self._out.append(item)
        self._last = item

    def _continue(self, piece: Piece, *, note: bool) -> None:
        if self._last:
            self._last.lines.append(piece.raw)
            (self._last.notes if note or self._last.notes else self._last.words).append(piece.words)

    def _aside(self, piece: Piece) -> None:
        """A line that is no item: a title of the whole, a signature, a mark without words. Nothing goes on behind it:
        each draft keeps its own lines together, in the text's order."""
        self._last = None
        self._put_aside(piece, self._heading.words if self._heading else "")

    def _put_aside(self, piece: Piece, heading: str) -> None:
        self._out.append(Draft(piece.raw, piece.number, heading, title=lines.title(piece.words)[0], kept=False))

    def _leave(self, mark: Mark) -> None:
        """Close the lists that end where a line with this mark stands."""
        while self._open:
            opener = self._open[-1]
            if opener.inner and lines.same_row(opener.inner, mark) and lines.is_next(opener.inner, mark):
                return
            if opener.mark is None and not any(o.mark and lines.same_row(o.mark, mark) for o in self._open):
                return
            if opener.mark and lines.same_row(opener.mark, mark) and mark.value == "1" and opener.inner is None:
                return
            if not any(o.mark and lines.same_row(o.mark, mark) for o in self._open):
                return
            self._open.pop()

    def _above(self) -> _Opener | None:
        return self._open[-1] if self._open else self._heading

    # what a draft says

    def _draft(self, item: _Item) -> Draft:
        title, rest = lines.title(" ".join(item.words))
        notes = [note for note in (item.said, rest, *map(clean, item.notes)) if note]
        line = letters(title)
        days = counts.days_of(line)
        own = self._named(line)
        partners = _joined(item.above, own)
        kind = item.usual[0] if item.forced and item.usual else None
        found = cues.cues(line, self._masked(line))
        return Draft(
            "\n".join(item.lines), item.number, item.heading,
            kind or cues.choose(found, item.usual, with_others=bool(partners)),
            counts.without_days(title) if days else title,
            tuple(partner for partner in partners if partner.agency_code not in self._own),
            counts.times_of(line, "\n".join(item.notes)), days, "\n".join(notes),
            counts.when_of(title) or item.when,
        )  # fmt: skip

    def _choose(self, line: Letters, above: _Opener | None, with_others: bool) -> ActivityKind | None:
        if above and above.forced and above.kinds:
            return above.kinds[0]
        return cues.choose(cues.cues(line, self._masked(line)), above.kinds if above else (), with_others=with_others)

    def _named(self, line: Letters) -> tuple[Found, ...]:
        return named(line, self._bodies.find(line), self._own)

    def _masked(self, line: Letters) -> str:
        return line.masked((mention.start, mention.end) for mention in self._bodies.find(line))


def _joined(above: tuple[Found, ...], own: tuple[Found, ...]) -> tuple[Found, ...]:
    codes = {partner.agency_code for partner in own}
    return tuple(partner for partner in above if partner.agency_code not in codes) + own
