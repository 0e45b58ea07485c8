"""Rules of memoranda: parties and days, scans, signing and ending, what the clock does, who is told."""

from __future__ import annotations

from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang import zone
from coordination.outbox.models import OutboxEvent
from coordination.programmes import commands, jobs, queries
from coordination.programmes.commands import MemorandumFacts
from coordination.programmes.models import Memorandum, MemorandumParty, MemorandumState
from tests.conftest import MOMENT
from tests.issuing import add_memorandum, add_programme
from tests.notices.test_gatherings import told_as
from tests.resolutions.test_outside import PDF
from tests.world import acting, get

TODAY = date(2026, 11, 21)
LAST_DAY = TODAY + timedelta(days=365)


@pytest.fixture
def liaison(world: Any, session: Any) -> Actor:
    return acting(world.welfare_liaison)


@pytest.fixture
def head(world: Any, session: Any) -> Actor:
    return acting(world.welfare_head)


def drafted(liaison: Actor, world: Any, **facts: Any) -> Memorandum:
    facts = {"title": "همکاری", "from_on": TODAY, "to_on": LAST_DAY, "parties": ["شرکت نمونه"]} | facts
    return commands.draft_memorandum(liaison, agency_id=world.welfare.id, facts=MemorandumFacts(**facts))


def test_a_party_is_an_agency_or_a_body_by_its_name(world: Any, liaison: Actor) -> None:
    made = drafted(liaison, world, parties=[get(Agency, world.pouya), "شرکت نمونه"])
    assert [(one.agency_id, one.name) for one in made.parties] == [(world.pouya.id, ""), (None, "شرکت نمونه")]


def test_a_party_that_stays_keeps_its_row(world: Any, liaison: Actor) -> None:
    made = drafted(liaison, world, parties=["شرکت نمونه"])
    kept = made.parties[0].id
    facts = MemorandumFacts("همکاری", parties=["شركت نمونه", get(Agency, world.pouya)])
    commands.edit_memorandum(liaison, made, facts=facts)
    db.session.flush()
    assert made.parties[0].id == kept
    assert len(db.session.scalars(select(MemorandumParty)).all()) == 2


@pytest.mark.parametrize("parties", [["شرکت نمونه", "شركت‌نمونه"], ["welfare"]], ids=["named twice", "oneself"])
def test_parties_that_do_not_fit_are_refused(world: Any, liaison: Actor, parties: list[str]) -> None:
    wanted = [get(Agency, world.welfare) if one == "welfare" else one for one in parties]
    with pytest.raises(Invalid) as refused:
        drafted(liaison, world, parties=wanted)
    assert refused.value.field == "parties"


def test_days_that_run_backwards_are_refused(world: Any, liaison: Actor) -> None:
    with pytest.raises(Invalid):
        drafted(liaison, world, from_on=TODAY, to_on=TODAY - timedelta(days=1))


def test_it_is_not_drafted_for_anothers_agency(world: Any, liaison: Actor) -> None:
    with pytest.raises(Refused):
        commands.draft_memorandum(liaison, agency_id=world.pouya.id, facts=MemorandumFacts("همکاری"))


