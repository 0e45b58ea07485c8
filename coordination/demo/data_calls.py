"""Data calls and distributions of the demo world: textbooks for the members of the network, with one that is still
missing, and a call that waits for answers. What happened in them is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.cases.models import Case, CaseState
from coordination.data_calls import commands
from coordination.data_calls.grid import Cell, Grid, Line
from coordination.data_calls.models import AnswerSheet, ColumnKind, DataCall, Delivery, Distribution, Goods
from coordination.data_calls.tally import tally
from coordination.demo.stage import Stage, Tale
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.lang.zone import local_date

NETWORK, EDUCATION = "general", "crc-education"
ISSUED_BEFORE, ENDED_BEFORE, SENT_BEFORE, ARRIVED_BEFORE = (timedelta(days=days) for days in (64, 45, 38, 34))
OPENED_BEFORE, DUE_IN = timedelta(days=6), timedelta(days=9)
UNIT_VALUE = 1_850_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One column as the secretary writes it."""

    label: str
    kind: ColumnKind
    unit: str = ""
    hint: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()

    def about(self) -> dict[str, Any]:
        """What the command takes."""
        return {
            "label": self.label, "kind": self.kind, "unit": self.unit, "hint": self.hint, "required": self.required,
            "choices": self.choices, "lowest": None, "highest": 2000 if self.kind == ColumnKind.COUNT else None,
        }  # fmt: skip


TEXTBOOKS = (
    Asked("کودک دوره ابتدایی", ColumnKind.COUNT, "نفر", "کودکانی که مهر به کلاس می‌روند"),
    Asked("کودک دوره متوسطه", ColumnKind.COUNT, "نفر"),
    Asked("کتاب درسی لازم", ColumnKind.COUNT, "دوره", "هر کودک یک دوره"),
    Asked("هزینه نوشت‌افزار", ColumnKind.RIAL, "ریال", required=False),
    Asked("جای نگهداری دارید؟", ColumnKind.YES_NO),
    Asked("توضیح", ColumnKind.TEXT, required=False),
)
ANSWERS: Mapping[str, Sequence[Any]] = {
    "pouya": (46, 18, 64, 96_000_000, True, "شش کودک شناسنامه ندارند و ثبت‌نام موقت شده‌اند."),
    "taak": (31, 9, 40, 58_000_000, True, ""),
    "tosee": (22, 27, 49, None, False, "کلاس‌ها در مرکز محله برگزار می‌شود؛ تحویل به همان‌جا."),
    "yaser": (12, 0, 12, 15_500_000, True, ""),
}
MISSING = "pouyesh"
SHORT = ("tosee", 46, "سه دوره کتاب پایه هشتم در بسته نبود.")

OUT_OF_SCHOOL = (
    Asked("محله", ColumnKind.TEXT),
    Asked("کودک بازمانده از تحصیل", ColumnKind.COUNT, "نفر"),
    Asked("دلیل اصلی", ColumnKind.CHOICE, choices=("کار", "نبود مدرک", "هزینه", "فاصله تا مدرسه")),
    Asked("تاریخ شمارش", ColumnKind.DATE),
)


def all_data_calls(stage: Stage) -> list[Tale]:
    """The textbooks from question to receipt, the call that is open, one that is being written, and parcels on their
    way to households."""
    return [_textbooks(stage), _out_of_school(stage), _draft(stage), _parcels(stage)]


def _textbooks(stage: Stage) -> Iterator[datetime]:
    secretary, group = stage.actor(f"{NETWORK}.secretary"), stage.groups[NETWORK]
    yield stage.working_moment(stage.now - ISSUED_BEFORE)
    call = _issue(
        stage, secretary, group, TEXTBOOKS, (*ANSWERS, MISSING),
        title="نیاز سازمان‌های عضو به کتاب درسی و نوشت‌افزار",
        purpose="کتاب‌های درسی بر پایه همین آمار تهیه و میان سازمان‌های عضو توزیع می‌شود.",
        due_on=local_date(stage.now - ENDED_BEFORE - timedelta(days=3)), many_rows=False,
    )  # fmt: skip
    for number, (code, values) in enumerate(ANSWERS.items(), start=2):
        yield stage.working_moment(stage.now - ISSUED_BEFORE + timedelta(days=number * 3))
        liaison, sheet = stage.actor(f"{code}.liaison"), _sheet(call, stage, code)
        _answer(liaison, call, sheet, [values])
        if code == "taak":
            yield stage.working_moment(stage.now - ISSUED_BEFORE + timedelta(days=number * 3 + 1))
            commands.give_back(secretary, sheet, comment="شمار کتاب‌ها را با کودکان پیش‌دبستانی یکی نکنید.")
            _answer(liaison, call, sheet, [values])
    yield stage.working_moment(stage.now - ENDED_BEFORE)
    commands.accept_all(secretary, call)
    commands.close(secretary, call, missing_listed=True)
    yield stage.working_moment(stage.now - SENT_BEFORE)
    distribution = _plan(secretary, call)
    commands.dispatch_all(secretary, distribution)
    for delivery in list(distribution.deliveries):
        yield stage.working_moment(stage.now - ARRIVED_BEFORE)
        _confirm(stage, delivery)
    yield stage.working_moment(stage.now - ARRIVED_BEFORE + timedelta(days=1))
    commands.record_activity(secretary, distribution)


