"""The watched points of the demo world, 92 of them with invented names, and the visit rounds of the last weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import cycle
from random import Random

from coordination.access.actor import Actor
from coordination.demo.stage import Stage, Tale
from coordination.directory.commands import create_centre
from coordination.directory.commands.centres import CentreFacts
from coordination.directory.models import Centre, CentreKind
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.lang.zone import at, local_date
from coordination.points import commands, queries
from coordination.points.commands import PointFacts
from coordination.points.districts import Shape, shapes_of
from coordination.points.models import Point, Round, WorkSeen

ENTERED_BEFORE = timedelta(days=60)
TEHRAN, QAZVIN = 74, 18
"""92 points, as a metropolitan municipality reports of its own; here of two cities."""
PLACES = ("چهارراه", "میدان", "پل هوایی", "پایانه", "بازارچه", "ورودی مترو", "بوستان", "سه‌راه", "میدان میوه", "گذر")
NAMES = (
    "لاله", "بنفشه", "سرو", "نارون", "چنار", "یاس", "شمشاد", "اقاقیا", "نسترن", "نیلوفر", "زیتون", "انار", "بهار",
    "مهتاب", "آفتاب", "باران", "سپیده", "ستاره", "کبوتر", "پرستو",
)  # fmt: skip
NOTES = ("", "", "", "", "بیشتر در شب دیده می‌شوند.", "نزدیک ایستگاه اتوبوس.", "دو کودک تازه‌وارد بودند.")
TAKES = timedelta(minutes=14)


def all_points(stage: Stage) -> list[Tale]:
    """Two units, each with its points and its rounds: the tales of those who go."""
    random = Random(92)
    system = Actor.system("demo.build")
    with clock.at(at(local_date(stage.now - ENTERED_BEFORE), time(9))):
        facts = CentreFacts(
            name_fa="واحد سیار خدمات اجتماعی تهران",
            name_en="Tehran mobile social services unit",
            kind=CentreKind.MOBILE_UNIT,
            city="تهران",
            services=["social_work", "health"],
            sexes=["girl", "boy"],
        )
        tehran = create_centre(system, stage.agencies["tehran-social"], facts=facts, code="tehran-mobile")
        qazvin = stage.centres["qazvin-city-mobile"]
        far = _points(stage, random, tehran, "tehran-social", stage.groups["tehran-hq"], TEHRAN)
        near = _points(stage, random, qazvin, "qazvin-municipality", stage.groups["qazvin-social"], QAZVIN)
    return [
        _rounds(stage, Random(1), tehran, far, stage.actor("tehran-social.worker"), at_once=11),
        _rounds(stage, Random(2), qazvin, near, stage.actor("qazvin-municipality.liaison"), at_once=3),
    ]


def _points(stage: Stage, random: Random, unit: Centre, agency: str, group: Group, count: int) -> list[Point]:
    """So many points, going round the districts of the unit's city."""
    actor, made = stage.actor(f"{agency}.liaison"), []
    names = [f"{place} {name}" for place in PLACES for name in NAMES]
    for name, shape in zip(random.sample(names, count), cycle(shapes_of(unit.city)), strict=False):
        longitude, latitude = _somewhere(random, shape)
        facts = PointFacts(
            name=name,
            city=unit.city,
            district=shape.code,
            latitude=latitude,
            longitude=longitude,
            visit_every=random.choice((5, 7, 7, 7, 10, 14)),
            group=group,
        )
        made.append(commands.create_point(actor, stage.agencies[agency], facts=facts))
    return made


def _somewhere(random: Random, shape: Shape) -> tuple[float, float]:
    """A place within a district: on the way from its middle to somewhere on its border."""
    corners = shape.outline
    side, along, out = random.randrange(len(corners)), random.random(), random.uniform(0.35, 0.85)
    found = []
    for axis in (0, 1):
        middle = sum(corner[axis] for corner in corners) / len(corners)
        border = corners[side - 1][axis] + along * (corners[side][axis] - corners[side - 1][axis])
        found.append(round(middle + out * (border - middle), 5))
    return found[0], found[1]


def _rounds(
    stage: Stage, random: Random, unit: Centre, points: Sequence[Point], actor: Actor, *, at_once: int
) -> Iterator[datetime]:
    """A round on two of three days of the last five weeks, each to those that had waited longest; the last is still
    under way."""
    days = [day for day in range(35, 0, -1) if day % 3]
    for day in days:
        moment = stage.working_moment(stage.now - timedelta(days=day, hours=2))
        yield moment
        round_ = _go(random, unit, points, actor, at_once, moment)
        with clock.at(moment + TAKES * (at_once + 1)):
            commands.end_round(actor, round_)
    begun = stage.now - TAKES * 3
    yield begun
    _go(random, unit, points, actor, 2, begun)


def _go(random: Random, unit: Centre, points: Sequence[Point], actor: Actor, count: int, moment: datetime) -> Round:
    round_ = commands.start_round(actor, unit)
    loaded = queries.get_round(round_.public_id) or round_
    for number, point in enumerate(sorted(points, key=lambda one: (one.due_at, one.id))[:count], 1):
        girls, boys = random.choice((0, 0, 1, 2)), random.choice((0, 1, 1, 2, 3))
        with clock.at(moment + TAKES * number):
            commands.record_visit(
                actor,
                loaded,
                point,
                girls=girls,
                boys=boys,
                contacts=random.randint(0, girls + boys),
                work=random.sample(list(WorkSeen), random.choice((1, 1, 2))) if girls + boys else (),
                note=random.choice(NOTES) if girls + boys else "",
            )
    return loaded
