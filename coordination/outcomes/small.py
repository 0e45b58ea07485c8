"""Where small counts of the funnel are put out of sight: the rule is that of all figures, which registers it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Hide = Callable[[Mapping[str, int]], Mapping[str, Any]]
"""Gives a count that may not be told as something that is no number and has ``words``."""

_rules: list[Hide] = []


def hides(rule: Hide) -> Hide:
    """Have ``rule`` hide the small counts of each step; the last that registers counts."""
    _rules.append(rule)
    return rule


def hide(counts: Mapping[str, int]) -> Mapping[str, Any]:
    """The counts of one step, by line, as they may be told beyond the agencies' own. Raises IndexError where no rule is
    known: nothing is told by silence."""
    return _rules[-1](counts)
