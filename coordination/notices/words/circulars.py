"""What is told of circulars and of occasions; the issuer stands where others name an agency, the occasion where they
name a group."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Telling

CIRCULAR: dict[str, Telling] = {
    "circular.send": Telling(N_("%(agency)s sent you a circular: %(what)s.")),
    "circular.recall": Telling(N_("%(agency)s recalled a circular: %(what)s. The reason stands on its page.")),
    "circular.remind": Telling(N_("A circular of %(agency)s waits to be read until %(day)s: %(what)s.")),
    "circular.overdue": Telling(N_("A circular of %(agency)s should have been read by %(day)s: %(what)s.")),
}
OCCASION: dict[str, Telling] = {
    "occasion.prepare": Telling(N_("The preparation of “%(group)s”, on %(day)s, begins now."), mail=False),
}
