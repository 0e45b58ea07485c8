"""Hand-over of everything open from one person to another; the features that hold such things register here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.models import STAFF, Person
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick
from coordination.lang.zone import local_date
from coordination.outbox import events

Count = Callable[[Person], int]
Move = Callable[[Person, Person], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of open thing that a person may hold: its name (a msgid), how many, and how all of them change hands."""

    label: str
    count: Count
    hand_over: Move


PARTS: dict[str, Part] = {}
HELD: dict[str, Count] = {}
"""What a person holds that nobody takes over silently (a seat): named where an account is closed."""


def register(label: str, count: Count, hand_over: Move) -> None:
    """Let a feature to the right take part. ``count(person)`` says how many open things the person holds;
    ``hand_over(from_person, to_person)`` moves them within the caller's transaction and never commits.

    Registering a label again replaces the part, so that a second application in one process changes nothing.
    """
    PARTS[label] = Part(label, count, hand_over)


def register_held(label: str, count: Count) -> None:
    """Let a feature to the right say how many things fall vacant with the person's account."""
    HELD[label] = count


def held_things(person: Person) -> list[tuple[str, int]]:
    """What falls vacant when the account is closed: (label, count)."""
    return [(label, count(person)) for label, count in HELD.items()]


def open_things(person: Person) -> list[tuple[str, int]]:
    """What the person holds that is still open: (label, count) of every part, those with nothing among them."""
    return [(part.label, part.count(person)) for part in PARTS.values()]


def hand_over(actor: Actor, person: Person, *, to: Person) -> int:
    """Move everything open to a colleague, and tell both; how many things were moved.

    The colleague, who is not the one who acts, needs a post of today that works on files at every agency where the
    person holds or held one: whoever may hand over gives no right to a child's file by it. Raises Invalid.
    """
    if to.id == person.id:
        raise Invalid(N_("Nothing was handed over: choose another person than the one who hands over."), field="to")
    if to.id == actor.person_id:
        raise Invalid(
            N_("Nothing was handed over: nobody takes another's files over alone."),
            field="to",
            advice=N_("Choose a colleague, or ask the administrator to hand them over to you."),
        )
    _check_posts(person, to)
    counts: Sequence[tuple[str, int]] = open_things(person)
    moved = sum(count for _label, count in counts)
    if not moved:
        raise Invalid(
            Message(N_("Nothing was handed over: %(name)s holds nothing open."), name=person.name),
            advice=N_("Nothing more has to be done before the account is disabled."),
        )
    for part in PARTS.values():
        part.hand_over(person, to)
    trail.record(actor, "handover.do", person, detail={"to": to.id, "moved": moved})
    events.emit("person.handed_over", thing_id=person.id, to_id=to.id, by=actor.person_id or 0)
    return moved


def _check_posts(person: Person, to: Person) -> None:
    today = local_date(clock.now())
    held = queries.list_agency_ids(to.id, today, STAFF)
    for agency in queries.list_agencies_ever(person.id):
        if agency.id not in held:
            raise Invalid(
                Message(
                    N_("Nothing was handed over: %(name)s holds no post at %(agency)s that works on files."),
                    name=to.name,
                    agency=pick(agency, "name"),
                ),
                field="to",
                advice=N_("Choose a colleague who holds posts at the same agencies, or have the post confirmed first."),
            )
