"""Lists of referrals: whose they are, their order, filters, pages and counts; the rows that wait for one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination import workflow
from coordination.accounts.models import PostKind
from coordination.kernel import clock
from coordination.referrals import commands, queries
from coordination.referrals.models import DeclineCode, Priority, Referral, Route, State, WhoDeclined
from coordination.referrals.queries import Filters
from tests.conftest import MOMENT
from tests.referrals.stage import Stage
from tests.world import acting, add_post

pytestmark = pytest.mark.both
DAY = timedelta(days=1)


def inbox(stage: Stage, filters: Filters = Filters(), *, who: str = "welfare_liaison") -> list[str]:  # noqa: B008
    stage.session.commit()
    return [row.code for row in queries.list_received(stage.actor(who), filters).rows]


def outbox(stage: Stage, filters: Filters = Filters(), *, who: str = "municipality_liaison") -> list[str]:  # noqa: B008
    stage.session.commit()
    return [row.code for row in queries.list_sent(stage.actor(who), filters).rows]


def declined(stage: Stage) -> Referral:
    referral = stage.received()
    commands.decline(stage.recipient, referral, code=DeclineCode.AGE, who=WhoDeclined.RECIPIENT)
    return stage.stored(referral)


# --- whose --------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_in_the_recipients_inbox(stage: Stage) -> None:
    referral = stage.sent()
    assert inbox(stage) == [referral.code]


def test_a_draft_is_in_no_inbox(stage: Stage) -> None:
    stage.drafted()
    assert inbox(stage) == []


def test_a_draft_is_not_in_the_outbox(stage: Stage) -> None:
    stage.drafted()
    assert outbox(stage) == []


def test_a_draft_is_among_the_drafts(stage: Stage) -> None:
    referral = stage.drafted()
    assert [row.code for row in queries.list_drafts(stage.sender).rows] == [referral.code]


def test_another_agency_sees_nothing_of_it(stage: Stage) -> None:
    stage.sent()
    assert inbox(stage, who="pouya_liaison") == outbox(stage, who="pouya_liaison") == []


def test_a_worker_sees_what_he_handles(stage: Stage) -> None:
    stage.sent()
    referral = stage.sent()
    commands.accept(stage.recipient, referral, handler_id=stage.world.welfare_worker.id)
    assert inbox(stage, who="welfare_worker") == [referral.code]


def test_a_worker_sees_what_was_sent_from_his_case(stage: Stage) -> None:
    referral = stage.sent()
    assert outbox(stage, who="municipality_worker") == [referral.code]


def test_any_member_sees_code_and_state_of_the_agencys(stage: Stage) -> None:
    referral = stage.sent()
    rows = queries.list_of_agency(stage.actor("welfare_worker"), stage.world.welfare.id).rows
    assert [(row.code, row.state) for row in rows] == [(referral.code, State.SENT)]


def test_the_reviewer_sees_what_is_to_be_ruled_on(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    stage.session.commit()
    assert [row.code for row in queries.list_to_rule(stage.reviewer).rows] == [referral.code]


def test_a_recused_reviewer_does_not(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    add_post(stage.world.reviewer, stage.world.welfare, PostKind.WORKER)
    stage.session.commit()
    assert queries.list_to_rule(stage.reviewer).rows == []


def test_the_case_shows_its_referrals_newest_first(stage: Stage) -> None:
    codes = [stage.sent().code, stage.sent().code]
    assert [row.code for row in queries.list_of_case(stage.sender, stage.case.id)] == codes[::-1]


# --- order, filters -----------------------------------------------------------------------------------------------


def test_ones_own_turn_stands_first_then_what_is_due_first(stage: Stage) -> None:
    asked, later, sooner = stage.received(), stage.received(), stage.sent()
    commands.ask(stage.recipient, asked, question="چند ساله است؟")
    assert inbox(stage) == [sooner.code, later.code, asked.code]


def test_ended_ones_are_not_among_the_running(stage: Stage) -> None:
    declined(stage)
    assert inbox(stage) == []


def test_ended_ones_are_asked_for(stage: Stage) -> None:
    referral = declined(stage)
    assert inbox(stage, Filters(show="ended")) == [referral.code]


def test_ended_ones_are_of_this_jalali_year(stage: Stage) -> None:
    declined(stage)
    with clock.at(MOMENT + 150 * DAY):
        assert inbox(stage, Filters(show="ended")) == []


def test_ended_ones_of_another_year_are_asked_for(stage: Stage) -> None:
    referral = declined(stage)
    with clock.at(MOMENT + 150 * DAY):
        assert inbox(stage, Filters(show="ended", year=1405)) == [referral.code]


def test_mine_leaves_out_a_colleagues(stage: Stage) -> None:
    mine, colleagues = stage.accepted(), stage.sent()
    commands.accept(stage.recipient, colleagues, handler_id=stage.world.welfare_worker.id)
    assert inbox(stage, Filters(show="mine")) == [mine.code]


def test_others_leaves_out_mine(stage: Stage) -> None:
    stage.accepted()
    colleagues = stage.sent()
    commands.accept(stage.recipient, colleagues, handler_id=stage.world.welfare_worker.id)
    assert inbox(stage, Filters(show="others")) == [colleagues.code]


@pytest.fixture
def two(stage: Stage) -> tuple[Referral, Referral]:
    return stage.sent(), stage.received(priority=Priority.URGENT, asked=stage.content().asked)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(priority="urgent"), [1]),
        (Filters(states=(State.SENT,)), [0]),
        (Filters(route=Route.SELF.value), [1, 0]),
        (Filters(route=Route.NGO.value), []),
        (Filters(need="social_work"), [1, 0]),
        (Filters(need="health"), []),
        (Filters(late=True), []),
        (Filters(due_within=4), [1, 0]),
        (Filters(due_within=0), []),
        (Filters(text="R-1405-2"), [1]),
        (Filters(text="۱"), [0]),
    ],
)
def test_a_filter_narrows(stage: Stage, two: tuple[Referral, Referral], filters: Filters, found: list[int]) -> None:
    assert sorted(inbox(stage, filters)) == sorted(two[place].code for place in found)


def test_the_late_are_found(stage: Stage) -> None:
    referral = stage.sent()
    with clock.at(MOMENT + 3 * DAY):
        assert inbox(stage, Filters(late=True)) == [referral.code]


def test_the_newest_sent_stand_first_when_asked_for(stage: Stage) -> None:
    first = stage.sent()
    with clock.at(MOMENT + timedelta(hours=1)):
        second = stage.sent()
    assert inbox(stage, Filters(order="sent")) == [second.code, first.code]


# --- pages, counts ------------------------------------------------------------------------------------------------


def test_pages_follow_each_other_without_gap_or_double(stage: Stage) -> None:
    codes = {stage.sent().code for _ in range(5)}
    seen: list[str] = []
    after = None
    for _ in range(3):
        page = queries.list_received(stage.recipient, size=2, after=after)
        seen += [row.code for row in page.rows]
        after = page.after
    assert (len(seen), set(seen), after) == (5, codes, None)


def test_one_goes_back_to_the_page_before(stage: Stage) -> None:
    for _ in range(4):
        stage.sent()
    first = queries.list_received(stage.recipient, size=2)
    second = queries.list_received(stage.recipient, size=2, after=first.after)
    back = queries.list_received(stage.recipient, size=2, before=second.before)
    assert [row.code for row in back.rows] == [row.code for row in first.rows]


def test_a_list_counts_what_it_holds(stage: Stage) -> None:
    for _ in range(3):
        stage.sent()
    page = queries.list_received(stage.recipient, size=2)
    assert (page.total, page.more_than) == (3, None)


def test_a_list_counts_no_further_than_a_thousand(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordination.referrals.queries.lists.COUNTED_TO", 2)
    for _ in range(4):
        stage.sent()
    page = queries.list_received(stage.recipient)
    assert (page.total, page.more_than) == (3, 2)


# --- what waits ---------------------------------------------------------------------------------------------------


def waiting(stage: Stage, who: str) -> list[str]:
    stage.session.commit()
    actor = stage.actor(who)
    rows = [row.code for row in queries.list_my_turn(actor)]
    assert queries.count_my_turn(actor) == len(rows)
    return rows


def test_what_arrives_waits_for_every_liaison_of_the_recipient(stage: Stage) -> None:
    referral = stage.sent()
    assert waiting(stage, "welfare_liaison") == [referral.code]


def test_what_a_colleague_handles_does_not_wait_for_me(stage: Stage) -> None:
    referral = stage.sent()
    commands.accept(stage.recipient, referral, handler_id=stage.world.welfare_worker.id)
    assert (waiting(stage, "welfare_liaison"), waiting(stage, "welfare_worker")) == ([], [referral.code])


def test_a_question_waits_for_the_sender(stage: Stage) -> None:
    referral = stage.received()
    commands.ask(stage.recipient, referral, question="چند ساله است؟")
    assert waiting(stage, "municipality_liaison") == [referral.code]


def test_a_draft_waits_for_nobody(stage: Stage) -> None:
    stage.drafted()
    assert waiting(stage, "municipality_liaison") == []


def test_an_objection_waits_for_the_reviewer(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    assert waiting(stage, "reviewer") == [referral.code]


def test_an_objection_on_a_court_route_waits_for_the_court_liaison(stage: Stage) -> None:
    referral = stage.at(State.OBJECTED, **stage.court_columns())
    assert (waiting(stage, "court_liaison"), waiting(stage, "reviewer")) == ([referral.code], [])


def test_what_is_due_first_stands_first(stage: Stage) -> None:
    later, sooner = stage.received(), stage.received(priority=Priority.URGENT)
    assert waiting(stage, "welfare_liaison") == [sooner.code, later.code]


def test_a_row_offers_what_its_page_offers(stage: Stage) -> None:
    referral = stage.received()
    (row,) = queries.list_received(stage.recipient).rows
    on_row = {offer.move.name for offer in workflow.offers(stage.recipient, row)}
    on_page = {offer.move.name for offer in workflow.offers(stage.recipient, referral)}
    assert on_row == on_page == {"accept", "ask", "waitlist", "forward", "decline", "object"}


def test_a_row_that_cannot_be_declined_says_so(stage: Stage) -> None:
    stage.received(priority=Priority.EMERGENCY)
    (row,) = queries.list_received(stage.recipient).rows
    missing = {offer.move.name for offer in workflow.offers(stage.recipient, row) if offer.missing}
    assert missing == {"decline", "waitlist"}


def test_whoever_holds_no_post_finds_nothing(stage: Stage) -> None:
    stage.sent()
    assert queries.list_received(acting(stage.world.auditor)).rows == []
