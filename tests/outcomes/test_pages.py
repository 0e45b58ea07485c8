"""The pages of outcomes: claiming, the verifier's page without the child's name, lists, the funnel, what they cost."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.accounts.models import PostKind
from coordination.audit.models import AuditEntry
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.outcomes import small
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.outcomes.queries.funnel import By, Line, Step, Wanted, count_funnel
from coordination.vault import files
from coordination.vault.models import OwnerKind
from tests.access.matrix import PDF
from tests.issuing import add_outcome
from tests.outcomes.conftest import Child
from tests.pages import send
from tests.world import add_case, add_post

NAME = "مهرگان"


def stored(app: Flask, child: Child, **columns: Any) -> str:
    """The address of an outcome with a paper whose name tells the child's."""
    with app.app_context():
        outcome = child.claim(**columns)
        file = files.attach(
            files.store(BytesIO(PDF), f"{NAME}.pdf", outcome.key_id),
            OwnerKind.OUTCOME,
            outcome.id,
            by_id=child.world.pouya_worker.id,
        )
        db.session.add(file)
        db.session.commit()
        return f"/outcomes/{outcome.public_id}"


def test_a_claim_is_made_from_the_case(stored_child: Child, as_: Any, app: Flask) -> None:
    typed = {"kind": "return_to_school", "on": "1405/8/29", "no_evidence": "مدرسه گواهی نمی‌دهد."}
    answer = send(as_("pouya_worker"), f"/cases/{stored_child.case}/outcomes/new", typed)
    assert answer.status_code == 303
    with app.app_context():
        made = db.session.scalars(select(Outcome)).one()
        assert (made.kind, made.state) == (OutcomeKind.RETURN_TO_SCHOOL, OutcomeState.CLAIMED)


def test_a_claim_without_anything_keeps_the_page_and_says_what_is_missing(stored_child: Child, as_: Any) -> None:
    answer = send(as_("pouya_worker"), f"/cases/{stored_child.case}/outcomes/new", {"kind": "died"})
    assert answer.status_code == 422
    assert "kind-0" in answer.text


def test_the_recipient_claims_on_the_referral(stored_child: Child, as_: Any, app: Flask) -> None:
    typed = {"kind": "papers_obtained", "no_evidence": "نزد خانواده است."}
    page = f"/referrals/{stored_child.referral}/outcomes/new"
    assert send(as_("welfare_worker"), page, typed).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Outcome)).one().agency_id == stored_child.world.welfare.id


@pytest.mark.parametrize("who", ["police_liaison", "welfare_head", "auditor"])
def test_others_cannot_claim_on_the_case(stored_child: Child, as_: Any, who: str) -> None:
    assert as_(who).get(f"/cases/{stored_child.case}/outcomes/new").status_code == 404


def test_the_verifiers_page_does_not_name_the_child(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child, verifier=stored_child.world.pouya_head)
    page = as_("pouya_head").get(url)
    assert page.status_code == 200
    assert NAME not in page.text


def test_the_verifiers_page_has_no_code_of_the_case(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child, verifier=stored_child.world.pouya_head)
    assert "C-9" not in as_("pouya_head").get(url).text


def test_the_verifier_opens_the_evidence_and_it_is_recorded(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child, verifier=stored_child.world.pouya_head)
    client = as_("pouya_head")
    link = next(part for part in client.get(url).text.split('"') if "/evidence/" in part)
    assert client.get(link).data == PDF
    with app.app_context():
        acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act == "outcome.file")).all()
        assert len(acts) == 1


def test_the_verifier_verifies(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child)
    assert send(as_("pouya_liaison"), f"{url}/verify").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Outcome.state)).one() == OutcomeState.VERIFIED


def test_a_refusal_without_reason_keeps_the_page(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child)
    assert send(as_("pouya_liaison"), f"{url}/reject").status_code == 422


def test_what_is_too_early_is_said_instead_of_a_button(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child, state=OutcomeState.VERIFIED)
    page = as_("pouya_liaison").get(url).text
    assert f"{url}/sustain" not in page


@pytest.mark.parametrize("who", ["pouya_liaison", "pouya_worker"])
def test_the_page_costs_seven_statements(stored_child: Child, as_: Any, app: Flask, statements: Any, who: str) -> None:
    url, client = stored(app, stored_child), as_(who)
    client.get(url)
    with statements() as seen:
        assert client.get(url).status_code == 200
    assert len(seen) <= 7, seen


def test_the_form_of_a_claim_costs_seven_statements(stored_child: Child, as_: Any, statements: Any) -> None:
    client = as_("pouya_worker")
    with statements() as seen:
        client.get(f"/cases/{stored_child.case}/outcomes/new")
    assert len(seen) <= 7, seen


def test_a_claim_costs_twelve_statements(stored_child: Child, as_: Any, statements: Any) -> None:
    client = as_("pouya_worker")
    typed = {"kind": "died", "no_evidence": "نزد خانواده است."}
    with statements() as seen:
        send(client, f"/cases/{stored_child.case}/outcomes/new", typed)
    writes = [one for one in seen if "audit" not in one and "outbox" not in one]
    assert len(writes) <= 20, seen  # the form and its answer together