def _plan(secretary: Actor, call: DataCall) -> Distribution:
    column = call.columns[2]
    return commands.plan_distribution(
        secretary,
        issuer=Issuer.of(call),
        call=call,
        column=column,
        quantities={line.agency: line.sum_of(column) or 0 for line in tally(call).lines},
        title="توزیع کتاب درسی میان سازمان‌های عضو",
        goods=Goods.TEXTBOOKS,
        unit="دوره",
        unit_value=UNIT_VALUE,
        donor="خیریه نمونه آفتاب",
        note="",
    )


def _confirm(stage: Stage, delivery: Delivery) -> None:
    code = delivery.agency.code
    received, note = (SHORT[1], SHORT[2]) if code == SHORT[0] else (delivery.dispatched, "")
    commands.confirm(stage.actor(f"{code}.liaison"), delivery, received=received, note=note)


def _out_of_school(stage: Stage) -> Iterator[datetime]:
    secretary, group = stage.actor(f"{EDUCATION}.secretary"), stage.groups[EDUCATION]
    yield stage.working_moment(stage.now - OPENED_BEFORE)
    call = _issue(
        stage, secretary, group, OUT_OF_SCHOOL, ("pouya", "literacy", "education"),
        title="کودکان بازمانده از تحصیل به تفکیک محله",
        purpose="برای برنامه ثبت‌نام میان‌سال. هر محله در یک سطر؛ نام کودک ننویسید.",
        due_on=local_date(stage.now + DUE_IN), many_rows=True,
    )  # fmt: skip
    yield stage.working_moment(stage.now - timedelta(days=2))
    counted = local_date(stage.now - timedelta(days=12)).isoformat()
    rows = [("هرندی", 37, "کار", counted), ("شوش", 24, "نبود مدرک", counted), ("مولوی", 9, "هزینه", None)]
    _answer(stage.actor("literacy.liaison"), call, _sheet(call, stage, "literacy"), rows)


def _draft(stage: Stage) -> Iterator[datetime]:
    secretary = stage.actor(f"{EDUCATION}.secretary")
    yield stage.working_moment(stage.now - timedelta(days=1))
    call = commands.create(
        secretary, issuer=Issuer(group_id=stage.groups[EDUCATION].id), title="کلاس‌های جبرانی نیم‌سال دوم",
        purpose="", due_on=None, many_rows=False,
    )  # fmt: skip
    commands.add_column(secretary, call, **Asked("کلاس", ColumnKind.COUNT, "کلاس").about())
    commands.ask(secretary, call, [stage.agencies["pouya"]])


def _parcels(stage: Stage) -> Iterator[datetime]:
    """Pouya has named some households, Taak has not; Yaser's part is on its way."""
    secretary, agencies = stage.actor(f"{NETWORK}.secretary"), stage.agencies
    yield stage.working_moment(stage.now - timedelta(days=5))
    distribution = commands.plan_distribution(
        secretary, issuer=Issuer(group_id=stage.groups[NETWORK].id), to_households=True,
        quantities={agencies[code]: quantity for code, quantity in (("pouya", 20), ("taak", 15), ("yaser", 8))},
        title="بسته معیشتی زمستان", goods=Goods.LIVELIHOOD, unit="بسته", unit_value=9_400_000,
        donor="خیریه نمونه آفتاب", note="هر خانواده یک یا دو بسته.",
    )  # fmt: skip
    parts = {delivery.agency.code: delivery for delivery in distribution.deliveries}
    yield stage.working_moment(stage.now - timedelta(days=3))
    liaison = stage.actor("pouya.liaison")
    for case in db.session.scalars(
        select(Case)
        .where(Case.agency_id == agencies["pouya"].id, Case.state == CaseState.OPEN)
        .order_by(Case.id.desc())
        .limit(3)
        .options(joinedload(Case.client), selectinload(Case.team))
    ):
        commands.divide(liaison, parts["pouya"], case, quantity=2)
    yield stage.working_moment(stage.now - timedelta(days=1))
    commands.dispatch(secretary, parts["yaser"], quantity=8)


def _issue(
    stage: Stage, secretary: Actor, group: Group, columns: Sequence[Asked], asked: Sequence[str], **about: Any
) -> DataCall:
    call = commands.create(secretary, issuer=Issuer(group_id=group.id), **about)
    for column in columns:
        commands.add_column(secretary, call, **column.about())
    commands.ask(secretary, call, [stage.agencies[code] for code in asked])
    commands.open_(secretary, call)
    return call


def _sheet(call: DataCall, stage: Stage, code: str) -> AnswerSheet:
    return next(sheet for sheet in call.sheets if sheet.agency_id == stage.agencies[code].id)


def _answer(liaison: Actor, call: DataCall, sheet: AnswerSheet, rows: Sequence[Sequence[Any]]) -> None:
    """What is not known of a required column does not apply."""
    lines = []
    for number, row in enumerate(rows, start=1):
        found = []
        for column, value in zip(call.columns, row, strict=True):
            na = column.required and value is None
            found.append(Cell(column, na=na, value=None if value == "" else value))
        lines.append(Line(number, found))
    grid = Grid(call.columns, False, lines)
    commands.fill(liaison, sheet, grid)
    commands.submit(liaison, sheet)
