"""What is told of memoranda: that one ends soon, to the desk of its agency; that one was signed or terminated, to the
desks of the other parties."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Telling

TO_PARTIES: dict[str, Telling] = {
    "memorandum.sign": Telling(N_("%(agency)s recorded the memorandum %(what)s with you as signed.")),
    "memorandum.terminate": Telling(N_("%(agency)s terminated the memorandum %(what)s with you.")),
}
ENDING = "memorandum.ending"
TO_DESK: dict[str, Telling] = {
    ENDING: Telling(N_("The memorandum %(what)s of %(agency)s ends on %(day)s. What is to follow it is a new one.")),
}
