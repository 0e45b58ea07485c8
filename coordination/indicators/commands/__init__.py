"""All writes of indicators: defining one, entering and correcting figures, taking a table in."""

from coordination.indicators.commands.defining import Definition, define, redefine
from coordination.indicators.commands.entering import Figure, correct, enter
from coordination.indicators.commands.taking_in import Taken, take_in

__all__ = ["Definition", "Figure", "Taken", "correct", "define", "enter", "redefine", "take_in"]
