"""Pages of the table of holidays: a Jalali year, sudden closures, corrections, and filling years from the calendar."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.access.web import sees
from coordination.directory import commands, queries
from coordination.directory.forms import FillHolidays, HolidayForm, MoveHoliday, NewHoliday
from coordination.directory.models import Holiday
from coordination.directory.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError
from coordination.lang import say, zone
from coordination.lang.jalali import FIRST_YEAR, LAST_YEAR, YearName, jalali_year
from coordination.lang.locale import current
from coordination.lang.text import digits

YEARS_AT_ONCE = 20


@bp.get("/settings/holidays")
@sees("holiday.edit")
def holidays() -> str:
    """The holidays of one Jalali year."""
    return _page(NewHoliday(), _fill(data={"first": _year(), "last": _year()}))


@bp.post("/settings/holidays")
@sees("holiday.edit")
def add_holiday() -> Any:
    """Add a day off; every open clock is computed anew."""
    form = NewHoliday()
    fill = _fill(formdata=None, data={"first": _year(), "last": _year()})
    if not form.validate():
        return _page(form, fill), 422
    try:
        added = commands.add_holiday(
            g.actor, on=form.on.data, name_fa=form.name_fa.data, name_en=form.name_en.data or ""
        )
    except DomainError as error:
        status = put_refusal(form, error)
        return _page(form, fill), status
    flash(_("%(day)s is a day off now. Open clocks are computed anew.", day=say.full_day(added.on)), "done")
    return redirect(url_for(".holidays", year=jalali_year(added.on)), 303)


@bp.post("/settings/holidays/fill")
@sees("holiday.edit")
def fill_holidays() -> Any:
    """Take the holidays of some years from the calendar; rows that are there stay as they are."""
    form = _fill()
    if not form.validate():
        return _page(NewHoliday(formdata=None), form), 422
    first, last = sorted((form.first.data, form.last.data))
    added = commands.fill_holidays(g.actor, first=first, last=min(last, first + YEARS_AT_ONCE - 1))
    flash(ngettext("%(count)s day was added.", "%(count)s days were added.", added, count=say.number(added)), "done")
    return redirect(url_for(".holidays", year=first), 303)


@bp.route("/settings/holidays/<public_id:holiday_id>", methods=["GET", "POST"])
@sees("holiday.edit", find=queries.get_holiday)
def edit_holiday(holiday: Holiday) -> Any:
    """Correct one row."""
    form = HolidayForm(obj=holiday)
    if not form.is_submitted():
        return _row(holiday, form, _move())
    if not form.validate():
        return _row(holiday, form, _move(formdata=None)), 422
    commands.edit_holiday(
        g.actor,
        holiday,
        name_fa=form.name_fa.data,
        name_en=form.name_en.data or "",
        observed=form.observed.data,
        estimated=form.estimated.data,
    )
    flash(_("The holiday is saved."), "done")
    return redirect(url_for(".holidays", year=jalali_year(holiday.on)), 303)


@bp.post("/settings/holidays/<public_id:holiday_id>/move")
@sees("holiday.edit", find=queries.get_holiday)
def move_holiday(holiday: Holiday) -> Any:
    """The holiday really falls on another day."""
    form = _move()
    if not form.validate():
        return _row(holiday, HolidayForm(formdata=None, obj=holiday), form), 422
    try:
        moved = commands.move_holiday(g.actor, holiday, to=form.to.data)
    except DomainError as error:
        status = put_refusal(form, error)
        return _row(holiday, HolidayForm(formdata=None, obj=holiday), form), status
    flash(_("The holiday was moved to %(day)s.", day=say.full_day(moved.on)), "done")
    return redirect(url_for(".holidays", year=jalali_year(moved.on)), 303)


def _fill(**options: Any) -> FillHolidays:
    return FillHolidays(prefix="fill", **options)


def _move(**options: Any) -> MoveHoliday:
    return MoveHoliday(prefix="move", **options)


def _year() -> int:
    """The Jalali year that the address asks for, else the running one."""
    typed = digits(request.args.get("year", ""))
    this_year = jalali_year(zone.today())
    return int(typed) if typed.isdecimal() and FIRST_YEAR < int(typed) < LAST_YEAR else this_year


def _page(form: NewHoliday, fill: FillHolidays) -> str:
    year = _year()
    return render_template(
        "directory/holidays.html",
        rows=queries.list_holidays(year),
        year=year,
        year_name=YearName(year).said(current()),
        form=form,
        fill=fill,
    )


def _row(holiday: Holiday, form: HolidayForm, move: MoveHoliday) -> str:
    return render_template("directory/edit_holiday.html", holiday=holiday, form=form, move=move)