def test_verifying_costs_ten_statements(stored_child: Child, as_: Any, app: Flask, statements: Any) -> None:
    urls = [stored(app, stored_child, kind=kind) for kind in (OutcomeKind.MOVED_AWAY, OutcomeKind.RETURN_TO_SCHOOL)]
    client = as_("pouya_liaison")
    client.post(f"{urls[0]}/verify")  # begins the chain of the trail
    with statements() as seen:
        assert client.post(f"{urls[1]}/verify").status_code == 303
    assert len(seen) <= 10, seen


# --- the pages of case and referral --------------------------------------------------------------------------------


def test_the_case_shows_its_outcomes(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child)
    assert url in as_("pouya_worker").get(f"/cases/{stored_child.case}").text


def test_the_case_with_outcomes_costs_seven_statements(
    stored_child: Child, as_: Any, app: Flask, statements: Any
) -> None:
    stored(app, stored_child)
    client = as_("pouya_worker")
    client.get(f"/cases/{stored_child.case}")
    with statements() as seen:
        client.get(f"/cases/{stored_child.case}")
    assert len(seen) <= 7, seen


def test_the_referral_shows_the_outcomes_claimed_on_it(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child, referral_id=stored_child.referral_id)
    assert url in as_("welfare_worker").get(f"/referrals/{stored_child.referral}").text


def test_the_referral_leads_its_recipient_to_a_claim(stored_child: Child, as_: Any) -> None:
    page = f"/referrals/{stored_child.referral}"
    assert f"{page}/outcomes/new" in as_("welfare_worker").get(page).text


# --- lists ---------------------------------------------------------------------------------------------------------


def test_what_waits_for_ones_word_comes_first(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child)
    assert url in as_("pouya_liaison").get("/outcomes").text
    assert url not in as_("pouya_worker").get("/outcomes").text


def test_a_verified_one_comes_back_after_90_days(stored_child: Child, as_: Any, app: Flask) -> None:
    day = local_date(clock.now()) - timedelta(days=90)
    url = stored(app, stored_child, state=OutcomeState.VERIFIED, verified_on=day)
    assert url in as_("pouya_liaison").get("/outcomes").text


def test_all_shows_what_one_claimed(stored_child: Child, as_: Any, app: Flask) -> None:
    url = stored(app, stored_child)
    assert url in as_("pouya_worker").get("/outcomes?of=all").text
    assert url not in as_("police_liaison").get("/outcomes?of=all").text


@pytest.mark.parametrize("query", ["kind=died", "state=sustained", "year=1390"])
def test_a_filter_narrows_the_list(stored_child: Child, as_: Any, app: Flask, query: str) -> None:
    url = stored(app, stored_child)
    assert url not in as_("pouya_worker").get(f"/outcomes?{query}").text


@pytest.mark.parametrize("query", ["kind=x", "state=%00", "year=abc", "after=zzz", "year=۱۴۰۵"])
def test_words_that_are_not_known_narrow_nothing(stored_child: Child, as_: Any, app: Flask, query: str) -> None:
    url = stored(app, stored_child)
    assert url in as_("pouya_worker").get(f"/outcomes?of=all&{query}").text


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_costs_five_statements(stored_child: Child, as_: Any, app: Flask, statements: Any, many: int) -> None:
    with app.app_context():
        for _number in range(many):
            add_outcome(add_case(stored_child.world.pouya), stored_child.world.pouya_worker,
                        stored_child.world.pouya_liaison)  # fmt: skip
        db.session.commit()
    client = as_("pouya_liaison")
    with statements() as seen:
        client.get("/outcomes")
    assert len(seen) <= 5, seen


# --- the funnel ----------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_the_funnel_counts_each_child_once_a_step(stored_child: Child, app: Flask) -> None:
    with app.app_context():
        stored_child.claim(OutcomeState.VERIFIED)
        stored_child.claim(OutcomeState.CLAIMED, kind=OutcomeKind.EXIT_FROM_HARM)
        (line,) = count_funnel(Wanted(years=(1405, 1404)), By.YEAR)
    assert (line.key, line.counts[Step.IDENTIFIED]) == ("1405", 1)
    assert (line.counts[Step.BACK_IN_SCHOOL], line.counts[Step.OUT_OF_HARM]) == (1, 0)


@pytest.mark.parametrize("by", list(By))
def test_the_funnel_is_told_apart_by_year_city_and_agency(stored_child: Child, app: Flask, by: By) -> None:
    keys = {By.YEAR: "1405", By.CITY: "", By.AGENCY: str(stored_child.world.pouya.id)}
    with app.app_context():
        (line,) = count_funnel(Wanted(year=1405), by)
    assert line.key == keys[by]


def test_another_agencys_children_do_not_count(stored_child: Child, app: Flask) -> None:
    with app.app_context():
        assert count_funnel(Wanted(agency_id=stored_child.world.police.id, year=1405), By.YEAR) == []


