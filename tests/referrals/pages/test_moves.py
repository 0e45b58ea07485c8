"""Every move's page: reached from the offers of the referral's page, filled in, taken over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from coordination.cases.models import Risk
from coordination.lang.jalali import written
from coordination.referrals import commands
from coordination.referrals.models import HoldCode, Referral, State
from coordination.referrals.states import REFERRAL
from coordination.referrals.views.steps import STEPS
from tests.conftest import MOMENT
from tests.pages import form_of, send
from tests.referrals.pages.conftest import Desk
from tests.referrals.stage import Stage

SENDER, RECIPIENT, REVIEWER = "municipality_liaison", "welfare_liaison", "reviewer"
REASON = "دلیل روشن است."


def in_days(days: int) -> str:
    return written((MOMENT + timedelta(days=days)).date(), "fa")


def asked(stage: Stage) -> Referral:
    referral = stage.received()
    commands.ask(stage.recipient, referral, question="با که زندگی می‌کند؟")
    return stage.stored(referral)


def objected(stage: Stage) -> Referral:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason=REASON)
    return stage.stored(referral)


def held(stage: Stage) -> Referral:
    referral = stage.in_service()
    commands.hold(stage.recipient, referral, code=HoldCode.ILLNESS, resume_on=stage.in_days(5))
    return stage.stored(referral)


def cancelling(stage: Stage) -> Referral:
    referral = stage.in_service()
    commands.request_cancel(stage.sender, referral, reason=REASON)
    return stage.stored(referral)


def closed_by_clock(stage: Stage) -> Referral:
    return stage.at(State.CLOSED, closed_by_system=True)


TAKEN: dict[str, tuple[Any, str, dict[str, Any], State]] = {
    "send": ("drafted", SENDER, {"confirmed": "y"}, State.SENT),
    "receive": ("sent", RECIPIENT, {}, State.RECEIVED),
    "accept": ("received", RECIPIENT, {}, State.ACCEPTED),
    "ask": ("received", RECIPIENT, {"question": "با که زندگی می‌کند؟"}, State.NEEDS_INFO),
    "answer": (asked, SENDER, {"answer": "با مادر."}, State.RECEIVED),
    "waitlist": ("received", RECIPIENT, {"review_on": in_days(7), "safety_note": "نزد خاله است."}, State.WAITLISTED),
    "forward": ("received", RECIPIENT, {"recipient": "pouya", "reason": REASON}, State.FORWARDED),
    "decline": ("received", RECIPIENT, {"code": "age", "who": "recipient"}, State.DECLINED),
    "object": ("received", RECIPIENT, {"reason": REASON}, State.OBJECTED),
    "uphold": (objected, REVIEWER, {"decision": REASON}, State.DECLINED),
    "overrule": (objected, REVIEWER, {"decision": REASON}, State.RECEIVED),
    "withdraw": ("received", SENDER, {"reason": REASON}, State.WITHDRAWN),
    "begin": ("accepted", RECIPIENT, {"first_contact_on": in_days(0)}, State.IN_SERVICE),
    "unaccept": ("accepted", RECIPIENT, {"reason": REASON}, State.RECEIVED),
    "deliver": ("served", RECIPIENT, {"results-0-result": "met"}, State.DELIVERED),
    "hold": ("in_service", RECIPIENT, {"code": "illness", "resume_on": in_days(9)}, State.ON_HOLD),
    "resume": (held, RECIPIENT, {}, State.IN_SERVICE),
    "request_cancel": ("in_service", SENDER, {"reason": REASON}, State.CANCEL_REQUESTED),
    "refuse_cancel": (cancelling, RECIPIENT, {"reason": REASON}, State.IN_SERVICE),
    "cancel": (cancelling, RECIPIENT, {"reason": REASON, "handover": "همه چیز تحویل شد."}, State.CANCELLED),
    "confirm": ("delivered", SENDER, {}, State.CLOSED),
    "return": ("delivered", SENDER, {"missing": "گزارش مدرسه."}, State.IN_SERVICE),
    "contest": (closed_by_clock, SENDER, {"reason": REASON}, State.IN_SERVICE),
    "void": ("sent", SENDER, {"comment": "دو بار نوشته شد."}, State.VOID),
}
BY_SYSTEM = {"relay", "expire"}
EMPTIED = {
    move: next(name for name in typed if name not in ("recipient", "who", "confirmed", "results-0-result"))
    for move, (_act, _who, typed, _state) in TAKEN.items()
    if set(typed) - {"confirmed", "results-0-result"} and move not in ("uphold", "overrule")
}


def test_every_move_of_a_person_has_a_page() -> None:
    assert set(TAKEN) == set(REFERRAL.moves) - BY_SYSTEM


@pytest.mark.parametrize("move", TAKEN)
def test_move_is_taken_over_http(desk: Desk, move: str) -> None:
    act, who, typed, state = TAKEN[move]
    url = desk.make(act)
    answer = send(desk.as_(who), f"{url}/{move}", typed, action=f"{url}/{'overrule' if move == 'uphold' else move}")
    if move == "uphold":
        url, answer = uphold(desk)
    assert answer.status_code == 303, answer.text
    assert desk.stored(url).state == state


def uphold(desk: Desk) -> tuple[str, Any]:
    """The second button of the ruling's form goes to its own address."""
    url = desk.make(objected)
    page = desk.as_(REVIEWER)
    html = page.get(f"{url}/uphold").text
    assert f'formaction="{url}/uphold"' in html
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert token is not None
    return url, page.post(f"{url}/uphold", data={"csrf_token": token[1], "decision": REASON})


