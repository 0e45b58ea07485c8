"""The register of organisations of the demo world: ninety-eight charities, all invented, in every state, and what the
public may read. Most are written as rows at once; three applications are told step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from coordination.access.actor import Actor
from coordination.demo.groups import lead_of
from coordination.demo.papers import order_scan
from coordination.demo.stage import Stage, Tale
from coordination.directory.models import Agency, AgencyKind, Installation
from coordination.directory.working import store_hours
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.lang.identifiers import check_organisation_id
from coordination.lang.worktime import DEFAULT_HOURS
from coordination.outbox.models import Mail
from coordination.public.commands import open_pages
from coordination.registrations import commands
from coordination.registrations.models import Registration, RegistrationState
from coordination.resolutions.commands.publishing import IN_FORCE, publish
from coordination.resolutions.models import Resolution

FORMS = (("خیریه", "Charity"), ("مؤسسه نیکوکاری", "Benevolent Institute"))
NAMES = (
    ("باران", "Baran"), ("سپیده", "Sepideh"), ("آفتاب", "Aftab"), ("رویش", "Rooyesh"), ("نسیم", "Nasim"),
    ("یاس سپید", "Yas-e Sepid"), ("همدلان", "Hamdelan"), ("پناه کودکان", "Panah-e Koodakan"), ("چشمه", "Cheshmeh"),
    ("بهارستان نو", "Baharestan-e No"), ("دست‌های مهر", "Dast-haye Mehr"), ("پرواز", "Parvaz"), ("آشیانه", "Ashianeh"),
    ("نیک‌اندیشان", "Nik-Andishan"), ("سرو", "Sarv"), ("لبخند", "Labkhand"), ("مهرورزان", "Mehrvarzan"),
    ("گندم", "Gandom"), ("راه روشن", "Rah-e Roshan"), ("ترنج", "Toranj"), ("خانه امید", "Khaneh-ye Omid"),
    ("هم‌نفس", "Hamnafas"), ("پگاه", "Pegah"), ("نارون", "Narvan"), ("یاریگران", "Yarigaran"), ("شکوفه", "Shokoofeh"),
    ("ستاره شمال", "Setareh-ye Shomal"), ("دانایی", "Danaei"), ("کوشش", "Kooshesh"), ("زلال", "Zolal"),
    ("برگ سبز", "Barg-e Sabz"), ("مهتاب", "Mahtab"), ("هم‌سفره", "Hamsofreh"), ("چکاوک", "Chakavak"),
    ("سایه‌سار", "Sayehsar"), ("گل‌آیین", "Golayin"), ("نوید", "Navid"), ("بنفشه", "Banafsheh"), ("آرامش", "Aramesh"),
    ("دوستی", "Doosti"), ("بذر", "Bazr"), ("رنگین‌کمان", "Ranginkaman"), ("پرستو", "Parastoo"), ("صنوبر", "Senobar"),
    ("کاشانه", "Kashaneh"), ("هزاران دست", "Hezaran Dast"), ("روزنه", "Rozaneh"), ("همراه", "Hamrah"),
    ("آوای کودک", "Ava-ye Koodak"),
)  # fmt: skip
CITIES = ("تهران", "تهران", "قزوین", "البرز", "کرج", "ری", "اصفهان", "مشهد")
COUNT, TOLD = 98, 3
STATES = (*[RegistrationState.LAPSED] * 5, *[RegistrationState.SUSPENDED] * 3, *[RegistrationState.DRAFT] * 4)
"""Of the first ones; then one is refused, and the rest are registered."""
HOLDS = (RegistrationState.REGISTERED, RegistrationState.SUSPENDED, RegistrationState.LAPSED)
REASONS = {
    RegistrationState.SUSPENDED: "تا رسیدگی به صورت‌های مالی سال گذشته",
    RegistrationState.REFUSED: "مجوز فعالیت برای کودکان پیوست نشده بود",
}
IN_PUBLIC = ("pouya", "taak", "tosee", "pouyesh", "yaser", "hoghugh", "behzisti-qazvin", "qazvin-municipality")
CODE = "charity"
DAY = timedelta(days=1)


def build_register(stage: Stage) -> None:
    """The rows of the register, and what is open to everybody."""
    registrar, now, today = stage.cast["registrar"], stage.now, stage.today()
    made: list[Registration] = []
    for number in range(COUNT - TOLD):
        state = _state(number)
        (form_fa, form_en), (name_fa, name_en) = FORMS[number // len(NAMES)], NAMES[number % len(NAMES)]
        began = now - timedelta(days=200 + number)
        holds = state in HOLDS
        until = today + timedelta(days=20 + number * 4) if state != RegistrationState.LAPSED else today - 9 * DAY
        about = {"name_fa": f"{form_fa} {name_fa}", "name_en": f"{name_en} {form_en}", "city": _city(number)}
        ended = until if state != RegistrationState.SUSPENDED else today - DAY
        made.append(
            Registration(
                **about,
                kind=AgencyKind.CHARITY,
                state=state,
                state_since=now - timedelta(days=number % 40 + 1),
                organisation_id=_number(number) if state != RegistrationState.DRAFT else "",
                purpose="آموزش، تغذیه و پوشاک کودکان کار و خانواده‌های آنان",
                contact_name="",
                contact_email=f"charity-{number + 1}@example.org",
                invited_by_id=registrar,
                invited_at=began,
                submitted_at=began + 6 * DAY if state != RegistrationState.DRAFT else None,
                documents_checked=holds,
                reason=REASONS.get(state, ""),
                valid_until=until if holds else None,
                agency=_agency(number, about, ended, stage.groups) if holds else None,
            )
        )
    db.session.add_all(made)
    for code in IN_PUBLIC:
        stage.agencies[code].public = True
    administrator = stage.actor("administrator")
    open_pages(
        administrator, db.session.scalars(select(Installation)).one(),
        directory=True, reports=True, resolutions=True, figures=True,
    )  # fmt: skip


def _state(number: int) -> RegistrationState:
    if number < len(STATES):
        return STATES[number]
    return RegistrationState.REFUSED if number == len(STATES) else RegistrationState.REGISTERED


def _city(number: int) -> str:
    return CITIES[number % len(CITIES)]


def _number(number: int) -> str:
    """An organisation id of the right form that no register gave."""
    body = f"1999{number:06d}"
    return next(f"{body}{digit}" for digit in range(10) if check_organisation_id(f"{body}{digit}") is None)


def _agency(number: int, about: dict[str, str], ended: date, groups: Mapping[str, Group]) -> Agency:
    return Agency(
        **about,
        code=f"{CODE}-{number + 1}",
        kind=AgencyKind.CHARITY,
        legal_id=_number(number),
        registered_until=ended,
        working_hours=store_hours(DEFAULT_HOURS),
        aliases=[],
        active=True,
        public=number % 9 == 0,
        lead_group_id=lead_of(about["city"], groups),
    )


def all_registrations(stage: Stage) -> list[Tale]:
    """Three applications: one to be checked, one given back, one that was just invited; and the resolutions that
    everybody may read."""
    return [
        _public_resolutions(stage),
        _application(stage, COUNT - 3, days=18, until="submit"),
        _application(stage, COUNT - 2, days=26, until="return"),
        _application(stage, COUNT - 1, days=4, until="invite"),
    ]


def _public_resolutions(stage: Stage) -> Tale:
    """Those in force of the education group, opened by its secretary."""
    yield stage.working_moment(stage.now - timedelta(hours=3))
    secretary, group = stage.actor("crc-education.secretary"), stage.groups["crc-education"]
    asked = select(Resolution).where(
        Resolution.group_id == group.id, Resolution.state.in_(IN_FORCE), Resolution.confidential.is_(False)
    )
    for resolution in db.session.scalars(asked.order_by(Resolution.id)).all():
        publish(secretary, resolution)


def _application(stage: Stage, number: int, *, days: int, until: str) -> Iterator[datetime]:
    registrar = stage.actor("registrar")
    (form_fa, form_en), (name_fa, name_en) = FORMS[number // len(NAMES)], NAMES[number % len(NAMES)]
    yield stage.working_moment(stage.now - timedelta(days=days))
    made, _token = commands.invite(
        registrar,
        name_fa=f"{form_fa} {name_fa}",
        contact_name="مسئول دفتر",
        contact_email=f"charity-{number + 1}@example.org",
        kind=AgencyKind.CHARITY,
    )
    _mail_nobody()
    if until == "invite":
        return
    applicant = Actor.applicant(made.id)
    yield stage.working_moment(stage.now - timedelta(days=days - 3))
    commands.save(
        applicant, made,
        name_en=f"{name_en} {form_en}", city=_city(number), organisation_id=_number(number), permit_number="۱۴۰۴/۲۲۷",
        purpose="کلاس جبرانی و وعده گرم برای کودکان کار", phone="02144445555", address="خیابان نمونه، پلاک ۱۲",
    )  # fmt: skip
    commands.attach(applicant, made, stream=order_scan(), filename="اساسنامه.pdf")
    yield stage.working_moment(stage.now - timedelta(days=days - 4))
    commands.submit(applicant, made)
    if until == "return":
        yield stage.working_moment(stage.now - timedelta(days=days - 7))
        commands.return_(registrar, made, what="آگهی آخرین تغییرات در روزنامه رسمی پیوست نشده است.")
        _mail_nobody()


def _mail_nobody() -> None:
    """Nobody is mailed of the past."""
    db.session.flush()
    db.session.execute(delete(Mail))
