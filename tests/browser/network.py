"""One of each thing of the network's work with something in it, for what looks at all of its pages."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from coordination.accounts.models import Person
from coordination.accounts.presence import hash_token
from coordination.activities import commands as activities
from coordination.activities.issuers import Issuer
from coordination.activities.models import ActivityKind, Precision
from coordination.data_calls.models import SheetState
from coordination.directory.models import Agency, Installation
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.spans import range_of
from coordination.lang.spans_typed import parse_span
from coordination.lang.zone import today
from coordination.outcomes.models import Outcome
from coordination.outcomes.queries.funnel import Step
from coordination.referrals.models import Route
from coordination.reports import commands as reports
from coordination.reports.models import Span
from tests.access.issued import people_of_the_network, things_of_the_network
from tests.issuing import (
    add_activity,
    add_call,
    add_registration,
    add_sheet,
    of_agency,
)
from tests.referrals.stage import set_stage
from tests.world import Somebody, World, acting, get, somebody

LINK = "0123456789abcdef0123456789abcdef"
PASTED = """الف- بازدیدها:
– بازدید از مرکز نسترن
ب- کارگاه‌ها:
1- کارگاه ایمنی – 2 روز
تهیه‌کننده: دبیرخانه"""
SUMMER, AUTUMN = 2, 3

Things = dict[str, dict[str, str]]


def add_network(world: World, password: dict[str, object]) -> tuple[Somebody, Things]:
    """The registrar, whose ``password`` are the columns that hold it, and things by name with the values of their
    addresses; all is committed."""
    people = {
        "g_secretary": world.secretary.id,
        "g_elsewhere": world.reviewer.id,
        "r_handler": world.welfare_worker.id,
        "s_worker": world.municipality_worker.id,
        "s_head": world.municipality_head.id,
    }
    people |= people_of_the_network(world, people)
    things = things_of_the_network(world, people)
    things |= _told(world) | _summed(world) | _applied()
    _open_to_all(world)
    db.session.execute(update(Person).where(Person.id == people["registrar"]).values(**password))
    db.session.commit()
    things |= _referred(world, things)
    return somebody(get(Person, people["registrar"])), things


def _told(world: World) -> Things:
    """A pasted list, a report of this autumn with an activity under each of several headings, and one of the summer
    that everybody may read."""
    liaison, issuer = acting(world.municipality_liaison), Issuer(agency_id=world.municipality.id)
    summer = range_of("season", 1405, SUMMER)
    for kind in (ActivityKind.WORKSHOP, ActivityKind.VISIT, ActivityKind.CONTACT):
        for span in ({}, {"from_on": summer[0], "to_on": summer[1], "precision": Precision.SEASON}):
            add_activity(of_agency(world.municipality), world.municipality_liaison, kind, times=2, people=30, **span)
    when = parse_span("پاییز ۱۴۰۵", today())
    pasted = activities.paste(liaison, issuer=issuer, when=when, text=PASTED)
    told = reports.begin(liaison, issuer, span=Span.SEASON, year=1405, part=SUMMER, by_month=False)
    reports.publish(liaison, told)
    reports.open_to_public(liaison, told)
    draft = reports.begin(liaison, issuer, span=Span.SEASON, year=1405, part=AUTUMN, by_month=False)
    return {
        "list": {"paste_id": pasted.public_id},
        "draft": {"report_id": draft.public_id, "section": "2"},
        "seen_by_all": {"report_id": told.public_id, "agency_id": world.pouya.public_id},
    }


def _summed(world: World) -> Things:
    """A call that two have answered."""
    issuer, by = of_agency(world.municipality), world.municipality_liaison
    call = add_call(issuer, by, asked=(world.police,))
    column = call.columns[0].public_id
    handed = {"submitted_at": now(), "submitted_by_id": world.welfare_liaison.id}
    sheet = add_sheet(call, world.welfare, SheetState.SUBMITTED, rows=[{column: 12}], **handed)
    add_sheet(call, world.pouya, SheetState.ACCEPTED, rows=[{column: 1234}], **handed)
    asked = add_call(issuer, by, asked=(world.welfare,), many_rows=True, title="مدرسه‌ها")
    return {
        "tallied": {"data_call_id": call.public_id},
        "handed_in": {"answer_sheet_id": sheet.public_id},
        "rows": {"answer_sheet_id": asked.sheets[0].public_id},
    }


def _applied() -> Things:
    """An application whose link is known."""
    add_registration(
        name_fa="انجمن باغ نارنج", token_hash=hash_token(LINK), link_expires_at=now() + timedelta(days=9),
        missing="نشانی نوشته نشده است.",
    )  # fmt: skip
    return {"link": {"token": LINK, "step": "organisation"}}


def _open_to_all(world: World) -> None:
    get(Agency, world.pouya).public = True
    installation = get(Installation, 1)
    for part in ("directory", "reports", "resolutions", "figures"):
        setattr(installation, f"public_{part}", True)


def _referred(world: World, things: Things) -> Things:
    """A referral in service, and the case of the outcome that is claimed."""
    referral = set_stage(world, db.session()).served(route=Route.SELF)
    outcome = db.session.scalars(select(Outcome).where(Outcome.public_id == things["outcome"]["outcome_id"])).one()
    return {
        "served": {"referral_id": referral.public_id},
        "case": {"case_id": outcome.case.public_id},
        "receiving": {"agency_id": world.welfare.public_id},
        "group": {"group_id": world.group.public_id},
        "step": {"step": Step.IDENTIFIED},
    }
