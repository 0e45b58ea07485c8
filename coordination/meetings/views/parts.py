"""What the pages of meetings share: taking a step that a form asks for, groups to choose from, what is booked twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.accounts.names import person_name
from coordination.kernel import taking
from coordination.kernel.errors import NotFound
from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.meetings.models import Meeting
from coordination.meetings.queries.inviting import Clash

FIELD_OF_NEED = {"reason": "reason", "start_end_place": "place"}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)


def my_groups() -> list[tuple[str, str]]:
    """The groups in which the reader sits, or stands in, for a filter; asks nothing of the database."""
    seats = {str(seat.group_id): pick({"name_fa": seat.group_name_fa, "name_en": seat.group_name_en}, "name")
             for seat in g.actor.seats}  # fmt: skip
    return list(seats.items())


def said_of(clash: Clash, meeting: Meeting) -> str:
    """What is booked twice, in words; of a confidential group only that there is one."""
    other = clash.meeting
    start, end = say.clock_time(other.starts_at), say.clock_time(other.ends_at)
    words = {
        "group": _("a meeting of a confidential group")
        if other.group.confidential and other.group_id != meeting.group_id
        else pick(other.group, "name"),
        "when": _("%(start)s to %(end)s", start=start, end=end),
    }
    if clash.person is None:
        return str(_("The same place is taken at this time: %(group)s, %(when)s.", **words))
    words["name"] = person_name(clash.person)
    return str(_("%(name)s is invited elsewhere at this time: %(group)s, %(when)s.", **words))


def choose_group(rows: Sequence[Any], endpoint: str, heading: str) -> Any:
    """On to ``endpoint`` of the only one of these groups, or of the one whose number the address names; of several the
    page on which one is chosen. Raises NotFound for a group that is none of them."""
    asked = request.args.get("group")
    rows = [row for row in rows if asked is None or str(row.id) == asked]
    if asked and not rows:
        raise NotFound
    if len(rows) == 1:
        return redirect(url_for(endpoint, group_id=rows[0].public_id), 303)
    return render_template("meetings/choose.html", rows=rows, heading=heading, endpoint=endpoint)


def group_of(args: Mapping[str, str]) -> int | None:
    """The group an address names, where the reader sits in it."""
    asked = args.get("group", "")
    return int(asked) if asked in dict(my_groups()) else None
