"""What happens in the demo world: who refers which child to whom, and the steps until today, as lines of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from coordination.cases.models import Risk
from coordination.data import rows
from coordination.demo.plans import NEEDS
from coordination.referrals.models import Priority, Route

WELFARE, CITY, POUYA = "behzisti-qazvin", "qazvin-municipality", "pouya"
COURT = "qazvin-judiciary"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
PASSING = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One referral from its draft to the present. ``steps`` names moves and other acts with the time between them
    (``draft 2h send 1d receive``); ``ended`` is how long ago the last one was taken. ``order``: it comes with an order
    of the court of Qazvin. What is not said of the child is left to chance."""

    sender: str
    recipient: str
    steps: str
    ended: timedelta
    needs: tuple[str, ...]
    route: Route
    priority: Priority
    risk: Risk
    order: bool = False
    centre: str = ""
    girl: bool | None = None
    age: int | None = None
    district: str = ""
    forwarded_to: str = ""


def plots(random: Random) -> Iterator[Plot]:
    """Every plot: those of the table, which the users meet, then what else went through these agencies."""
    for row in rows("demo_plots"):
        yield Plot(
            sender=row["sender"],
            recipient=row["recipient"],
            steps=row["steps"],
            ended=span(row["ended"]),
            needs=tuple(row["needs"].split()),
            route=Route(row["route"]),
            priority=Priority(row["priority"]),
            risk=Risk(row["risk"]),
            order=row["order"] == "yes",
            centre=row["centre"],
            girl=row["sex"] == "girl" if row["sex"] else None,
            age=int(row["age"]) if row["age"] else None,
            district=row["district"],
            forwarded_to=row["forwarded_to"],
        )
    yield from _passing(random)


def span(text: str) -> timedelta:
    """``90m``, ``1.5h`` or ``3d`` as a duration."""
    found = re.fullmatch(r"([\d.]+)([mhd])", text)
    assert found is not None, text
    return timedelta(**{UNITS[found[2]]: float(found[1])})


SIDES = (
    (CITY, WELFARE, Route.MOBILE_UNIT),
    (CITY, POUYA, Route.MOBILE_UNIT),
    (POUYA, WELFARE, Route.SELF),
    ("yaser", WELFARE, Route.NGO),
    (WELFARE, POUYA, Route.GOVERNMENT),
    ("taak", WELFARE, Route.NGO),
    ("tehran-social", "yaser", Route.MOBILE_UNIT),
    ("tehran-social", "hoghugh", Route.MOBILE_UNIT),
    ("pouyesh", "tosee", Route.NGO),
    (WELFARE, "education", Route.GOVERNMENT),
)
BEGUN = "draft 2h send 20h receive 3d accept 3d begin 3d serve"
ENDS = (
    "6d serve 9d deliver 3d confirm",
    "7d serve 5d serve 6d deliver 2d confirm 9d close",
    "12d deliver 4d confirm",
    "5d comment 4d serve 8d deliver 1d confirm 20d close",
    "4d serve 10d deliver",
)
"""How most referrals go on once the service has begun; the last closes by itself."""

DECLINED = "draft 2h send 20h receive 3d decline"


def _passing(random: Random) -> Iterator[Plot]:
    """Older referrals between these agencies: every seventh declined, the others served and closed."""
    for number in range(PASSING):
        sender, recipient, route = SIDES[number % len(SIDES)]
        declined = number % 7 == 0
        yield Plot(
            sender=sender,
            recipient=recipient,
            route=route,
            steps=DECLINED if declined else f"{BEGUN} {ENDS[(number // len(SIDES) + number) % len(ENDS)]}",
            ended=timedelta(days=20 + 2 * number, hours=random.randrange(6)),
            needs=tuple(sorted(random.sample(NEEDS, random.choice((1, 2, 2))))),
            priority=Priority.URGENT if number % 5 == 0 and not declined else Priority.NORMAL,
            risk=Risk.LOW if declined else random.choice((Risk.LOW, Risk.MEDIUM)),
        )
