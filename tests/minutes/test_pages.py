"""The pages of minutes: who reads what, the way from the end to circulated, signing with the password, statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.commands.passwords import hash_password
from coordination.accounts.models import Person
from coordination.actions.models import ActionState
from coordination.groups.models import ApprovalRule, SignedBy
from coordination.kernel.db import db
from coordination.meetings.models import MeetingState
from coordination.minutes import commands
from coordination.minutes.codes import written_code
from coordination.minutes.jobs import freeze
from coordination.minutes.models import Minutes, MinutesState, Signature, SignatureState
from coordination.minutes.queries import get_minutes_by_number
from tests.gatherings import add_action, add_entry, add_resolution
from tests.minutes.held import SECRET, Held, hold
from tests.pages import form_of, send
from tests.resolutions.test_outside import PDF
from tests.world import World, acting, get, sign_in

PASSWORD = "سه واژه بی‌ربط دوچرخه"
MOST = 7


class Stage:
    """Minutes brought as far as a test needs, each step in a context of its own, and browsers of people."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world

    def hold(self, prepare: Callable[[Held], object] | None = None, **rules: Any) -> str:
        with self.app.app_context():
            held = hold(self.world, **rules)
            if prepare:
                prepare(held)
            db.session.commit()
            self.minutes_id, self.path = held.minutes.id, f"/meetings/{held.meeting.public_id}/minutes"
        return self.path

    def circulate(self, **rules: Any) -> str:
        self.hold(**rules)
        with self.app.app_context():
            commands.circulate(acting(self.world.secretary), self.minutes())
            db.session.commit()
        return self.path

    def approve(self, **rules: Any) -> str:
        self.circulate(**rules)
        with self.app.app_context():
            commands.approve(acting(self.world.chair), self.minutes())
            db.session.commit()
        return self.path

    def sign(self) -> str:
        self.approve(signed_by=SignedBy.CHAIR)
        with self.app.app_context():
            commands.sign(acting(self.world.chair), self.minutes().signatures[0], password_given=True)
            db.session.commit()
            freeze(self.minutes_id)
        return self.path

    def minutes(self) -> Minutes:
        found = get_minutes_by_number(self.minutes_id)
        assert found is not None
        return found

    def state(self) -> str:
        with self.app.app_context():
            return self.minutes().state

    def as_(self, name: str) -> FlaskClient:
        client = self.app.test_client()
        sign_in(client, getattr(self.world, name))
        return client


@pytest.fixture
def stage(app: Flask, world: World) -> Stage:
    return Stage(app, world)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("step", ["hold", "circulate", "approve", "sign"])
def test_the_page_opens_in_every_state(stage: Stage, step: str, language: str) -> None:
    path = getattr(stage, step)()
    with stage.app.app_context():
        get(Person, stage.world.secretary).language = language
        db.session.commit()
    page = stage.as_("secretary").get(path)
    assert page.status_code == 200
    assert SECRET in page.text


def test_a_member_does_not_read_minutes_being_written(stage: Stage) -> None:
    assert stage.as_("member").get(stage.hold()).status_code == 404


def test_an_observer_reads_circulated_minutes_without_confidential_entries(stage: Stage) -> None:
    page = stage.as_("observer").get(stage.circulate())
    assert page.status_code == 200
    assert SECRET not in page.text


def test_the_public_version_has_no_confidential_entry(stage: Stage) -> None:
    assert SECRET not in stage.as_("chair").get(stage.circulate() + "?version=public").text


def test_nobody_from_outside_reads_minutes(stage: Stage) -> None:
    assert stage.as_("police_liaison").get(stage.circulate()).status_code == 404


def test_clean_minutes_are_circulated_by_one_press_on_the_page_of_checks(stage: Stage) -> None:
    path = stage.hold()
    answer = send(stage.as_("secretary"), f"{path}/check", action=f"{path}/circulate")
    assert (answer.status_code, stage.state()) == (303, MinutesState.IN_REVIEW)


def test_all_findings_are_let_pass_by_one_press(stage: Stage) -> None:
    def spoil(held: Held) -> None:
        held.action.due_on, held.resolution.text = None, ""

    path, browser = stage.hold(spoil), stage.as_("secretary")
    page = browser.get(f"{path}/check").text
    assert f'action="{path}/circulate"' not in page
    browser.post(f"{path}/waive")
    assert f'action="{path}/circulate"' in browser.get(f"{path}/check").text


