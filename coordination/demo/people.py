"""The invented people of the demo world: who holds which post where, and who is away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import update

from coordination.accounts.models import Absence, InstallationRole, Person, Post, PostKind, RoleKind
from coordination.demo.names import Name, adults
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.sorting import sort_key
from coordination.lang.zone import local_date
from coordination.notices.models import Notice

HOST = "qazvin-governorate"
LEFT_UNREAD = timedelta(days=1)
"""So far back nobody has read the notices yet."""
K = PostKind


@dataclass(frozen=True, slots=True)
class Part:
    """A part in the world: its key, the posts (agency code, kind) it holds, and the address where it is a sign-in."""

    key: str
    posts: tuple[tuple[str, PostKind], ...] = ()
    email: str = ""
    woman: bool = True
    language: str = "fa"


MAIN = ("behzisti-qazvin", "qazvin-municipality", "pouya", "tehran-social", "yaser", "hoghugh", "taak", "pouyesh")
"""Agencies with a whole desk; the others have a head and a liaison."""

PARTS = (
    Part("qazvin-municipality.liaison", (("qazvin-municipality", K.LIAISON),), "mobile-unit@example.org"),
    Part("behzisti-qazvin.liaison", (("behzisti-qazvin", K.LIAISON),), "welfare@example.org", woman=False),
    Part("pouya.liaison", (("pouya", K.LIAISON),), "pouya@example.org"),
    Part("behzisti-qazvin.worker", (("behzisti-qazvin", K.WORKER),), "worker@example.org"),
    Part("behzisti-qazvin.worker-2", (("behzisti-qazvin", K.WORKER),), "worker-2@example.org", woman=False),
    Part("behzisti-qazvin.worker-3", (("behzisti-qazvin", K.WORKER),), "worker-3@example.org"),
    Part("behzisti-qazvin.head", (("behzisti-qazvin", K.HEAD),), "head@example.org", woman=False),
    Part("qazvin-judiciary.court", (("qazvin-judiciary", K.COURT_LIAISON),), "court@example.org", woman=False),
    Part("judiciary.court", (("judiciary", K.COURT_LIAISON),), "court-2@example.org"),
    Part("qazvin-police.worker", (("qazvin-police", K.WORKER),), "officer@example.org", woman=False),
    Part("reviewer", ((HOST, K.DEPUTY),), "reviewer@example.org"),
    Part("second-reviewer", ((HOST, K.WORKER),), "reviewer-2@example.org", woman=False),
    Part("national-reviewer", (("social-council", K.DEPUTY),), "reviewer-3@example.org", woman=False),
    Part("second-national-reviewer", (("interior-social", K.DEPUTY),), "reviewer-4@example.org"),
    Part("registrar", ((HOST, K.REGISTRAR),), "registrar@example.org"),
    Part("administrator", (), "administrator@example.org", woman=False),
    Part("data_officer", (), "data-officer@example.org"),
    Part("auditor", (), "auditor@example.org", woman=False),
)


@dataclass(slots=True)
class Cast:
    """Ids of persons by the key of their part (``pouya.liaison``), and of each agency's people."""

    ids: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        return self.ids[key]


def parts(agencies: dict[str, Agency]) -> Iterator[Part]:
    """The named parts, then a head, a liaison and, at the main agencies, a deputy and two workers everywhere else."""
    yield from PARTS
    taken = {part.key for part in PARTS}
    for code, agency in agencies.items():
        posts = [(f"{code}.head", K.HEAD), (f"{code}.liaison", K.LIAISON)]
        if code in MAIN:
            posts += [(f"{code}.deputy", K.DEPUTY), (f"{code}.worker", K.WORKER), (f"{code}.worker-2", K.WORKER)]
        for number, (key, kind) in enumerate(posts):
            if key not in taken:
                language = "en" if agency.kind == "international" else "fa"
                yield Part(key, ((code, kind),), woman=(len(code) + number) % 2 == 0, language=language)


def build_people(
    agencies: dict[str, Agency], random: Random, *, more: Sequence[Part], since: date, password_hash: str
) -> Cast:
    """Everybody and ``more``, with posts and roles that took effect ``since``; nobody gets mails while the past is
    being told."""
    names = _named_by_sex(random)
    moment, cast = clock.now(), Cast()
    rows: dict[str, Person] = {}
    everybody = [*parts(agencies), *more]
    for part in everybody:
        name = next(names[part.woman])
        person = Person(
            name=name.fa,
            name_en=name.en,
            sort_key=sort_key(name.fa),
            email=part.email or f"{part.key}@example.org",
            language=part.language,
            password_hash=password_hash,
            password_changed_at=moment,
            mail_notices=False,
            created_at=moment,
        )
        rows[part.key] = person
        db.session.add(person)
    db.session.flush()
    cast.ids = {key: person.id for key, person in rows.items()}
    for part in everybody:
        for code, kind in part.posts:
            db.session.add(_post(cast, cast[part.key], agencies[code], kind, since, moment))
    for role in RoleKind:
        db.session.add(
            InstallationRole(
                person_id=cast[role.value],
                kind=role,
                from_on=since,
                proposed_by_id=cast["administrator"],
                confirmed_by_id=cast[f"{HOST}.head"],
                confirmed_at=moment,
            )
        )
    db.session.flush()
    return cast


def _named_by_sex(random: Random) -> dict[bool, Iterator[Name]]:
    women, men = adults(random, women=True), adults(random, women=False)
    return {True: women, False: men}


def _post(cast: Cast, person_id: int, agency: Agency, kind: PostKind, since: date, moment: datetime) -> Post:
    confirming = f"{HOST}.head" if kind is K.HEAD else f"{agency.code}.head"
    return Post(
        person_id=person_id,
        agency_id=agency.id,
        kind=kind,
        from_on=since,
        proposed_by_id=cast["administrator"],
        proposed_at=moment,
        confirmed_by_id=cast[confirming],
        confirmed_at=moment,
    )


def add_passing_things(agencies: dict[str, Agency], cast: Cast) -> None:
    """What a directory holds on any day: people away with a deputy, a post that waits for its head, one that ended."""
    now, today = clock.now(), local_date(clock.now())
    away = (
        ("hoghugh.liaison", "hoghugh.deputy", today - timedelta(days=2), today + timedelta(days=6), "hoghugh.head"),
        ("taak.worker", "taak.worker-2", today + timedelta(days=9), today + timedelta(days=14), "taak.head"),
        ("yaser.liaison", "yaser.deputy", today - timedelta(days=40), today - timedelta(days=33), "yaser.head"),
    )
    for person, deputy, first, last, recorder in away:
        db.session.add(
            Absence(
                person_id=cast[person],
                deputy_id=cast[deputy],
                from_on=first,
                to_on=last,
                recorded_by_id=cast[recorder],
            )
        )
    waiting = (("behzisti-qazvin.worker-3", "behzisti-qazvin", K.DEPUTY), ("taak.worker", "taak", K.DEPUTY))
    for person, code, kind in waiting:
        db.session.add(
            Post(
                person_id=cast[person],
                agency_id=agencies[code].id,
                kind=kind,
                from_on=today,
                proposed_by_id=cast["administrator"],
                proposed_at=now - timedelta(days=1),
            )
        )


def let_mails_go() -> None:
    """From now on everybody gets mails, as people of a real installation do; what is older has been read."""
    db.session.execute(update(Person).values(mail_notices=True))
    read_at = clock.now() - LEFT_UNREAD
    db.session.execute(update(Notice).where(Notice.at < read_at).values(read_at=read_at))
