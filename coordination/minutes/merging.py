"""Two texts that began from the same one are brought together line by line, or shown beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text; ``clean`` where no two changed the same lines, else those stand there twice, saved first."""

    text: str
    clean: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of lines that both texts share, or that differ."""

    mine: tuple[str, ...]
    saved: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``first`` to ``last`` (excluded) of the base gave way to ``lines``."""

    first: int
    last: int
    lines: tuple[str, ...]

    def meets(self, first: int, last: int) -> bool:
        """Whether it touches the stretch: two insertions at one place do, neighbouring lines do not."""
        if self.first == self.last or first == last:
            return self.first <= last and first <= self.last and not (self._beside(first, last))
        return self.first < last and first < self.last

    def _beside(self, first: int, last: int) -> bool:
        """An insertion at the edge of changed lines stands beside them; two insertions at one place do not."""
        return (self.first == self.last) != (first == last) and (self.first == last or first == self.last)


def merge(base: str, mine: str, saved: str) -> Merged:
    """Three-way merge by lines of two texts that began from ``base``. What only one changed is taken from him; what
    both changed alike is taken once; where both changed the same lines the text holds the saved ones, then mine."""
    if mine in (saved, base):
        return Merged(saved, True)
    if saved == base:
        return Merged(mine, True)
    old = base.split("\n")
    made: list[str] = []
    is_clean = True
    at = 0
    for first, last, ours, theirs in _regions(_changes(base, mine), _changes(base, saved)):
        made += old[at:first]
        my_lines, saved_lines = _applied(old, first, last, ours), _applied(old, first, last, theirs)
        if my_lines == saved_lines or not ours:
            made += saved_lines
        elif not theirs:
            made += my_lines
        elif (one := _one_of(old[first:last], my_lines, saved_lines)) is not None:
            made += one
        else:
            made += [*saved_lines, *(line for line in my_lines if line not in saved_lines)]
            is_clean = False
        at = last
    made += old[at:]
    return Merged("\n".join(made), is_clean)


def differences(mine: str, saved: str) -> list[Difference]:
    """Both texts in runs of lines, same and differing in turn, for a page that shows them beside each other."""
    ours, theirs = mine.split("\n"), saved.split("\n")
    return [
        Difference(tuple(ours[a:b]), tuple(theirs[c:d]), tag == "equal") for tag, a, b, c, d in _compare(ours, theirs)
    ]


def _compare(one: Sequence[str], other: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _changes(base: str, text: str) -> list[_Change]:
    old, new = base.split("\n"), text.split("\n")
    return [_Change(a, b, tuple(new[c:d])) for tag, a, b, c, d in _compare(old, new) if tag != "equal"]


def _regions(mine: list[_Change], saved: list[_Change]) -> Iterator[tuple[int, int, list[_Change], list[_Change]]]:
    """Stretches of the base that somebody changed, from the top, each with the changes that fall into it."""
    left = sorted([(change, True) for change in mine] + [(change, False) for change in saved],
                  key=lambda pair: (pair[0].first, pair[0].last))  # fmt: skip
    while left:
        change, _is_mine = left[0]
        first, last = change.first, change.last
        taken = [left.pop(0)]
        while left and left[0][0].meets(first, last):
            taken.append(left.pop(0))
            last = max(last, taken[-1][0].last)
        yield first, last, [c for c, is_mine in taken if is_mine], [c for c, is_mine in taken if not is_mine]


def _applied(old: list[str], first: int, last: int, changes: list[_Change]) -> list[str]:
    made: list[str] = []
    at = first
    for change in changes:
        made += [*old[at : change.first], *change.lines]
        at = change.last
    return made + old[at:last]


def _one_of(old: list[str], mine: list[str], saved: list[str]) -> list[str] | None:
    """The lines where no question is needed: one side holds all that the other wrote, or both wrote where nothing stood
    (then what was saved first comes first)."""
    if _holds(mine, saved):
        return mine
    if _holds(saved, mine):
        return saved
    if any(line.strip() for line in old):
        return None
    return [*_trimmed(saved), *mine]


def _holds(larger: list[str], smaller: list[str]) -> bool:
    """Whether every line of ``smaller`` stands in ``larger`` in this order, the last one perhaps written on."""
    left = [line.rstrip() for line in smaller if line.strip()]
    if not left:
        return False
    for line in larger:
        if left and (line.rstrip() == left[0] or (len(left) == 1 and line.startswith(left[0]))):
            left.pop(0)
    return not left


def _trimmed(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
