"""The items an agenda prepares by itself: made once for what features ask, opened again when it comes up again."""

from __future__ import annotations

from coordination import workflow
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import say
from coordination.lang.zone import local_date
from coordination.meetings import consequences
from coordination.meetings.consequences import Prepared
from coordination.meetings.models import AgendaItem, ItemKind, ItemState, Meeting
from coordination.meetings.needs import ItemFacts
from coordination.meetings.queries.agenda import ForAgenda
from coordination.meetings.titles import title_of
from coordination.referrals.models import Referral

AGAIN = "came up again"
"""What the system gives as its reason for opening an item again; never shown."""


def prepared_items(meeting: Meeting, known: ForAgenda) -> list[tuple[AgendaItem, int]]:
    """What features ask to stand on the agenda, as open items with the minutes planned for each."""
    found: list[tuple[AgendaItem, int]] = []
    for prepare in consequences.PREPARING:
        for one in prepare(meeting):
            item = standing_item(meeting.group_id, one, known.by_source.get(one.source))
            if item is not None:
                found.append((item, one.minutes_planned))
    return found


def standing_item(group_id: int, prepared: Prepared, known: AgendaItem | None) -> AgendaItem | None:
    """The open item of a source: the one there is, opened again where it was closed, or a new one. None where somebody
    took it back: it is not pressed upon the group."""
    if known is None:
        return _made(group_id, prepared)
    if known.state == ItemState.CLOSED:
        workflow.perform(Actor.system("agenda_item.reopen"), known, "reopen", facts=ItemFacts(note=AGAIN))
    return known if known.state == ItemState.OPEN else None


def _made(group_id: int, prepared: Prepared) -> AgendaItem:
    item = AgendaItem(
        group_id=group_id,
        kind=prepared.kind,
        title="",
        state_since=clock.now(),
        proposed_at=clock.now(),
        confidential=prepared.confidential,
        source=prepared.source,
        not_before=prepared.not_before,
        referral=db.session.get(Referral, prepared.referral_id) if prepared.referral_id else None,
        minutes_of=db.session.get(Meeting, prepared.minutes_of_id) if prepared.minutes_of_id else None,
    )
    item.title = say.message(title_of(item))
    db.session.add(item)
    db.session.flush()
    workflow.perform(Actor.system("agenda_item.accept"), item, "accept", facts=ItemFacts())
    return item


def coming_back(item: AgendaItem, meeting: Meeting) -> bool:
    """Whether an open item belongs on the meeting's agenda by itself: put off until this day or before it, or a
    referral awaiting decision. Other kinds come through what prepares them, plain topics by the secretary's hand."""
    if item.not_before is not None:
        return item.not_before <= local_date(meeting.starts_at)
    return item.kind == ItemKind.REFERRAL
