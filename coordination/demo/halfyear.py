"""The half-year 1396-01 to 1396-06 of the welfare directorate of Qazvin, with its published figures to the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from coordination.audit import trail
from coordination.cases.commands.case import CODES_START_ABOVE
from coordination.cases.models import BasisKind, Case, Client, ClientNameKey, Consent, FieldGroup, HowGiven
from coordination.demo.children import Child, Owner, add_file, invent
from coordination.demo.rows import Rows
from coordination.demo.stage import Stage
from coordination.directory.codes import take_numbers, write_code
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.lang.jalali import half_range
from coordination.lang.zone import at
from coordination.referrals.models import Admission, Route, Service
from coordination.vault import vault
from coordination.vault.seal import place, seal

AGENCY = "behzisti-qazvin"
YEAR, HALF = 1396, 1
ADMITTED_IRANIAN, ADMITTED_OTHERS = 61, 56
SERVICES = 3713
KINDS = {
    "social_work": 24, "psychology": 17, "education": 22, "health": 9, "telephone": 12, "residential": 9, "team": 4,
    "legal": 3,
}  # fmt: skip
"""The eight kinds and how often each was given, of a hundred."""
ROUTES = {
    Route.MOBILE_UNIT: ("واحد خدمات اجتماعی سیار", 38),
    Route.SELF: ("خانواده", 20),
    Route.POLICE: ("مأمور کلانتری", 14),
    Route.JUDICIAL: ("مأمور دادگستری", 8),
    Route.GOVERNMENT: ("کارشناس اداره دولتی", 8),
    Route.NGO: ("مددکار سازمان مردم‌نهاد", 12),
}
SUMMARIES = (
    "دوره مددکاری به پایان رسید. کودک به مدرسه برگشت و خانواده زیر پوشش خدمات ماند.",
    "خانواده به شهر دیگری رفت. پرونده با هماهنگی خانواده بسته شد.",
    "کودک دیگر در خیابان کار نمی‌کند. پیگیری‌های پس از ترخیص انجام شد.",
    "کودک به بستگان درجه یک سپرده شد و وضعیت او پایدار است.",
)
DISCHARGED_TO = ("مادر", "پدر و مادر", "پدر", "مادربزرگ", "عمو", "مرکز دیگر")


@dataclass(frozen=True, slots=True)
class Stay:
    """One child's admission: where, by which route, from when to when."""

    child: Child
    centre: str
    route: Route
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Written:
    """A case that was written as a row: what the trail needs to know of it."""

    id: int
    audit_kind: str = "case"


def build_half_year(stage: Stage) -> None:
    """Cases, consents, admissions, services, and the trail of opening and closing each; closed long ago."""
    stays = sorted(_stays(stage.random), key=lambda stay: stay.first)
    agency = stage.agencies[AGENCY]
    workers = [stage.cast[f"{AGENCY}.{part}"] for part in ("worker", "worker-2", "worker-3")]
    codes = take_numbers("C", None, len(stays))
    keys = vault().keys.new_keys(len(stays))
    rows = Rows(Client, ClientNameKey, Case, Consent, Admission, Service)
    cases: list[tuple[int, int]] = []
    for number, (stay, key_id) in enumerate(zip(stays, keys, strict=True)):
        owner = Owner(agency.id, agency.public_id, workers[number % len(workers)])
        code = write_code("C", None, CODES_START_ABOVE + codes[number])
        cases.append((_add_case(rows, stage, stay, owner, key_id=key_id, code=code, number=number), owner.worker_id))
    _add_services(rows, stage, stays, cases)
    rows.write()
    _record(stage, stays, cases)
    db.session.commit()


def _stays(random: Random) -> list[Stay]:
    first, last = half_range(YEAR, HALF)
    iranian = [True] * ADMITTED_IRANIAN + [False] * ADMITTED_OTHERS
    random.shuffle(iranian)
    routes, weights = list(ROUTES), [weight for _, weight in ROUTES.values()]
    stays = []
    for is_iranian in iranian:
        admitted = _workday(first + timedelta(days=random.randrange((last - first).days)))
        residential = random.random() < 0.3
        days = random.randint(10, 90) if residential else random.randint(60, 300)
        stays.append(
            Stay(
                invent(random, city="قزوین", year=YEAR, iranian=is_iranian, girl=False if residential else None),
                "qazvin-24h" if residential else "qazvin-day",
                random.choices(routes, weights)[0],
                admitted,
                _workday(admitted + timedelta(days=days)),
            )
        )
    return stays