def test_it_serves_no_programme_of_another_agency(world: Any, liaison: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(liaison, world, programme=add_programme(world.pouya))
    assert refused.value.field == "programme"


def test_memorandum_sign_needs_parties(world: Any, liaison: Actor, head: Actor) -> None:
    with pytest.raises(Unmet) as refused:
        commands.sign(head, drafted(liaison, world, parties=[]), signed_on=TODAY)
    assert list(refused.value.needs) == ["parties"]


def test_memorandum_sign_needs_period(world: Any, liaison: Actor, head: Actor) -> None:
    with pytest.raises(Unmet) as refused:
        commands.sign(head, drafted(liaison, world, from_on=TODAY, to_on=None), signed_on=TODAY)
    assert list(refused.value.needs) == ["period"]


def test_only_the_head_signs(world: Any, liaison: Actor) -> None:
    with pytest.raises(Refused):
        commands.sign(liaison, drafted(liaison, world), signed_on=TODAY)


@pytest.mark.parametrize("day", [None, TODAY + timedelta(days=1)], ids=["no day", "a day to come"])
def test_it_was_signed_on_a_day_that_has_come(world: Any, liaison: Actor, head: Actor, day: date | None) -> None:
    with pytest.raises(Invalid) as refused:
        commands.sign(head, drafted(liaison, world), signed_on=day)
    assert refused.value.field == "signed_on"


def test_memorandum_terminate_needs_reason(world: Any, head: Actor) -> None:
    with pytest.raises(Unmet) as refused:
        commands.terminate(head, add_memorandum(world.welfare, MemorandumState.SIGNED), reason="")
    assert list(refused.value.needs) == ["reason"]


def test_what_was_signed_keeps_its_words(world: Any, liaison: Actor) -> None:
    signed = add_memorandum(world.welfare, MemorandumState.SIGNED, title="نخست")
    commands.edit_memorandum(liaison, signed, facts=MemorandumFacts("دوم"))
    assert signed.title == "نخست"


def test_what_was_signed_may_join_a_programme(world: Any, liaison: Actor) -> None:
    signed, programme = add_memorandum(world.welfare, MemorandumState.SIGNED), add_programme(world.welfare)
    commands.edit_memorandum(liaison, signed, facts=MemorandumFacts("", programme=programme))
    assert signed.programme_id == programme.id


def test_what_ended_does_not_change(world: Any, liaison: Actor) -> None:
    with pytest.raises(WrongState):
        commands.edit_memorandum(
            liaison, add_memorandum(world.welfare, MemorandumState.EXPIRED), facts=MemorandumFacts("دوم")
        )


def test_its_scan_is_kept(world: Any, liaison: Actor) -> None:
    made = drafted(liaison, world)
    commands.attach_scan(liaison, made, BytesIO(PDF), "paper.pdf")
    db.session.flush()
    assert len(queries.list_scans(made)) == 1


def test_a_file_that_is_no_scan_is_refused(world: Any, liaison: Actor) -> None:
    with pytest.raises(Invalid):
        commands.attach_scan(liaison, drafted(liaison, world), BytesIO(b"MZ\x90\x00"), "paper.exe")


# --- what the clock does -----------------------------------------------------------------------------------------


def pass_day(day: date) -> None:
    with clock.at(zone.at(day, time(5))):
        jobs.expire_memoranda()
        db.session.flush()


def warned() -> list[int]:
    rows = db.session.scalars(
        select(OutboxEvent).where(OutboxEvent.name == "memorandum.ending").order_by(OutboxEvent.id)
    )
    return [int(row.payload["step"]) for row in rows]


def test_memorandum_expire_needs_date_passed(world: Any, session: Any) -> None:
    signed = add_memorandum(world.welfare, MemorandumState.SIGNED, to_on=TODAY)
    pass_day(TODAY)
    assert signed.state == MemorandumState.SIGNED
    pass_day(TODAY + timedelta(days=1))
    assert signed.state == MemorandumState.EXPIRED


def test_a_draft_does_not_expire(world: Any, session: Any) -> None:
    draft = add_memorandum(world.welfare, to_on=TODAY)
    pass_day(TODAY + timedelta(days=1))
    assert draft.state == MemorandumState.DRAFT


def test_it_is_warned_of_sixty_and_fourteen_days_before_each_once(world: Any, session: Any) -> None:
    add_memorandum(world.welfare, MemorandumState.SIGNED, to_on=LAST_DAY)
    for days in (61, 60, 59, 15, 14, 13, 0):
        pass_day(LAST_DAY - timedelta(days=days))
    assert warned() == [60, 14]


def test_where_the_clock_was_down_only_the_last_warning_is_given(world: Any, session: Any) -> None:
    add_memorandum(world.welfare, MemorandumState.SIGNED, to_on=LAST_DAY)
    for days in (100, 9, 8):
        pass_day(LAST_DAY - timedelta(days=days))
    assert warned() == [14]


def test_what_ended_or_is_a_draft_is_not_warned_of(world: Any, session: Any) -> None:
    for state in (MemorandumState.DRAFT, MemorandumState.TERMINATED):
        add_memorandum(world.welfare, state, to_on=TODAY + timedelta(days=10))
    pass_day(TODAY)
    assert warned() == []


def test_liaison_and_head_hear_of_the_end(world: Any, app: Any) -> None:
    told = told_as(
        app,
        "memorandum.ending",
        lambda: add_memorandum(world.welfare, MemorandumState.SIGNED, to_on=TODAY + timedelta(days=30), title="کتاب"),
        step=60,
    )
    assert set(told) == {world.welfare_liaison.id, world.welfare_head.id}
    assert told[world.welfare_head.id].startswith("The memorandum “کتاب” of Sarvestan Welfare Directorate ends on ")


@pytest.mark.parametrize("name", ["memorandum.sign", "memorandum.terminate"])
def test_the_desks_of_the_other_parties_hear_what_became_of_it(world: Any, app: Any, name: str) -> None:
    told = told_as(
        app,
        name,
        lambda: add_memorandum(world.welfare, MemorandumState.SIGNED, parties=(world.pouya,)),
        by=world.welfare_head,
    )
    assert set(told) == {world.pouya_liaison.id, world.pouya_head.id}


@pytest.mark.both
def test_ending_soon_lists_those_of_the_next_sixty_days_the_soonest_first(world: Any, liaison: Actor) -> None:
    for title, days in (("سی", 30), ("ده", 10), ("دور", 61), ("گذشته", -1)):
        add_memorandum(
            world.welfare,
            MemorandumState.SIGNED,
            title=title,
            from_on=TODAY - timedelta(days=90),
            to_on=TODAY + timedelta(days=days),
        )
    with clock.at(MOMENT):
        found = queries.list_memoranda(liaison, queries.MemorandumFilters(queries.Which.ENDING), size=25)
    assert [row.title for row in found.rows] == ["ده", "سی"]