def test_a_comment_is_written_and_answered(stage: Stage) -> None:
    path = stage.circulate()
    assert send(stage.as_("member"), path, {"text": "شمار درست نیست"}, action=f"{path}/comment").status_code == 303
    browser = stage.as_("secretary")
    page = browser.get(path).text
    assert "شمار درست نیست" in page
    with stage.app.app_context():
        comment_id = stage.minutes().comments[0].public_id
    answer = browser.post(f"/minutes/comments/{comment_id}/answer", data={"corrected": "1"})
    assert answer.status_code == 303
    with stage.app.app_context():
        assert stage.minutes().comments[0].answer


def test_an_empty_comment_is_shown_again(stage: Stage) -> None:
    path = stage.circulate()
    assert stage.as_("member").post(f"{path}/comment", data={"text": ""}).status_code == 422


def test_comments_are_not_shown_to_observers(stage: Stage) -> None:
    path = stage.circulate()
    stage.as_("member").post(f"{path}/comment", data={"text": "شمار درست نیست"})
    assert "شمار درست نیست" not in stage.as_("observer").get(path).text


def test_a_member_assents(stage: Stage) -> None:
    path = stage.circulate(approval_rule=ApprovalRule.ALL_ATTENDEES)
    assert send(stage.as_("member"), path, action=f"{path}/assent").status_code == 303
    assert f'action="{path}/assent"' not in stage.as_("member").get(path).text


def test_the_chair_approves_on_the_page(stage: Stage) -> None:
    path = stage.circulate()
    assert send(stage.as_("chair"), path, action=f"{path}/approve").status_code == 303
    assert stage.state() == MinutesState.APPROVED


def test_a_late_approval_is_answered_in_words(stage: Stage) -> None:
    path, chair = stage.circulate(), stage.as_("chair")
    secretary = stage.as_("secretary")
    chair.get(path)
    secretary.post(f"{path}/revise")
    late = chair.post(f"{path}/approve")
    assert late.status_code == 409
    assert "پس گرفته شده" in late.text


def test_the_chair_does_not_approve_another_text_than_he_read(stage: Stage) -> None:
    path, chair = stage.circulate(), stage.as_("chair")
    target, values = form_of(chair.get(path).text, path, f"{path}/approve")
    secretary = stage.as_("secretary")
    secretary.post(f"{path}/revise")
    secretary.post(f"{path}/circulate")
    assert stage.state() == MinutesState.IN_REVIEW
    assert chair.post(target, data=values).status_code == 409
    assert stage.state() == MinutesState.IN_REVIEW


@pytest.fixture
def signature_path(stage: Stage) -> str:
    """The chair, who has a password, is to sign."""
    stage.approve(signed_by=SignedBy.CHAIR_AND_SECRETARY)
    with stage.app.app_context():
        hashed = hash_password(PASSWORD)
        get(Person, stage.world.chair).password_hash = hashed
        db.session.commit()
        return f"/signatures/{stage.minutes().signatures[0].public_id}"


def first_signature(stage: Stage) -> Signature:
    with stage.app.app_context():
        return stage.minutes().signatures[0]


def test_the_chair_signs_with_the_password(stage: Stage, signature_path: str) -> None:
    answer = send(stage.as_("chair"), f"{signature_path}/sign", {"password": PASSWORD})
    assert answer.status_code == 303
    assert first_signature(stage).state == SignatureState.SIGNED


def test_a_wrong_password_signs_nothing(stage: Stage, signature_path: str) -> None:
    answer = send(stage.as_("chair"), f"{signature_path}/sign", {"password": "چیز دیگری"})
    assert answer.status_code == 422
    assert first_signature(stage).state == SignatureState.PENDING


def test_another_member_finds_no_page_of_the_signature(stage: Stage, signature_path: str) -> None:
    assert stage.as_("member").get(f"{signature_path}/sign").status_code == 404


def test_the_secretary_goes_on_without_a_signature(stage: Stage, signature_path: str) -> None:
    answer = send(stage.as_("secretary"), f"{signature_path}/waive", {"reason": "در مأموریت است"})
    assert answer.status_code == 303
    assert first_signature(stage).state == SignatureState.WAIVED


def test_the_chair_refuses_with_a_reason(stage: Stage, signature_path: str) -> None:
    assert send(stage.as_("chair"), f"{signature_path}/refuse", {"reason": ""}).status_code == 422
    assert send(stage.as_("chair"), f"{signature_path}/refuse", {"reason": "بند دو نادرست است"}).status_code == 303


