"""The pages of activities: the register and its filters, the short entry, one activity, removal, what follows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from coordination.actions.models import Action, ActionState
from coordination.activities.models import Activity, ActivityAction, ActivityKind, Part, Partner, Precision
from coordination.kernel.db import db
from coordination.lang.spans import range_of
from tests.activities.conftest import DAY
from tests.issuing import add_activity, of_agency, of_group
from tests.pages import form_of, send
from tests.world import sign_in

SUMMER = range_of("season", 1394, 2)


def stored(app: Any, title: str) -> Activity:
    with app.app_context():
        return db.session.scalars(select(Activity).where(Activity.title == title)).one()


def partners_of(app: Any, title: str) -> list[tuple[str, int | None, str]]:
    with app.app_context():
        activity = db.session.scalars(select(Activity).where(Activity.title == title)).one()
        return [(one.part, one.agency_id, one.name) for one in activity.partners]


# --- the register ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "filters"),
    [
        ({"from_on": SUMMER[0], "to_on": SUMMER[1], "precision": Precision.SEASON}, {}),
        ({"kind": ActivityKind.WORKSHOP}, {"kind": "contact"}),
        ({"kind": ActivityKind.WORKSHOP}, {"heading": "7"}),
        ({"from_on": date(2026, 4, 1), "to_on": date(2026, 4, 1)}, {"part": "half-2"}),
        ({"from_on": date(2026, 4, 1), "to_on": date(2026, 4, 1)}, {"part": "month-8"}),
        ({"place": "دور"}, {"q": "ثبت نام"}),
    ],
)
def test_the_register_shows_what_its_filters_name(liaison: Any, made: Any, columns: Any, filters: Any) -> None:
    made(title="گفت‌وگوی یکم درباره ثبت‌نام")
    made(**({"title": "چیزی دیگر"} | columns))
    text = liaison.get("/activities", query_string=filters).text
    assert ("گفت‌وگوی یکم" in text, "چیزی دیگر" in text) == (True, False)


def test_a_season_holds_what_is_known_to_the_year_only(liaison: Any, made: Any) -> None:
    first, last = range_of("year", 1394)
    made(title="طرح سالانه", from_on=first, to_on=last, precision=Precision.YEAR)
    assert "طرح سالانه" in liaison.get("/activities?year=1394&part=season-2").text


def test_a_partner_is_found_by_its_name(liaison: Any, made: Any, app: Any, world: Any) -> None:
    made(title="نشست با همکار")
    with app.app_context():
        activity = db.session.scalars(select(Activity).where(Activity.title == "نشست با همکار")).one()
        activity.partners = [Partner(part=Part.HOST, name="خانه آفتاب")]
        db.session.commit()
    text = liaison.get("/activities?q=آفتاب").text
    assert "نشست با همکار" in text
    assert "خانه آفتاب" in text


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_register_costs_the_same_for_two_and_for_forty(
    liaison: Any, app: Any, world: Any, statements: Any, language: str
) -> None:
    liaison.set_cookie("lang", language)
    for count in (2, 38):
        with app.app_context():
            for n in range(count):
                one = add_activity(of_agency(world.municipality), world.municipality_liaison, title=f"شماره {n}")
                one.partners = [Partner(part=Part.HOST, agency_id=world.welfare.id)]
            db.session.commit()
        with statements() as seen:
            assert liaison.get("/activities").status_code == 200
        assert len(seen) <= 5, seen


def test_the_register_of_somebody_else_does_not_show_it(client: Any, world: Any, made: Any) -> None:
    made(title="کار شهرداری")
    sign_in(client, world.welfare_liaison)
    assert "کار شهرداری" not in client.get("/activities").text


# --- entering --------------------------------------------------------------------------------------------------


def test_an_activity_is_entered_with_four_fields(liaison: Any, app: Any) -> None:
    answer = send(liaison, "/activities/new", {"kind": "visit", "title": "بازدید از مرکز", "when": "۱۶ مهر"})
    assert answer.status_code == 303
    one = stored(app, "بازدید از مرکز")
    assert (one.from_on, one.to_on, one.precision, one.times) == (DAY, DAY, "day", 1)


def test_entering_with_a_partner_costs_eight_statements(liaison: Any, statements: Any, app: Any, world: Any) -> None:
    send(liaison, "/activities/new", {"title": "گفت‌وگو"})  # the trail has its head from the first act on
    target, values = form_of(liaison.get("/activities/new").text, "/activities/new")
    values |= {"kind": ["visit"], "title": ["بازدید"], "when": ["۱۶ مهر"], "partners-0-body": [world.welfare.name_fa]}
    with statements() as seen:
        assert liaison.post(target, data=values).status_code == 303
    assert len(seen) <= 8, "\n".join(one[:150] for one in seen)
    assert partners_of(app, "بازدید") == [("host", world.welfare.id, "")]


def test_a_half_known_time_stays_half_known(liaison: Any, app: Any) -> None:
    send(liaison, "/activities/new", {"kind": "visit", "title": "بازدید", "when": "تابستان ۱۳۹۴", "times": "چند بار"})
    one = stored(app, "بازدید")
    assert (one.from_on, one.to_on, one.precision, one.several) == (*SUMMER, "season", True)


def test_a_body_that_no_agency_is_called_stays_a_name(liaison: Any, app: Any) -> None:
    typed = {"kind": "contact", "title": "نامه", "partners-0-body": "خانه آفتاب", "partners-1-body": "باغ کتاب",
             "partners-1-part": "audience"}  # fmt: skip
    send(liaison, "/activities/new", typed)
    assert partners_of(app, "نامه") == [("addressee", None, "خانه آفتاب"), ("audience", None, "باغ کتاب")]


def test_the_next_one_keeps_kind_and_time(liaison: Any) -> None:
    answer = send(liaison, "/activities/new", {"kind": "visit", "title": "بازدید", "when": "مهر ۱۴۰۵", "next": "1"})
    text = liaison.get(answer.location).text
    assert '<option selected value="visit">' in text
    assert "مهر ۱۴۰۵" in text


def test_fields_of_another_kind_are_not_taken(liaison: Any, app: Any) -> None:
    send(liaison, "/activities/new", {"kind": "visit", "title": "بازدید", "asked": "چیزی", "days": "۳"})
    one = stored(app, "بازدید")
    assert (one.asked, one.days) == ("", None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"when": "روزی"}, "زمان خوانده نشد"),
        ({"when": ""}, "خالی است"),
        ({"title": ""}, "خالی است"),
        ({"title": "کار با C-4821"}, "C-4821"),
        ({"times": "۰"}, "نمی‌تواند درست باشد"),
        ({"kind": "workshop", "days": "-۲"}, "نمی‌تواند درست باشد"),
        ({"people": "۱۲ نفر"}, "عدد خوانده نشد"),
    ],
)
def test_bad_input_is_refused_in_words_and_kept(liaison: Any, app: Any, typed: Any, words: str) -> None:
    said = {"kind": "visit", "title": "بازدید", "when": "۱۶ مهر", "place": "خانه کودک"} | typed
    answer = send(liaison, "/activities/new", said)
    assert answer.status_code == 422
    assert words in answer.text
    assert "خانه کودک" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Activity)).all() == []


def test_nobody_enters_in_anothers_name(client: Any, world: Any, app: Any) -> None:
    sign_in(client, world.welfare_liaison)
    send(client, "/activities/new", {"title": "بازدید", "issuer": f"agency-{world.municipality.id}"})
    with app.app_context():
        assert db.session.scalars(select(Activity)).all() == []


# --- one activity ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fa", "en"])
def test_its_page_costs_seven_statements(
    liaison: Any, made: Any, statements: Any, app: Any, world: Any, language: str
) -> None:
    liaison.set_cookie("lang", language)
    one = made(asked="ثبت‌نام دو کودک", answer="granted")
    with app.app_context():
        activity = db.session.scalars(select(Activity)).one()
        activity.partners = [
            Partner(part=Part.ADDRESSEE, agency_id=agency.id) for agency in (world.welfare, world.pouya)
        ]
        db.session.commit()
    with statements() as seen:
        assert liaison.get(f"/activities/{one}").status_code == 200
    assert len(seen) <= 7, seen


def test_a_change_keeps_what_the_form_did_not_touch(liaison: Any, made: Any, app: Any, world: Any) -> None:
    first, last = range_of("half", 1392, 2)
    one = made(title="کارگاه", kind=ActivityKind.WORKSHOP, from_on=first, to_on=last, precision=Precision.HALF,
               times=None, days=5, audience="مربیان")  # fmt: skip
    with app.app_context():
        activity = db.session.scalars(select(Activity)).one()
        activity.partners = [
            Partner(part=Part.ORGANISER, agency_id=world.welfare.id), Partner(part=Part.HOST, name="خانه آفتاب"),
        ]  # fmt: skip
        db.session.commit()
    assert send(liaison, f"/activities/{one}/edit", {"place": "تهران"}).status_code == 303
    after = stored(app, "کارگاه")
    assert (after.from_on, after.to_on, after.precision, after.times) == (first, last, "half", None)
    assert (after.days, after.audience, after.place) == (5, "مربیان", "تهران")
    assert partners_of(app, "کارگاه") == [("organiser", world.welfare.id, ""), ("host", None, "خانه آفتاب")]


def test_a_partner_is_taken_off_by_emptying_its_row(liaison: Any, made: Any, app: Any) -> None:
    one = made(title="کارگاه")
    with app.app_context():
        db.session.scalars(select(Activity)).one().partners = [Partner(part=Part.HOST, name="خانه آفتاب")]
        db.session.commit()
    send(liaison, f"/activities/{one}/edit", {"partners-0-body": ""})
    assert partners_of(app, "کارگاه") == []


def test_two_who_change_at_once_notice_each_other(liaison: Any, made: Any, app: Any) -> None:
    one = made(title="کارگاه")
    target, values = form_of(liaison.get(f"/activities/{one}/edit").text, f"/activities/{one}/edit")
    send(liaison, f"/activities/{one}/edit", {"title": "عنوان دیگری"})
    answer = liaison.post(target, data=values | {"title": ["عنوان من"]})
    assert answer.status_code == 409
    assert "عنوان من" in answer.text


def test_a_removed_one_leaves_the_register_and_comes_back(liaison: Any, made: Any) -> None:
    one = made(title="اشتباهی")
    send(liaison, f"/activities/{one}", action=f"/activities/{one}/remove")
    assert "اشتباهی" not in liaison.get("/activities").text
    assert "اشتباهی" in liaison.get("/activities?removed=1&year=all").text
    send(liaison, f"/activities/{one}", action=f"/activities/{one}/put-back")
    assert "اشتباهی" in liaison.get("/activities").text


def test_a_removed_one_is_not_changed(liaison: Any, made: Any) -> None:
    one = made()
    page = f"/activities/{one}/edit"
    target, values = form_of(liaison.get(page).text, page)
    send(liaison, f"/activities/{one}", action=f"/activities/{one}/remove")
    values["version"] = ["2"]
    assert liaison.post(target, data=values).status_code == 409


# --- what follows ----------------------------------------------------------------------------------------------


def test_a_contact_gives_birth_to_an_action_that_leads_back(liaison: Any, made: Any, app: Any, world: Any) -> None:
    one = made(title="درخواست جا برای سه کودک", follow_up="پاسخ را پیگیری کنید.")
    page = f"/activities/{one}/actions/new"
    assert "پاسخ را پیگیری کنید." in liaison.get(page).text
    owner = f"{world.welfare_liaison.public_id}.{world.welfare.public_id}"
    verifier = world.municipality_liaison.public_id
    answer = send(liaison, page, {"owner": owner, "verifier": verifier, "due_on": "۱۰ دی"})
    assert answer.status_code == 303, answer.text
    with app.app_context():
        action = db.session.scalars(select(Action)).one()
        assert (action.state, action.source_agency_id) == (ActionState.ISSUED, world.municipality.id)
        assert db.session.scalars(select(ActivityAction.action_id)).all() == [action.id]
        path = f"/actions/{action.public_id}"
    assert "پاسخ را پیگیری کنید." in liaison.get(f"/activities/{one}").text
    back = liaison.get(path).text
    assert f"/activities/{one}" in back
    sign_in(liaison, world.welfare_liaison)
    other = liaison.get(path).text
    assert f"/activities/{one}" not in other
    assert "درخواست جا" not in other


def test_an_action_of_a_groups_activity_belongs_to_the_group(client: Any, world: Any, app: Any) -> None:
    with app.app_context():
        one = add_activity(of_group(world.group), world.secretary, ActivityKind.MEETING_ATTENDED, title="نشست مرجع")
        db.session.commit()
        page = f"/activities/{one.public_id}/actions/new"
    sign_in(client, world.secretary)
    owner = f"{world.welfare_liaison.public_id}.{world.welfare.public_id}"
    answer = send(client, page, {"title": "گزارش بدهید", "owner": owner, "due_on": "۱۰ دی"})
    assert answer.status_code == 303, answer.text
    with app.app_context():
        assert db.session.scalars(select(Action.group_id)).one() == world.group.id


# --- occasions -------------------------------------------------------------------------------------------------


def test_occasions_stand_in_the_order_in_which_they_come(liaison: Any, statements: Any) -> None:
    with statements() as seen:
        text = liaison.get("/occasions").text
    places = [text.index(word) for word in ("مبارزه با کار کودکان", "جهانی صلح", "جهانی کودک")]
    assert places == sorted(places)
    assert len(seen) <= 5, seen


def test_an_administrator_enters_and_rests_an_occasion(client: Any, world: Any) -> None:
    sign_in(client, world.administrator)
    typed = {"name_fa": "روز سوادآموزی", "day": "۷", "month": "jalali-10", "lead_days": "۶۰"}
    assert send(client, "/occasions/new", typed).status_code == 303
    text = client.get("/occasions").text
    assert "روز سوادآموزی" in text
    assert "آماده‌سازی از" in text


@pytest.mark.parametrize(
    "typed",
    [{"day": "۳۱", "month": "jalali-7"}, {"day": "۳۰", "month": "gregorian-2"}, {"lead_days": "۴۰۰"}, {"name_fa": ""}],
)
def test_an_occasion_that_never_falls_is_refused(client: Any, world: Any, typed: Any) -> None:
    sign_in(client, world.administrator)
    said = {"name_fa": "روز نمونه", "day": "۷", "month": "jalali-10", "lead_days": "۶۰"} | typed
    assert send(client, "/occasions/new", said).status_code == 422


def test_an_event_is_recorded_for_its_occasion(liaison: Any, app: Any) -> None:
    found = re.search(r"/activities/new\?occasion=([\w-]+)", liaison.get("/occasions").text)
    assert found
    send(liaison, found[0], {"title": "جشن روز کودک"}, action="/activities/new")
    assert stored(app, "جشن روز کودک").occasion_id is not None
