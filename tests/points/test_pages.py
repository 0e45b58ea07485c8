"""The pages of points and rounds: lists, map, coverage, rounds without a script; and that the police see nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.accounts.models import PostKind
from coordination.directory.models import CentreKind
from coordination.groups.models import SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import month_range
from coordination.points.models import Point, Round, Visit
from coordination.points.queries import list_coverage
from coordination.referrals.models import Route, State
from coordination.vault.seal import place, seal_json
from tests.gatherings import add_seat
from tests.issuing import add_point, add_round
from tests.pages import form_of, send
from tests.points.conftest import Streets
from tests.world import (
    acting,
    add_case,
    add_centre,
    add_consent,
    add_person,
    add_post,
    add_referral,
    get,
    somebody,
)

PAGES = ("/points", "/points/coverage", "/points/new", "/rounds")
PLACE = "35.68"


def test_the_list_shows_the_points_of_ones_unit(stored_streets: Streets, as_: Any) -> None:
    page = as_(stored_streets.world.welfare_worker).get("/points").text
    assert "چهارراه لاله" in page
    assert "map-mark" in page


def test_another_agencys_worker_sees_no_point(stored_streets: Streets, as_: Any) -> None:
    assert "چهارراه لاله" not in as_(stored_streets.world.pouya_worker).get("/points").text


@pytest.mark.parametrize("who", ["secretary", "member", "welfare_head"])
def test_the_coordinates_are_open_to_unit_and_group(stored_streets: Streets, as_: Any, who: str) -> None:
    page = as_(getattr(stored_streets.world, who)).get(f"/points/{stored_streets.point}")
    assert (page.status_code, PLACE in page.text) == (200, True)


@pytest.mark.parametrize("who", ["pouya_head", "observer", "auditor", "administrator"])
def test_nobody_else_opens_a_point(stored_streets: Streets, as_: Any, who: str) -> None:
    assert as_(getattr(stored_streets.world, who)).get(f"/points/{stored_streets.point}").status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("late=1", True),
        ("q=لاله", True),
        ("q=لادن", False),
        ("district=منطقه ۱۲", True),
        ("district=3", False),
        ("city=قزوین", False),
        ("active=no", False),
        ("active=all", True),
        ("after=%00%00", True),
        ("active=%F0%9F%98%80", True),
    ],
)
def test_filters_narrow_the_list(stored_streets: Streets, as_: Any, query: str, shown: bool) -> None:
    page = as_(stored_streets.world.welfare_worker).get(f"/points?{query}").text
    assert (f"/points/{stored_streets.point}" in page) is shown


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_costs_five_statements(
    stored_streets: Streets, as_: Any, app: Flask, statements: Any, many: int
) -> None:
    with app.app_context():
        for _number in range(many):
            add_point(stored_streets.world.welfare)
        db.session.commit()
    client = as_(stored_streets.world.welfare_worker)
    with statements() as seen:
        client.get("/points")
    assert len(seen) <= 5, seen


@pytest.mark.parametrize("path", ["/points/{point}", "/rounds/{round}", "/rounds/{round}/points/{point}"])
def test_a_page_costs_seven_statements(stored_streets: Streets, as_: Any, statements: Any, path: str) -> None:
    client = as_(stored_streets.world.welfare_worker)
    with statements() as seen:
        answer = client.get(path.format(point=stored_streets.point, round=stored_streets.round))
    assert answer.status_code == 200
    assert len(seen) <= 7, seen


def test_the_rounds_cost_five_statements(stored_streets: Streets, as_: Any, statements: Any) -> None:
    client = as_(stored_streets.world.welfare_worker)
    with statements() as seen:
        client.get("/rounds")
    assert len(seen) <= 5, seen


def test_a_point_is_entered(stored_streets: Streets, as_: Any, app: Flask) -> None:
    typed = {
        "agency": stored_streets.world.welfare.public_id,
        "name": "میدان ونک",
        "city": "تهران",
        "district": "منطقه ۳",
        "latitude": "۳۵٫۷۵۷",
        "longitude": "51.41",
        "visit_every": "۵",
    }
    assert send(as_(stored_streets.world.welfare_worker), "/points/new", typed).status_code == 303
    with app.app_context():
        made = db.session.scalars(select(Point).where(Point.name == "میدان ونک")).one()
        assert (made.district, made.latitude, made.longitude, made.visit_every) == ("3", 35.757, 51.41, 5)


def test_degrees_that_are_none_are_refused_and_kept(stored_streets: Streets, as_: Any) -> None:
    typed = {"agency": stored_streets.world.welfare.public_id, "name": "میدان", "latitude": "شمال"}
    answer = send(as_(stored_streets.world.welfare_worker), "/points/new", typed)
    assert (answer.status_code, "شمال" in answer.text) == (422, True)


def test_a_point_is_given_up(stored_streets: Streets, as_: Any, app: Flask) -> None:
    address = f"/points/{stored_streets.point}/edit"
    assert send(as_(stored_streets.world.secretary), address, {"active": None}).status_code == 303
    with app.app_context():
        point = get(Point, stored_streets.point_id)
        assert (point.active, point.latitude, point.group_id) == (False, 35.68, stored_streets.world.group.id)


# --- rounds --------------------------------------------------------------------------------------------------------


def test_a_round_begins_with_one_press(stored_streets: Streets, as_: Any, app: Flask) -> None:
    client = as_(stored_streets.world.welfare_liaison)
    assert send(client, "/rounds").status_code == 303
    with app.app_context():
        begun = db.session.scalars(select(Round).where(Round.by_id == stored_streets.world.welfare_liaison.id)).all()
        assert len(begun) == 1


def test_a_visit_is_saved_and_sent_again_with_one_effect(stored_streets: Streets, as_: Any, app: Flask) -> None:
    client = as_(stored_streets.world.welfare_worker)
    page = f"/rounds/{stored_streets.round}/points/{stored_streets.point}"
    target, values = form_of(client.get(page).text, page)
    values |= {"girls": ["۲"], "boys": ["1"], "contacts": ["1"], "work": ["vending"]}
    answers = [client.post(target, data=values).status_code for _time in range(2)]
    with app.app_context():
        made = db.session.scalars(select(Visit)).all()
        assert (answers, [(one.girls, one.boys, one.work) for one in made]) == ([303, 303], [(2, 1, ["vending"])])


def test_a_visit_counted_by_a_colleague_meanwhile_is_shown_beside_ones_own(
    stored_streets: Streets, as_: Any, app: Flask
) -> None:
    page = f"/rounds/{stored_streets.round}/points/{stored_streets.point}"
    first, second = as_(stored_streets.world.welfare_worker), as_(stored_streets.world.welfare_worker)
    target, values = form_of(second.get(page).text, page)
    send(first, page, {"girls": "2", "note": "کنار بازار"})
    answer = second.post(target, data=values | {"girls": ["5"], "note": ["کنار مترو"]})
    with app.app_context():
        kept = db.session.scalars(select(Visit)).one()
        assert (answer.status_code, kept.girls) == (409, 2)
    assert "کنار بازار" in answer.text
    assert "کنار مترو" in answer.text


def test_a_clash_over_a_point_says_what_is_stored(stored_streets: Streets, as_: Any) -> None:
    page = f"/points/{stored_streets.point}/edit"
    first, second = as_(stored_streets.world.welfare_head), as_(stored_streets.world.welfare_head)
    target, values = form_of(second.get(page).text, page)
    send(first, page, {"name": "میدان لاله"})
    answer = second.post(target, data=values | {"name": ["گذر لاله"]})
    clash = answer.text[answer.text.index("میدان لاله") - 800 :]
    assert (answer.status_code, "P-7" in clash) == (409, False)


def test_save_and_next_leads_to_the_next_point(stored_streets: Streets, as_: Any, app: Flask) -> None:
    with app.app_context():
        following = add_point(stored_streets.world.welfare).public_id
        db.session.commit()
    page = f"/rounds/{stored_streets.round}/points/{stored_streets.point}"
    answer = send(as_(stored_streets.world.welfare_worker), page, {"girls": "1", "then": "next"})
    assert answer.headers["Location"] == f"/rounds/{stored_streets.round}/points/{following}"


def test_after_the_last_point_one_comes_back_to_the_round(stored_streets: Streets, as_: Any) -> None:
    page = f"/rounds/{stored_streets.round}/points/{stored_streets.point}"
    answer = send(as_(stored_streets.world.welfare_worker), page, {"girls": "1", "then": "next"})
    assert answer.headers["Location"] == f"/rounds/{stored_streets.round}"


def test_a_number_that_is_none_is_kept_in_the_form(stored_streets: Streets, as_: Any) -> None:
    page = f"/rounds/{stored_streets.round}/points/{stored_streets.point}"
    answer = send(as_(stored_streets.world.welfare_worker), page, {"girls": "دو"})
    assert (answer.status_code, "دو" in answer.text) == (422, True)


def test_the_end_shows_the_sum(stored_streets: Streets, as_: Any) -> None:
    client = as_(stored_streets.world.welfare_worker)
    address = f"/rounds/{stored_streets.round}"
    send(client, f"{address}/points/{stored_streets.point}", {"girls": "41"})
    assert send(client, address, action=f"{address}/end").status_code == 303
    assert "۴۱" in client.get(address).text


def test_another_agencys_worker_opens_no_round(stored_streets: Streets, as_: Any) -> None:
    assert as_(stored_streets.world.pouya_worker).get(f"/rounds/{stored_streets.round}").status_code == 404


def test_recording_a_visit_costs_twelve_statements(
    stored_streets: Streets, as_: Any, app: Flask, statements: Any
) -> None:
    with app.app_context():
        other = add_point(stored_streets.world.welfare).public_id
        db.session.commit()
    client = as_(stored_streets.world.welfare_worker)
    client.post(f"/rounds/{stored_streets.round}/points/{other}", data={"girls": "1"})
    with statements() as seen:
        client.post(f"/rounds/{stored_streets.round}/points/{stored_streets.point}", data={"girls": "1"})
    assert len(seen) <= 10, seen


# --- a referral of a child seen ------------------------------------------------------------------------------------


@pytest.fixture
def seen(stored_streets: Streets, app: Flask) -> Any:
    """A case of the welfare directorate, and a visit with a contact."""
    with app.app_context():
        case = add_case(stored_streets.world.welfare, worker=stored_streets.world.welfare_worker)
        point = get(Point, stored_streets.point_id)
        visit = Visit(
            round_id=stored_streets.round_id, point=point, at=clock.now(), girls=1, contacts=1, work=["waste"]
        )
        db.session.add(visit)
        db.session.commit()
        return case.public_id, visit.public_id


def test_a_contact_leads_to_a_draft(stored_streets: Streets, as_: Any, seen: Any) -> None:
    page = as_(stored_streets.world.welfare_worker).get(f"/rounds/{stored_streets.round}").text
    assert f"/referrals/new?route=mobile_unit&amp;visit={seen[1]}" in page


def test_the_choice_of_the_case_keeps_the_visit(stored_streets: Streets, as_: Any, seen: Any) -> None:
    address = f"/referrals/new?route=mobile_unit&visit={seen[1]}"
    page = as_(stored_streets.world.welfare_worker).get(address).text
    assert f"/referrals/new/{seen[0]}?route=mobile_unit&amp;visit={seen[1]}" in page


def test_the_draft_holds_point_time_and_work(stored_streets: Streets, as_: Any, seen: Any) -> None:
    address = f"/referrals/new/{seen[0]}?route=mobile_unit&visit={seen[1]}"
    _target, values = form_of(as_(stored_streets.world.welfare_worker).get(address).text, address)
    assert (values["route_point"], values["route_work_seen"]) == (["P-7، چهارراه لاله، منطقه ۱۲"], ["زباله‌گردی"])
    assert values["route_seen_at"] == ["۱۴۰۵/۸/۳۰ ۱۰:۰۰"]


def test_a_visit_of_others_fills_nothing(stored_streets: Streets, as_: Any, app: Flask, seen: Any) -> None:
    with app.app_context():
        case = add_case(stored_streets.world.pouya, worker=stored_streets.world.pouya_worker).public_id
        db.session.commit()
    address = f"/referrals/new/{case}?route=mobile_unit&visit={seen[1]}"
    _target, values = form_of(as_(stored_streets.world.pouya_worker).get(address).text, address)
    assert values["route_point"] == [""]


def test_a_draft_of_the_route_offers_the_points(stored_streets: Streets, as_: Any, seen: Any) -> None:
    page = as_(stored_streets.world.welfare_worker).get(f"/referrals/new/{seen[0]}?route=mobile_unit").text
    assert '<option value="P-7، چهارراه لاله، منطقه ۱۲">' in page


def test_the_draft_costs_ten_statements(stored_streets: Streets, as_: Any, seen: Any, statements: Any) -> None:
    client = as_(stored_streets.world.welfare_worker)
    with statements() as asked:
        client.get(f"/referrals/new/{seen[0]}?route=mobile_unit&visit={seen[1]}")
    assert len(asked) <= 8, asked


# --- coverage ------------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_coverage_counts_points_visited_in_time(stored_streets: Streets, app: Flask) -> None:
    world = stored_streets.world
    with app.app_context():
        often = add_point(world.welfare, city="تهران", visit_every=7)
        unit = add_centre(world.welfare, "واحد دوم", kind=CentreKind.MOBILE_UNIT)
        for days in (1, 8, 15, 22):
            with clock.at(clock.now() - timedelta(days=days)):
                add_round(unit, world.welfare_worker, visits=(often,))
        (line,) = list_coverage(acting(world.welfare_worker), "تهران", *month_range(1405, 8))
    assert (line.points, line.in_time, line.visits, line.seen, line.contacts) == (2, 1, 4, 12, 4)


def test_others_get_counts_of_a_district_without_children(stored_streets: Streets, app: Flask) -> None:
    with app.app_context():
        (line,) = list_coverage(acting(stored_streets.world.pouya_head), "تهران", *month_range(1405, 8))
    assert (line.points, line.seen, line.contacts) == (1, None, None)


@pytest.mark.parametrize("who", ["pouya_head", "auditor", "secretary"])
def test_the_page_of_coverage_names_no_point(stored_streets: Streets, as_: Any, who: str) -> None:
    page = as_(getattr(stored_streets.world, who)).get("/points/coverage")
    assert (page.status_code, "چهارراه لاله" in page.text) == (200, False)


def test_coverage_begins_with_the_city_of_ones_own_points(stored_streets: Streets, as_: Any, app: Flask) -> None:
    with app.app_context():
        for number in range(2):
            add_point(stored_streets.world.pouya, code=f"K-{number}", city="کرج")
        db.session.commit()
    heads = {who: as_(getattr(stored_streets.world, who)) for who in ("welfare_head", "pouya_head")}
    leads = {who: "<bdi>کرج</bdi>" in client.get("/points/coverage").text for who, client in heads.items()}
    assert leads == {"welfare_head": False, "pouya_head": True}


@pytest.mark.parametrize("query", ["month=x", "month=1405-99", "city=نامعلوم", "city=%00"])
def test_a_wrong_address_of_coverage_is_no_error(stored_streets: Streets, as_: Any, query: str) -> None:
    assert as_(stored_streets.world.pouya_head).get(f"/points/coverage?{query}").status_code == 200


def test_coverage_costs_six_statements(stored_streets: Streets, as_: Any, statements: Any) -> None:
    client = as_(stored_streets.world.welfare_worker)
    with statements() as seen:
        client.get("/points/coverage")
    assert len(seen) <= 6, seen


# --- the police ----------------------------------------------------------------------------------------------------


@pytest.fixture
def officers(stored_streets: Streets, app: Flask) -> Any:
    """A liaison of the police; the delegate of the police in the group that answers for the point; its stand-in; and
    somebody of the welfare directorate who has a post with the police too."""
    world = stored_streets.world
    with app.app_context():
        delegate, stand_in, both = (add_person(name) for name in ("نماینده کلانتری", "جانشین کلانتری", "دوسمته"))
        add_seat(world.group, delegate, SeatKind.SECRETARY, agency=world.police, alternate=stand_in)
        add_post(both, world.police, PostKind.WORKER)
        add_post(both, world.welfare, PostKind.LIAISON)
        db.session.commit()
        return [world.police_liaison, *(somebody(one) for one in (delegate, stand_in, both))]


@pytest.mark.parametrize("which", range(4))
def test_a_post_or_seat_of_the_police_sees_nothing_of_points(
    stored_streets: Streets, as_: Any, officers: Any, which: int
) -> None:
    client = as_(officers[which])
    address = f"/points/{stored_streets.point}"
    round_ = f"/rounds/{stored_streets.round}"
    assert [client.get(page).status_code for page in PAGES] == [403] * 4
    assert [client.get(page).status_code for page in (address, f"{address}/edit", round_)] == [404] * 3
    assert "/points" not in client.get("/").text


def test_a_referral_tells_the_police_no_point(stored_streets: Streets, as_: Any, app: Flask) -> None:
    world = stored_streets.world
    with app.app_context():
        case = add_case(world.welfare, worker=world.welfare_worker)
        basis = add_consent(case, recorded_by=world.welfare_worker)
        referral = add_referral(
            case, world.police, drafted_by=world.welfare_liaison, basis=basis, state=State.RECEIVED,
            handler=world.police_liaison, route=Route.MOBILE_UNIT,
        )  # fmt: skip
        data = {"point": "P-7، چهارراه لاله", "work_seen": "تفکیک زباله"}
        where = place("referral.route_data_sealed", referral.public_id)
        referral.route_data_sealed = seal_json(referral.key_id, data, where)
        db.session.commit()
        address = f"/referrals/{referral.public_id}"
    pages = [as_(person).get(address).text for person in (world.welfare_liaison, world.police_liaison)]
    assert ["چهارراه لاله" in page for page in pages] == [True, False]
    assert ["تفکیک زباله" in page for page in pages] == [True, True]
