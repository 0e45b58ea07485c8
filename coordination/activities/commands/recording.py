"""Recording an activity, changing it, taking it out of lists and reports, and putting it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple, Required, TypedDict, Unpack

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, ActivityKind, Answer, Occasion, Part, Partner, Precision
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_

LONGEST_TITLE = 400
LONGEST_LINE = 200
MOST_TIMES = 1000
MOST_DAYS = 366
MOST_PEOPLE = 1_000_000


class Taking(NamedTuple):
    """Somebody's part in an activity: an agency of the directory, or a body by its name only."""

    part: Part
    agency_id: int | None = None
    name: str = ""


class Facts(TypedDict, total=False):
    """What is said of an activity; ``times`` is None for "several", ``days`` how long it lasted."""

    kind: Required[ActivityKind]
    title: Required[str]
    from_on: Required[date]
    to_on: Required[date]
    precision: Required[Precision]
    partners: Iterable[Taking]
    times: int | None
    days: int | None
    people: int | None
    place: str
    audience: str
    note: str
    asked: str
    asked_for: str
    answer: Answer | None
    answer_text: str
    follow_up: str
    occasion: Occasion | None


BLANK: Final[dict[str, Any]] = {
    "times": 1,
    "days": None,
    "people": None,
    "place": "",
    "audience": "",
    "note": "",
    "asked": "",
    "asked_for": "",
    "answer": None,
    "answer_text": "",
    "follow_up": "",
    "occasion": None,
}
"""What holds where nothing is said."""
TEXTS = ("title", "place", "audience", "note", "asked", "asked_for", "answer_text", "follow_up")


def record(actor: Actor, *, issuer: Issuer, **facts: Unpack[Facts]) -> Activity:
    """An activity of ``issuer`` within ``from_on``–``to_on``.

    Raises Refused where the actor does not act for the issuer, Invalid for an empty or too long title, a number out of
    range, days the wrong way round, or the code of a child's file in a text.
    """
    activity = Activity(
        group_id=issuer.group_id,
        agency_id=issuer.agency_id,
        recorded_by_id=actor.person_id,
        recorded_at=clock.now(),
    )
    if not policy.allows(actor, "activity.edit", activity):
        raise Refused(
            N_("Nothing was recorded: you do not act for this group or agency."),
            N_("Its secretary, or the agency's liaison or head, records its activities."),
        )
    _fill(activity, facts)
    db.session.add(activity)
    db.session.flush()
    trail.record(actor, "activity.record", activity, detail={"kind": activity.kind})
    return activity


def edit(actor: Actor, activity: Activity, **facts: Unpack[Facts]) -> None:
    """Write the activity anew, but for its issuer. Raises WrongState where it was removed, Invalid as ``record``."""
    if activity.removed_at is not None:
        raise WrongState(
            N_("This activity was removed, so it was not changed."), N_("Put it back first; its page offers it.")
        )
    _fill(activity, facts)
    trail.record(actor, "activity.edit", activity)


def remove(actor: Actor, activity: Activity) -> None:
    """Take it out of lists and reports; it can be put back. Raises WrongState where it was removed already."""
    if activity.removed_at is not None:
        raise WrongState(N_("This activity was removed already."), N_("Its page offers to put it back."))
    activity.removed_at = clock.now()
    trail.record(actor, "activity.remove", activity)


def put_back(actor: Actor, activity: Activity) -> None:
    """Undo ``remove``. Raises WrongState where it was not removed."""
    if activity.removed_at is None:
        raise WrongState(N_("This activity stands in the lists already."), N_("Look at the list again."))
    activity.removed_at = None
    trail.record(actor, "activity.put_back", activity)


def _fill(activity: Activity, facts: Facts) -> None:
    """Check what was given and put it into the activity."""
    values: dict[str, Any] = BLANK | dict(facts)
    values["title"] = " ".join(values["title"].split())
    _check(values)
    occasion = values.pop("occasion")
    values["occasion_id"] = occasion.id if occasion is not None else None
    takings = list(dict.fromkeys(values.pop("partners", ())))
    for name, value in values.items():
        setattr(activity, name, value)
    if takings != [Taking(one.part, one.agency_id, one.name) for one in activity.partners]:
        activity.partners = [
            Partner(part=one.part, agency_id=one.agency_id, name="" if one.agency_id else one.name[:LONGEST_LINE])
            for one in takings
            if one.agency_id is not None or one.name
        ]


def _check(values: dict[str, Any]) -> None:
    title = values["title"]
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(
            N_("The activity was not saved: its title is empty or longer than 400 letters."),
            field="title",
            advice=N_("Say in one line what it was about."),
        )
    if values["to_on"] < values["from_on"]:
        raise Invalid(
            N_("The activity was not saved: its last day is before its first."),
            field="when",
            advice=N_("Check both days."),
        )
    for field, lowest, highest in (("times", 1, MOST_TIMES), ("days", 1, MOST_DAYS), ("people", 0, MOST_PEOPLE)):
        number = values[field]
        if number is not None and not lowest <= number <= highest:
            raise Invalid(
                N_("The activity was not saved: this number cannot be right."),
                field=field,
                advice=N_("Check it, or leave it empty."),
            )
    refuse_codes(**{name: values[name] for name in TEXTS})
