"""Reports of the demo world: the network's summer of 1394, published and open to everybody, and a draft of the
education group's on the last full season."""

from __future__ import annotations

from datetime import time, timedelta

from coordination.activities.issuers import Issuer
from coordination.demo.stage import Stage, Tale
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


def all_reports(stage: Stage) -> list[Tale]:
    """Both, made by the acts of those whose they are."""
    return [_of_the_network(stage), _of_the_group(stage)]


def _of_the_network(stage: Stage) -> Tale:
    """Begun and published on one morning; its papers a little later."""
    moment = stage.working_moment(at(stage.today() - PUBLISHED_BEFORE, time(11)))
    yield moment
    liaison = stage.actor("network.liaison")
    issuer = Issuer(agency_id=stage.agencies["network"].id)
    told = commands.begin(liaison, issuer, span=Span.SEASON, year=OF_SUMMER, part=SUMMER)
    commands.open_to_public(liaison, told)
    commands.publish(liaison, told)
    number = told.id
    yield moment + timedelta(minutes=1)
    jobs.freeze(number)


def _of_the_group(stage: Stage) -> Tale:
    """A draft on the last full season, not published yet."""
    yield stage.working_moment(stage.now - timedelta(hours=2))
    first, _last = last_full_season(stage.today())
    commands.begin(
        stage.actor("crc-education.secretary"),
        Issuer(group_id=stage.groups["crc-education"].id),
        span=Span.SEASON,
        year=jalali_year(first),
        part=spans.part_of(first, spans.SEASON),
    )
