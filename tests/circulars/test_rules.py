"""The rules of circulars: whom they reach, what sending and recalling need, what readers say, who is reminded when."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.activities.issuers import Issuer
from coordination.circulars import commands, jobs, queries
from coordination.circulars.models import Circular, CircularState
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.notices.events.circulars import remind_of_circular
from coordination.notices.models import Notice
from coordination.outbox.events import Event
from coordination.outbox.models import OutboxEvent
from tests.conftest import MOMENT
from tests.gatherings import add_seat
from tests.world import World, acting, add_case, add_person, add_post

TODAY = date(2026, 11, 21)


@pytest.fixture
def actor(world: World, session: Any) -> Actor:
    return acting(world.municipality_liaison)


@pytest.fixture
def draft(actor: Actor, world: World) -> Circular:
    return written(actor, world, agency_ids=[world.welfare.id])


def written(actor: Actor, world: World, **said: Any) -> Circular:
    text: Any = {"title": "شیوه‌نامه ثبت‌نام", "body": "کودکان بی‌شناسنامه ثبت‌نام می‌شوند."} | said
    return commands.draft(actor, issuer=Issuer(agency_id=world.municipality.id), **text)


def people(circular: Circular) -> set[int]:
    return {one.person_id for one in circular.receipts}


@pytest.fixture
def sent(draft: Circular, actor: Actor) -> Circular:
    commands.send(actor, draft)
    return draft


# --- whom it reaches -------------------------------------------------------------------------------------------


def test_an_agency_is_reached_through_its_liaisons_and_heads(draft: Circular, actor: Actor, world: World) -> None:
    worker = add_person("کارشناس")
    add_post(worker, world.welfare, PostKind.WORKER)
    head = add_person("رئیس")
    add_post(head, world.welfare, PostKind.HEAD)
    commands.send(actor, draft)
    assert head.id in people(draft)
    assert world.welfare_liaison.id in people(draft)
    assert worker.id not in people(draft)


def test_a_group_is_reached_through_its_seats_and_each_reader_once(actor: Actor, world: World) -> None:
    circular = written(actor, world, agency_ids=[world.pouya.id], group_ids=[world.group.id])
    add_seat(world.group, world.pouya_liaison, agency=world.pouya)
    count = commands.send(actor, circular)
    assert {world.chair.id, world.secretary.id, world.member.id, world.pouya_liaison.id} <= people(circular)
    assert count == len(circular.receipts) == len(people(circular))


def test_the_sender_himself_and_closed_accounts_get_nothing(actor: Actor, world: World) -> None:
    circular = written(actor, world, agency_ids=[world.municipality.id, world.welfare.id])
    gone = add_person("رفته")
    add_post(gone, world.welfare, PostKind.LIAISON)
    gone.disabled_at = MOMENT
    db.session.flush()
    commands.send(actor, circular)
    assert not {world.municipality_liaison.id, gone.id} & people(circular)


def test_a_reader_reads_in_the_name_of_his_agency(sent: Circular, world: World) -> None:
    assert {one.agency_id for one in sent.receipts} == {world.welfare.id}


# --- the machine -----------------------------------------------------------------------------------------------


def test_circular_send_needs_audience(actor: Actor, world: World) -> None:
    circular = written(actor, world)
    with pytest.raises(Unmet) as refused:
        commands.send(actor, circular)
    assert set(refused.value.needs) == {"audience"}


def test_circular_recall_needs_reason(sent: Circular, actor: Actor) -> None:
    with pytest.raises(Unmet) as refused:
        commands.recall(actor, sent, reason=" ")
    assert set(refused.value.needs) == {"reason"}


def test_no_code_of_a_childs_file_goes_out_with_a_circular(draft: Circular, actor: Actor) -> None:
    with pytest.raises(Invalid) as name:
        commands.attach(actor, draft, [(BytesIO(b"text"), "C-48213.txt")])
    with pytest.raises(Invalid) as number:
        commands.edit(actor, draft, title="عنوان", body="متن", number="C-48213")
    commands.send(actor, draft)
    with pytest.raises(Invalid) as reason:
        commands.recall(actor, draft, reason="پرونده C-۴۸۲۱۳ در آن بود")
    assert (name.value.field, number.value.field, reason.value.field) == ("files", "number", "reason")
    assert (draft.state, draft.recalled_why) == (CircularState.SENT, "")


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("از مهرگان زرین‌پر خبر بدهید.", True),
        ("زرین پر، مهرگان", True),
        ("جشن مهرگان برپا می‌شود.", False),
        ("مهرگان در راه است و خانواده زرین‌پر میزبان جشن", False),
    ],
)
def test_no_child_of_ones_files_is_named_in_a_circular(actor: Actor, world: World, body: str, refused: bool) -> None:
    add_case(world.municipality)
    if not refused:
        assert written(actor, world, body=body).body == body
        return
    with pytest.raises(Invalid) as refusal:
        written(actor, world, body=body)
    assert refusal.value.field == "body"


def test_a_recalled_circular_keeps_its_reason(sent: Circular, actor: Actor) -> None:
    commands.recall(actor, sent, reason="تاریخ آن نادرست بود")
    assert (sent.state, sent.recalled_why) == (CircularState.RECALLED, "تاریخ آن نادرست بود")


def test_a_circular_that_was_sent_is_not_changed(sent: Circular, actor: Actor) -> None:
    with pytest.raises(WrongState):
        commands.edit(actor, sent, title="دیگر", body="دیگر")


def test_nobody_writes_in_anothers_name(world: World, session: Any) -> None:
    with pytest.raises(Refused):
        written(acting(world.welfare_liaison), world)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"body": ""}, "body"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"body": "کودک C-۴۸۲۱۳ ثبت‌نام شد."}, "body"),
        ({"title": "درباره c 48213"}, "title"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_beside_its_field(
    actor: Actor, world: World, said: Any, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        written(actor, world, **said)
    assert refused.value.field == field


def test_an_audience_changes_by_what_is_named(draft: Circular, actor: Actor, world: World) -> None:
    commands.edit(actor, draft, title="الف", body="ب", agency_ids=[world.pouya.id], group_ids=[world.group.id])
    db.session.flush()
    assert [(one.agency_id, one.group_id) for one in draft.audience] == [
        (None, world.group.id), (world.pouya.id, None),
    ]  # fmt: skip


# --- readers ---------------------------------------------------------------------------------------------------


def test_reading_is_kept_once(sent: Circular, world: World) -> None:
    reader = acting(world.welfare_liaison)
    first = commands.read(reader, sent).read_at
    with clock.at(MOMENT + timedelta(hours=1)):
        assert commands.read(reader, sent).read_at == first


def test_who_takes_note_has_read(sent: Circular, world: World) -> None:
    receipt = commands.acknowledge(acting(world.welfare_liaison), sent)
    assert receipt.read_at == receipt.acknowledged_at == MOMENT


def test_nobody_takes_note_of_a_recalled_one(sent: Circular, actor: Actor, world: World) -> None:
    commands.recall(actor, sent, reason="نادرست")
    with pytest.raises(WrongState):
        commands.acknowledge(acting(world.welfare_liaison), sent)


def test_who_did_not_get_it_does_not_read_it(sent: Circular, world: World) -> None:
    with pytest.raises(Refused):
        commands.read(acting(world.pouya_liaison), sent)


# --- reminders -------------------------------------------------------------------------------------------------


def reminders(since: int = 0) -> list[int]:
    db.session.flush()
    rows = db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == "circular.remind").order_by(OutboxEvent.id))
    return [row.payload["step"] for row in rows][since:]


def let_pass(first: int, last: int) -> None:
    """Each day from the first to the last, counted from today."""
    for day in range(first, last + 1):
        with clock.at(MOMENT + timedelta(days=day)):
            jobs.remind()


@pytest.fixture
def due(actor: Actor, world: World) -> Circular:
    circular = written(actor, world, agency_ids=[world.welfare.id], due_on=TODAY + timedelta(days=10))
    commands.send(actor, circular)
    return circular


def test_the_ladder_is_walked_step_by_step_each_once(due: Circular) -> None:
    let_pass(0, 7)
    assert reminders() == []
    let_pass(8, 9)
    assert reminders() == [1]
    let_pass(10, 16)
    assert reminders() == [1, 2]
    let_pass(17, 40)
    assert reminders() == [1, 2, 3, 4]


def test_of_steps_missed_only_the_last_is_sent(due: Circular) -> None:
    let_pass(18, 19)
    assert reminders() == [3]


def test_who_read_it_is_not_reminded(due: Circular, world: World) -> None:
    for person in (world.welfare_liaison, world.welfare_head):
        if person.id in people(due):
            commands.read(acting(person), due)
    let_pass(0, 40)
    assert reminders() == []


def test_reading_is_not_enough_where_note_is_asked(due: Circular, world: World) -> None:
    due.to_acknowledge = True
    for person in (world.welfare_liaison, world.welfare_head):
        if person.id in people(due):
            commands.read(acting(person), due)
    let_pass(8, 8)
    assert reminders() == [1]


def test_a_recalled_one_is_not_reminded_of(due: Circular, actor: Actor) -> None:
    commands.recall(actor, due, reason="نادرست")
    let_pass(0, 40)
    assert reminders() == []


def test_a_step_before_the_sending_is_left_out(actor: Actor, world: World) -> None:
    circular = written(actor, world, agency_ids=[world.welfare.id], due_on=TODAY + timedelta(days=1))
    commands.send(actor, circular)
    let_pass(0, 0)
    assert reminders() == []
    let_pass(1, 1)
    assert reminders() == [2]


def test_nobody_is_reminded_before_seven(due: Circular) -> None:
    with clock.at(MOMENT + timedelta(days=8, hours=-4)):
        jobs.remind()
    assert reminders() == []


def test_a_reminder_tells_those_who_have_not_answered(due: Circular, world: World, app: Any) -> None:
    let_pass(8, 8)
    db.session.flush()
    row = db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == "circular.remind")).one()
    remind_of_circular(Event(row.id, row.name, row.at, row.payload))
    told = set(db.session.scalars(select(Notice.person_id).where(Notice.name == "circular.remind")))
    assert told == people(due)
    assert queries.list_reminded(due.id, 1)
