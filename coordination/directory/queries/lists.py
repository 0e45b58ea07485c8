"""Reading the code lists: kinds of service and need, holidays, limits of clocks, and the installation's settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.directory.models import ClockLimit, Holiday, Installation, NeedKind, ServiceKind
from coordination.kernel.db import db
from coordination.lang.jalali import jalali_year_range


def get_installation() -> Installation | None:
    """The installation with its host agency and default lead group; None before it is set up."""
    return db.session.scalar(
        select(Installation).options(
            joinedload(Installation.host_agency),
            joinedload(Installation.lead_group),
        )
    )


def list_service_kinds() -> Sequence[ServiceKind]:
    """The eight kinds under which services are counted, in order."""
    return db.session.scalars(select(ServiceKind).order_by(ServiceKind.position, ServiceKind.code)).all()


def list_needs(*, active_only: bool = True) -> Sequence[NeedKind]:
    """The kinds of need in order."""
    asked = select(NeedKind).order_by(NeedKind.position, NeedKind.code)
    return db.session.scalars(asked.where(NeedKind.active.is_(True)) if active_only else asked).all()


def get_need(code: str) -> NeedKind | None:
    """A kind of need by its code."""
    return db.session.get(NeedKind, code)


def need_labels() -> dict[str, NeedKind]:
    """Every kind of need by its code, those no longer offered too (``need|pick('name')`` says the name)."""
    return {need.code: need for need in list_needs(active_only=False)}


def list_holidays(jalali_year: int) -> Sequence[Holiday]:
    """The rows of a Jalali year in order of day, days that were taken back too. Raises YearOutOfRange."""
    first, last = jalali_year_range(jalali_year)
    return db.session.scalars(select(Holiday).where(Holiday.on.between(first, last)).order_by(Holiday.on)).all()


def get_holiday(public_id: str) -> Holiday | None:
    """A row of the table of holidays."""
    return db.session.scalar(select(Holiday).where(Holiday.public_id == public_id))


def find_holiday(on: date) -> Holiday | None:
    """The row of a day, if there is one."""
    return db.session.scalar(select(Holiday).where(Holiday.on == on))


def list_limits() -> Sequence[ClockLimit]:
    """The limits that differ from the table, with their agencies."""
    return db.session.scalars(
        select(ClockLimit).options(joinedload(ClockLimit.agency)).order_by(ClockLimit.clock, ClockLimit.id)
    ).all()


def get_limit(public_id: str) -> ClockLimit | None:
    """A limit that differs from the table, with its agency."""
    return db.session.scalar(
        select(ClockLimit).where(ClockLimit.public_id == public_id).options(joinedload(ClockLimit.agency))
    )
