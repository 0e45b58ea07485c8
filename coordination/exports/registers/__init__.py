"""Every register that can be taken out, by its name; each row only where the reader's own list shows it."""

from collections.abc import Mapping

from coordination.exports.columns import Register
from coordination.exports.registers import decisions, directory, files, issued, owned

REGISTERS: Mapping[str, Register] = {
    **files.REGISTERS,
    **directory.REGISTERS,
    **decisions.REGISTERS,
    **issued.REGISTERS,
    **owned.REGISTERS,
}

__all__ = ["REGISTERS"]
