"""How many statements the parts of a request cost: the same for one row and for many."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from coordination import workflow
from coordination.access.actor import Actor
from coordination.cases.models import Case
from coordination.kernel.db import db
from coordination.referrals import commands, queries
from coordination.referrals.models import DeclineCode, Referral, WhoDeclined
from tests.referrals.stage import MET, Stage
from tests.world import World, get

Counted = Callable[[], AbstractContextManager[list[str]]]
SESSION = 2
"""The session row and its posts, which every request asks for."""
MOST_OF_A_MOVE = 10
WITH_FIGURES = {"send": 11, "deliver": 11}
"""Two moves that were at ten before figures moved with them, which is one statement more."""
MOVES: dict[str, tuple[Callable[[Stage], Referral], Callable[[Any, Referral], Any]]] = {
    "send": (Stage.drafted, lambda s, r: commands.send(s.sender, r, disclosure_confirmed=True)),
    "receive": (Stage.sent, lambda s, r: commands.receive(s.recipient, r)),
    "accept": (Stage.sent, lambda s, r: commands.accept(s.recipient, r)),
    "accept for a colleague": (
        Stage.sent,
        lambda s, r: commands.accept(s.recipient, r, handler_id=s.world.welfare_worker.id),
    ),
    "ask": (Stage.received, lambda s, r: commands.ask(s.recipient, r, question="چند ساله است؟")),
    "object": (Stage.received, lambda s, r: commands.object_(s.recipient, r, reason="بیرون از محدوده")),
    "decline": (
        Stage.received,
        lambda s, r: commands.decline(s.recipient, r, code=DeclineCode.AREA, who=WhoDeclined.RECIPIENT),
    ),
    "begin": (Stage.accepted, lambda s, r: commands.begin(s.recipient, r, first_contact_on=s.today)),
    "deliver": (Stage.served, lambda s, r: commands.deliver(s.recipient, r, results=MET)),
    "confirm": (Stage.delivered, lambda s, r: commands.confirm(s.sender, r)),
}


@dataclass(frozen=True)
class Ready:
    """What the guard has before the finder runs: the actors; their two statements are counted as SESSION."""

    sender: Actor
    recipient: Actor
    world: World
    today: date


def ready(stage: Stage) -> Ready:
    """After other work, as in a process that has served requests; the session holds nothing."""
    stage.in_service()
    made = Ready(stage.sender, stage.recipient, stage.world, stage.today)
    db.session.rollback()
    db.session.expunge_all()
    return made


@pytest.mark.parametrize("move", sorted(MOVES))
def test_a_move_costs_ten_statements_at_most(stage: Stage, statements: Counted, move: str) -> None:
    prepare, act = MOVES[move]
    public_id = prepare(stage).public_id
    acting = ready(stage)
    with statements() as seen:
        referral = (queries.get_referral if move == "send" else queries.get_referral_to_move)(public_id)
        assert referral is not None
        act(acting, referral)
        db.session.commit()
    assert len(seen) + SESSION <= WITH_FIGURES.get(move, MOST_OF_A_MOVE), "\n".join(seen)


def test_a_page_is_read_in_four_statements(stage: Stage, statements: Counted) -> None:
    public_id = stage.served().public_id
    actor = ready(stage).recipient
    with statements() as seen:
        referral = queries.get_referral(public_id)
        assert referral is not None
        records = queries.get_records(referral)
        workflow.offers(actor, referral, queries.facts_for(actor, referral, held=records.held))
        queries.history(referral)
    assert len(seen) == 4


@pytest.mark.parametrize("many", [1, 30])
def test_a_list_is_one_statement_for_one_row_and_for_many(stage: Stage, statements: Counted, many: int) -> None:
    for _ in range(many):
        stage.sent()
    actor = stage.recipient
    with statements() as seen:
        page = queries.list_received(actor)
    assert (len(seen), len(page.rows)) == (1, min(many, 25))


def test_what_waits_is_one_statement(stage: Stage, statements: Counted) -> None:
    stage.sent()
    actor = stage.recipient
    with statements() as seen:
        queries.list_my_turn(actor)
    assert len(seen) == 1


def test_a_draft_costs_five_statements_beside_its_case_and_recipient(stage: Stage, statements: Counted) -> None:
    case_id = stage.case.id
    actor = ready(stage).sender
    case, recipient = get(Case, case_id), stage.agency("welfare")
    assert (case.client.code, recipient.code) != ("", "")
    with statements() as seen:
        commands.draft(actor, case, recipient=recipient)
        db.session.commit()
    assert len(seen) == 5, "\n".join(seen)
