"""The aggregates are in step with the records after every commit, and a recount finds the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from coordination.figures import commands
from coordination.figures.models import FigureCount
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import jalali_year, jalali_year_range
from coordination.referrals import commands as referrals
from coordination.referrals.models import Admission, DeclineCode, HoldCode, Referral, WhoDeclined
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
