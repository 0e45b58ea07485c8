"""What is given to the children of referrals that are written in bulk: services by kind, and stays in centres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from coordination.demo.rows import Rows
from coordination.kernel.db import new_public_id
from coordination.lang.zone import local_date
from coordination.referrals.models import Admission, Service
from coordination.vault.seal import place, seal

KINDS = ("social_work", "psychology", "education", "health", "telephone")
FEWEST, MOST = 8, 21
"""Services of one referral that was begun: ten for each referral there is, since seven of ten are begun."""
ADMITTED = 0.12
"""How often the child is admitted, where the recipient has a centre."""
BROUGHT_BY = "مادر"
DISCHARGED_TO = "خانواده"


@dataclass(frozen=True, slots=True)
class Given:
    """To whom, by whom, and within which time."""

    referral: int
    case: int
    agency: int
    centres: tuple[int, ...]
    handler: int
    route: str
    key_id: str
    begun: datetime
    until: datetime
    ended: bool


def add_given(rows: Rows, random: Random, given: Given) -> None:
    """The services of a referral, spread over its time, and perhaps a stay."""
    first, days = local_date(given.begun), max((given.until - given.begun).days, 0)
    for _ in range(random.randint(FEWEST, MOST)):
        rows.add(
            Service,
            public_id=new_public_id(),
            case_id=given.case,
            agency_id=given.agency,
            referral_id=given.referral,
            kind=random.choice(KINDS),
            on=first + timedelta(days=random.randint(0, days)),
            recorded_by_id=given.handler,
            recorded_at=given.until,
        )
    if given.centres and random.random() < ADMITTED:
        _admit(rows, random, given, first)


def _admit(rows: Rows, random: Random, given: Given, first: date) -> None:
    public_id, last = new_public_id(), local_date(given.until)
    to = seal(given.key_id, DISCHARGED_TO, place("admission.discharged_to_sealed", public_id))
    rows.add(
        Admission,
        public_id=public_id,
        case_id=given.case,
        agency_id=given.agency,
        centre_id=random.choice(given.centres),
        referral_id=given.referral,
        route=given.route,
        brought_by_sealed=seal(given.key_id, BROUGHT_BY, place("admission.brought_by_sealed", public_id)),
        admitted_on=first,
        discharged_on=last if given.ended else None,
        discharged_to_sealed=to if given.ended else None,
        recorded_by_id=given.handler,
        recorded_at=given.begun,
    )
