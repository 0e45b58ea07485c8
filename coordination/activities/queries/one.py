"""Loading activities with what their rights and pages touch, and those of an issuer within a span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, Partner, Precision
from coordination.kernel.db import db


def get_activity(public_id: str) -> Activity | None:
    """The activity, also a removed one, with its issuer, who recorded it, its occasion, partners with their agencies,
    and the actions born of it; three statements."""
    return db.session.scalar(
        _whole()
        .where(Activity.public_id == public_id)
        .options(joinedload(Activity.recorded_by), joinedload(Activity.occasion), selectinload(Activity.actions))
    )


def list_in_span(issuer: Issuer, first: date, last: date) -> Sequence[Activity]:
    """The activities of an issuer that lie in the days ``first``–``last`` and were not removed, partners and their
    agencies loaded, in the order of time; two statements.

    One that began in the span counts where it ended in it too, or where its days are known: what is known only to the
    year is told in the report of the year, and in no season's.
    """
    return db.session.scalars(
        _whole()
        .where(
            issuer.owns(Activity),
            Activity.removed_at.is_(None),
            Activity.from_on >= first,
            Activity.from_on <= last,
            or_(Activity.to_on <= last, Activity.precision == Precision.DAY),
        )
        .order_by(Activity.from_on, Activity.id)
    ).all()


def _whole() -> Select[Activity]:
    return select(Activity).options(
        joinedload(Activity.group),
        joinedload(Activity.agency),
        selectinload(Activity.partners).joinedload(Partner.agency),
    )
