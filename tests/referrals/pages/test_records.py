"""Services and stays: for one child, for a list at once, corrected and ended."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.kernel.db import db
from coordination.referrals.models import Admission, Service
from tests.pages import send
from tests.referrals.pages.conftest import Desk
from tests.world import add_centre

RECIPIENT = "welfare_liaison"


def services(desk: Desk) -> list[Service]:
    with desk.app.app_context():
        found = list(db.session.scalars(select(Service).order_by(Service.id)))
        db.session.expunge_all()
        return found


def test_service_is_recorded_under_the_kind_of_the_first_need(desk: Desk) -> None:
    url = desk.make("in_service")
    assert send(desk.as_(RECIPIENT), f"{url}/services/new", {"times": "۳"}).status_code == 303
    (service,) = services(desk)
    assert (service.kind, service.need, service.times) == ("social_work", "social_work", 3)
    assert "۳ بار" in desk.as_(RECIPIENT).get(url).text


@pytest.mark.parametrize("typed", [{"times": "۰"}, {"times": "دو"}, {"on": "۱۴۰۵/۹/۲۹"}, {"on": ""}, {"kind": "magic"}])
def test_service_that_does_not_fit_is_refused_beside_its_field(desk: Desk, typed: dict[str, str]) -> None:
    url = desk.make("in_service")
    answer = send(desk.as_(RECIPIENT), f"{url}/services/new", typed)
    assert answer.status_code == 422
    assert f'id="{next(iter(typed))}-error"' in answer.text
    assert services(desk) == []


def test_service_is_recorded_for_a_list_at_once(desk: Desk) -> None:
    ids = [desk.make("in_service").rsplit("/", 1)[1] for _number in range(3)]
    client = desk.as_(RECIPIENT)
    answer = send(client, "/referrals/services/new", {"referral": ids[:2], "kind": "education"})
    assert answer.status_code == 303
    found = services(desk)
    assert len(found) == 2
    assert found[0].batch
    assert found[0].batch == found[1].batch


def test_list_without_a_tick_records_nothing(desk: Desk) -> None:
    desk.make("in_service")
    answer = send(desk.as_(RECIPIENT), "/referrals/services/new", {"note": "کلاس نقاشی"})
    assert answer.status_code == 422
    assert "کلاس نقاشی" in answer.text
    assert services(desk) == []


def test_list_with_a_strangers_referral_records_nothing(desk: Desk) -> None:
    ids = [desk.make("in_service").rsplit("/", 1)[1], desk.make("received").rsplit("/", 1)[1]]
    answer = send(desk.as_(RECIPIENT), "/referrals/services/new", {"referral": ids})
    assert answer.status_code == 409
    assert services(desk) == []


def test_wrong_entry_leaves_the_counts_and_stays_readable(desk: Desk) -> None:
    url, client = desk.make("served"), desk.as_(RECIPIENT)
    (service,) = services(desk)
    address = f"{url}/services/{service.public_id}/void"
    assert address in client.get(url).text
    assert send(client, address, {"reason": ""}).status_code == 422
    assert send(client, address, {"reason": "دو بار نوشته شد"}).status_code == 303
    page = client.get(url).text
    assert "شمرده نمی‌شود" in page
    assert "دو بار نوشته شد" in page
    assert "هنوز خدمتی ثبت نشده است" in page


def test_wrong_entry_is_not_corrected_by_others(desk: Desk) -> None:
    url = desk.make("served")
    (service,) = services(desk)
    assert desk.as_("municipality_liaison").get(f"{url}/services/{service.public_id}/void").status_code == 404


def test_child_is_admitted_and_discharged(desk: Desk) -> None:
    url, client = desk.make("accepted"), desk.as_(RECIPIENT)
    assert send(client, f"{url}/admissions/new", {"brought_by": ""}).status_code == 422
    assert send(client, f"{url}/admissions/new", {"brought_by": "مادر"}).status_code == 303
    assert "مرکز روزانه نسترن" in client.get(url).text
    with desk.app.app_context():
        stay = db.session.scalars(select(Admission.public_id)).one()
    address = f"{url}/admissions/{stay}/discharge"
    assert send(client, address, {"to": ""}).status_code == 422
    assert send(client, address, {"to": "خانواده"}).status_code == 303
    assert "خانواده" in client.get(url).text


def test_stay_of_another_referral_is_not_there(desk: Desk) -> None:
    url, other = desk.make("accepted"), desk.make("accepted")
    client = desk.as_(RECIPIENT)
    send(client, f"{url}/admissions/new", {"brought_by": "مادر"})
    with desk.app.app_context():
        stay = db.session.scalars(select(Admission.public_id)).one()
    assert client.get(f"{other}/admissions/{stay}/discharge").status_code == 404


@pytest.mark.parametrize("page", ["services/new", "admissions/new"])
def test_records_open_in_english(desk: Desk, page: str) -> None:
    assert desk.as_(RECIPIENT, "en").get(f"{desk.make('accepted')}/{page}").status_code == 200


def of_case(desk: Desk) -> str:
    case = desk.stored(desk.make("drafted")).case
    return f"/referrals/given/{case.public_id}"


def test_own_agency_records_a_service_without_a_referral(desk: Desk) -> None:
    url, worker = of_case(desk), desk.as_("municipality_worker")
    assert "هنوز چیزی ثبت نشده است" in worker.get(url).text
    assert send(worker, f"{url}/services/new", {"times": "۲"}).status_code == 303
    (service,) = services(desk)
    assert (service.agency_id, service.referral_id, service.times) == (desk.world.municipality.id, None, 2)
    assert "مددکاری اجتماعی" in worker.get(url).text


def test_wrong_entry_of_a_case_leaves_the_counts(desk: Desk) -> None:
    url, liaison = of_case(desk), desk.as_("municipality_liaison")
    send(liaison, f"{url}/services/new")
    (service,) = services(desk)
    assert send(liaison, f"{url}/services/{service.public_id}/void", {"reason": "نادرست بود"}).status_code == 303
    page = liaison.get(url).text
    assert "شمرده نمی‌شود" in page
    assert "نادرست بود" in page


def test_own_agency_admits_and_discharges_without_a_referral(desk: Desk) -> None:
    with desk.app.app_context():
        add_centre(desk.world.municipality, "گرم‌خانه شهرداری")
        db.session.commit()
    url, liaison = of_case(desk), desk.as_("municipality_liaison")
    assert send(liaison, f"{url}/admissions/new", {"brought_by": "مادر", "route": "magic"}).status_code == 422
    assert send(liaison, f"{url}/admissions/new", {"brought_by": "مادر", "route": "self"}).status_code == 303
    with desk.app.app_context():
        stay = db.session.scalars(select(Admission)).one()
        assert (stay.route, stay.referral_id, stay.basis_id is not None) == ("self", None, True)
        address = f"{url}/admissions/{stay.public_id}/discharge"
    assert send(liaison, address, {"to": "خانواده"}).status_code == 303
    assert "خانواده" in liaison.get(url).text


@pytest.mark.parametrize("page", ["", "/services/new", "/admissions/new"])
def test_what_a_case_was_given_is_its_staffs_alone(desk: Desk, page: str) -> None:
    url = of_case(desk)
    assert desk.as_("municipality_worker", "en").get(f"{url}{page}").status_code == 200
    assert desk.as_(RECIPIENT).get(f"{url}{page}").status_code == 404
