"""The page of a group's figures: meetings held and person-hours, of the group and of those below it."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template

from coordination.access.web import sees
from coordination.groups import queries as groups
from coordination.groups.models import Group
from coordination.lang import zone
from coordination.meetings.queries.figures import count_work
from coordination.meetings.views.blueprint import bp

HOUR = timedelta(hours=1)


@bp.get("/groups/<public_id:group_id>/figures")
@sees("group.figures", find=groups.get_group_row)
def figures(group: Group) -> str:
    """Computed from the attendance sheets, never entered."""
    lines = count_work(group, zone.today())
    below = lines[1:]
    return render_template(
        "meetings/figures.html",
        group=group,
        lines=lines,
        hours=lambda line: round(line.hours / HOUR, 1),
        seats=sum(line.seats for line in below),
        meetings=sum(line.meetings for line in below),
        attended=sum(line.attended for line in below),
        total=round(sum((line.hours for line in below), timedelta()) / HOUR, 1),
        below=len(below),
    )
