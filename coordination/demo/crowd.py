"""Further invented agencies and people, as many as a whole country has, for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.accounts.models import Person, Post, PostKind
from coordination.demo.names import adults
from coordination.demo.rows import Rows
from coordination.demo.stage import Stage
from coordination.directory.commands import create_agency
from coordination.directory.models import Agency, AgencyKind
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.lang.sorting import sort_key

AGENCIES, PEOPLE = 200, 3000
BODIES = (
    ("مؤسسه خیریه", "Charity", AgencyKind.CHARITY), ("انجمن", "Association", AgencyKind.NGO),
    ("خانه کودک", "Children’s House", AgencyKind.NGO), ("بنیاد", "Foundation", AgencyKind.CHARITY),
)  # fmt: skip
CALLED = (
    ("سپیدار", "Sepidar"), ("آلاله", "Alaleh"), ("نیلگون", "Nilgoun"), ("بادبادک", "Badbadak"), ("چشمه", "Cheshmeh"),
    ("رنگین‌کمان", "Ranginkaman"), ("همدلی", "Hamdeli"), ("امیدآفرین", "Omidafarin"), ("پرستو", "Parastou"),
)  # fmt: skip
PLACES = (("تبریز", "Tabriz"), ("مشهد", "Mashhad"), ("شیراز", "Shiraz"), ("اهواز", "Ahvaz"), ("زاهدان", "Zahedan"))


def build_crowd(stage: Stage) -> None:
    """Agencies up to 200 and people up to 3,000, spread over all agencies: each has a head and a liaison."""
    system = Actor.system("demo.build")
    for number, (name_fa, name_en, kind, city) in enumerate(_bodies()):
        if len(stage.agencies) >= AGENCIES:
            break
        code = f"more-{number + 1:03d}"
        stage.agencies[code] = create_agency(system, name_fa=name_fa, name_en=name_en, kind=kind, code=code, city=city)
    _people(stage)


def _bodies() -> Iterator[tuple[str, str, AgencyKind, str]]:
    for (city, city_en), (called, called_en), (body, body_en, kind) in product(PLACES, CALLED, BODIES):
        yield f"{body} {called} {city}", f"{called_en} {body_en} of {city_en}", kind, city


def _people(stage: Stage) -> None:
    agencies = list(stage.agencies.values())
    names = {women: adults(stage.random, women=women) for women in (True, False)}
    today, now = stage.today(), clock.now()
    rows = Rows(Person, Post)
    led = set(db.session.scalars(select(Post.agency_id).where(Post.kind == PostKind.LIAISON)))
    for number in range(PEOPLE - len(stage.cast.ids)):
        agency, name = agencies[number % len(agencies)], next(names[number % 2 == 0])
        person = rows.add(
            Person,
            public_id=new_public_id(),
            name=name.fa,
            name_en=name.en,
            sort_key=sort_key(name.fa),
            email=f"person-{number + 1:04d}@example.org",
            created_at=now,
        )
        rows.add(
            Post,
            public_id=new_public_id(),
            person_id=person,
            agency_id=agency.id,
            kind=_kind(number // len(agencies), agency, led),
            from_on=today.replace(year=today.year - 3, day=1),
            proposed_at=now,
            confirmed_at=now,
        )
    rows.write()


def _kind(turn: int, agency: Agency, led: set[int]) -> str:
    """The first who come to an agency without a liaison become liaison and head, all others are workers."""
    if agency.id in led or turn > 1:
        return PostKind.WORKER.value
    return (PostKind.LIAISON if turn == 0 else PostKind.HEAD).value
