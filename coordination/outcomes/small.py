"""Where small counts of the funnel are put out of sight: the rule is that of all figures, which registers it here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Rows = Sequence[Sequence[int]]
Hidden = list[list[int | None]]
Hide = Callable[[Rows], Hidden]

_rules: list[Hide] = []


def hides(rule: Hide) -> Hide:
    """Have ``rule(rows)`` give the same rows with None for what must not be told; the last that registers counts."""
    _rules.append(rule)
    return rule


def hide(rows: Rows) -> Hidden:
    """The rows as they may be told to readers beyond the agencies' own; nothing at all where no rule is known."""
    return _rules[-1](rows) if _rules else [[None for _count in row] for row in rows]
