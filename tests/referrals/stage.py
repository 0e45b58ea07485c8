"""The stage of the referral tests: a child of the municipality and the people through whose hands a referral goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.cases.models import Case, Consent, Risk
from coordination.directory.models import Agency, Centre
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.kernel.errors import Unmet
from coordination.lang.zone import local_date
from coordination.referrals import commands, queries
from coordination.referrals.content import Asked, Content, NeedResult, Order
from coordination.referrals.models import Priority, Referral, Result, Route, State
from tests.world import World, acting, add_case, add_consent, add_referral, get

ROUTE_DATA = {"how_found": "خودش آمد", "safe_contact": "عصرها از راه مدرسه"}
MET = {"social_work": NeedResult(Result.MET)}


@dataclass(slots=True)
class Stage:
    """Who acts: the sending municipality's liaison and worker, the receiving welfare directorate's liaison and worker,
    the reviewer, the court liaison."""

    world: World
    session: Session
    case: Case
    consent: Consent

    def actor(self, name: str) -> Actor:
        return acting(getattr(self.world, name))

    @property
    def sender(self) -> Actor:
        return self.actor("municipality_liaison")

    @property
    def recipient(self) -> Actor:
        return self.actor("welfare_liaison")

    @property
    def reviewer(self) -> Actor:
        return self.actor("reviewer")

    @property
    def court(self) -> Actor:
        return self.actor("court_liaison")

    def agency(self, name: str) -> Agency:
        return get(Agency, getattr(self.world, name))

    def centre(self) -> Centre:
        return get(Centre, self.world.day_centre)

    def content(self, **more: Any) -> Content:
        given: dict[str, Any] = {
            "recipient": self.agency("welfare"),
            "route": Route.SELF,
            "route_data": ROUTE_DATA,
            "asked": (Asked("social_work", "یک بازدید از خانه"),),
            "priority": Priority.NORMAL,
            "risk": Risk.MEDIUM,
            "reason": "برای مددکاری نزدیک خانه",
            "basis": self.consent,
            "field_groups": ("identity",),
        }
        return Content(**(given | more))

    def drafted(self, **more: Any) -> Referral:
        """A draft that may be sent."""
        content = self.content(**more)
        referral = commands.draft(self.sender, self.case, recipient=content.recipient)
        commands.edit_draft(self.sender, referral, content=content)
        return self.stored(referral)

    def sent(self, **more: Any) -> Referral:
        referral = self.drafted(**more)
        commands.send(self.sender, referral, disclosure_confirmed=True)
        return self.stored(referral)

    def received(self, **more: Any) -> Referral:
        referral = self.sent(**more)
        commands.receive(self.recipient, referral)
        return self.stored(referral)

    def accepted(self, **more: Any) -> Referral:
        referral = self.received(**more)
        commands.accept(self.recipient, referral)
        return self.stored(referral)

    def in_service(self, **more: Any) -> Referral:
        referral = self.accepted(**more)
        commands.begin(self.recipient, referral, first_contact_on=self.today)
        return self.stored(referral)

    def served(self, **more: Any) -> Referral:
        """In service, with one service recorded."""
        referral = self.in_service(**more)
        commands.record_service(self.recipient, [referral], kind="social_work", on=self.today)
        return self.stored(referral)

    def delivered(self, **more: Any) -> Referral:
        referral = self.served(**more)
        commands.deliver(self.recipient, referral, results=MET)
        return self.stored(referral)

    def at(self, state: State, **columns: Any) -> Referral:
        """Written straight into a state, for what no command leads to quickly."""
        columns.setdefault("basis", self.consent)
        columns.setdefault("handler", self.world.welfare_liaison if state != State.DRAFT else None)
        referral = add_referral(
            self.case,
            self.world.welfare,
            drafted_by=self.world.municipality_liaison,
            state=state,
            **columns,
        )
        return self.stored(referral)

    def stored(self, referral: Referral) -> Referral:
        """The referral as a request would load it after the commit."""
        db.session.commit()
        public_id = referral.public_id
        db.session.expire_all()
        loaded = queries.get_referral(public_id)
        assert loaded is not None
        return loaded

    @property
    def today(self) -> date:
        return local_date(now())

    def in_days(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def order(self, **more: Any) -> Order:
        given: dict[str, Any] = {
            "agency": self.agency("judiciary"),
            "number": "۱۴۰۵/۷۷۱",
            "branch": "شعبه سوم",
            "on": self.in_days(-1),
            "valid_until": self.in_days(60),
        }
        return Order(**(given | more))

    def court_columns(self, **more: Any) -> dict[str, Any]:
        """What a referral written straight into a state needs to stand on a court's order."""
        return {
            "route": Route.JUDICIAL,
            "order_agency_id": self.world.judiciary.id,
            "order_number": "1405/771",
            "order_on": self.in_days(-1),
            "order_valid_until": self.in_days(60),
        } | more


def set_stage(world: World, session: Session) -> Stage:
    case = add_case(world.municipality, worker=world.municipality_worker)
    consent = add_consent(case, recorded_by=world.municipality_worker, groups=("identity", "family"))
    session.commit()
    return Stage(world, session, case, consent)


def unmet(act: Callable[[], Any]) -> set[str]:
    """The codes of the needs for which the act is refused."""
    with pytest.raises(Unmet) as refusal:
        act()
    return set(refusal.value.needs)
