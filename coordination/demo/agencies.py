"""The agencies and centres of the demo world: bodies of the field as published reports name them."""

from __future__ import annotations

from datetime import date
from random import Random

from coordination.access.actor import Actor
from coordination.data import rows
from coordination.directory.commands import create_agency, create_centre, set_places_free
from coordination.directory.commands.centres import CentreFacts
from coordination.directory.models import REGISTERED_KINDS, Agency, AgencyKind, Centre, CentreKind

QAZVIN_DISTRICTS = ("منطقه ۱", "منطقه ۲", "منطقه ۳", "محله پنبه‌ریسه", "محله هادی‌آباد", "محله نواب", "بلوار آزادگان")
TEHRAN_DISTRICTS = ("منطقه ۳", "منطقه ۱۲", "منطقه ۱۵", "منطقه ۱۶", "منطقه ۱۷", "منطقه ۱۹")
NEEDS = ("social_work", "psychology", "health", "legal", "education", "livelihood", "schooling", "sport", "skills")
CAPACITY = {CentreKind.DAY: 60, CentreKind.RESIDENTIAL: 24}


def districts_of(city: str) -> tuple[str, ...]:
    """Districts of one of the two cities of the world."""
    return QAZVIN_DISTRICTS if city == "قزوین" else TEHRAN_DISTRICTS


def build_agencies(actor: Actor, *, registered_until: date) -> dict[str, Agency]:
    """Every agency of the table by its code, with an end of its registration where its kind has one."""
    made: dict[str, Agency] = {}
    for row in rows("agencies"):
        kind = AgencyKind(row["kind"])
        made[row["code"]] = create_agency(
            actor,
            name_fa=row["name_fa"],
            name_en=row["name_en"],
            kind=kind,
            code=row["code"],
            aliases=[alias for alias in row["aliases"].split(";") if alias],
            parent=made.get(row["parent"]),
            city=row["city"],
            registered_until=registered_until if kind in REGISTERED_KINDS else None,
        )
    return made


def build_centres(actor: Actor, agencies: dict[str, Agency], random: Random) -> dict[str, Centre]:
    """Every centre of the table by its code, with places, ages and services as such centres have them."""
    return {row["code"]: _centre(actor, agencies[row["agency"]], row, random) for row in rows("centres")}


def _centre(actor: Actor, agency: Agency, row: dict[str, str], random: Random) -> Centre:
    kind = CentreKind(row["kind"])
    services = {
        CentreKind.RESIDENTIAL: ["residential", "shelter", "health", "psychology"],
        CentreKind.MOBILE_UNIT: ["social_work", "health"],
        CentreKind.DAY: sorted(random.sample(NEEDS, 5), key=NEEDS.index),
    }[kind]
    facts = CentreFacts(
        name_fa=row["name_fa"],
        name_en=row["name_en"],
        kind=kind,
        city=row["city"],
        districts=random.sample(districts_of(row["city"]), 2),
        services=services,
        age_from=6,
        age_to=17,
        sexes=["boy"] if kind is CentreKind.RESIDENTIAL else ["girl", "boy"],
        capacity=CAPACITY.get(kind),
    )
    centre = create_centre(actor, agency, facts=facts, code=row["code"])
    if kind in CAPACITY:
        set_places_free(actor, centre, places=random.randint(2, 14))
    return centre
