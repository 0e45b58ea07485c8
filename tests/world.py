"""The invented world of the tests: agencies, people in their posts, and builders of cases, consents and referrals.

`World` holds plain facts (`Somebody`, `Body`: number, public id, name), never rows of a session, so that a test may use
it across requests; `get` loads the row. Builders write models directly, commit nothing, and take only what a test cares
about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect

from coordination import COOKIE
from coordination.access.actor import Actor
from coordination.access.fields import card_columns
from coordination.access.standing import actor_of
from coordination.accounts.models import InstallationRole, Person, Post, PostKind, RoleKind, SessionRow
from coordination.accounts.presence import hash_token, new_token
from coordination.cases.models import (
    BasisKind,
    Case,
    CaseMember,
    Client,
    ClientNameKey,
    Consent,
    ConsentRecipient,
    HowGiven,
    IdentityKind,
    Risk,
    Sex,
)
from coordination.directory.models import (
    REGISTERED_KINDS,
    Agency,
    AgencyKind,
    Centre,
    CentreKind,
    Installation,
    NeedKind,
    ServiceKind,
)
from coordination.groups.models import SeatKind
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold_words
from coordination.lang.zone import local_date
from coordination.referrals.models import Priority, Referral, ReferralNeed, Route, State
from coordination.vault import vault
from coordination.vault.blind import blind
from coordination.vault.seal import place, seal
from tests.gatherings import add_group, add_seat

LONG_AGO = date(2020, 3, 20)
Row = TypeVar("Row")
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or a group of the world."""

    id: int
    public_id: str
    code: str
    name_fa: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the world."""

    id: int
    public_id: str
    name: str
    name_en: str
    email: str


@dataclass(slots=True)
class World:
    """Five agencies; at each a liaison, a worker and a head, at the judiciary a court liaison; and the installation's
    own people. The municipality is the host. The reviewer is at none of the agencies that refer."""

    municipality: Body
    welfare: Body
    pouya: Body
    judiciary: Body
    police: Body
    day_centre: int
    lead: Body
    """The group that leads every agency; its secretary is the reviewer, and it has no chair."""
    group: Body
    """A working group of the municipality: chair, secretary, a member of the welfare directorate with an alternate, the
    liaison of Pouya as a member, an observer."""
    people: dict[str, Somebody] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Somebody:
        """`world.welfare_liaison`: the people by their part, `<agency>_<post>`, or `administrator`, `auditor` …"""
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def agencies(self) -> tuple[Body, ...]:
        return self.municipality, self.welfare, self.pouya, self.judiciary, self.police


AGENCIES = (
    ("municipality", AgencyKind.MUNICIPALITY, "شهرداری سروستان", "Sarvestan Municipality"),
    ("welfare", AgencyKind.WELFARE, "بهزیستی سروستان", "Sarvestan Welfare Directorate"),
    ("pouya", AgencyKind.NGO, "انجمن پویای مهر", "Pouya Society"),
    ("judiciary", AgencyKind.JUDICIARY, "دادگستری سروستان", "Sarvestan Judiciary"),
    ("police", AgencyKind.POLICE, "کلانتری سروستان", "Sarvestan Police"),
)
LIAISONS = ("سارا ملکی", "مینا راد", "آرش نیک‌بین", "کاوه دادمهر", "بهمن پاسبان")
WORKERS = ("نیما فروغ", "لیلا سپهری", "پریسا هنرور", "سینا دادجو", "یاشار نگهبان")
HEADS = ("هما بزرگ‌مهر", "فرید آریا", "شیوا مهرآیین", "منصور داوری", "جواد پایدار")
GROUP_PEOPLE = (
    ("chair", "شهین رادمنش"),
    ("secretary", "فرهاد مینویی"),
    ("member", "رؤیا صالحی"),
    ("alternate", "کیان بهروز"),
    ("observer", "مانی دیده‌بان"),
)
SERVICE_KINDS = (
    ("social_work", "مددکاری اجتماعی", "Social work"),
    ("psychology", "روان‌شناسی", "Psychology"),
    ("health", "بهداشتی و درمانی", "Health and treatment"),
    ("legal", "حقوقی", "Legal"),
    ("team", "تیمی", "Team (case conference)"),
    ("education", "آموزشی", "Education"),
    ("telephone", "تلفنی", "Telephone"),
    ("residential", "نگهداری و خوابگاهی", "Care and dormitory"),
)
NEED_KINDS = (*SERVICE_KINDS, ("schooling", "بازگشت به مدرسه", "Schooling"), ("shelter", "سرپناه", "Shelter"))
COUNTED_UNDER = {"schooling": "education", "shelter": "residential"}


def build_world(app: Flask) -> World:
    """The world, committed to the application's database."""
    with app.app_context():
        world = _build()
        db.session.commit()
        return world


