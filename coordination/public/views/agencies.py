"""The page of an agency for its head: places, seats, memoranda, actions, times, circulars, registration."""

from __future__ import annotations

from flask import render_template

from coordination.access.web import sees
from coordination.directory.models import AGENCY_KIND_LABELS, CENTRE_KIND_LABELS, REGISTERED_KINDS, Agency, CentreKind
from coordination.directory.queries import get_agency
from coordination.groups.models import SEAT_LABELS, SeatKind
from coordination.lang.zone import today
from coordination.public import queries
from coordination.public.views.blueprint import bp


@bp.get("/agencies/<public_id:agency_id>/overview")
@sees("agency.overview", find=get_agency)
def overview(agency: Agency) -> str:
    """How the agency stands today and in the running year."""
    day = today()
    return render_template(
        "public/overview.html",
        agency=agency,
        it=queries.get_overview(agency, day),
        kinds=AGENCY_KIND_LABELS,
        centre_kinds={kind.value: label for kind, label in CENTRE_KIND_LABELS.items()},
        seat_kinds={kind.value: SEAT_LABELS[kind] for kind in SeatKind},
        has_places=(CentreKind.DAY.value, CentreKind.RESIDENTIAL.value),
        registered_kinds=REGISTERED_KINDS,
        today=day,
    )
