"""Programmes, memoranda and indicators of the demo world: the published figures, the three-stage plan of a
municipality's social organisation with invented companies, and the published allocations of a welfare directorate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from coordination.activities.commands import record
from coordination.activities.issuers import Issuer
from coordination.activities.models import ActivityKind, Precision
from coordination.data import rows
from coordination.demo.stage import Stage, Tale
from coordination.imports.sheets import Sheet
from coordination.indicators import commands as indicators
from coordination.indicators.commands import Definition, Figure
from coordination.indicators.importing import check_table, taken_of
from coordination.indicators.models import Computed, Indicator, Nature
from coordination.kernel.db import db
from coordination.lang.jalali import from_jalali
from coordination.lang.spans import range_of
from coordination.programmes import commands, jobs, queries
from coordination.programmes.commands import MemorandumFacts, Plan
from coordination.programmes.models import Memorandum, Programme, Term

SOCIAL, WELFARE = "tehran-social", "behzisti-qazvin"
COMMITTEE = "csr-steering"
TAKEN_IN_BEFORE, PLANNED_BEFORE, WORKED_BEFORE = (timedelta(days=days) for days in (260, 240, 30))
SIGNED_EVERY = timedelta(days=16)
ENDS_SOON = timedelta(days=23)
PARTNERS = (
    ("education", "ثبت‌نام و کلاس جبرانی"),
    ("tvto", "آموزش مهارت به مادران و نوجوانان"),
    ("yaser", "مرکز روزانه و مددکاری"),
    ("tehran-district-3", "محل برگزاری و معرفی خانواده‌ها"),
)
PHASES = (
    (Term.SHORT, "شناسایی کودکان و رصد نقطه‌ها", (1402, 1), (1402, 12), True),
    (Term.MIDDLE, "مرکزهای روزانه و بازگشت به مدرسه", (1403, 1), (1405, 12), False),
    (Term.LONG, "توانمندسازی خانواده‌ها و پیشگیری در محله", (1404, 7), (1408, 12), False),
)
COMPANIES = (
    ("شرکت نان‌آوران البرز", "صبحانه گرم مرکزهای روزانه"),
    ("صنایع چرم دماوند نو", "کارآموزی نوجوانان بالای پانزده سال"),
    ("فروشگاه‌های زنجیره‌ای سبزراه", "بسته معیشتی خانواده‌ها"),
    ("شرکت بیمه مهرپناه", "بیمه حادثه کودکان مرکزها"),
    ("کاغذسازی کارون کاغذ", "نوشت‌افزار سال تحصیلی"),
    ("داروپخش آرامش‌گستر", "دارو و معاینه دوره‌ای"),
    ("پوشاک تن‌بافت", "لباس گرم زمستان"),
    ("شرکت نرم‌افزاری رایان‌سپهر", "آموزش رایانه به مادران"),
    ("لبنیات دشت سپیدان", "شیر روزانه مرکزها"),
    ("گروه ورزشی پیشگامان", "سالن و مربی ورزش"),
    ("چاپ و نشر برگ‌افرا", "کتاب کمک‌درسی"),
    ("شرکت حمل‌ونقل راه‌نورد", "سرویس رفت و برگشت کودکان"),
)
"""Twelve invented companies, as many as the published number of memoranda, and what each agreed to."""
ALLOCATED = (
    ("اعتبار سال ۱۳۹۵", range_of("year", 1395), 2_521_000_000, 2_438_600_000),
    ("اعتبار نیمه نخست ۱۳۹۶", range_of("half", 1396, 1), 2_335_000_000, 1_106_500_000),
)
"""The published allocations in rial; what was spent of them is invented."""
WELFARE_PARTNERS = (("qazvin-municipality", "واحد سیار و معرفی کودکان"), ("qazvin-governorate", "هماهنگی دستگاه‌ها"))
COUNTED = (
    (WELFARE, "counted_admissions", "کودک پذیرش‌شده (شمارش)", "Children admitted (counted)", "child",
     Computed.ADMISSIONS),
    (WELFARE, "counted_services", "خدمت ارائه‌شده (شمارش)", "Services given (counted)", "service", Computed.SERVICES),
    (SOCIAL, "counted_memoranda", "تفاهم‌نامه برقرار", "Memoranda in force", "memorandum", Computed.MEMORANDA),
)  # fmt: skip
MEASURED = ("exit_from_harm", "return_to_school", "centres", "counted_memoranda")
TARGETS = (("return_to_school", 1405, 9000), ("centres", 1405, 45), ("exit_from_harm", 1405, 4000))
"""Invented targets beside the published figures."""


def all_programmes(stage: Stage) -> list[Tale]:
    """The figures, the plan of the municipality's organisation, and the welfare directorate's money."""
    return [_figures_and_plan(stage), _allocations(stage)]


def _figures_and_plan(stage: Stage) -> Iterator[datetime]:
    yield stage.working_moment(stage.now - TAKEN_IN_BEFORE)
    _take_figures_in(stage)
    yield stage.working_moment(stage.now - PLANNED_BEFORE)
    programme = _plan(stage)
    head = stage.actor(f"{SOCIAL}.head")
    for number, (company, subject) in enumerate(COMPANIES):
        yield stage.working_moment(stage.now - PLANNED_BEFORE + SIGNED_EVERY * (number + 1))
        memorandum = _draft(stage, programme, number, company, subject)
        commands.sign(head, memorandum, signed_on=memorandum.from_on)
    yield stage.working_moment(stage.now - WORKED_BEFORE)
    _measure(stage, programme)
    _link(stage, programme)
    yield stage.working_moment(stage.now - timedelta(days=2))
    jobs.expire_memoranda()


def _take_figures_in(stage: Stage) -> None:
    """All of the published table, with names in English beside."""
    names = {row["indicator"]: row["label_en"] for row in rows("indicator_names")}
    published = [row | {"label_en": names[row["indicator"]]} for row in rows("indicators")]
    headings = list(published[0])
    cells = [[row[heading] or None for heading in headings] for row in published]
    found = check_table(stage.actor("administrator"), Sheet(headings, list(enumerate(cells, start=2))))
    if found.refused:
        raise RuntimeError("a published figure was refused")
    indicators.take_in(stage.actor("administrator"), taken_of(found), digest="")
    for agency, code, label_fa, label_en, unit, computed in COUNTED:
        indicators.define(
            stage.actor(f"{agency}.liaison"),
            issuer=Issuer(agency_id=stage.agencies[agency].id),
            definition=Definition(code, label_fa, unit, label_en, lowest=Decimal(0), computed=computed),
        )


def _plan(stage: Stage) -> Programme:
    actor = stage.actor(f"{SOCIAL}.liaison")
    programme = commands.create(
        actor,
        agency_id=stage.agencies[SOCIAL].id,
        plan=Plan(
            "طرح سه‌مرحله‌ای ساماندهی کودکان کار و خیابان",
            purpose="کودکانی که در خیابان کار می‌کنند شناسایی شوند، به مدرسه بازگردند و خانواده آنان بر پای خود بایستد.",
            from_on=from_jalali(1402, 1, 1),
            to_on=range_of("year", 1408)[1],
            committee=stage.groups[COMMITTEE],
        ),
    )
    for term, title, first, last, done in PHASES:
        ends = range_of("month", *last)[1]
        commands.add_phase(
            actor,
            programme,
            term=term,
            title=title,
            from_on=from_jalali(*first, 1),
            to_on=ends,
            done_on=ends if done else None,
        )
    for code, part in PARTNERS:
        commands.add_partner(actor, programme, agency=stage.agencies[code], part=part)
    commands.start(actor, programme)
    return programme


def _draft(stage: Stage, programme: Programme, number: int, company: str, subject: str) -> Memorandum:
    """The first one ends soon; the others run for two years."""
    signed = stage.today() - PLANNED_BEFORE + SIGNED_EVERY * (number + 1) - timedelta(days=3)
    return commands.draft_memorandum(
        stage.actor(f"{SOCIAL}.liaison"),
        agency_id=stage.agencies[SOCIAL].id,
        facts=MemorandumFacts(
            title=f"{subject} با {company}",
            number=f"ت/۱۴۰۵/{number + 1}".translate(_PERSIAN),
            text=f"{company} بر پایه مسئولیت اجتماعی خود هزینه «{subject}» را می‌پذیرد.\n"
            "سازمان هر سه ماه گزارش کار را می‌فرستد.",
            from_on=signed,
            to_on=stage.today() + ENDS_SOON if number == 0 else signed + timedelta(days=730),
            parties=[company],
            programme=programme,
        ),
    )


_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _measure(stage: Stage, programme: Programme) -> None:
    """Targets, the indicators of the programme, and a figure that was corrected."""
    actor = stage.actor(f"{SOCIAL}.liaison")
    known = {
        one.code: one
        for one in db.session.scalars(select(Indicator).where(Indicator.agency_id == stage.agencies[SOCIAL].id))
    }
    for code, year, value in TARGETS:
        first, last = range_of("month", year, 12)
        indicators.enter(actor, known[code], figure=Figure(Nature.TARGET, first, last, Decimal(value)))
    for code in MEASURED:
        _join(stage, SOCIAL, code, programme)
    this_year = range_of("half", 1405, 1)
    typed = indicators.enter(actor, known["centres"], figure=_entered(this_year, 43))
    indicators.correct(actor, known["centres"], typed, figure=_entered(this_year, 41), why="دو مرکز هنوز باز نشده بود.")


def _entered(span: tuple[date, date], value: int) -> Figure:
    return Figure(Nature.ACTUAL, *span, Decimal(value), source="دفتر آمار سازمان")


def _link(stage: Stage, programme: Programme) -> None:
    """An exhibition and a workshop, and whatever actions the liaison may see."""
    actor = stage.actor(f"{SOCIAL}.liaison")
    made = [
        record(
            actor,
            issuer=Issuer(agency_id=stage.agencies[SOCIAL].id),
            kind=kind,
            title=title,
            from_on=range_of("season", 1405, season)[0],
            to_on=range_of("season", 1405, season)[1],
            precision=Precision.SEASON,
        )
        for kind, title, season in (
            (ActivityKind.EVENT_HELD, "نمایشگاه مشاوره خانواده در ده محله", 1),
            (ActivityKind.WORKSHOP, "مهارت‌های نگهداری از کودک برای مادران", 2),
        )
    ]
    _activities, actions = queries.list_to_link(actor, programme, "")
    commands.link(actor, programme, activities=[one.id for one in made], actions=[one.id for one in actions[:2]])


def _allocations(stage: Stage) -> Iterator[datetime]:
    yield stage.working_moment(stage.now - PLANNED_BEFORE)
    actor = stage.actor(f"{WELFARE}.liaison")
    programme = commands.create(
        actor,
        agency_id=stage.agencies[WELFARE].id,
        plan=Plan(
            "حمایت از کودکان کار و خیابان استان قزوین",
            purpose="پذیرش، خدمت و بازگشت به خانواده و مدرسه در مرکزهای روزانه و شبانه‌روزی.",
            from_on=from_jalali(1395, 1, 1),
            to_on=range_of("year", 1406)[1],
        ),
    )
    commands.add_phase(
        actor, programme, term=Term.SHORT, title="راه‌اندازی مرکز روزانه", from_on=from_jalali(1395, 1, 1),
        to_on=range_of("year", 1396)[1], done_on=range_of("year", 1396)[1],
    )  # fmt: skip
    commands.add_phase(
        actor, programme, term=Term.LONG, title="پیگیری کودکان پس از ترک خیابان", from_on=from_jalali(1397, 1, 1),
        to_on=range_of("year", 1406)[1],
    )  # fmt: skip
    for title, (first, last), allocated, spent in ALLOCATED:
        commands.add_line(
            actor, programme, title=title, from_on=first, to_on=last, allocated=allocated, spent=spent,
            source="تخصیص: گزارش منتشرشده؛ هزینه: نمونه",
        )  # fmt: skip
    for code, part in WELFARE_PARTNERS:
        commands.add_partner(actor, programme, agency=stage.agencies[code], part=part)
    commands.start(actor, programme)
    yield stage.working_moment(stage.now - WORKED_BEFORE)
    for code in ("children_supported", "children_admitted", "counted_admissions"):
        _join(stage, WELFARE, code, programme)
    signed = _agree(stage, programme, "آموزش مهارت به نوجوانان پانزده تا هجده سال", "tvto", since=timedelta(days=200))
    commands.sign(stage.actor(f"{WELFARE}.head"), signed, signed_on=signed.from_on)
    _agree(stage, programme, "گشت مشترک واحد سیار در شب‌های سرد", "qazvin-municipality", since=-timedelta(days=9))


def _agree(stage: Stage, programme: Programme, subject: str, code: str, *, since: timedelta) -> Memorandum:
    """A draft of the welfare directorate with another agency, for a year."""
    first = stage.today() - since
    return commands.draft_memorandum(
        stage.actor(f"{WELFARE}.liaison"),
        agency_id=stage.agencies[WELFARE].id,
        facts=MemorandumFacts(
            title=subject,
            text="هر دو دستگاه یک هماهنگ‌کننده معرفی می‌کنند و هر ماه شمار کودکان را با هم تطبیق می‌دهند.",
            from_on=first,
            to_on=first + timedelta(days=365),
            parties=[stage.agencies[code]],
            programme=programme,
        ),
    )


def _join(stage: Stage, agency: str, code: str, programme: Programme) -> None:
    """An indicator measures the programme from now on."""
    one = db.session.scalars(
        select(Indicator).where(Indicator.agency_id == stage.agencies[agency].id, Indicator.code == code)
    ).one()
    indicators.redefine(
        stage.actor(f"{agency}.liaison"),
        one,
        definition=Definition(
            one.code, one.label_fa, one.unit, one.label_en, whole=one.whole, lowest=one.lowest,
            computed=Computed(one.computed) if one.computed else None, programme=programme,
        ),
    )  # fmt: skip