def _build() -> World:
    for position, (code, name_fa, name_en) in enumerate(SERVICE_KINDS):
        db.session.add(ServiceKind(code=code, name_fa=name_fa, name_en=name_en, position=position))
    db.session.flush()
    for position, (code, name_fa, name_en) in enumerate(NEED_KINDS):
        kind = COUNTED_UNDER.get(code, code)
        db.session.add(NeedKind(code=code, name_fa=name_fa, name_en=name_en, service_kind=kind, position=position))
    rows = [
        add_agency(name_fa, code=code, kind=kind, name_en=name_en, flush=False)
        for code, kind, name_fa, name_en in AGENCIES
    ]
    db.session.flush()
    people: dict[str, Person] = {}
    for agency, liaison, worker, head in zip(rows, LIAISONS, WORKERS, HEADS, strict=True):
        people[f"{agency.code}_liaison"] = _person(liaison, f"{agency.code}.liaison@example.org")
        people[f"{agency.code}_worker"] = _person(worker, f"{agency.code}.worker@example.org")
        people[f"{agency.code}_head"] = _person(head, f"{agency.code}.head@example.org")
    people["court_liaison"] = _person("ژاله قانع", "court@example.org")
    people["administrator"] = _person("رامین سامانی", "admin@example.org")
    people["data_officer"] = _person("نگار امین", "data@example.org")
    people["auditor"] = _person("پدرام بازبین", "auditor@example.org")
    people["reviewer"] = _person("مهسا داورپناه", "reviewer@example.org")
    for part, name in GROUP_PEOPLE:
        people[part] = _person(name, f"{part}@example.org")
    db.session.flush()
    for agency in rows:
        for kind in (PostKind.LIAISON, PostKind.WORKER, PostKind.HEAD):
            add_post(people[f"{agency.code}_{kind.value}"], agency, kind)
    add_post(people["court_liaison"], rows[3], PostKind.COURT_LIAISON)
    for role in RoleKind:
        add_role(people[role.value], role)
    lead = add_group("قرارگاه راهبر", rows[0], code="lead", name_en="Lead Headquarters", number_prefix="LH")
    add_seat(lead, people["reviewer"], SeatKind.SECRETARY)
    group = add_group("کارگروه آموزش", rows[0], code="education", name_en="Education Group", number_prefix="CE")
    add_seat(group, people["chair"], SeatKind.CHAIR)
    add_seat(group, people["secretary"], SeatKind.SECRETARY)
    add_seat(group, people["member"], agency=rows[1], alternate=people["alternate"])
    add_seat(group, people["pouya_liaison"], agency=rows[2])
    add_seat(group, people["observer"], SeatKind.OBSERVER)
    db.session.add(
        Installation(
            id=1,
            name_fa="هماهنگ",
            name_en="Hamahang",
            host_agency_id=rows[0].id,
            lead_group_id=lead.id,
            set_up_at=now(),
        )
    )
    centre = add_centre(rows[1], "مرکز روزانه نسترن", code="nastaran", name_en="Nastaran Day Centre")
    return World(
        *(Body(row.id, row.public_id, row.code, row.name_fa, row.name_en) for row in rows),
        day_centre=centre.id,
        lead=Body(lead.id, lead.public_id, lead.code, lead.name_fa, lead.name_en),
        group=Body(group.id, group.public_id, group.code, group.name_fa, group.name_en),
        people={name: somebody(person) for name, person in people.items()},
    )


def somebody(person: Person) -> Somebody:
    """What a test keeps of a person that was stored."""
    return Somebody(person.id, person.public_id, person.name, person.name_en, person.email)


