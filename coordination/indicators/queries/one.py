"""One indicator with what its rights and page touch, and its figures."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.indicators.models import Indicator, IndicatorValue
from coordination.kernel.db import db


def get_indicator(public_id: str) -> Indicator | None:
    """The indicator with its agency, group and programme; one statement."""
    return db.session.scalar(
        select(Indicator)
        .where(Indicator.public_id == public_id)
        .options(joinedload(Indicator.agency), joinedload(Indicator.group), joinedload(Indicator.programme))
    )


def list_figures(indicator: Indicator) -> Sequence[IndicatorValue]:
    """Every figure that was ever entered, the corrected ones too, with who entered it, in the order of time; one
    statement."""
    return db.session.scalars(
        select(IndicatorValue)
        .where(IndicatorValue.indicator_id == indicator.id)
        .options(joinedload(IndicatorValue.by))
        .order_by(IndicatorValue.to_on, IndicatorValue.from_on, IndicatorValue.id)
    ).all()
