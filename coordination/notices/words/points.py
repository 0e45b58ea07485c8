"""What is told of watched points: that some wait for a visit, never which or where."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Side, Telling

POINT: dict[str, Telling] = {
    "point.late": Telling(
        N_("Watched points of %(agency)s were not visited in time. See where to go next."),
        (Side.AGENCY_LIAISON, Side.SECRETARY),
        mail=False,
    ),
}