def get(model: type[Row], thing: Any) -> Row:
    """The row of a thing of the world in this session: `get(Person, world.welfare_liaison)`."""
    found = db.session.get(model, thing if isinstance(thing, int) else thing.id)
    assert found is not None
    return found


def acting(person: Somebody | Person) -> Actor:
    """The actor a person is today, for commands."""
    return actor_of(person.id)


def add_agency(
    name_fa: str,
    *,
    code: str = "",
    kind: AgencyKind = AgencyKind.NGO,
    name_en: str = "",
    flush: bool = True,
    **columns: Any,
) -> Agency:
    """An agency; one of a kind that is registered stands in the register for a year, without a row there."""
    if kind in REGISTERED_KINDS:
        columns.setdefault("registered_until", local_date(now()) + timedelta(days=365))
    agency = Agency(
        code=code or f"agency-{next(_numbers)}",
        name_fa=name_fa,
        name_en=name_en or name_fa,
        sort_key=sort_key(name_fa),
        kind=kind,
        **columns,
    )
    db.session.add(agency)
    if flush:
        db.session.flush()
    return agency


def add_centre(agency: Agency | Body, name_fa: str, *, code: str = "", name_en: str = "", **columns: Any) -> Centre:
    columns.setdefault("kind", CentreKind.DAY)
    centre = Centre(
        code=code or f"centre-{next(_numbers)}",
        agency_id=agency.id,
        name_fa=name_fa,
        name_en=name_en or name_fa,
        sort_key=sort_key(name_fa),
        **columns,
    )
    db.session.add(centre)
    db.session.flush()
    return centre


def add_person(name: str, email: str = "", **columns: Any) -> Person:
    person = _person(name, email or f"person{next(_numbers)}@example.org", **columns)
    db.session.flush()
    return person


def _person(name: str, email: str, **columns: Any) -> Person:
    person = Person(name=name, name_en="", sort_key=sort_key(name), email=email, created_at=now(), **columns)
    db.session.add(person)
    return person


def add_post(
    person: Person | Somebody,
    agency: Agency | Body,
    kind: PostKind,
    *,
    from_on: date = LONG_AGO,
    to_on: date | None = None,
    confirmed: bool = True,
) -> Post:
    post = Post(
        person_id=person.id,
        agency_id=agency.id,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        proposed_at=now(),
        confirmed_at=now() if confirmed else None,
    )
    db.session.add(post)
    db.session.flush()
    return post


def add_role(person: Person | Somebody, kind: RoleKind) -> InstallationRole:
    role = InstallationRole(person_id=person.id, kind=kind, from_on=LONG_AGO, confirmed_at=now())
    db.session.add(role)
    db.session.flush()
    return role


def add_case(
    agency: Agency | Body,
    *,
    worker: Person | Somebody | None = None,
    team: tuple[Person | Somebody, ...] = (),
    given_name: str = "مهرگان",
    family_name: str = "زرین‌پر",
    father_name: str = "بهروز",
    identity_number: str = "",
    phone: str = "",
    sex: Sex = Sex.BOY,
    birth_year: int | None = 1394,
    district: str = "محله گلستان",
    file_number: str = "",
    risk: Risk = Risk.MEDIUM,
    duplicates_answer: str = "none",
    opened_at: datetime | None = None,
    **client_columns: Any,
) -> Case:
    """An open case with its client, names sealed and hashed, the own-agency check answered."""
    number = next(_numbers)
    opened = opened_at or now()
    client = Client(
        code=f"C-{90000 + number}",
        agency_id=agency.id,
        key_id=vault().keys.new_key(),
        sex=sex,
        birth_year=birth_year,
        city="سروستان",
        district=district,
        created_at=opened,
        **client_columns,
    )
    texts = {
        "given_name": given_name,
        "family_name": family_name,
        "father_name": father_name,
        "identity_number": identity_number,
        "phone": phone,
    }
    for name, text in texts.items():
        if text:
            where = place(f"client.{name}_sealed", client.public_id)
            setattr(client, f"{name}_sealed", seal(client.key_id, text, where))
    if identity_number:
        client.identity_kind = IdentityKind.NATIONAL_ID
        client.identity_digest = blind("identity", identity_number, scope=agency.public_id)
    db.session.add(client)
    db.session.flush()
    for part, name in (("given", given_name), ("family", family_name), ("father", father_name)):
        for word in fold_words(name):
            digest = blind("name", word, scope=agency.public_id)
            db.session.add(ClientNameKey(client_id=client.id, agency_id=agency.id, part=part, digest=digest))
    case = Case(
        client=client,
        agency_id=agency.id,
        worker_id=worker.id if worker else None,
        state_since=opened,
        file_number=file_number,
        risk=risk,
        opened_at=opened,
        duplicates_checked_at=opened if duplicates_answer else None,
        duplicates_answer=duplicates_answer,
        team=[CaseMember(person_id=person.id) for person in team],
    )
    db.session.add(case)
    db.session.flush()
    return case


