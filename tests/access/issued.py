"""The things of the network's work for the matrix: one of each that a route names, in the states that rights look at.

``s_`` is the issuing and owning agency, ``r_`` the one asked, delivered to and party; ``t_`` is partner of the
programme and the registered organisation; ``world.group`` issues what ends in ``_group``. Watched points are the
welfare directorate's (``r_``), answered for by the other group, whose secretaries are ``g_elsewhere`` and ``n_police``.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import select

from coordination.accounts.models import PostKind
from coordination.activities.models import Occasion, Paste, Precision
from coordination.circulars.models import CircularState
from coordination.data_calls.models import DataCallState, DeliveryState
from coordination.directory.models import CentreKind
from coordination.groups.models import Seat, SeatKind
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.programmes.models import BudgetLine, MemorandumState, ProgrammeActivity
from coordination.registrations.models import RegistrationState
from coordination.reports.models import ReportState, Section
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION
from tests.access.gathered import PDF, Things
from tests.gatherings import add_seat
from tests.issuing import (
    SUMMER_1394,
    add_activity,
    add_call,
    add_circular,
    add_delivery,
    add_distribution,
    add_figure,
    add_indicator,
    add_memorandum,
    add_outcome,
    add_point,
    add_programme,
    add_registration,
    add_report,
    add_round,
    of_agency,
    of_group,
)
from tests.world import World, add_case, add_centre, add_person, add_post


class _One:
    """Somebody, or something, by its number alone."""

    def __init__(self, number: int) -> None:
        self.id = number


def people_of_the_network(world: World, people: dict[str, int]) -> dict[str, int]:
    """Ids by role: the registrar, and a secretary who is also of the police."""
    registrar = add_person("نقش registrar")
    add_post(registrar, world.municipality, PostKind.REGISTRAR)
    officer = add_person("نقش n_police")
    add_post(officer, world.police, PostKind.DEPUTY)
    other = db.session.scalars(select(Seat).where(Seat.holder_id == people["g_elsewhere"])).one()
    add_seat(_One(other.group_id), officer, SeatKind.SECRETARY)
    return {"registrar": registrar.id, "n_police": officer.id}


def things_of_the_network(world: World, people: dict[str, int]) -> Things:
    """One of each thing, with the values of its URLs."""
    agency, group = of_agency(world.municipality), of_group(world.group)
    by, secretary = world.municipality_liaison, _One(people["g_secretary"])
    things: Things = {}
    for name, issuer, who in (("", agency, by), ("_group", group, secretary)):
        things |= _told(name, issuer, who, world)
        things |= _asked(name, issuer, who, world, people)
    return things | _planned(world, by) | _watched(world, people) | _claimed(world, people) | _registered(world)


def _told(name: str, issuer: dict[str, int], by: Any, world: World) -> Things:
    activity = add_activity(issuer, by)
    draft = add_circular(issuer, by, CircularState.DRAFT)
    sent = add_circular(issuer, by, readers=(world.welfare_liaison,))
    first, last = SUMMER_1394
    paste = Paste(
        **issuer, from_on=first, to_on=last, precision=Precision.SEASON, text="بازدیدها\n- مرکز", by_id=by.id, at=now()
    )
    occasion = Occasion(name_fa="روز نمونه", month=7, day=16)
    db.session.add_all([paste, occasion])
    report = add_report(issuer, by)
    published = add_report(issuer, by, ReportState.PUBLISHED, edition=2)
    section = Section(report_id=report.id, heading="1")
    db.session.add(section)
    db.session.flush()
    return {
        f"activity{name}": {"activity_id": activity.public_id, "file": _file(OwnerKind.ACTIVITY, activity.id, by.id)},
        f"occasion{name}": {"occasion_id": occasion.public_id},
        f"paste{name}": {"paste_id": paste.public_id},
        f"circular{name}": {"circular_id": sent.public_id, "file": _file(OwnerKind.CIRCULAR, sent.id, by.id)},
        f"circular_draft{name}": {
            "circular_id": draft.public_id, "file": _file(OwnerKind.CIRCULAR, draft.id, by.id),
        },
        f"report_draft{name}": {"report_id": report.public_id, "section": section.heading},
        f"report{name}": {"report_id": published.public_id},
    }  # fmt: skip


def _asked(name: str, issuer: dict[str, int], by: Any, world: World, people: dict[str, int]) -> Things:
    draft = add_call(issuer, by, DataCallState.DRAFT, asked=(world.welfare,))
    call = add_call(issuer, by, asked=(world.welfare,))
    distribution = add_distribution(issuer, by, call=call)
    planned = add_delivery(distribution, world.welfare)
    homes = add_distribution(issuer, by, title="بسته معیشتی", to_households=True)
    share = add_delivery(homes, world.welfare)
    household = add_delivery(homes, world.welfare, planned=4, case=add_case(world.welfare))
    sent = add_delivery(distribution, world.welfare, DeliveryState.DISPATCHED)
    return {
        f"call_draft{name}": {"data_call_id": draft.public_id, "column": draft.columns[0].public_id, "how": "up"},
        f"call{name}": {"data_call_id": call.public_id, "ending": "csv"},
        f"sheet_draft{name}": {"answer_sheet_id": draft.sheets[0].public_id},
        f"sheet{name}": {"answer_sheet_id": call.sheets[0].public_id},
        f"distribution{name}": {"distribution_id": distribution.public_id},
        f"delivery_planned{name}": {"delivery_id": planned.public_id},
        f"delivery{name}": {"delivery_id": sent.public_id},
        f"distribution_homes{name}": {"distribution_id": homes.public_id},
        f"delivery_homes{name}": {"delivery_id": share.public_id, "household": household.public_id},
    }


def _planned(world: World, by: Any) -> Things:
    programme = add_programme(world.municipality, partners=(world.pouya,), evaluation_group_id=world.group.id)
    line = BudgetLine(programme=programme, title="اعتبار", from_on=date(2026, 3, 21), to_on=date(2027, 3, 20))
    db.session.add(line)
    done = add_activity(of_agency(world.municipality), by)
    db.session.add(ProgrammeActivity(programme_id=programme.id, activity_id=done.id))
    draft = add_memorandum(world.municipality, parties=(world.welfare,))
    signed = add_memorandum(world.municipality, MemorandumState.SIGNED, parties=(world.welfare,))
    things: Things = {
        "programme": {
            "programme_id": programme.public_id,
            "phase": programme.phases[0].public_id,
            "line": line.public_id,
            "partner": world.pouya.public_id,
            "linked": done.public_id,
        },
        "memorandum_draft": {"memorandum_id": draft.public_id},
        "memorandum": {
            "memorandum_id": signed.public_id,
            "file": _file(OwnerKind.MEMORANDUM, signed.id, by.id),
        },
    }
    for name, issuer in (("indicator", of_agency(world.municipality)), ("indicator_group", of_group(world.group))):
        indicator = add_indicator(issuer)
        figure = add_figure(indicator, by, 12, *SUMMER_1394)
        things[name] = {"indicator_id": indicator.public_id, "value": figure.public_id, "value_id": figure.public_id}
    return things


def _watched(world: World, people: dict[str, int]) -> Things:
    unit = add_centre(world.welfare, "واحد سیار", kind=CentreKind.MOBILE_UNIT)
    other = db.session.scalars(select(Seat).where(Seat.holder_id == people["g_elsewhere"])).one()
    point = add_point(world.welfare, group=_One(other.group_id))
    row = add_round(unit, _One(people["r_handler"]), visits=(point,))
    return {
        "point": {"point_id": point.public_id},
        "round": {"round_id": row.public_id, "point": point.public_id, "visit": row.visits[0].public_id},
    }


def _claimed(world: World, people: dict[str, int]) -> Things:
    case = add_case(world.municipality, worker=world.municipality_worker)
    outcome = add_outcome(case, _One(people["s_worker"]), _One(people["s_head"]))
    stored = files.attach(
        files.store(BytesIO(PDF), "برگه.pdf", outcome.key_id), OwnerKind.OUTCOME, outcome.id, by_id=people["s_worker"]
    )
    db.session.add(stored)
    db.session.flush()
    claimed = add_outcome(case, _One(people["r_handler"]), world.municipality_liaison)
    return {
        "outcome": {"outcome_id": outcome.public_id, "file": stored.public_id},
        "outcome_of_recipient": {"outcome_id": claimed.public_id},
    }


def _registered(world: World) -> Things:
    handed_in = add_registration(RegistrationState.SUBMITTED, organisation_id="10320894871")
    held = add_registration(
        RegistrationState.REGISTERED, agency_id=world.pouya.id, valid_until=local_date(now()) + timedelta(days=200)
    )
    things: Things = {
        name: {"registration_id": row.public_id, "file": _file(OwnerKind.REGISTRATION, row.id, None)}
        for name, row in (("registration", handed_in), ("registration_held", held))
    }
    things["registration_held"]["agency_id"] = world.pouya.public_id
    # What the addresses that are open to everybody name beside tokens; the pages themselves are closed here.
    things["application"] = {"step": "organisation", "file": things["registration"]["file"]}
    things["public"] = {"what": "services", "agency_id": world.pouya.public_id, "report_id": "A" * 16}
    return things


def _file(kind: OwnerKind, owner_id: int, by_id: int | None) -> str:
    attachment = files.attach(files.store(BytesIO(PDF), "برگه.pdf", INSTALLATION), kind, owner_id, by_id=by_id)
    db.session.add(attachment)
    db.session.flush()
    return str(attachment.public_id)