def test_a_groups_funnel_counts_its_members(stored_child: Child, app: Flask) -> None:
    with app.app_context():
        counts = [
            [line.counts[Step.IDENTIFIED] for line in count_funnel(Wanted(group_id=group.id, year=1405), By.YEAR)]
            for group in (stored_child.world.group, stored_child.world.lead)
        ]
    assert counts == [[1], []]


def test_a_head_sees_the_own_figures_unhidden(stored_child: Child, as_: Any) -> None:
    page = as_("pouya_head").get("/outcomes/funnel?year=1405").text
    assert "/outcomes/funnel/identified" in page


def test_small_counts_of_others_are_hidden(stored_child: Child, as_: Any) -> None:
    assert small.hide({"1404": 1, "1405": 7})["1404"] != 1
    assert "/outcomes/funnel/identified" not in as_("auditor").get("/outcomes/funnel?whose=all").text


def told(monkeypatch: pytest.MonkeyPatch, client: Any, address: str, numbers: dict[By, dict[str, int]]) -> Any:
    """The column of those identified as the page tells it, where everybody's children would be these ``numbers``."""

    def count(wanted: Wanted, by: By) -> list[Line]:
        assert wanted.year is None, "one year of others was told beside all of them"
        counts = {key: n for key, n in numbers[by].items() if by is not By.AGENCY or int(key) not in wanted.but}
        own = OWN if wanted.but and by is not By.AGENCY else 0
        return [Line(key, dict.fromkeys(Step, max(n - own, 0))) for key, n in counts.items()]

    monkeypatch.setattr("coordination.outcomes.views.funnel.count_funnel", count)
    page = client.get(address).text
    cells = re.findall(r'<th scope="row"><bdi>([^<]*)</bdi></th><td class="num"[^>]*>(.*?)</td>', page)
    return [re.sub(r"<[^>]*>", "", cell) for _name, cell in cells]


OWN = 9


def test_of_others_no_single_year_is_told(stored_child: Child, as_: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = {By.YEAR: {"1405": 20, "1404": 30}, By.CITY: {"": 50}}
    auditor = as_("auditor")
    assert told(monkeypatch, auditor, "/outcomes/funnel?whose=all&by=city&year=1405", numbers) == ["۵۰"]
    assert told(monkeypatch, auditor, "/outcomes/funnel?whose=all&by=year&year=1405", numbers) == ["۲۰", "۳۰"]


def test_what_one_knows_of_ones_own_agency_gives_away_nothing_of_the_others(
    stored_child: Child, app: Flask, as_: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        add_post(stored_child.world.chair, stored_child.world.pouya, PostKind.WORKER)
        db.session.commit()
        group = stored_child.world.group.id
    numbers = {By.YEAR: {"1405": OWN + 3, "1404": OWN + 20, "1403": OWN + 30}}
    shown = told(monkeypatch, as_("chair"), f"/outcomes/funnel?whose=g{group}", numbers)
    assert [cell == "۳۹" for cell in shown] == [False, False, True]
    assert "۱۲" not in shown


def test_the_agencies_of_a_city_do_not_give_away_what_its_sum_hides(
    stored_child: Child, app: Flask, as_: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = stored_child.world
    places = {world.pouya.id: "قم", world.welfare.id: "قم", world.police.id: "ری", world.municipality.id: "ساوه"}
    with app.app_context():
        for agency, city in places.items():
            db.session.get_one(Agency, agency).city = city
        db.session.commit()
    counts = {world.pouya.id: 8, world.welfare.id: 3, world.police.id: 30, world.municipality.id: 2}
    numbers = {By.AGENCY: {str(agency): n for agency, n in counts.items()}, By.CITY: {"ری": 30, "ساوه": 2, "قم": 11}}
    shown = told(monkeypatch, as_("auditor"), "/outcomes/funnel?whose=all&by=agency", numbers)
    assert "۸" not in shown
    assert "۳" not in shown
    assert "۲" not in shown


@pytest.mark.parametrize(("who", "status"), [("pouya_worker", 403), ("chair", 200), ("auditor", 200)])
def test_the_funnel_is_for_those_who_may_have_figures(stored_child: Child, as_: Any, who: str, status: int) -> None:
    assert as_(who).get("/outcomes/funnel").status_code == status


def test_a_head_has_no_figures_of_another_agency(stored_child: Child, as_: Any) -> None:
    whose = f"a{stored_child.world.welfare.id}"
    assert as_("pouya_head").get(f"/outcomes/funnel?whose={whose}").status_code == 404


def test_the_rows_behind_a_figure_are_those_open_to_the_reader(stored_child: Child, as_: Any) -> None:
    address = "/outcomes/funnel/identified?year=1405"
    assert "C-9" in as_("pouya_head").get(address).text
    assert "C-9" not in as_("welfare_head").get(address).text


def test_the_funnel_costs_six_statements(stored_child: Child, as_: Any, statements: Any) -> None:
    client = as_("pouya_head")
    with statements() as seen:
        client.get("/outcomes/funnel")
    assert len(seen) <= 6, seen
