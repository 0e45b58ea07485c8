"""The aggregates are in step with the records after every commit, and a recount finds the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from coordination.cases.models import Case, Client
from coordination.figures import cells, commands
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.figures.queries.counts import Share, answer_times
from coordination.figures.queries.scopes import scope_of_agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import jalali_year, jalali_year_range
from coordination.outcomes.models import OutcomeKind, OutcomeState
from coordination.referrals import commands as referrals
from coordination.referrals.models import Admission, DeclineCode, HoldCode, Referral, Route, State, WhoDeclined
from tests.figures import reading
from tests.issuing import add_outcome
from tests.referrals.stage import MET, Stage

HOUR = timedelta(hours=1)


def held() -> dict[tuple[int, int, str, str], int]:
    rows = db.session.execute(select(FigureCount).order_by(FigureCount.agency_id)).scalars()
    return {(row.agency_id, row.month, row.measure, row.key): row.n for row in rows if row.n}


def year() -> tuple[date, date]:
    return jalali_year_range(jalali_year(date(2026, 11, 21)))


def recounted() -> dict[tuple[int, int, str, str], int]:
    db.session.execute(delete(FigureCount))
    db.session.commit()
    commands.recount()
    db.session.commit()
    return held()


@contextmanager
def later(hours: float) -> Iterator[None]:
    with clock.at(clock.now() + hours * HOUR):
        yield


def admit(stage: Stage, referral: Referral) -> Admission:
    return referrals.record_admission(
        stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="مادر"
    )


def whole_way(stage: Stage) -> None:
    """A question, an acceptance taken back, notes, a hold, a return, and the end."""
    referral = stage.sent()
    with later(3):
        referrals.receive(stage.recipient, referral)
        stage.stored(referral)
    with later(5):
        referrals.ask(stage.recipient, referral, question="نشانی کجاست؟")
        stage.stored(referral)
    with later(80):
        referrals.answer(stage.sender, referral, text="خیابان سوم")
        stage.stored(referral)
    with later(90):
        referrals.accept(stage.recipient, referral)
        stage.stored(referral)
    with later(92):
        referrals.unaccept(stage.recipient, referral, reason="اشتباه شد")
        stage.stored(referral)
    with later(500):
        referrals.accept(stage.recipient, referral)
        stage.stored(referral)
    with later(510):
        referrals.begin(stage.recipient, referral, first_contact_on=stage.today)
        stage.stored(referral)
    with later(530):
        referrals.record_service(stage.recipient, [referral], kind="social_work", on=stage.today, times=3)
        referrals.comment(stage.recipient, referral, text="بازدید شد")
        referrals.comment(stage.sender, referral, text="سپاس")
        stage.stored(referral)
    with later(540):
        referrals.hold(stage.recipient, referral, code=HoldCode.ILLNESS, resume_on=stage.in_days(10))
        stage.stored(referral)
    with later(600):
        referrals.resume(stage.recipient, referral)
        stage.stored(referral)
    with later(640):
        referrals.deliver(stage.recipient, referral, results=MET)
        stage.stored(referral)
    with later(700):
        referrals.confirm(stage.sender, referral)
        stage.stored(referral)


@pytest.mark.both
def test_a_recount_finds_what_the_moves_have_counted(stage: Stage) -> None:
    whole_way(stage)
    declined = stage.received()
    with later(30):
        referrals.decline(stage.recipient, declined, code=DeclineCode.AGE, who=WhoDeclined.RECIPIENT, note="سن نمی‌خورد")
        stage.stored(declined)
    withdrawn = stage.sent()
    with later(31):
        referrals.withdraw(stage.sender, withdrawn, reason="اشتباه")
        stage.stored(withdrawn)
    admit(stage, stage.accepted())
    add_outcome(stage.case, by=stage.world.municipality_worker, verifier=stage.world.municipality_head)
    db.session.commit()
    found = held()
    assert {measure for _agency, _month, measure, _key in found} == {
        "route", "need", "state", "sent", "admitted.nation", "admitted.sex", "admitted.route", "served", "outcome",
        "stopped", "late", "time",
    }  # fmt: skip
    assert recounted() == found


def served(stage: Stage) -> int:
    scope = scope_of_agency(stage.agency("welfare"))
    return reading.count_services(scope, *year())["social_work"]


def test_a_service_counts_as_often_as_it_was_given(stage: Stage) -> None:
    referral = stage.in_service()
    referrals.record_service(stage.recipient, [referral], kind="social_work", on=stage.today, times=3)
    db.session.commit()
    assert served(stage) == 3


def test_a_voided_service_counts_no_more(stage: Stage) -> None:
    referral = stage.in_service()
    made = referrals.record_service(stage.recipient, [referral], kind="social_work", on=stage.today)
    db.session.commit()
    referrals.void_service(stage.recipient, made[0], reason="دو بار ثبت شد")
    db.session.commit()
    assert served(stage) == 0


def test_what_was_rolled_back_does_not_count(stage: Stage) -> None:
    referral = stage.in_service()
    with db.session.begin_nested() as part:
        referrals.record_service(stage.recipient, [referral], kind="social_work", on=stage.today)
        db.session.flush()
        part.rollback()
    db.session.commit()
    assert served(stage) == 0


def test_a_change_of_the_same_transaction_is_counted_before_its_commit(stage: Stage) -> None:
    referral = stage.in_service()
    referrals.record_service(stage.recipient, [referral], kind="social_work", on=stage.today)
    assert served(stage) == 1
    db.session.rollback()
    assert served(stage) == 0


@pytest.mark.both
def test_a_corrected_nationality_moves_the_admission(stage: Stage) -> None:
    admit(stage, stage.accepted())
    db.session.commit()
    client = db.session.get_one(Client, db.session.get_one(Case, stage.case.id).client_id)
    for nationality, expected in (("ایرانی", (1, 0, 0)), ("افغانستانی", (0, 1, 0)), ("", (0, 0, 1))):
        client.nationality = nationality
        db.session.commit()
        scope = scope_of_agency(stage.agency("welfare"))
        found = reading.count_admissions(scope, *year())
        assert (found.iranian, found.others, found.unknown) == expected


@pytest.mark.parametrize(
    ("state", "place"),
    [(OutcomeState.CLAIMED, 0), (OutcomeState.VERIFIED, 1), (OutcomeState.SUSTAINED, 2), (OutcomeState.RELAPSED, 3)],
)
def test_an_outcome_counts_where_it_stands(stage: Stage, state: OutcomeState, place: int) -> None:
    add_outcome(stage.case, by=stage.world.municipality_worker, verifier=stage.world.municipality_head, state=state)
    db.session.commit()
    found = reading.count_outcomes(reading.EVERYBODY, *year())[OutcomeKind.RETURN_TO_SCHOOL]
    counted = [found.claimed, found.verified, found.sustained, found.relapsed]
    assert counted == [int(number == place) for number in range(4)]


def test_a_referral_counts_where_it_was_sent_to_and_a_draft_nowhere(stage: Stage) -> None:
    stage.drafted()
    stage.sent()
    welfare, municipality = (scope_of_agency(stage.agency(name)) for name in ("welfare", "municipality"))
    assert reading.count_by_route(welfare, *year())[Route.SELF] == 1
    assert reading.count_by_need(welfare, *year()) == {"social_work": 1}
    assert reading.count_by_state(welfare, *year())[State.SENT] == 1
    assert reading.count_sent(municipality, *year())[State.SENT] == 1
    assert sum(reading.count_by_route(municipality, *year()).values()) == 0


def test_the_time_to_decide_leaves_out_the_time_of_the_senders_answer(stage: Stage) -> None:
    whole_way(stage)
    times = answer_times(reading.EVERYBODY, *year())
    assert (times.count, times.late) == (1, 1)
    # Accepted for good 500 hours after it was sent, of which the sender took 75 to answer.
    assert times.median is not None
    assert abs(times.median / HOUR - 425) < 425 * 0.06


def test_an_acceptance_that_was_taken_back_is_no_decision(stage: Stage) -> None:
    referral = stage.accepted()
    referrals.unaccept(stage.recipient, referral, reason="اشتباه شد")
    db.session.commit()
    assert answer_times(reading.EVERYBODY, *year()).count == 0


def test_the_loop_is_closed_by_what_was_delivered_and_confirmed(stage: Stage) -> None:
    whole_way(stage)
    withdrawn = stage.sent()
    referrals.withdraw(stage.sender, withdrawn, reason="اشتباه")
    db.session.commit()
    assert reading.loop_closed(reading.EVERYBODY, *year()) == Share(closed=1, ended=2)


def test_a_duration_is_told_within_five_per_cent() -> None:
    for minutes in (1, 2, 3, 7, 59, 60, 61, 1440, 20160, 525600):
        told = cells.middle(cells.bucket(minutes * 60.0)) / timedelta(minutes=1)
        assert abs(told - minutes) <= 0.05 * minutes


@pytest.mark.both
def test_what_was_there_before_the_aggregates_is_counted_once(stage: Stage) -> None:
    whole_way(stage)
    found = held()
    db.session.execute(delete(FigureCount))
    db.session.add(FigureCount(agency_id=EVERYBODY, month=0, measure=cells.STALE, key="", n=1))
    db.session.commit()
    assert reading.is_stale()
    assert commands.recount_if_stale()
    db.session.commit()
    assert held() == found
    assert not commands.recount_if_stale()
