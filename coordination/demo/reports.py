"""Reports of the demo world: the network's summer of 1394, published and open to everybody, and a draft of the
education group's on the last full season."""

from __future__ import annotations

from datetime import time, timedelta

from coordination.activities.issuers import Issuer
from coordination.demo.stage import Stage, tell_listeners
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import spans
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import at
from coordination.reports import commands, jobs
from coordination.reports.models import Span
from coordination.reports.spanning import last_full_season

SUMMER = 2
OF_SUMMER = 1394
PUBLISHED_BEFORE = timedelta(days=20)
"""So long ago the network's report was published: its list of that summer was entered afterwards."""


def build_reports(stage: Stage) -> None:
    """Make both by the acts of those whose they are; the published one with its papers."""
    network, group = stage.agencies["network"], stage.groups["crc-education"]
    liaison, secretary = stage.actor("network.liaison"), stage.actor("crc-education.secretary")
    moment = stage.working_moment(at(stage.today() - PUBLISHED_BEFORE, time(11)))
    with clock.at(moment):
        told = commands.begin(liaison, Issuer(agency_id=network.id), span=Span.SEASON, year=OF_SUMMER, part=SUMMER)
        commands.open_to_public(liaison, told)
        commands.publish(liaison, told)
        tell_listeners()
        db.session.commit()
        jobs.freeze(told.id)
    first, _last = last_full_season(stage.today())
    with clock.at(stage.working_moment(stage.now - timedelta(hours=2))):
        commands.begin(
            secretary,
            Issuer(group_id=group.id),
            span=Span.SEASON,
            year=jalali_year(first),
            part=spans.part_of(first, spans.SEASON),
        )
        tell_listeners()
        db.session.commit()