@pytest.mark.parametrize("move", TAKEN)
def test_move_is_offered_on_the_page_of_the_one_who_may(desk: Desk, move: str) -> None:
    act, who, _typed, _state = TAKEN[move]
    if move == "object":
        act = high_risk
    url = desk.make(act)
    shown = "overrule" if move == "uphold" else move
    assert f'href="{url}/{shown}"' in desk.as_(who).get(url).text


def high_risk(stage: Stage) -> Referral:
    return stage.received(risk=Risk.HIGH)


@pytest.mark.parametrize("move", TAKEN)
def test_page_of_a_move_is_there_in_english(desk: Desk, move: str) -> None:
    act, who, _typed, _state = TAKEN[move]
    assert desk.as_(who, "en").get(f"{desk.make(act)}/{move}").status_code == 200


@pytest.mark.parametrize("move", TAKEN)
def test_page_of_a_move_is_not_there_for_others(desk: Desk, move: str) -> None:
    act, _who, _typed, _state = TAKEN[move]
    assert desk.as_("pouya_liaison").get(f"{desk.make(act)}/{move}").status_code == 404


@pytest.mark.parametrize("move", TAKEN)
def test_press_of_a_move_is_not_there_for_others(desk: Desk, move: str) -> None:
    act, _who, _typed, _state = TAKEN[move]
    url, stranger = desk.make(act), desk.as_("pouya_liaison")
    page = stranger.get("/referrals/services/new").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    assert stranger.post(f"{url}/{move}", data={"csrf_token": token[1]}).status_code == 404


@pytest.mark.parametrize("move", EMPTIED)
def test_what_a_move_needs_is_asked_beside_its_field_and_the_rest_is_kept(desk: Desk, move: str) -> None:
    act, who, typed, _state = TAKEN[move]
    url, lacking = desk.make(act), EMPTIED[move]
    answer = send(desk.as_(who), f"{url}/{move}", typed | {lacking: ""})
    assert answer.status_code == 422
    assert f'id="{lacking}-error"' in answer.text
    kept = [value for name, value in typed.items() if name not in (lacking, "code", "who", "recipient")]
    assert all(value in answer.text for value in kept)


def test_move_from_another_state_is_told_with_409(desk: Desk) -> None:
    answer = desk.as_(RECIPIENT).get(f"{desk.make('accepted')}/accept")
    assert answer.status_code == 409


def test_move_after_somebody_elses_is_told_with_409(desk: Desk) -> None:
    url = desk.make("received")
    liaison = desk.as_(RECIPIENT)
    html = liaison.get(f"{url}/ask").text
    send(liaison, f"{url}/decline", {"code": "age"})
    target, values = form_of(html, f"{url}/ask")
    answer = liaison.post(target, data=values | {"question": ["با که زندگی می‌کند؟"]})
    assert answer.status_code == 409
    assert "با که زندگی می‌کند؟" in answer.text


def test_own_acceptance_can_be_taken_back_from_the_strip(desk: Desk) -> None:
    url = desk.make("received")
    liaison = desk.as_(RECIPIENT)
    assert send(liaison, f"{url}/accept").headers["Location"] == url
    page = liaison.get(url).text
    assert "flash-undo" in page
    assert f'<a href="{url}/unaccept">' in page


def test_declining_for_capacity_says_that_the_free_places_become_none(desk: Desk) -> None:
    url = desk.make(lambda stage: stage.received(centre=stage.centre()))
    assert "جای خالی مرکز از امروز صفر می‌شود." in desk.as_(RECIPIENT).get(f"{url}/decline").text


def test_second_return_tells_the_reviewer_and_the_state_stays(desk: Desk) -> None:
    url = desk.make(lambda stage: stage.at(State.DELIVERED, times_returned=1, accepted_at=MOMENT))
    answer = send(desk.as_(SENDER), f"{url}/return", {"missing": "گزارش مدرسه."})
    assert answer.status_code == 303
    assert desk.stored(url).state == State.DELIVERED


def test_delivery_without_a_service_is_said_in_a_line_instead_of_a_button(desk: Desk) -> None:
    url = desk.make("in_service")
    page = desk.as_(RECIPIENT).get(url).text
    assert f'href="{url}/deliver"' not in page
    assert "moves-hint" in page


def test_confirming_on_a_court_route_asks_for_the_report_to_the_court(desk: Desk) -> None:
    url = desk.make(lambda stage: stage.at(State.DELIVERED, **stage.court_columns()))
    liaison = desk.as_(SENDER)
    assert send(liaison, f"{url}/confirm").status_code == 422
    assert send(liaison, f"{url}/confirm", {"court_reported_on": in_days(0)}).status_code == 303


def test_every_step_of_the_table_names_a_move() -> None:
    assert {step.move for step in STEPS} <= set(REFERRAL.moves)
