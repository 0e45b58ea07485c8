"""Taking centres in, changing what is known of them, and counting their free places."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change, free_code
from coordination.directory.models import Agency, Centre, CentreKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreFacts:
    """What is said of a centre, by the names of its columns; empty lists mean that nothing is narrowed down."""

    name_fa: str
    kind: CentreKind
    name_en: str = ""
    city: str = ""
    districts: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    eligibility: str = ""
    age_from: int | None = None
    age_to: int | None = None
    sexes: list[str] = field(default_factory=list)
    capacity: int | None = None
    address: str = ""
    address_public: bool = False
    active: bool = True


def create_centre(actor: Actor, agency: Agency, *, facts: CentreFacts, code: str = "") -> Centre:
    """A new centre of an agency, flushed. Raises Invalid where ages do not fit or the code is taken."""
    _refuse_ages(facts)
    centre = Centre(agency_id=agency.id, code=free_code(Centre, code, "CT"), **asdict(facts))
    db.session.add(centre)
    db.session.flush()
    trail.record(actor, "centre.create", centre, agency_id=agency.id)
    return centre


def edit_centre(actor: Actor, centre: Centre, *, facts: CentreFacts) -> None:
    """Change what is said of a centre. Raises Invalid where ages do not fit, or fewer places exist than are free."""
    _refuse_ages(facts)
    _refuse_more_than(facts.capacity, centre.places_free)
    changed = change(centre, **asdict(facts))
    if changed:
        trail.record(actor, "centre.edit", centre, detail={"fields": changed}, agency_id=centre.agency_id)


def set_places_free(actor: Actor, centre: Centre, *, places: int) -> None:
    """The number of free places as of today; saying the same number again makes it fresh."""
    if places < 0:
        raise Invalid(N_("The number of free places cannot be below nought."), field="places_free")
    _refuse_more_than(centre.capacity, places)
    centre.places_free, centre.places_free_on = places, local_date(clock.now())
    trail.record(actor, "agency.places", centre, detail={"places": places}, agency_id=centre.agency_id)


def _refuse_ages(facts: CentreFacts) -> None:
    if facts.age_from is not None and facts.age_to is not None and facts.age_from > facts.age_to:
        raise Invalid(N_("The upper age is below the lower one. Look at both."), field="age_to")


def _refuse_more_than(capacity: int | None, places: int | None) -> None:
    if capacity is not None and places is not None and places > capacity:
        raise Invalid(
            Message(
                N_("%(places)s free places do not fit a capacity of %(capacity)s. Look at both numbers."),
                places=places,
                capacity=capacity,
            ),
            field="places_free",
        )
