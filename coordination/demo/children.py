"""Invented children: one made up from chance, then as details for the commands or as rows for the thousands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from random import Random
from types import SimpleNamespace
from typing import cast

from coordination.access.fields import card_columns
from coordination.cases.details import Birth, Details, Identity, Legal, SchoolWork, Triage
from coordination.cases.models import Case, Client, ClientNameKey, IdentityKind, Risk, Sex
from coordination.cases.names import keys_kept
from coordination.demo.agencies import districts_of
from coordination.demo.names import ChildName, child
from coordination.demo.rows import Rows
from coordination.kernel.db import new_public_id
from coordination.lang.zone import local_date
from coordination.vault.seal import place, seal

IRANIAN = "ایرانی"
ELSEWHERE = ("افغانستانی", "افغانستانی", "افغانستانی", "افغانستانی", "افغانستانی", "پاکستانی", "عراقی")
WORK = (
    "دست‌فروشی سر چهارراه", "زباله‌گردی", "گل‌فروشی", "شیشه پاک‌کنی", "کار در کارگاه خیاطی", "باربری در بازار",
    "کار در کوره آجرپزی", "فروش آدامس و دستمال",
)  # fmt: skip
FAMILY_TEXTS = (
    "با مادر و دو خواهر کوچک‌تر زندگی می‌کند. پدر بیکار است.",
    "پدر برای کار به شهر دیگری رفته است و مادر سرپرست خانواده است.",
    "با پدربزرگ و مادربزرگ زندگی می‌کند.",
    "خانواده در یک اتاق اجاره‌ای زندگی می‌کند و درآمد ثابتی ندارد.",
    "برادر بزرگ‌تر هم کار می‌کند. مادر بیمار است.",
)
HEALTH_TEXTS = ("", "", "واکسن‌ها کامل نیست.", "کم‌خونی دارد و باید آزمایش بدهد.", "دندان‌درد دارد.", "عینک لازم دارد.")


@dataclass(frozen=True, slots=True)
class Child:
    """A made-up child; ``nationality`` is in words, ``birth_year`` Jalali."""

    name: ChildName
    girl: bool
    birth_year: int
    nationality: str
    city: str
    district: str
    risk: Risk
    work: str
    hours: int
    in_school: bool
    family: str
    health: str

    @property
    def sex(self) -> Sex:
        return Sex.GIRL if self.girl else Sex.BOY

    @property
    def interpreter_needed(self) -> bool:
        """Some of those who came lately from elsewhere."""
        return self.nationality == "پاکستانی"


def invent(
    random: Random,
    *,
    city: str,
    year: int,
    iranian: bool | None = None,
    girl: bool | None = None,
    age: int | None = None,
    district: str = "",
) -> Child:
    """A child as one meets in ``city`` in the Jalali ``year``; what is not given is left to chance."""
    girl = random.random() < 0.36 if girl is None else girl
    iranian = random.random() < 0.55 if iranian is None else iranian
    return Child(
        name=child(random, girl=girl, iranian=iranian),
        girl=girl,
        birth_year=year - (age if age is not None else random.choice((7, 8, 9, 10, 10, 11, 12, 12, 13, 14, 15, 16))),
        nationality=IRANIAN if iranian else random.choice(ELSEWHERE),
        city=city,
        district=district or random.choice(districts_of(city)),
        risk=random.choices((Risk.LOW, Risk.MEDIUM, Risk.HIGH), (45, 45, 10))[0],
        work=random.choice(WORK),
        hours=random.choice((12, 18, 24, 30, 36, 42)),
        in_school=random.random() < 0.5,
        family=random.choice(FAMILY_TEXTS),
        health=random.choice(HEALTH_TEXTS),
    )


def details_of(made: Child, *, file_number: str) -> Details:
    """The child as a worker writes it into a new file."""
    return Details(
        triage=Triage(
            sex=made.sex,
            city=made.city,
            district=made.district,
            interpreter_needed=made.interpreter_needed,
            risk=made.risk,
            file_number=file_number,
        ),
        identity=Identity(
            given_name=made.name.given,
            family_name=made.name.family,
            father_name=made.name.father,
            birth=Birth(year=made.birth_year),
            identity_kind=IdentityKind.NONE,
            safe_contact="از راه مددکار، پیش از ظهر",
        ),
        school_work=SchoolWork(in_school=made.in_school, work_kind=made.work, work_hours=made.hours),
        legal=Legal(nationality=made.nationality),
        family=made.family,
        health=made.health,
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """The agency that owns a file: its number, its public id (the scope of name keys), and the worker of the file."""

    agency_id: int
    scope: str
    worker_id: int


def add_file(
    rows: Rows, made: Child, owner: Owner, *, key_id: str, code: str, file_number: str, opened: datetime, **case: object
) -> int:
    """Rows of the client, the name keys and the case, whose number is given back; ``case`` holds further columns."""
    client_id = new_public_id()
    names = {"given_name": made.name.given, "family_name": made.name.family, "father_name": made.name.father}
    sealed = {
        f"{name}_sealed": seal(key_id, text, place(f"client.{name}_sealed", client_id))
        for name, text in (names | {"family": made.family}).items()
    }
    client = rows.add(
        Client,
        public_id=client_id,
        code=code,
        agency_id=owner.agency_id,
        key_id=key_id,
        sex=made.sex.value,
        birth_year=made.birth_year,
        city=made.city,
        district=made.district,
        interpreter_needed=made.interpreter_needed,
        nationality=made.nationality,
        created_at=opened,
        **sealed,
    )
    for part, digest in (kept for name, text in names.items() for kept in _keys(name, text, owner.scope)):
        rows.add(ClientNameKey, client_id=client, agency_id=owner.agency_id, part=part, digest=digest)
    values = {
        "public_id": new_public_id(),
        "client_id": client,
        "agency_id": owner.agency_id,
        "worker_id": owner.worker_id,
        "state": "open",
        "state_since": opened,
        "file_number": file_number,
        "risk": made.risk.value,
        "work_kind": made.work,
        "work_hours": made.hours,
        "in_school": made.in_school,
        "opened_at": opened,
        "duplicates_checked_at": opened,
        "duplicates_answer": "none",
    }
    return rows.add(Case, **values | case)


@lru_cache(maxsize=50_000)
def _keys(name: str, text: str, scope: str) -> list[tuple[str, str]]:
    """The keys of one name; the same few names come again and again."""
    return keys_kept({name: text}, scope)


def card_of(made: Child, code: str, at: datetime) -> dict[str, object]:
    """The card's columns on a referral, as the commands stamp them."""
    client = SimpleNamespace(
        code=code,
        sex=made.sex,
        birth_year=made.birth_year,
        city=made.city,
        district=made.district,
        interpreter_needed=made.interpreter_needed,
        special_needs="",
    )
    return card_columns(cast(Client, client), local_date(at)) | {"sex": made.sex.value}