def _workday(day: date) -> date:
    """The day, or the Thursday before where it is a Friday."""
    return day - timedelta(days=1) if day.isoweekday() == 5 else day


def _closed(stay: Stay) -> datetime:
    """A case was closed some weeks after the child had left."""
    return at(_workday(stay.last + timedelta(days=30)), time(11))


def _opened(stay: Stay) -> datetime:
    return at(stay.first, time(9, 30))


def _add_case(rows: Rows, stage: Stage, stay: Stay, owner: Owner, *, key_id: str, code: str, number: int) -> int:
    public_id, opened = new_public_id(), _opened(stay)
    summary = SUMMARIES[number % len(SUMMARIES)]
    case = add_file(
        rows,
        stay.child,
        owner,
        key_id=key_id,
        code=code,
        file_number=f"{YEAR}/{number + 1}",
        opened=opened,
        public_id=public_id,
        state="closed",
        state_since=_closed(stay),
        closing_summary_sealed=seal(key_id, summary, place("case_file.closing_summary_sealed", public_id)),
    )
    consent = rows.add(
        Consent,
        public_id=new_public_id(),
        case_id=case,
        state="given",
        state_since=opened,
        kind=_basis(stay.route).value,
        how_given=HowGiven.SIGNED.value,
        given_on=stay.first,
        all_recipients=True,
        field_groups=[FieldGroup.IDENTITY.value],
        needs=[],
        detail={},
        recorded_by_id=owner.worker_id,
    )
    stay_id = new_public_id()
    to = DISCHARGED_TO[number % len(DISCHARGED_TO)]
    rows.add(
        Admission,
        public_id=stay_id,
        case_id=case,
        agency_id=owner.agency_id,
        centre_id=stage.centres[stay.centre].id,
        route=stay.route.value,
        basis_id=consent,
        brought_by_sealed=seal(key_id, ROUTES[stay.route][0], place("admission.brought_by_sealed", stay_id)),
        admitted_on=stay.first,
        discharged_on=stay.last,
        discharged_to_sealed=seal(key_id, to, place("admission.discharged_to_sealed", stay_id)),
        recorded_by_id=owner.worker_id,
        recorded_at=opened,
    )
    return case


def _basis(route: Route) -> BasisKind:
    return BasisKind.COURT_ORDER if route is Route.JUDICIAL else BasisKind.GUARDIAN_CONSENT


def _add_services(rows: Rows, stage: Stage, stays: list[Stay], cases: list[tuple[int, int]]) -> None:
    """Each service to a child who was there, on a day of the stay within the half-year."""
    random, end = stage.random, half_range(YEAR, HALF)[1]
    spans = [(stay.first, min(stay.last, end)) for stay in stays]
    lengths = [(last - first).days + 3 for first, last in spans]
    kinds = random.choices(list(KINDS), list(KINDS.values()), k=SERVICES)
    for index, kind in zip(random.choices(range(len(stays)), lengths, k=SERVICES), kinds, strict=True):
        (first, last), (case, worker) = spans[index], cases[index]
        on = max(first, _workday(first + timedelta(days=random.randint(0, (last - first).days))))
        rows.add(
            Service,
            public_id=new_public_id(),
            case_id=case,
            agency_id=stage.agencies[AGENCY].id,
            need=kind,
            kind=kind,
            on=on,
            recorded_by_id=worker,
            recorded_at=at(on, time(14)),
        )


def _record(stage: Stage, stays: list[Stay], cases: list[tuple[int, int]]) -> None:
    """Who opened and who closed each case, on the trail in the order of the days."""
    liaison = stage.actor(f"{AGENCY}.liaison")
    acts: list[tuple[datetime, int, str, str | None, str | None]] = []
    for stay, (case, _worker) in zip(stays, cases, strict=True):
        acts.append((_opened(stay), case, "case.create", None, None))
        acts.append((_closed(stay), case, "case.close", "open", "closed"))
    for moment, case, act, frm, to in sorted(acts, key=lambda done: done[0]):
        with clock.at(moment):
            trail.record(liaison, act, Written(case), frm=frm, to=to, relation="case.staff")
