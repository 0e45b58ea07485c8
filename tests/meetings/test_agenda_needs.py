"""Every need of an agenda item's and an entry's moves refuses once; outcomes, what prepares itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import workflow
from coordination.access.actor import Actor
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang.zone import local_date
from coordination.meetings import commands, consequences, queries
from coordination.meetings.consequences import Prepared
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    EntryState,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Purpose,
)
from coordination.meetings.needs import ItemFacts
from coordination.meetings.titles import title_of
from coordination.outbox.models import OutboxEvent
from tests.gatherings import add_entry, add_group, add_item, add_meeting
from tests.world import World, acting


@pytest.fixture(autouse=True)
def _session(session: Session, world: World) -> None:
    """Every test acts in one session on the world."""


@pytest.fixture
def secretary(world: World) -> Actor:
    return acting(world.secretary)


def missing(step: Callable[[], object]) -> set[str]:
    with pytest.raises(Unmet) as refused:
        step()
    return set(refused.value.needs)


def item_of(entry_or_item: AgendaEntry | AgendaItem) -> AgendaItem:
    item = entry_or_item.item if isinstance(entry_or_item, AgendaEntry) else entry_or_item
    db.session.flush()
    found = queries.get_item(item.public_id)
    assert found is not None
    return found


def entry_in(
    world: World, state: MeetingState = MeetingState.IN_SESSION, item: AgendaItem | None = None
) -> AgendaEntry:
    return add_entry(add_meeting(world.group, state=state), item)


# --- items --------------------------------------------------------------------------------------------------------


def test_agenda_item_decline_needs_reason(world: World, secretary: Actor) -> None:
    item = add_item(world.group, state=ItemState.PROPOSED)
    assert missing(lambda: commands.decline_item(secretary, item, reason="")) == {"reason"}


def test_agenda_item_withdraw_needs_reason(world: World, secretary: Actor) -> None:
    item = item_of(add_item(world.group))
    assert missing(lambda: commands.withdraw_item(secretary, item, reason="")) == {"reason"}


def test_agenda_item_withdraw_needs_not_on_a_published_agenda(world: World, secretary: Actor) -> None:
    item = item_of(entry_in(world, MeetingState.AGENDA_PUBLISHED))
    assert missing(lambda: commands.withdraw_item(secretary, item, reason="دیر شد")) == {"not_on_a_published_agenda"}


def test_agenda_item_close_needs_entry_decided_noted_or_referred(world: World) -> None:
    item = add_item(world.group)
    system = Actor.system("agenda_item.close")
    facts = ItemFacts(outcome=EntryState.NOT_REACHED)
    assert missing(lambda: workflow.perform(system, item, "close", facts=facts)) == {"entry_decided_noted_or_referred"}


def test_agenda_item_reopen_needs_reason(world: World, secretary: Actor) -> None:
    item = item_of(add_item(world.group, state=ItemState.CLOSED))
    assert missing(lambda: commands.reopen_item(secretary, item, reason="")) == {"reason"}


def test_a_proposer_withdraws_his_own_item_off_the_draft_agenda(world: World) -> None:
    entry = entry_in(world, MeetingState.DRAFT, add_item(world.group, proposer_id=world.pouya_liaison.id))
    item = item_of(entry)
    commands.withdraw_item(acting(world.pouya_liaison), item, reason="حل شد")
    db.session.flush()
    assert item.state == ItemState.WITHDRAWN
    assert db.session.scalar(select(func.count()).select_from(AgendaEntry)) == 0


def test_another_member_does_not_withdraw_it(world: World) -> None:
    item = item_of(add_item(world.group, proposer_id=world.pouya_liaison.id))
    with pytest.raises(Refused):
        commands.withdraw_item(acting(world.member), item, reason="نه")


def test_an_answer_stays_with_the_item(world: World, secretary: Actor) -> None:
    item = add_item(world.group, state=ItemState.PROPOSED)
    commands.accept_item(secretary, item, answer="در جلسه بعد")
    assert (item.state, item.answer) == (ItemState.OPEN, "در جلسه بعد")


def test_what_is_put_off_to_a_published_agenda_comes_onto_it_and_leaves_it_again(
    world: World, secretary: Actor
) -> None:
    entry = entry_in(world)
    later = add_meeting(
        world.group, state=MeetingState.AGENDA_PUBLISHED, starts_at=entry.meeting.starts_at + timedelta(days=7)
    )
    commands.defer(secretary, entry, to_meeting=later)
    (there,) = queries.list_entries(later.id)
    assert (there.item_id, bool(there.late_reason)) == (entry.item_id, True)
    commands.reopen_entry(secretary, entry)
    db.session.flush()
    assert queries.list_entries(later.id) == []


def test_a_matter_referred_to_another_group_is_told_there(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    commands.refer(secretary, entry, group=db.session.get_one(Group, world.lead.id))
    proposal = db.session.scalars(select(AgendaItem).where(AgendaItem.group_id == world.lead.id)).one()
    told = db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == "agenda_item.propose")).one()
    assert told.payload["thing_id"] == proposal.id


# --- entries ------------------------------------------------------------------------------------------------------


def test_agenda_entry_decide_needs_resolution_ruled_on(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    assert missing(lambda: commands.decide(secretary, entry, resolution_ruled_on=False)) == {"resolution_ruled_on"}


def test_agenda_entry_defer_needs_to_meeting_or_date(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    assert missing(lambda: commands.defer(secretary, entry)) == {"to_meeting_or_date"}


def test_agenda_entry_refer_needs_agency_or_group(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    assert missing(lambda: commands.refer(secretary, entry)) == {"agency_or_group"}


def test_agenda_entry_withdraw_needs_reason(world: World, secretary: Actor) -> None:
    entry = entry_in(world, MeetingState.AGENDA_PUBLISHED)
    assert missing(lambda: commands.take_off(secretary, entry, reason="")) == {"reason"}


def test_agenda_entry_reopen_needs_meeting_in_session(world: World, secretary: Actor) -> None:
    entry = entry_in(world, MeetingState.ENDED)
    entry.state = EntryState.NOTED
    assert missing(lambda: commands.reopen_entry(secretary, entry)) == {"meeting_in_session"}


def test_the_approval_of_minutes_is_decided_without_a_resolution(world: World, secretary: Actor) -> None:
    entry = entry_in(world, item=add_item(world.group, kind=ItemKind.MINUTES))
    commands.decide(secretary, entry, resolution_ruled_on=False)
    assert entry.state == EntryState.DECIDED


def test_a_noted_entry_closes_its_item(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    commands.note(secretary, entry)
    assert (entry.state, entry.item.state) == (EntryState.NOTED, ItemState.CLOSED)


def test_an_entry_not_reached_leaves_its_item_open(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    commands.not_reached(secretary, entry)
    assert entry.item.state == ItemState.OPEN


def test_an_outcome_taken_back_opens_the_item_again(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    commands.refer(secretary, entry, agency=db.session.get_one(type(entry.meeting.group.host_agency), world.pouya.id))
    commands.reopen_entry(secretary, entry)
    assert (entry.state, entry.item.state) == (EntryState.SCHEDULED, ItemState.OPEN)
    assert entry.referred_agency is None


def test_an_item_put_off_comes_back_to_the_first_meeting_of_its_day(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    day = local_date(clock.now()) + timedelta(days=30)
    commands.defer(secretary, entry, on=day)
    early = add_meeting(world.group, starts_at=clock.now() + timedelta(days=10))
    late = add_meeting(world.group, starts_at=clock.now() + timedelta(days=40))
    entry.meeting.state = MeetingState.ENDED
    entry.meeting.ended_at = clock.now()
    assert commands.prepare_agenda(secretary, early) == 0
    assert commands.prepare_agenda(secretary, late) == 1


@pytest.mark.parametrize("days", [-1, 0])
def test_a_day_that_has_passed_puts_nothing_off(world: World, secretary: Actor, days: int) -> None:
    entry = entry_in(world)
    day = local_date(entry.meeting.starts_at) + timedelta(days=days)
    with pytest.raises(Invalid):
        commands.defer(secretary, entry, on=day)


def test_a_meeting_of_another_group_takes_nothing_put_off(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    other = add_meeting(world.lead, starts_at=clock.now() + timedelta(days=9))
    with pytest.raises(Invalid):
        commands.defer(secretary, entry, to_meeting=other)


def test_what_is_referred_to_a_group_waits_there_as_a_proposal(world: World, secretary: Actor) -> None:
    entry = entry_in(world)
    group = add_group("کمیته درمان", world.municipality)
    commands.refer(secretary, entry, group=group)
    db.session.flush()
    item = db.session.scalars(select(AgendaItem).where(AgendaItem.group_id == group.id)).one()
    assert (item.state, item.title) == (ItemState.PROPOSED, entry.title)


# --- the agenda ---------------------------------------------------------------------------------------------------


def add(actor: Actor, meeting: Meeting, item: AgendaItem, late_reason: str = "") -> AgendaEntry:
    return commands.add_entry(
        actor,
        meeting,
        item,
        purpose=Purpose.DECISION,
        minutes_planned=20,
        presenter="انجمن پویا",
        late_reason=late_reason,
    )


def test_an_item_stands_once_on_an_agenda(world: World, secretary: Actor) -> None:
    meeting, item = add_meeting(world.group), add_item(world.group)
    add(secretary, meeting, item)
    with pytest.raises(Invalid):
        add(secretary, meeting, item)


def test_an_item_of_another_group_is_not_put_on_the_agenda(world: World, secretary: Actor) -> None:
    with pytest.raises(Invalid):
        add(secretary, add_meeting(world.group), add_item(world.lead))


def test_an_agenda_of_a_meeting_that_is_over_stays(world: World, secretary: Actor) -> None:
    with pytest.raises(WrongState):
        add(secretary, add_meeting(world.group, state=MeetingState.ENDED), add_item(world.group))


def test_a_late_entry_keeps_its_reason(world: World, secretary: Actor) -> None:
    meeting = add_meeting(world.group, state=MeetingState.AGENDA_PUBLISHED)
    assert add(secretary, meeting, add_item(world.group), "امروز رسید").late_reason == "امروز رسید"


def prepared(monkeypatch: pytest.MonkeyPatch, *found: Prepared) -> None:
    monkeypatch.setattr(consequences, "PREPARING", [lambda _meeting: found])


def test_an_agenda_prepares_itself_in_its_order(
    world: World, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, last = add_meeting(world.group), add_meeting(world.group, state=MeetingState.ENDED, number=22)
    add(secretary, meeting, add_item(world.group, "موضوع دستی"))
    prepared(
        monkeypatch,
        Prepared(ItemKind.ACTIONS, "actions:1"),
        Prepared(ItemKind.MINUTES, "minutes:1", minutes_of_id=last.id),
    )
    assert commands.prepare_agenda(secretary, meeting) == 2
    assert [one.item.kind for one in queries.list_entries(meeting.id)] == ["minutes", "actions", "topic"]


def test_nothing_is_prepared_twice(world: World, secretary: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(monkeypatch, Prepared(ItemKind.ACTIONS, "actions:1"))
    meeting, later = add_meeting(world.group), add_meeting(world.group, starts_at=clock.now() + timedelta(days=9))
    counts = [commands.prepare_agenda(secretary, one) for one in (meeting, meeting, later)]
    assert counts == [1, 0, 0]


def test_what_was_taken_off_is_not_prepared_again(
    world: World, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(monkeypatch, Prepared(ItemKind.ACTIONS, "actions:1"))
    meeting = add_meeting(world.group)
    commands.prepare_agenda(secretary, meeting)
    commands.take_off(secretary, queries.list_entries(meeting.id)[0], reason="این بار نه")
    assert commands.prepare_agenda(secretary, meeting) == 0


def test_what_comes_up_again_opens_its_old_item(
    world: World, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(monkeypatch, Prepared(ItemKind.ACTIONS, "actions:1"))
    first = add_meeting(world.group)
    commands.prepare_agenda(secretary, first)
    entry = queries.list_entries(first.id)[0]
    first.state, first.opened_at = MeetingState.IN_SESSION, clock.now()
    commands.note(secretary, entry)
    later = add_meeting(world.group, starts_at=clock.now() + timedelta(days=30))
    assert commands.prepare_agenda(secretary, later) == 1
    assert db.session.scalar(select(func.count()).select_from(AgendaItem)) == 1


def test_an_announced_meeting_has_its_agenda_prepared(
    world: World, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(monkeypatch, Prepared(ItemKind.ACTIONS, "actions:1"))
    meeting = queries.get_meeting(add_meeting(world.group).public_id)
    assert meeting is not None
    commands.invite_members(secretary, meeting)
    commands.announce(secretary, meeting)
    assert [title_of(one) for one in queries.list_entries(meeting.id)]


def test_a_published_agenda_prepares_nothing(world: World, secretary: Actor) -> None:
    with pytest.raises(WrongState):
        commands.prepare_agenda(secretary, add_meeting(world.group, state=MeetingState.AGENDA_PUBLISHED))
