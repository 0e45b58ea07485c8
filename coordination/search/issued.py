"""What agencies and groups issue and own, in the search's union: agencies, activities, circulars, calls, programmes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, cast, func, literal, null

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.models import Activity
from coordination.circulars.models import Circular
from coordination.data_calls.models import DataCall, Distribution
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.indicators.models import Indicator
from coordination.kernel.db import Moment
from coordination.points.models import Point
from coordination.programmes.models import Memorandum, Programme
from coordination.reports.models import Report
from coordination.search.finding import holds, shape, spoken

EMPTY = literal("")
NEVER = cast(null(), Moment)


def issued(actor: Actor, words: Sequence[str]) -> list[Select[Any]]:
    """What one may see of it, whose words or numbers hold every word."""
    found = [
        _agencies(actor, words),
        _owned(actor, "activity.list", "activity", Activity, words, moment=Activity.recorded_at),
        _owned(actor, "circular.list", "circular", Circular, words, number=Circular.number, moment=Circular.created_at),
        _owned(actor, "data_call.list", "data_call", DataCall, words, moment=DataCall.created_at),
        _owned(actor, "distribution.list", "distribution", Distribution, words, moment=Distribution.created_at),
        _owned(actor, "programme.list", "programme", Programme, words, moment=Programme.state_since),
        _owned(actor, "memorandum.list", "memorandum", Memorandum, words, number=Memorandum.number),
        _owned(actor, "indicator.list", "indicator", Indicator, words, title=Indicator.label_fa, number=Indicator.code),
        _owned(actor, "report.list", "report", Report, words, moment=Report.created_at),
        _owned(actor, "point.list", "point", Point, words, title=Point.name, number=Point.code),
    ]
    return [part for part in found if part is not None]


def _agencies(actor: Actor, words: Sequence[str]) -> Select[Any] | None:
    if not policy.allows(actor, "agency.list"):
        return None
    return shape("agency", Agency, Agency.name_fa, EMPTY, EMPTY, NEVER, (EMPTY, EMPTY)).where(
        policy.visible(actor, "agency.list"), Agency.active.is_(True), holds(Agency.folded, words)
    )


def _owned(
    actor: Actor, act: str, what: str, thing: Any, words: Sequence[str], *, title: Any = None, number: Any = EMPTY,
    moment: Any = NEVER,
) -> Select[Any] | None:  # fmt: skip
    """A part that names whose it is: an agency's, or a group's."""
    if not policy.allows(actor, act):
        return None
    of_group = "group_id" in thing.__table__.c
    names: tuple[Any, Any] = (Agency.name_fa, Agency.name_en)
    if of_group:
        names = (func.coalesce(Group.name_fa, names[0], ""), func.coalesce(Group.name_en, names[1], ""))
    state = thing.state if "state" in thing.__table__.c else EMPTY
    found = shape(what, thing, thing.title if title is None else title, number, state, moment, names)
    words_held = holds(thing.folded, words) if "folded" in thing.__table__.c else spoken(thing.title, words)
    still_there = [thing.removed_at.is_(None)] if "removed_at" in thing.__table__.c else []
    found = found.outerjoin(Agency, Agency.id == thing.agency_id)
    if of_group:
        found = found.outerjoin(Group, Group.id == thing.group_id)
    return found.where(policy.visible(actor, act), words_held, *still_there)
