"""What the network and a working group did, from a published report's list and invented for this year, and the
circulars that they sent."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from coordination.accounts.models import Person
from coordination.activities import commands, queries
from coordination.activities.commands import Facts, Taking
from coordination.activities.importing import check, facts_of
from coordination.activities.issuers import Issuer
from coordination.activities.models import ActivityKind, Answer, Part, Precision
from coordination.circulars import commands as circulars
from coordination.circulars.models import Circular
from coordination.demo.groups import officer
from coordination.demo.stage import Stage, Tale
from coordination.groups.models import SeatKind
from coordination.imports.comma import read_csv
from coordination.kernel.db import db
from coordination.lang.spans import range_of, this_year

FACTS = Path(__file__).parent / "facts" / "activities.csv"
GROUP = "crc-education"
SECRETARY = officer(GROUP, SeatKind.SECRETARY)
CIRCULAR_TO = ("pouya", "taak", "tosee", "pouyesh", "hoghugh", "yaser")
TAKEN_IN, WRITTEN, RECALLED = timedelta(days=60), timedelta(days=9), timedelta(days=3)
READ_BY = 3
"""So many readers of each circular have read it."""


def all_activities(stage: Stage) -> list[Tale]:
    """Activities of the network (the whole list of the report) and of the working group, one of which led to an
    action, and circulars: one to read, one recalled, one still being written."""
    return [_work_of_the_network(stage), _work_of_the_group(stage), _circular_to_read(stage), _recalled_circular(stage)]


def _work_of_the_network(stage: Stage) -> Tale:
    yield stage.working_moment(stage.now - TAKEN_IN)
    issuer = Issuer(agency_id=stage.agencies["network"].id)
    content = FACTS.read_bytes()
    found = check(read_csv(content), queries.known_bodies())
    actor = stage.actor("network.liaison")
    commands.take_in(actor, issuer, map(facts_of, found.rows), digest=sha256(content).hexdigest())
    for facts in _of_this_year(stage):
        commands.record(actor, issuer=issuer, **facts)


def _work_of_the_group(stage: Stage) -> Tale:
    yield stage.working_moment(stage.now - WRITTEN)
    actor = stage.actor(SECRETARY)
    for facts in _of_the_group(stage):
        activity = commands.record(actor, issuer=Issuer(group_id=stage.groups[GROUP].id), **facts)
        if activity.follow_up:
            commands.give_action(
                actor,
                activity,
                title=activity.follow_up,
                owner=db.session.get_one(Person, stage.cast["pouya.liaison"]),
                agency=stage.agencies["pouya"],
                verifier=None,
                due_on=stage.today() + timedelta(days=12),
            )


def _facts(kind: ActivityKind, title: str, first: date, last: date, **more: Any) -> Facts:
    precision = Precision.DAY if first == last else more.pop("precision", Precision.DAY)
    facts: Any = {"kind": kind, "title": title, "from_on": first, "to_on": last, "precision": precision}
    return cast(Facts, facts | more)


def _with(stage: Stage, part: Part, *codes: str) -> list[Taking]:
    return [Taking(part, stage.agencies[code].id) for code in codes]


def _of_this_year(stage: Stage) -> list[Facts]:
    today, year = stage.today(), this_year(stage.today())
    first, last = range_of("season", year, 1)
    days = [today - timedelta(days=back) for back in (70, 52, 41, 30, 18)]
    return [
        _facts(ActivityKind.WORKSHOP, "شیوه‌های پیشگیری از بازماندن کودکان از تحصیل", days[0],
               days[0] + timedelta(days=1), days=2, people=34, audience="مددکاران سازمان‌های عضو",
               partners=_with(stage, Part.ORGANISER, "yaser"), place="خانه یاری"),
        _facts(ActivityKind.MEETING_ATTENDED, "بررسی شیوه ثبت‌نام کودکان بی‌شناسنامه", days[1], days[1],
               partners=_with(stage, Part.HOST, "education")),
        _facts(ActivityKind.MEETING_HELD, "جلسات ماهانه شبکه", first, last, precision=Precision.SEASON,
               times=None),
        _facts(ActivityKind.VISIT, "بازدید از مرکز انجمن دوستداران کودک پویش", days[2], days[2], people=6,
               partners=_with(stage, Part.HOST, "pouyesh")),
        _facts(ActivityKind.DISTRIBUTION, "توزیع نوشت‌افزار میان سازمان‌های عضو", days[3], days[3],
               partners=_with(stage, Part.AUDIENCE, "pouya", "taak", "tosee")),
        _facts(ActivityKind.INTERVIEW, "گفت‌وگو درباره حق آموزش کودکان کار", days[4], days[4],
               partners=[Taking(Part.COOPERATING, name="رادیو گفت‌وگو")]),
    ]  # fmt: skip


def _of_the_group(stage: Stage) -> list[Facts]:
    today = stage.today()
    return [
        _facts(ActivityKind.CONTACT, "درخواست پذیرش کودکان بی‌شناسنامه در دوره سوادآموزی",
               today - timedelta(days=11), today - timedelta(days=11),
               partners=_with(stage, Part.ADDRESSEE, "literacy"),
               asked="گشایش یک کلاس سوادآموزی در دو محله با کودکان کار.", asked_for="کودکان ۹ تا ۱۴ ساله",
               answer=Answer.PARTLY, answer_text="یک کلاس از آغاز فصل آینده گشوده می‌شود.",
               follow_up="فهرست محله‌ها و شمار کودکان را برای کلاس سوادآموزی بفرستید"),
        _facts(ActivityKind.RESEARCH, "گردآوری آمار کودکان بازمانده از تحصیل", *range_of("month", this_year(today), 6),
               precision=Precision.MONTH, partners=_with(stage, Part.COOPERATING, "education", "pouya")),
    ]  # fmt: skip


def _circular_to_read(stage: Stage) -> Tale:
    """One to read and take note of, which a few have."""
    yield stage.working_moment(stage.now - WRITTEN)
    actor = stage.actor(SECRETARY)
    circular = circulars.draft(
        actor,
        issuer=Issuer(group_id=stage.groups[GROUP].id),
        title="شیوه‌نامه ثبت‌نام کودکان بی‌شناسنامه",
        body="مدرسه‌ها کودکان دارای معرفی‌نامه را ثبت‌نام موقت می‌کنند.\n"
        "معرفی‌نامه را رابط هر دستگاه می‌نویسد و یک نسخه از آن را برای دبیرخانه می‌فرستد.",
        number="۱۴۰۵/۲۱۴",
        letter_on=stage.today() - timedelta(days=10),
        to_acknowledge=True,
        due_on=stage.today() + timedelta(days=2),
        agency_ids=[stage.agencies[code].id for code in CIRCULAR_TO],
        group_ids=[stage.groups[GROUP].id],
    )
    circulars.send(actor, circular)
    yield stage.working_moment(stage.now - RECALLED)
    _let_some_read(stage, circular)
    circulars.draft(
        stage.actor(SECRETARY),
        issuer=Issuer(group_id=stage.groups[GROUP].id),
        title="گردآوری شمار کودکان بازمانده از تحصیل",
        body="شمار کودکان بازمانده از تحصیل را تا پایان ماه در فراخوان آمار بنویسید.",
        group_ids=[stage.groups[GROUP].id],
    )


def _recalled_circular(stage: Stage) -> Tale:
    """One of the network that was recalled."""
    yield stage.working_moment(stage.now - WRITTEN)
    actor = stage.actor("network.liaison")
    circular = circulars.draft(
        actor,
        issuer=Issuer(agency_id=stage.agencies["network"].id),
        title="زمان توزیع کتاب‌های درسی",
        body="کتاب‌های درسی در هفته نخست ماه آینده در خانه یاری تحویل داده می‌شود.",
        agency_ids=[stage.agencies[code].id for code in CIRCULAR_TO],
    )
    circulars.send(actor, circular)
    yield stage.working_moment(stage.now - RECALLED)
    _let_some_read(stage, circular)
    circulars.recall(stage.actor("network.liaison"), circular, reason="زمان توزیع تغییر کرد؛ اطلاعیه تازه‌ای می‌آید.")


def _let_some_read(stage: Stage, circular: Circular) -> None:
    unread = {stage.cast["pouya.liaison"], stage.cast["crc-education.education"]}
    readers = [one.person_id for one in circular.receipts if one.person_id not in unread]
    for number, person_id in enumerate(readers[:READ_BY]):
        circulars.read(stage.person(person_id), circular)
        if circular.to_acknowledge and number:
            circulars.acknowledge(stage.person(person_id), circular)