def add_consent(
    case: Case,
    *,
    recorded_by: Person | Somebody,
    recipients: tuple[Agency | Body, ...] = (),
    groups: tuple[str, ...] = ("identity",),
    needs: tuple[str, ...] = (),
    kind: BasisKind = BasisKind.GUARDIAN_CONSENT,
    valid_until: date | None = None,
) -> Consent:
    """A consent that stands; without recipients it reaches every agency."""
    consent = Consent(
        case=case,
        state_since=now(),
        kind=kind,
        how_given=HowGiven.SIGNED,
        given_on=local_date(now()),
        valid_until=valid_until,
        all_recipients=not recipients,
        field_groups=list(groups),
        needs=list(needs),
        recorded_by_id=recorded_by.id,
        recipients=[ConsentRecipient(agency_id=agency.id) for agency in recipients],
    )
    db.session.add(consent)
    db.session.flush()
    return consent


def add_referral(
    case: Case,
    recipient: Agency | Body,
    *,
    drafted_by: Person | Somebody,
    basis: Consent | None = None,
    state: State = State.DRAFT,
    handler: Person | Somebody | None = None,
    needs: tuple[str, ...] = ("social_work",),
    reason: str = "نیاز به مددکاری دارد.",
    **columns: Any,
) -> Referral:
    """A referral written straight into ``state`` with what that state requires; clocks and ranks stay as they fall."""
    moment = now()
    drafted = state == State.DRAFT
    client = case.client
    values: dict[str, Any] = {
        "route": Route.NGO,
        "priority": Priority.NORMAL,
        "risk": case.risk,
        "sent_at": None if drafted else moment,
        "field_groups": ["identity"],
        "sort_at": moment,
        "clock": None if drafted else "decide",
        "clock_started_at": None if drafted else moment,
        "due_at": None if drafted else moment + timedelta(days=14),
    }
    if handler is not None:
        values |= {"handler_id": handler.id, "intake_on": local_date(moment) + timedelta(days=10)}
    if state in (State.ACCEPTED, State.IN_SERVICE, State.ON_HOLD, State.CANCEL_REQUESTED, State.DELIVERED):
        values |= {"accepted_at": moment, "grant_opened_at": moment}
    referral = Referral(
        code=f"R-1405-{90000 + next(_numbers)}",
        case=case,
        sender_agency_id=case.agency_id,
        recipient_agency_id=recipient.id,
        state=state,
        state_since=moment,
        drafted_by_id=drafted_by.id,
        drafted_at=moment,
        basis_id=basis.id if basis else None,
        need_codes=list(needs),
        needs=[ReferralNeed(need=code, position=position) for position, code in enumerate(needs)],
        **(card_columns(client, local_date(moment)) | values | columns),
    )
    referral.reason_sealed = seal(client.key_id, reason, place("referral.reason_sealed", referral.public_id))
    db.session.add(referral)
    db.session.flush()
    referral.chain_id = referral.chain_id or referral.id
    db.session.flush()
    return referral


def sign_in(client: FlaskClient, person: Person | Somebody) -> None:
    """Give the test client a real session row of the person and its cookie."""
    token = new_token()
    with client.application.app_context():
        moment = now()
        row = SessionRow(token_hash=hash_token(token), person_id=person.id, created_at=moment, seen_at=moment)
        db.session.add(row)
        db.session.commit()
    client.set_cookie(COOKIE, token)


def columns_of(row: Any) -> dict[str, Any]:
    """Every stored column of a row, by name (for tests that look into the database)."""
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
