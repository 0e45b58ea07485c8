"""One meeting of the demo world as it is told: its people and its moments."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.demo.agendas import Goes, Held
from coordination.demo.groups import SETTINGS, officer
from coordination.demo.stage import ONE_DAY, Stage
from coordination.groups.models import Group, SeatKind
from coordination.kernel.db import db
from coordination.lang import jalali
from coordination.lang.zone import at, local_date
from coordination.meetings import queries
from coordination.meetings.models import (
    Meeting,
)
from coordination.minutes.models import Minutes
from coordination.minutes.queries import get_minutes


class Gathering:
    """One meeting as it is told: its people, its moments, and what came of it."""

    def __init__(self, stage: Stage, plan: Held) -> None:
        self.stage, self.plan = stage, plan
        self.group: Group = stage.groups[plan.group]
        self.settings = SETTINGS[plan.group]
        self.starts = self._starts()
        self.meeting_id = 0

    def _starts(self) -> datetime:
        plan, stage = self.plan, self.stage
        if plan.on is not None:
            return at(jalali.from_jalali(*plan.on), plan.hour or self.settings.starts)
        if plan.goes in (Goes.IN_SESSION, Goes.RECESSED):
            return stage.now - timedelta(minutes=plan.minutes_ago)
        day = stage.today() - timedelta(days=plan.days_ago)
        moment = stage.working_moment(at(day, time(9)))
        if plan.days_ago < 0:
            while local_date(moment) <= stage.today():
                day += ONE_DAY
                moment = stage.working_moment(at(day, time(9)))
        return at(local_date(moment), plan.hour or self.settings.starts)

    @property
    def secretary(self) -> Actor:
        return self.stage.actor(officer(self.plan.group, SeatKind.SECRETARY))

    @property
    def chair(self) -> Actor:
        return self.stage.actor(officer(self.plan.group, SeatKind.CHAIR))

    @property
    def meeting(self) -> Meeting:
        """As the pages load it."""
        found = db.session.scalar(select(Meeting.public_id).where(Meeting.id == self.meeting_id))
        meeting = queries.get_meeting(found or "")
        assert meeting is not None
        return meeting

    @property
    def minutes(self) -> Minutes:
        """As the pages load them."""
        found = get_minutes(self.meeting.public_id)
        assert found is not None
        return found

    def after(self, **span: float) -> datetime:
        """So long after the meeting's end, within working hours."""
        ends = self.starts + timedelta(minutes=self.settings.minutes)
        moment = ends + timedelta(**span)
        return self.stage.working_moment(moment) if span.get("days") else moment
