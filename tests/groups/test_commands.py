"""Groups, seats, lead groups and phrases: what each command does, and each of its refusals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.accounts.models import Person, PostKind
from coordination.audit import trail
from coordination.audit.models import AuditEntry
from coordination.directory.models import Agency, Installation
from coordination.groups import commands, queries
from coordination.groups.commands.groups import Rules
from coordination.groups.jobs import warn_of_lapses
from coordination.groups.models import Came, Group, GroupKind, Phrase, QuorumKind, Seat, SeatKind
from coordination.groups.seed import seed_phrases
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.lang.zone import local_date
from coordination.outbox.delivery import deliver
from coordination.outbox.events import emit
from coordination.outbox.models import OutboxEvent
from tests.gatherings import add_group, add_seat
from tests.world import World, acting, add_post, get


@pytest.fixture
def within(app: Flask, world: World) -> Any:
    with app.app_context():
        yield world


def actor(world: World, part: str) -> Actor:
    return acting(world.people[part])


def group_of(world: World) -> Group:
    found = queries.get_group(world.group.public_id)
    assert found is not None
    return found


def seat_of(world: World, part: str) -> Seat:
    return db.session.scalars(
        select(Seat).where(Seat.group_id == world.group.id, Seat.holder_id == world.people[part].id)
    ).one()


def told() -> list[str]:
    db.session.flush()
    return list(db.session.scalars(select(OutboxEvent.name).order_by(OutboxEvent.id)))


def propose(world: World, by: str, kind: SeatKind = SeatKind.MEMBER, who: str = "police_head", **more: Any) -> Seat:
    more.setdefault("from_on", local_date(now()))
    return commands.add_seat(
        actor(world, by), group_of(world), kind=kind, holder=get(Person, world.people[who]), **more
    )


def field_of(error: pytest.ExceptionInfo[Invalid]) -> str | None:
    return error.value.field


# --- groups ---------------------------------------------------------------------------------------------------------


def create(world: World, **values: Any) -> Group:
    values = {
        "name_fa": "کمیته پناه",
        "number_prefix": "PN",
        "kind": GroupKind.COMMITTEE,
        "host": get(Agency, world.welfare),
    } | values
    return commands.create(actor(world, "administrator"), **values)


def edit(world: World, **values: Any) -> None:
    group = group_of(world)
    kept = ("name_fa", "name_en", "number_prefix", "kind", "parent", "purpose", "active")
    commands.edit(
        actor(world, "secretary"),
        group,
        **({name: getattr(group, name) for name in kept} | {"rules": Rules()} | values),
    )


def test_a_group_begins_with_a_vacant_standing_seat_of_its_host(within: World) -> None:
    group = create(within)
    seats = queries.standing_seats(group.id, local_date(now()))
    assert [(seat.agency_id, seat.vacant, seat.kind) for seat in seats] == [(within.welfare.id, True, SeatKind.MEMBER)]


def test_prefixes_are_written_in_capitals_and_latin_digits(within: World) -> None:
    assert create(within, number_prefix="pn۲").number_prefix == "PN2"


@pytest.mark.parametrize("prefix", ["پن", "P N", "", "ABCDEFGHIJKLM", "-P"])
def test_a_prefix_of_other_signs_is_refused(within: World, prefix: str) -> None:
    with pytest.raises(Invalid) as error:
        create(within, number_prefix=prefix)
    assert field_of(error) == "number_prefix"


def test_a_prefix_of_another_group_is_refused(within: World) -> None:
    with pytest.raises(Invalid) as error:
        create(within, number_prefix="ce")
    assert field_of(error) == "number_prefix"


def test_a_name_in_another_spelling_is_the_same_name(within: World) -> None:
    with pytest.raises(Invalid) as error:
        create(within, name_fa="كارگروه آموزش")
    assert field_of(error) == "name_fa"


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (Rules(tacit_days=0), "tacit_days"),
        (Rules(tacit_days=61), "tacit_days"),
        (Rules(quorum_value=0), "quorum_value"),
        (Rules(quorum_kind=QuorumKind.SHARE, quorum_value=101), "quorum_value"),
    ],
)
def test_rules_that_no_meeting_could_keep_are_refused(within: World, rules: Rules, field: str) -> None:
    with pytest.raises(Invalid) as error:
        edit(within, rules=rules)
    assert field_of(error) == field


def test_a_group_does_not_stand_below_itself(within: World) -> None:
    child = create(within, parent=group_of(within))
    grandchild = create(within, name_fa="کمیته دیگر", number_prefix="PX", parent=child)
    for parent in (group_of(within), child, grandchild):
        with pytest.raises(Invalid) as error:
            edit(within, parent=parent)
        assert field_of(error) == "parent"


def test_a_group_that_leads_is_not_closed(within: World) -> None:
    get(Agency, within.pouya).lead_group_id = within.group.id
    db.session.flush()
    with pytest.raises(Invalid) as error:
        edit(within, active=False)
    assert field_of(error) == "active"


def test_an_edit_names_the_columns_that_changed(within: World) -> None:
    edit(within, rules=Rules(secretary_votes=True))
    trail.write_pending(db.session())
    row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "group.edit")).one()
    assert (row.kind, row.detail) == ("group", {"fields": ["secretary_votes"]})


# --- seats: who may, and who confirms ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "kind", "at_once"),
    [
        ("secretary", SeatKind.MEMBER, True),
        ("secretary", SeatKind.OBSERVER, True),
        ("municipality_head", SeatKind.CHAIR, True),
        ("municipality_head", SeatKind.MEMBER, True),
        ("administrator", SeatKind.MEMBER, False),
        ("administrator", SeatKind.SECRETARY, False),
    ],
)
def test_only_what_an_administrator_proposes_waits(within: World, by: str, kind: SeatKind, at_once: bool) -> None:
    seat = propose(within, by, kind)
    assert (seat.confirmed_at is not None) is at_once
    assert seat.stands(local_date(now())) is at_once
    assert told() == ["seat.named"]


@pytest.mark.parametrize("kind", [SeatKind.CHAIR, SeatKind.SECRETARY])
def test_a_secretary_appoints_no_officer(within: World, kind: SeatKind) -> None:
    with pytest.raises(Refused):
        propose(within, "secretary", kind)


def test_a_secretary_does_not_make_an_officer_of_a_member(within: World) -> None:
    with pytest.raises(Refused):
        change(within, "secretary", "member", kind=SeatKind.CHAIR)


def test_an_administrator_who_is_liaison_of_the_seats_agency_still_proposes(within: World) -> None:
    add_post(within.administrator, within.police, PostKind.LIAISON)
    assert propose(within, "administrator", agency=get(Agency, within.police)).confirmed_at is None


def test_the_host_agencys_head_confirms(within: World) -> None:
    seat = propose(within, "administrator")
    commands.confirm(actor(within, "municipality_head"), seat)
    assert seat.stands(local_date(now()))
    assert (seat.confirmed_by_id, told()[-1]) == (within.municipality_head.id, "seat.confirmed")


def test_nobody_confirms_the_own_seat(within: World) -> None:
    from_whom = {who: propose(within, "administrator", who=who).id for who in ("municipality_head", "police_head")}
    waiting = {seat.id for seat in queries.list_waiting_seats(actor(within, "municipality_head"))}
    assert waiting == {from_whom["police_head"]}


def test_a_head_of_another_agency_is_asked_for_nothing(within: World) -> None:
    propose(within, "administrator")
    assert queries.list_waiting_seats(actor(within, "welfare_head")) == []


def test_a_refused_seat_never_counts(within: World) -> None:
    seat = propose(within, "administrator")
    commands.refuse(actor(within, "municipality_head"), seat)
    assert not seat.stands(local_date(now()))
    with pytest.raises(WrongState):
        commands.confirm(actor(within, "municipality_head"), seat)


@pytest.mark.parametrize("kind", [SeatKind.CHAIR, SeatKind.SECRETARY])
def test_nobody_makes_himself_officer_of_a_lead_group(within: World, kind: SeatKind) -> None:
    get(Agency, within.pouya).lead_group_id = within.group.id
    db.session.flush()
    with pytest.raises(Invalid) as error:
        propose(within, "municipality_head", kind, "municipality_head")
    assert field_of(error) == "holder"


def test_a_head_may_chair_a_group_that_leads_nobody(within: World) -> None:
    assert propose(within, "municipality_head", SeatKind.CHAIR, "municipality_head").confirmed_at


# --- seats: people and days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"holder": None, "agency": None}, "agency"),
        ({"holder": None, "alternate": "police_head", "agency": "police"}, "holder"),
        ({"holder": "police_head", "alternate": "police_head"}, "alternate"),
        ({"holder": "member"}, "holder"),
        ({"to_on": -1}, "to_on"),
        ({"from_on": 400}, "from_on"),
    ],
)
def test_people_and_days_that_do_not_fit_are_refused(within: World, values: dict[str, Any], field: str) -> None:
    today = local_date(now())
    given: dict[str, Any] = {"kind": SeatKind.MEMBER, "holder": "police_head", "from_on": 0} | values
    for name in ("from_on", "to_on"):
        if name in given:
            given[name] = today + timedelta(days=given[name])
    for name in ("holder", "alternate"):
        given[name] = get(Person, within.people[given[name]]) if given.get(name) else None
    given["agency"] = get(Agency, getattr(within, given["agency"])) if given.get("agency") else None
    with pytest.raises(Invalid) as error:
        commands.add_seat(actor(within, "secretary"), group_of(within), **given)
    assert field_of(error) == field


def test_one_may_sit_again_in_the_next_term(within: World) -> None:
    today = local_date(now())
    seat_of(within, "member").to_on = today + timedelta(days=10)
    db.session.flush()
    seat = propose(within, "secretary", who="member", from_on=today + timedelta(days=11))
    assert not seat.stands(today)


def change(world: World, by: str, part: str, **values: Any) -> Seat:
    seat = queries.get_seat(seat_of(world, part).public_id)
    assert seat is not None
    names = ("kind", "agency", "came", "letter", "from_on", "to_on", "position")
    commands.edit_seat(actor(world, by), seat, **({name: getattr(seat, name) for name in names} | values))
    return seat


def test_an_administrator_shortens_a_term_and_lengthens_none(within: World) -> None:
    today = local_date(now())
    change(within, "administrator", "secretary", to_on=today + timedelta(days=30))
    for later in (today + timedelta(days=31), None):
        with pytest.raises(Invalid) as error:
            change(within, "administrator", "secretary", to_on=later)
        assert field_of(error) == "to_on"


def test_an_administrator_changes_the_kind_of_no_confirmed_seat(within: World) -> None:
    with pytest.raises(Invalid) as error:
        change(within, "administrator", "member", kind=SeatKind.SECRETARY)
    assert field_of(error) == "kind"


def test_a_secretary_does_not_lengthen_the_own_term(within: World) -> None:
    seat_of(within, "secretary").to_on = local_date(now())
    db.session.flush()
    with pytest.raises(Refused):
        change(within, "secretary", "secretary", to_on=None)


def test_the_last_seat_of_the_host_agency_stays(within: World) -> None:
    seat = add_seat(within.group, within.people["municipality_worker"], agency=get(Agency, within.municipality))
    loaded = queries.get_seat(seat.public_id)
    assert loaded is not None
    with pytest.raises(Invalid):
        commands.end(actor(within, "secretary"), loaded)
    with pytest.raises(Invalid):
        change(within, "secretary", "municipality_worker", agency=None)
    add_seat(within.group, None, agency=get(Agency, within.municipality))
    commands.end(actor(within, "secretary"), loaded)
    assert loaded.ended_at is not None


def test_an_ended_seat_gives_nothing_and_is_told(within: World) -> None:
    seat = queries.get_seat(seat_of(within, "member").public_id)
    assert seat is not None
    commands.end(actor(within, "secretary"), seat)
    db.session.flush()
    assert actor(within, "member").seats == ()
    assert told() == ["seat.ended"]
    with pytest.raises(WrongState):
        change(within, "secretary", "member", came=Came.ELECTED)


def test_a_secretary_ends_no_officers_seat(within: World) -> None:
    seat = queries.get_seat(seat_of(within, "chair").public_id)
    assert seat is not None
    with pytest.raises(Refused):
        commands.end(actor(within, "secretary"), seat)


# --- delegates --------------------------------------------------------------------------------------------------------


def delegate(world: World, by: str, part: str, holder: str | None, alternate: str | None = None) -> Seat:
    seat = queries.get_seat(seat_of(world, part).public_id)
    assert seat is not None
    people = [get(Person, world.people[one]) if one else None for one in (holder, alternate)]
    commands.delegate(actor(world, by), seat, holder=people[0], alternate=people[1])
    return seat


def test_a_delegate_is_named_and_told(within: World) -> None:
    seat = delegate(within, "welfare_liaison", "member", "welfare_head", "alternate")
    assert (seat.holder_id, seat.alternate_id) == (within.welfare_head.id, within.alternate.id)
    assert told() == ["seat.named"]


def test_a_seat_may_fall_vacant(within: World) -> None:
    assert delegate(within, "welfare_liaison", "member", None).vacant


@pytest.mark.parametrize("part", ["chair", "secretary"])
def test_an_officers_delegate_is_named_by_the_host_agencys_head_alone(within: World, part: str) -> None:
    with pytest.raises(Refused):
        delegate(within, "secretary", part, "police_head")
    assert delegate(within, "municipality_head", part, "police_head").holder_id == within.police_head.id


def test_an_officers_desk_names_the_alternate(within: World) -> None:
    assert delegate(within, "secretary", "secretary", "secretary", "police_head").alternate_id


def test_nobody_delegates_himself_to_rule(within: World) -> None:
    get(Agency, within.pouya).lead_group_id = within.group.id
    db.session.flush()
    with pytest.raises(Invalid):
        delegate(within, "municipality_head", "secretary", "municipality_head")


# --- terms that end -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "warned"), [(0, True), (60, True), (61, False), (None, False)])
def test_a_term_that_ends_within_sixty_days_is_told(within: World, days: int | None, warned: bool) -> None:
    today = local_date(now())
    seat_of(within, "member").to_on = None if days is None else today + timedelta(days=days)
    db.session.flush()
    warn_of_lapses()
    assert told() == ["seat.lapses"] * warned


def test_a_lapse_is_told_once_for_a_term(within: World) -> None:
    today = local_date(now())
    seat_of(within, "member").to_on = today + timedelta(days=5)
    db.session.flush()
    for _time in range(2):
        warn_of_lapses()
    assert told() == ["seat.lapses"]
    change(within, "secretary", "member", to_on=today + timedelta(days=40))
    warn_of_lapses()
    assert told() == ["seat.lapses", "seat.lapses"]


# --- lead groups ----------------------------------------------------------------------------------------------------


def lead(world: World, by: str, group: str | None, agency: str | None = "pouya") -> None:
    thing: Agency | Installation = get(Agency, getattr(world, agency)) if agency else get(Installation, 1)
    commands.name_lead_group(actor(world, by), thing, get(Group, getattr(world, group)) if group else None)


def test_a_lead_group_is_named_and_taken_back(within: World) -> None:
    lead(within, "pouya_head", "group")
    assert get(Agency, within.pouya).lead_group_id == within.group.id
    lead(within, "pouya_head", None)
    assert get(Agency, within.pouya).lead_group_id is None


def test_the_installation_always_has_a_lead_group(within: World) -> None:
    with pytest.raises(Invalid):
        lead(within, "administrator", None, None)


@pytest.mark.parametrize("kind", [SeatKind.CHAIR, SeatKind.SECRETARY])
def test_nobody_names_a_group_whose_officer_he_is(within: World, kind: SeatKind) -> None:
    add_seat(within.group, within.pouya_head, kind)
    with pytest.raises(Invalid) as error:
        lead(within, "pouya_head", "group")
    assert field_of(error) == "group"


def test_a_group_without_officers_cannot_lead(within: World) -> None:
    group = add_group("کارگروه بی‌متصدی", get(Agency, within.municipality))
    with pytest.raises(Invalid):
        commands.name_lead_group(actor(within, "administrator"), get(Installation, 1), group)


def test_a_group_whose_only_officer_is_of_the_agency_cannot_lead_it(within: World) -> None:
    add_post(within.reviewer, within.pouya, PostKind.WORKER)
    with pytest.raises(Invalid):
        lead(within, "pouya_head", "lead")
    add_seat(within.lead, within.police_head, SeatKind.CHAIR)
    lead(within, "pouya_head", "lead")
    assert get(Agency, within.pouya).lead_group_id == within.lead.id


# --- phrases --------------------------------------------------------------------------------------------------------


def test_the_first_phrases_are_added_once(within: World) -> None:
    seed_phrases()
    seed_phrases()
    phrases = queries.list_phrases(None)
    assert len(phrases) == 12
    assert sum("«…»" in phrase.text for phrase in phrases) > 6


def test_setting_up_brings_the_first_phrases(within: World) -> None:
    event = emit("installation.set_up", thing_id=within.municipality.id)
    db.session.commit()
    deliver(event.id)
    assert len(queries.list_phrases(None)) == 12


def test_a_library_that_people_keep_is_left_alone(within: World) -> None:
    db.session.add(Phrase(text="جمله خودمان", position=1))
    db.session.flush()
    seed_phrases()
    assert [phrase.text for phrase in queries.list_phrases(None)] == ["جمله خودمان"]


def test_own_phrases_come_before_the_shared_ones(within: World) -> None:
    group, secretary = group_of(within), actor(within, "secretary")
    commands.add_phrase(actor(within, "administrator"), None, text="همگانی")
    for text in ("یک", "دو"):
        commands.add_phrase(secretary, group, text=text)
    commands.move_phrase(secretary, queries.list_phrases(group.id)[1], way="up")
    assert [phrase.text for phrase in queries.list_phrases(group.id)] == ["دو", "یک", "همگانی"]
