"""What the commands of the directory refuse, change and tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.audit.models import AuditEntry
from coordination.directory import commands, queries
from coordination.directory.commands.centres import CentreFacts
from coordination.directory.fields import AgencyField
from coordination.directory.models import Agency, AgencyKind, Centre, CentreKind, Holiday, NeedKind, ServiceKind
from coordination.directory.seed import seed_code_lists, seed_holidays
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.lang.worktime import DEFAULT_HOURS
from coordination.outbox.models import OutboxEvent
from tests.conftest import MOMENT
from tests.world import World, acting, add_agency, get

TODAY = date(2026, 11, 21)


@pytest.fixture
def admin(app: Flask, world: World) -> Any:
    with app.app_context():
        yield acting(world.administrator)


def events(name: str) -> list[OutboxEvent]:
    return list(db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == name).order_by(OutboxEvent.id)))


def acts() -> list[str]:
    db.session.commit()
    return list(db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def edit(actor: Actor, agency: Agency, **changes: Any) -> None:
    facts = {
        "name_fa": agency.name_fa,
        "name_en": agency.name_en,
        "aliases": agency.aliases,
        "city": agency.city,
        "legal_id": agency.legal_id,
        "phone": agency.phone,
        "address": agency.address,
        "hours": DEFAULT_HOURS,
    }
    commands.edit_agency(actor, agency, **facts | changes)


def create(actor: Actor, name_fa: str, **facts: Any) -> Agency:
    return commands.create_agency(actor, name_fa=name_fa, kind=AgencyKind.NGO, **facts)


# --- agencies -------------------------------------------------------------------------------------------------------


def test_an_agency_without_a_code_is_given_the_next(admin: Actor) -> None:
    assert create(admin, "خانه مهر").code == "AG-1"


def test_a_code_that_is_taken_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        create(admin, "خانه مهر", code="Pouya")
    assert refusal.value.field == "code"


@pytest.mark.parametrize("code", ["خانه", "a b", "-a", "a" * 41])
def test_a_code_of_other_signs_is_refused(admin: Actor, code: str) -> None:
    with pytest.raises(Invalid):
        create(admin, "خانه مهر", code=code)


def test_a_second_agency_of_one_name_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        create(admin, "انجمنِ پويای‌مهر")
    assert refusal.value.field == "name_fa"


def test_an_alias_does_not_make_a_name_taken(admin: Actor, world: World) -> None:
    edit(admin, get(Agency, world.pouya), aliases=["جوانان هزاره"])
    assert create(admin, "جوانان هزاره").id


def test_an_agency_cannot_stand_below_itself(admin: Actor, world: World) -> None:
    top, middle = get(Agency, world.welfare), get(Agency, world.pouya)
    middle.parent_id = top.id
    db.session.flush()
    with pytest.raises(Invalid):
        commands.register_agency(admin, top, kind=top.kind, parent=middle, active=True)


def test_new_hours_are_told(admin: Actor, world: World) -> None:
    agency = get(Agency, world.pouya)
    edit(admin, agency, hours={**DEFAULT_HOURS, 4: None})
    assert [event.payload for event in events("agency.hours_changed")] == [{"thing_id": agency.id}]


def test_an_edit_that_changes_nothing_leaves_no_row(admin: Actor, world: World) -> None:
    before = acts()
    edit(admin, get(Agency, world.pouya))
    assert acts() == before


def test_an_edit_leaves_the_names_of_what_changed(admin: Actor, world: World) -> None:
    edit(admin, get(Agency, world.pouya), city="ساری", phone="۰۱۱-۳۳۳۳۳۳۳")
    db.session.commit()
    row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "agency.edit")).one()
    assert row.detail == {"fields": ["city", "phone"]}
    assert get(Agency, world.pouya).phone == "011-3333333"


@pytest.mark.parametrize("until", [TODAY, TODAY + timedelta(days=1)])
def test_an_agency_is_registered_to_the_last_day(until: date) -> None:
    assert Agency(kind=AgencyKind.NGO, active=True, registered_until=until).is_registered(TODAY)


def test_an_agency_that_was_never_registered_is_not() -> None:
    assert not Agency(kind=AgencyKind.CHARITY, active=True).is_registered(TODAY)


def test_a_public_body_is_registered_as_long_as_it_takes_part() -> None:
    assert Agency(kind=AgencyKind.WELFARE, active=True).is_registered(TODAY)


def test_an_agency_is_not_registered_after_its_day_or_without_taking_part() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert not Agency(kind=AgencyKind.NGO, active=True, registered_until=yesterday).is_registered(TODAY)
    assert not Agency(kind=AgencyKind.WELFARE, active=False).is_registered(TODAY)


@pytest.mark.parametrize("typed", ["انجمن پويای مهر", "پویای‌مهر", "Pouya soc", "POUYA", "انجمن  پويـای"])
def test_an_agency_is_found_in_any_spelling(app: Flask, world: World, typed: str) -> None:
    with app.app_context():
        assert [row.id for row in queries.search_agencies(typed)] == [world.pouya.id]


def test_an_agency_is_found_by_an_alias(admin: Actor, world: World) -> None:
    edit(admin, get(Agency, world.pouya), aliases=["جمعیت جوانان"])
    db.session.flush()
    assert [row.id for row in queries.search_agencies("جوانان")] == [world.pouya.id]


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "کشتی"])
def test_what_fits_nothing_finds_nothing(app: Flask, world: World, typed: str) -> None:
    with app.app_context():
        assert list(queries.search_agencies(typed)) == []


def test_an_agency_that_takes_no_part_is_not_found(admin: Actor, world: World) -> None:
    get(Agency, world.pouya).active = False
    db.session.flush()
    assert list(queries.search_agencies("پویا")) == []


def test_a_whole_name_means_one_even_where_others_begin_so(app: Flask, world: World) -> None:
    with app.app_context():
        for name in ("انجمن پویای مهر شرق", "انجمن پویای مهر غرب"):
            add_agency(name)
        assert [agency.id for agency in queries.find_matches("انجمن پویای مهر")] == [world.pouya.id]
        assert len(queries.find_matches("انجمن پویای")) == 3


def test_labels_of_several_agencies_cost_one_statement(app: Flask, world: World, statements: Any) -> None:
    with app.app_context(), statements() as seen:
        labels = queries.agency_labels([world.pouya.id, world.police.id, world.pouya.id])
    assert len(seen) == 1
    assert labels[world.police.id].name_fa == world.police.name_fa


def test_the_field_of_an_agency_says_where_it_completes() -> None:
    assert AgencyField.endpoint == "directory.complete"


# --- centres --------------------------------------------------------------------------------------------------------


def test_the_address_of_a_residential_centre_is_closed_unless_said() -> None:
    assert not Centre(kind=CentreKind.RESIDENTIAL, address_public=False).address_is_open
    assert Centre(kind=CentreKind.RESIDENTIAL, address_public=True).address_is_open
    assert Centre(kind=CentreKind.DAY, address_public=False).address_is_open


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (7, True), (8, False)])
def test_a_count_of_places_is_fresh_for_a_week(days: int, fresh: bool) -> None:
    assert Centre(places_free_on=TODAY - timedelta(days=days)).places_are_fresh(TODAY) is fresh


def test_places_never_counted_are_not_fresh() -> None:
    assert not Centre(places_free_on=None).places_are_fresh(TODAY)


def test_counting_places_dates_them(admin: Actor, world: World) -> None:
    centre = get(Centre, world.day_centre)
    centre.places_free, centre.places_free_on = 4, TODAY - timedelta(days=20)
    commands.set_places_free(admin, centre, places=4)
    assert (centre.places_free, centre.places_free_on) == (4, TODAY)


def test_more_places_than_the_capacity_are_refused(admin: Actor, world: World) -> None:
    centre = get(Centre, world.day_centre)
    centre.capacity = 10
    with pytest.raises(Invalid):
        commands.set_places_free(admin, centre, places=11)


def test_ages_that_run_backwards_are_refused(admin: Actor, world: World) -> None:
    facts = CentreFacts(name_fa="مرکز", kind=CentreKind.DAY, age_from=12, age_to=6)
    with pytest.raises(Invalid) as refusal:
        commands.create_centre(admin, get(Agency, world.pouya), facts=facts)
    assert refusal.value.field == "age_to"


# --- holidays -------------------------------------------------------------------------------------------------------


def test_a_closure_is_told(admin: Actor) -> None:
    commands.add_holiday(admin, on=date(2026, 11, 22), name_fa="آلودگی هوا")
    assert [event.payload for event in events("holiday.changed")] == [{"first": "2026-11-22", "last": "2026-11-22"}]


def test_a_day_that_is_off_already_is_not_added(admin: Actor) -> None:
    commands.add_holiday(admin, on=date(2026, 11, 22), name_fa="آلودگی هوا")
    with pytest.raises(Invalid):
        commands.add_holiday(admin, on=date(2026, 11, 22), name_fa="برف")


def test_a_corrected_name_is_not_told_but_kept_from_the_seed(admin: Actor) -> None:
    seed_holidays([1405])
    holiday = db.session.scalars(select(Holiday).order_by(Holiday.on)).first()
    assert holiday is not None
    commands.edit_holiday(admin, holiday, name_fa="نامی دیگر", name_en="", observed=True, estimated=False)
    assert seed_holidays([1405]) == []
    assert (holiday.name_fa, holiday.edited) == ("نامی دیگر", True)
    assert events("holiday.changed") == []


def test_a_moved_holiday_leaves_a_working_day_behind(admin: Actor) -> None:
    holiday = commands.add_holiday(admin, on=date(2026, 12, 1), name_fa="عید")
    moved = commands.move_holiday(admin, holiday, to=date(2026, 12, 2))
    assert (holiday.observed, moved.observed, moved.estimated) == (False, True, False)
    assert len(events("holiday.changed")) == 3


def test_a_working_day_can_become_a_holiday_again(admin: Actor) -> None:
    holiday = commands.add_holiday(admin, on=date(2026, 12, 1), name_fa="عید")
    commands.edit_holiday(admin, holiday, name_fa="عید", name_en="", observed=False, estimated=False)
    assert commands.add_holiday(admin, on=date(2026, 12, 1), name_fa="عید") is holiday
    assert holiday.observed


def test_years_are_filled_once(admin: Actor) -> None:
    assert commands.fill_holidays(admin, first=1406, last=1407) > 20
    assert commands.fill_holidays(admin, first=1406, last=1407) == 0
    assert len(events("holiday.changed")) == 1


# --- code lists -----------------------------------------------------------------------------------------------------


def test_the_code_lists_begin_with_the_fields_own(app: Flask, now: Any) -> None:
    assert now == MOMENT
    with app.app_context():
        seed_code_lists()
        needs = {need.code: need.service_kind for need in db.session.scalars(select(NeedKind))}
        assert len(db.session.scalars(select(ServiceKind)).all()) == 8
        assert len(needs) == 14
        assert (needs["livelihood"], needs["shelter"], needs["identity_papers"]) == (
            "social_work",
            "residential",
            "legal",
        )
        days = list(db.session.scalars(select(Holiday.on).order_by(Holiday.on)))
        assert (days[0].year, days[-1].year) == (2011, 2032)


def test_seeding_twice_changes_nothing(app: Flask, now: Any) -> None:
    with app.app_context():
        seed_code_lists()
        need = db.session.get_one(NeedKind, "sport")
        need.name_fa = "ورزش و بازی"
        db.session.flush()
        before = len(db.session.scalars(select(Holiday)).all())
        seed_code_lists()
        assert len(db.session.scalars(select(Holiday)).all()) == before
        assert need.name_fa == "ورزش و بازی"


def test_a_further_need_comes_last(admin: Actor) -> None:
    need = commands.add_need(admin, code="art", name_fa="هنر", name_en="Art", service_kind="education")
    db.session.flush()
    assert queries.list_needs()[-1] is need


@pytest.mark.parametrize("code", ["shelter", "Art", "هنر", "art-1", "a" * 33])
def test_a_need_of_a_wrong_or_taken_code_is_refused(admin: Actor, code: str) -> None:
    with pytest.raises(Invalid):
        commands.add_need(admin, code=code, name_fa="هنر", name_en="Art", service_kind="education")


def test_a_need_no_longer_offered_keeps_its_label(admin: Actor) -> None:
    need = queries.get_need("shelter")
    assert need is not None
    commands.edit_need(
        admin, need, name_fa=need.name_fa, name_en=need.name_en, service_kind="residential", position=1, active=False
    )
    db.session.flush()
    assert "shelter" not in {one.code for one in queries.list_needs()}
    assert "shelter" in queries.need_labels()


def test_a_limit_for_nobody_in_particular_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid):
        commands.set_limit(admin, clock="decide", priority="normal", route=None, agency=None, amount=3, unit="d")


def test_a_limit_of_a_clock_that_does_not_run_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        commands.set_limit(admin, clock="waitlist", priority="emergency", route="self", agency=None, amount=3, unit="d")
    assert refusal.value.field == "priority"
