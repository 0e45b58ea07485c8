"""The pages of cases over HTTP: who sees what, how many statements, and that writes come back to the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.audit.models import AuditEntry
from coordination.cases.models import Case
from coordination.kernel.db import db
from tests.cases.conftest import Kept, keep
from tests.cases.sending import new_case, of_the_act, of_the_query, send, send_search, token
from tests.world import add_case, add_consent, get, sign_in

# --- lists ------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_code_and_never_the_name(worker: FlaskClient, kept: Kept) -> None:
    page = worker.get("/cases").text
    assert kept.code in page
    assert "مهرگان" not in page


def test_the_list_takes_five_statements(worker: FlaskClient, kept: Kept, statements: Any) -> None:
    with statements() as seen:
        assert worker.get("/cases").status_code == 200
    assert len(seen) <= 5, seen


def test_an_empty_list_says_how_cases_get_there(worker: FlaskClient) -> None:
    page = worker.get("/cases").text
    assert "/cases/new" in page


def test_another_agencys_cases_are_not_listed(world: Any, client: FlaskClient, kept: Kept) -> None:
    sign_in(client, world.welfare_liaison)
    assert kept.code not in client.get("/cases").text


def test_a_head_sees_code_worker_and_state_only(world: Any, client: FlaskClient, kept: Kept) -> None:
    sign_in(client, world.pouya_head)
    page = client.get("/cases").text
    assert kept.code in page
    assert "محله گلستان" not in page
    assert kept.public_id not in page


@pytest.mark.both
def test_the_list_turns_pages(world: Any, worker: FlaskClient) -> None:
    with worker.application.app_context():
        for _ in range(27):
            add_case(world.pouya, worker=world.pouya_worker)
        db.session.commit()
    second = re.search(r'rel="next" href="([^"]+)"', worker.get("/cases").text)
    assert second is not None
    assert len(re.findall(r"<td data-label", worker.get(second[1].replace("&amp;", "&")).text)) == 2 * 6


def test_closed_cases_are_listed_when_asked_for(worker: FlaskClient, kept: Kept) -> None:
    assert kept.code not in worker.get("/cases?state=closed").text


@pytest.mark.both
@pytest.mark.parametrize("typed", ["مهرگان", "زرین پر مهرگان", "زرین‌پر", "C-90", "پ-۱۲", "۱۲۳۴۵۶۷۸۹۱"])
def test_a_case_is_found_by_name_code_and_numbers(world: Any, worker: FlaskClient, typed: str) -> None:
    with worker.application.app_context():
        case = add_case(world.pouya, worker=world.pouya_worker, identity_number="1234567891", file_number="پ-۱۲")
        case.client.code = "C-90"
        kept = keep(case)
    page = send_search(worker, text=typed).text
    assert kept.public_id in page


def test_a_part_of_a_name_finds_nothing(worker: FlaskClient, kept: Kept) -> None:
    assert kept.public_id not in send_search(worker, text="مهرگ").text


def test_the_fathers_name_narrows_a_search(worker: FlaskClient, kept: Kept) -> None:
    assert kept.public_id not in send_search(worker, text="مهرگان", father="رحمان").text


def test_a_search_finds_no_case_of_another_agency(world: Any, client: FlaskClient, kept: Kept) -> None:
    sign_in(client, world.welfare_liaison)
    assert kept.public_id not in send_search(client, text="مهرگان").text


def test_a_search_is_recorded_without_its_words(worker: FlaskClient, kept: Kept) -> None:
    send_search(worker, text="مهرگان")
    with worker.application.app_context():
        row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "case.search")).one()
        assert row.detail == {"by": ["text"], "found": 1}


def test_a_search_takes_five_statements(worker: FlaskClient, kept: Kept, statements: Any) -> None:
    hidden = token(worker, "/cases")
    with statements() as seen:
        worker.post("/cases/search", data=hidden | {"text": "مهرگان"})
    assert len(of_the_query(seen)) <= 5, seen


# --- opening ----------------------------------------------------------------------------------------------------


def test_a_case_is_opened_with_a_sex_and_a_name(worker: FlaskClient) -> None:
    answer = send(worker, "/cases/new", **new_case(given_name="نسیم"))
    assert answer.status_code == 303
    assert "نسیم" in worker.get(answer.location).text


def test_opening_takes_a_dozen_statements(worker: FlaskClient, statements: Any) -> None:
    send(worker, "/cases/new", **new_case(given_name="بهار"))
    hidden = token(worker, "/cases/new")
    with statements() as seen:
        typed = new_case(given_name="نسیم", family_name="رستگار")
        assert worker.post("/cases/new", data=hidden | typed).status_code == 303
    # session, posts; agencies, people; check; counter, key, client, case, name keys; head, entry, head.
    assert len(of_the_act(seen)) <= 13, seen


def test_a_case_without_a_sex_is_refused_beside_the_field(worker: FlaskClient) -> None:
    answer = send(worker, "/cases/new", **new_case(sex="", given_name="نسیم"))
    assert answer.status_code == 422
    assert 'id="sex-error"' in answer.text


def test_a_case_that_tells_nothing_is_refused_on_the_form(worker: FlaskClient) -> None:
    assert send(worker, "/cases/new", **new_case()).status_code == 422


def test_a_file_that_resembles_is_asked_about_without_its_name(worker: FlaskClient, kept: Kept) -> None:
    answer = send(worker, "/cases/new", **new_case(given_name="مهرگان", family_name="زرین پر"))
    found = answer.text[: answer.text.index('<form method="post" action="/cases/new"')]
    assert kept.code in found
    assert "مهرگان" not in found


@pytest.mark.both
def test_another_child_gets_a_file_of_its_own(worker: FlaskClient, kept: Kept) -> None:
    typed = new_case(given_name="مهرگان", family_name="زرین پر", check="another")
    answer = send(worker, "/cases/new", **typed)
    with worker.application.app_context():
        case = db.session.scalars(select(Case).where(Case.id != kept.id)).one()
        assert (answer.status_code, case.duplicates_answer) == (303, "another")


@pytest.mark.parametrize(("typed", "year"), [("۱۱", 1394), ("۱۳۹۰", 1390), ("1390/2/3", 1390), ("2015", 1394)])
def test_a_birth_is_an_age_a_year_or_a_date(worker: FlaskClient, typed: str, year: int) -> None:
    send(worker, "/cases/new", **new_case(given_name="نسیم", birth=typed))
    with worker.application.app_context():
        assert db.session.scalars(select(Case)).one().client.birth_year == year


def test_a_number_that_looks_wrong_is_kept_with_a_warning(worker: FlaskClient) -> None:
    typed = new_case(given_name="نسیم", identity_kind="national_id", identity_number="123")
    answer = send(worker, "/cases/new", **typed)
    assert "flash-warning" in worker.get(answer.location).text


# --- the page ---------------------------------------------------------------------------------------------------


def test_the_page_opens_every_group_to_the_worker(worker: FlaskClient, kept: Kept) -> None:
    page = worker.get(kept.url).text
    assert "مهرگان" in page
    assert "زرین‌پر" in page


def test_the_name_stands_in_no_heading_and_no_title(worker: FlaskClient, kept: Kept) -> None:
    page = worker.get(kept.url).text
    assert "مهرگان" not in " ".join(re.findall(r"<(?:title|h1|h2)[^>]*>.*?</(?:title|h1|h2)>", page, re.DOTALL))


@pytest.mark.both
def test_the_page_takes_seven_statements(world: Any, worker: FlaskClient, kept: Kept, statements: Any) -> None:
    with worker.application.app_context():
        case = get(Case, kept.id)
        add_consent(case, recorded_by=world.pouya_worker, recipients=(world.welfare, world.judiciary))
        add_consent(case, recorded_by=world.pouya_worker)
        db.session.commit()
    with statements() as seen:
        assert worker.get(kept.url).status_code == 200
    assert len(seen) <= 7, seen


def test_a_look_is_on_the_log_with_its_groups(worker: FlaskClient, kept: Kept) -> None:
    worker.get(kept.url)
    with worker.application.app_context():
        row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "case.identity")).one()
        assert (row.kind, row.thing_id, len(row.detail["groups"])) == ("case", kept.id, 6)


@pytest.mark.parametrize("who", ["welfare_liaison", "pouya_head", "administrator", "auditor"])
def test_the_page_is_not_there_for_others(world: Any, client: FlaskClient, kept: Kept, who: str) -> None:
    sign_in(client, getattr(world, who))
    assert client.get(kept.url).status_code == 404


def test_nobody_signed_in_is_led_to_the_sign_in(client: FlaskClient, kept: Kept) -> None:
    assert client.get(kept.url).status_code == 303


PAGES = (
    "",
    "/print",
    "/log",
    "/people",
    "/family/new",
    "/duplicates",
    "/close",
    "/files/new",
    "/consents/new",
    "/edit/triage",
    "/edit/identity",
    "/edit/family",
    "/edit/health",
    "/edit/school_work",
    "/edit/legal",
)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_both_languages(
    world: Any, worker: FlaskClient, kept: Kept, path: str, language: str
) -> None:
    with worker.application.app_context():
        from coordination.accounts.models import Person

        get(Person, world.pouya_worker).language = language
        db.session.commit()
    answer = worker.get(kept.url + path)
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text


@pytest.mark.parametrize("path", ["/cases", "/cases/new"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_list_and_new_open_in_both_languages(world: Any, worker: FlaskClient, path: str, language: str) -> None:
    with worker.application.app_context():
        from coordination.accounts.models import Person

        get(Person, world.pouya_worker).language = language
        db.session.commit()
    assert worker.get(path).status_code == 200


def test_a_group_that_does_not_exist_is_not_found(worker: FlaskClient, kept: Kept) -> None:
    assert worker.get(f"{kept.url}/edit/secret").status_code == 404


# --- editing ----------------------------------------------------------------------------------------------------


def test_a_group_is_edited(worker: FlaskClient, kept: Kept) -> None:
    assert send(worker, f"{kept.url}/edit/health", health="آسم دارد").status_code == 303
    assert "آسم دارد" in worker.get(kept.url).text


def test_an_edit_takes_ten_statements(worker: FlaskClient, kept: Kept, statements: Any) -> None:
    hidden = token(worker, f"{kept.url}/edit/health")
    with statements() as seen:
        worker.post(f"{kept.url}/edit/health", data=hidden | {"health": "آسم دارد"})
    assert len(of_the_act(seen)) <= 10, seen


def test_a_stale_edit_shows_both_texts(worker: FlaskClient, kept: Kept) -> None:
    first = token(worker, f"{kept.url}/edit/health")
    send(worker, f"{kept.url}/edit/health", health="آسم دارد")
    answer = worker.post(f"{kept.url}/edit/health", data=first | {"health": "آسم ندارد"})
    assert answer.status_code == 409
    assert "آسم ندارد" in answer.text
    assert "آسم دارد" in answer.text


def test_the_identity_form_is_filled_with_what_is_stored(worker: FlaskClient, kept: Kept) -> None:
    page = worker.get(f"{kept.url}/edit/identity").text
    assert 'value="مهرگان"' in page
    assert 'value="۱۳۹۴"' in page


def test_names_changed_into_anothers_lead_to_the_check(world: Any, worker: FlaskClient, kept: Kept) -> None:
    with worker.application.app_context():
        keep(add_case(world.pouya, given_name="نسیم", family_name="رستگار"))
    typed = {"given_name": "نسیم", "family_name": "رستگار", "identity_kind": "none"}
    answer = send(worker, f"{kept.url}/edit/identity", **typed)
    assert answer.location == f"{kept.url}/duplicates"


def test_the_check_is_answered_on_its_page(worker: FlaskClient, kept: Kept) -> None:
    send(worker, f"{kept.url}/duplicates")
    with worker.application.app_context():
        assert get(Case, kept.id).duplicates_answer == "another"


def test_a_worker_who_gives_the_case_away_is_led_to_the_list(world: Any, worker: FlaskClient, kept: Kept) -> None:
    answer = send(worker, f"{kept.url}/people", worker=str(world.pouya_liaison.id))
    assert answer.location == "/cases"


def test_a_relative_is_added_and_removed(worker: FlaskClient, kept: Kept) -> None:
    send(worker, f"{kept.url}/family/new", relation="mother", name="گلنار")
    page = worker.get(kept.url).text
    assert "گلنار" in page
    action = re.search(rf'action="({kept.url}/family/[^"]+)"', page)
    assert action is not None
    worker.post(action[1], data=token(worker, f"{kept.url}/close"))
    assert "گلنار" not in worker.get(kept.url).text
