"""Who writes a draft: the staff of its case and nobody else, and where their buttons lead."""

from __future__ import annotations

from coordination.access.fields import seal_field
from coordination.cases.models import Case, CaseMember
from coordination.kernel.db import db
from coordination.referrals.models import Referral, Route
from tests.pages import send
from tests.referrals.pages.conftest import Desk
from tests.referrals.pages.test_drafts import case_of, filled
from tests.referrals.stage import Stage
from tests.world import get

HEAD, WORKER = "municipality_head", "municipality_worker"


def draft_with_the_head_in_the_team(desk: Desk) -> str:
    url = desk.make("drafted")
    case_id = desk.stored(url).case_id
    with desk.app.app_context():
        get(Case, case_id).team = [CaseMember(person_id=desk.world.municipality_head.id)]
        db.session.commit()
    return url


def test_head_who_is_no_staff_of_the_case_edits_no_draft(desk: Desk) -> None:
    assert desk.as_(HEAD).get(f"{desk.make('drafted')}/edit").status_code == 404


def test_one_of_the_cases_team_edits_its_draft(desk: Desk) -> None:
    url = draft_with_the_head_in_the_team(desk)
    assert send(desk.as_(HEAD), f"{url}/edit", {"reason": "برای درس"}).status_code == 303


def test_who_may_not_send_is_not_led_to_the_preview(desk: Desk) -> None:
    case, basis = case_of(desk)
    page = f"/referrals/new/{case}"
    worker = desk.as_(WORKER)
    answer = send(worker, f"{page}?route=self", filled(Route.SELF, basis), action=page)
    shown = worker.get(answer.headers["Location"])
    assert shown.status_code == 200
    assert "رابط" in shown.text.split("flash-done")[1].split("</p>")[0]


def test_who_may_not_send_has_one_button_that_saves(desk: Desk) -> None:
    url = desk.make("drafted")
    assert 'value="send"' not in desk.as_(WORKER).get(f"{url}/edit").text
    assert 'value="send"' in desk.as_("municipality_liaison").get(f"{url}/edit").text


def test_preview_tells_the_safe_contact_with_what_opens(desk: Desk) -> None:
    page = desk.as_("municipality_liaison").get(f"{desk.make('drafted')}/send").text
    assert "عصرها از راه مدرسه" in page.split('id="after"')[1]


def test_preview_without_the_identity_keeps_the_safe_contact(desk: Desk) -> None:
    url = desk.make("drafted", field_groups=("family",))
    assert "عصرها از راه مدرسه" not in desk.as_("municipality_liaison").get(f"{url}/send").text


def test_preview_marks_a_childs_number_that_stands_for_a_file_number(desk: Desk) -> None:
    def numbered(stage: Stage) -> Referral:
        seal_field(stage.case.client, "identity_number", "0012345679")
        return stage.drafted(file_number="0012345679")

    page = desk.as_("municipality_liaison").get(f"{desk.make(numbered)}/send").text
    assert "<mark>0012345679</mark>" in page
