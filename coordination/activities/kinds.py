"""The headings under which a report tells activities, in their order, and the heading of each kind
(activity_kinds.csv)."""

from __future__ import annotations

from typing import Final

from coordination.activities.models import ActivityKind, Part
from coordination.kernel.messages import N_

HEADINGS: Final[dict[int, str]] = {
    1: N_("Meetings attended"),
    2: N_("Workshops"),
    3: N_("Events held and joined"),
    4: N_("Meetings held"),
    5: N_("Executive work"),
    6: N_("Plans and research"),
    7: N_("Contacts with agencies"),
    8: N_("Visits"),
    9: N_("Interviews and publications"),
}
"""Each heading by its number; a report gives letters only to those that have entries."""

HEADING_OF: Final[dict[ActivityKind, int]] = {
    ActivityKind.MEETING_ATTENDED: 1,
    ActivityKind.WORKSHOP: 2,
    ActivityKind.EVENT_HELD: 3,
    ActivityKind.EVENT_JOINED: 3,
    ActivityKind.MEETING_HELD: 4,
    ActivityKind.DISTRIBUTION: 5,
    ActivityKind.NOTICE: 5,
    ActivityKind.RESEARCH: 6,
    ActivityKind.PROPOSAL: 6,
    ActivityKind.CONTACT: 7,
    ActivityKind.VISIT: 8,
    ActivityKind.INTERVIEW: 9,
    ActivityKind.PUBLICATION: 9,
}
"""The number of the heading of each kind, in the order in which forms offer the kinds."""

USUAL_PART: Final[dict[ActivityKind, Part]] = {
    ActivityKind.MEETING_ATTENDED: Part.HOST,
    ActivityKind.EVENT_JOINED: Part.HOST,
    ActivityKind.VISIT: Part.HOST,
    ActivityKind.NOTICE: Part.AUDIENCE,
    ActivityKind.PROPOSAL: Part.ADDRESSEE,
    ActivityKind.CONTACT: Part.ADDRESSEE,
}
"""What part somebody has in an activity of a kind where nothing else was chosen; else they co-operate."""
LASTING: Final = frozenset({ActivityKind.WORKSHOP, ActivityKind.EVENT_HELD, ActivityKind.EVENT_JOINED})
"""Kinds that last days and have an audience."""