def test_the_secretarys_scan_needs_the_file(stage: Stage, signature_path: str) -> None:
    assert send(stage.as_("secretary"), f"{signature_path}/scan", {"checked": "y"}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("member", 200), ("secretary", 200), ("observer", 404), ("police_head", 404)]
)
def test_the_signed_paper_is_open_to_those_who_read_all_of_it(
    stage: Stage, signature_path: str, who: str, status: int
) -> None:
    scan = {"file": (BytesIO(PDF), "برگه.pdf"), "checked": "y"}
    assert send(stage.as_("secretary"), f"{signature_path}/scan", scan).status_code == 303
    path = f"{stage.path}/signatures/{signature_path.rpartition('/')[2]}/paper"
    answer = stage.as_(who).get(path)
    assert (answer.status_code, answer.data == PDF) == (status, status == 200)
    assert status != 200 or path in stage.as_(who).get(stage.path).text


def test_signed_minutes_give_out_the_frozen_bytes(stage: Stage) -> None:
    path = stage.sign()
    first, second = (stage.as_("member").get(f"{path}.pdf").data for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == second


def test_an_observer_gets_another_paper_than_the_frozen_one(stage: Stage) -> None:
    path = stage.sign()
    assert stage.as_("observer").get(f"{path}.pdf").data != stage.as_("member").get(f"{path}.pdf").data


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_draft_can_be_downloaded(stage: Stage, ending: str) -> None:
    answer = stage.as_("secretary").get(f"{stage.hold()}.{ending}")
    assert (answer.status_code, answer.headers["Content-Disposition"].split(";")[0]) == (200, "attachment")


def test_anybody_checks_a_signed_paper(stage: Stage) -> None:
    stage.sign()
    with stage.app.app_context():
        code, hashes = stage.minutes().verify_code, [one.sha256 for one in stage.minutes().documents]
    page = stage.app.test_client().get(f"/verify/{written_code(code).lower()}")
    assert page.status_code == 200
    assert all(one in page.text for one in hashes)
    assert stage.world.group.name_fa not in page.text


@pytest.mark.parametrize("code", ["ABCD-EFGH", "x", "%D8%A7"])
def test_an_unknown_code_says_so_and_nothing_else(stage: Stage, code: str) -> None:
    assert stage.app.test_client().get(f"/verify/{code}").status_code == 404


def test_the_code_of_minutes_not_signed_yet_is_unknown(stage: Stage) -> None:
    stage.approve()
    with stage.app.app_context():
        code = stage.minutes().verify_code
    assert stage.app.test_client().get(f"/verify/{code}").status_code == 404


@pytest.mark.parametrize("entries", [2, 40])
def test_minutes_cost_the_same_whatever_their_length(
    stage: Stage, entries: int, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def lengthen(held: Held) -> None:
        for number in range(entries):
            entry = add_entry(held.meeting, state="noted")
            add_resolution(entry, text=f"متن {number}")
            add_action(
                owner=stage.world.member,
                agency=stage.world.welfare,
                verifier=stage.world.secretary,
                meeting_id=held.meeting.id,
                entry_id=entry.id,
            )

    path, browser = stage.hold(lengthen), stage.as_("secretary")
    browser.get(path)
    with statements() as seen:
        assert browser.get(path).status_code == 200
    assert len(seen) <= MOST, "\n".join(seen)


def test_from_the_end_to_circulated_are_two_presses_where_nothing_is_found(stage: Stage) -> None:
    def run_on(held: Held) -> None:
        held.meeting.state = MeetingState.IN_SESSION
        held.meeting.ended_at = None

    path, browser = stage.hold(run_on), stage.as_("secretary")
    meeting = path.removesuffix("/minutes")
    ended = browser.post(f"{meeting}/end")
    assert (ended.status_code, ended.headers["Location"]) == (303, f"{path}/check")
    assert send(browser, f"{path}/check", action=f"{path}/circulate").status_code == 303
    assert stage.state() == MinutesState.IN_REVIEW


def test_a_chair_who_ends_the_meeting_stays_on_its_page(stage: Stage) -> None:
    def run_on(held: Held) -> None:
        held.meeting.state = MeetingState.IN_SESSION
        held.meeting.ended_at = None

    meeting = stage.hold(run_on).removesuffix("/minutes")
    assert stage.as_("chair").post(f"{meeting}/end").headers["Location"] == meeting


def test_the_checks_lead_to_what_lost_its_line(stage: Stage) -> None:
    lost: list[str] = []

    def lose(held: Held) -> None:
        world = stage.world
        action = add_action(ActionState.ISSUED, owner=world.member, agency=world.welfare, verifier=world.secretary,
                            group=world.group, entry_id=held.entry.id, meeting_id=held.meeting.id)  # fmt: skip
        action.in_text, action.recorded_by_id, held.resolution.in_text = False, world.secretary.id, False
        lost.extend((f"/resolutions/{held.resolution.public_id}", f"/actions/{action.public_id}"))

    page = stage.as_("secretary").get(f"{stage.hold(lose)}/check").text
    assert [f'href="{address}"' in page for address in lost] == [True, True]
