"""The code lists with which every installation begins: kinds of service and need, and the holidays."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from coordination.data import rows
from coordination.directory.models import Holiday, NeedKind, ServiceKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.holidays_seed import seed
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date

FIRST_YEAR = 1390
YEARS_AHEAD = 5


def seed_code_lists() -> None:
    """Add what is missing of the kinds of service and need, and the holidays from 1390 to five Jalali years ahead; rows
    that are there stay as they are. Never commits."""
    kinds, needs = rows("service_kinds"), rows("need_kinds")
    known = set(db.session.scalars(select(ServiceKind.code)))
    db.session.add_all(
        ServiceKind(code=row["code"], name_fa=row["name_fa"], name_en=row["name_en"], position=position)
        for position, row in enumerate(kinds, start=1)
        if row["code"] not in known
    )
    db.session.flush()
    known = set(db.session.scalars(select(NeedKind.code)))
    db.session.add_all(
        NeedKind(
            code=row["code"],
            name_fa=row["name_fa"],
            name_en=row["name_en"],
            service_kind=row["service_kind"],
            position=position,
        )
        for position, row in enumerate(needs, start=1)
        if row["code"] not in known
    )
    this_year = jalali_year(local_date(clock.now()))
    seed_holidays(range(FIRST_YEAR, this_year + YEARS_AHEAD + 1))


def seed_holidays(years: Iterable[int]) -> list[Holiday]:
    """Add the holidays of the Jalali ``years`` for days that have no row; a row that a person edited is never touched.
    Gives the rows that are new."""
    days = seed(years)
    if not days:
        return []
    known = set(db.session.scalars(select(Holiday.on).where(Holiday.on.between(days[0].day, days[-1].day))))
    new = [
        Holiday(on=day.day, name_fa=day.name_fa, name_en=day.name_en, estimated=day.estimated)
        for day in days
        if day.day not in known
    ]
    db.session.add_all(new)
    db.session.flush()
    return new
