"""How an action shows to one reader: whose turn, time left, why it exists; the same words on lists, home and page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.names import person_name
from coordination.actions.models import DISPUTE_LABELS, Action, ActionState, DisputeCode
from coordination.actions.queries.rows import ActionRow, Why
from coordination.actions.states import OWED
from coordination.kernel import clock
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick
from coordination.lang.locale import current
from coordination.lang.zone import local_date
from coordination.referrals.display import NEARLY, NO_CLOCK, ClockView, TurnView

TITLE_WORDS = 120
VERIFIER = N_("Verifier: %(name)s")


@dataclass(frozen=True, slots=True)
class Source:
    """Why an action exists: a few words, and its source in words with an address where the reader may open it."""

    text: str
    label: Message
    url: str | None


def clock_of(row: ActionRow, today: date | None = None) -> ClockView:
    """The time left in days; of what is with others, since when."""
    today = today or local_date(clock.now())
    if row.due_on is None or row.state in (ActionState.VERIFIED, ActionState.CANCELLED, ActionState.DRAFT):
        return NO_CLOCK
    if row.state not in OWED or row.state == ActionState.DISPUTED:
        since = local_date(row.state_since)
        days = (today - since).days + 1
        words = N_("waits for verification, day %(days)s")
        if row.state == ActionState.DISPUTED:
            words = N_("waits for a ruling, day %(days)s")
        return ClockView("calm", Message(N_("since %(day)s"), day=since), None, None, Message(words, days=days))
    left = (row.due_on - today).days
    if left < 0:
        late = Message(N_("%(span)s late"), span=timedelta(days=-left))
        return ClockView("shan", late, None, None, Message(N_("was due %(day)s"), day=row.due_on))
    until = Message(N_("until %(day)s"), day=row.due_on)
    if left == 0:
        return ClockView("zar", Message(N_("due today")), None, None, until)
    given = local_date(row.issued_at) if row.issued_at is not None else today
    gone = 100 * (today - given).days // max((row.due_on - given).days, 1)
    return ClockView(
        "zar" if gone >= NEARLY else "calm", Message(N_("%(span)s left"), span=timedelta(days=left)), None, None, until
    )


def is_late(row: ActionRow, today: date) -> bool:
    """Late is a badge, never a state."""
    return row.state in OWED and row.due_on is not None and row.due_on < today


def turn_of(actor: Actor, row: ActionRow) -> TurnView:
    """Whose turn it is: the owner's; the verifier's once reported done; of disputes and requests for more time the
    secretary's, or of an action without a group the source's liaison."""
    if row.state in (ActionState.VERIFIED, ActionState.CANCELLED):
        return TurnView("nobody")
    if row.state == ActionState.REPORTED_DONE:
        return _person(actor, row, row.verifier_id, row.verifier_name, row.verifier_name_en)
    if row.state == ActionState.DISPUTED or row.asked_on is not None:
        if policy.allows(actor, "action.dismiss_dispute", row):
            return TurnView("you")
        return TurnView("other", Message(N_("the secretary") if row.group_id is not None else N_("the liaison")))
    return _person(actor, row, row.owner_id, row.owner_name, row.owner_name_en)


def _person(actor: Actor, row: ActionRow, person_id: int | None, name: str | None, name_en: str | None) -> TurnView:
    if person_id == actor.person_id:
        return TurnView("you")
    said = name_en if name_en and current() == "en" else name or ""
    colleague = person_id == row.owner_id and row.agency_id in actor.agencies()
    return TurnView("colleague" if colleague else "other", said)


def source_of(why: Why) -> Source | None:
    """Why it exists. What the reader may not open is named by number, group and day alone, without its words."""
    group = _pick(why.group_name_fa, why.group_name_en)
    day = local_date(why.meeting_at) if why.meeting_at is not None else None
    if why.resolution_id is not None:
        text = _short(why.resolution_text or "") if why.sees_resolution else ""
        url = f"/resolutions/{why.resolution_id}" if why.sees_resolution else None
        return Source(text, _of_resolution(why.resolution_number or "", group, day), url)
    if why.referral_id is not None:
        url = f"/referrals/{why.referral_id}" if why.sees_referral else None
        return Source("", Message(N_("referral %(code)s"), code=why.referral_code or ""), url)
    if day is not None:
        label = Message(N_("%(group)s, meeting of %(day)s"), group=group, day=day)
        text = why.entry_title or "" if why.sees_item else ""
        url = f"/meetings/{why.meeting_id}" if why.sees_meeting else None
        return Source(text, label, url)
    if group:
        return Source("", Message(N_("%(group)s"), group=group), f"/groups/{why.group_public_id}")
    agency = _pick(why.source_name_fa, why.source_name_en)
    return Source("", Message(N_("%(group)s"), group=agency), None) if agency else None


def _of_resolution(number: str, group: str, day: date | None) -> Message:
    if day is not None:
        return Message(N_("resolution %(number)s, %(group)s, meeting of %(day)s"), number=number, group=group, day=day)
    if group:
        return Message(N_("resolution %(number)s, %(group)s"), number=number, group=group)
    return Message(N_("resolution %(number)s"), number=number)


def remarks_of(row: ActionRow, *, with_owner: bool = False) -> list[Message]:
    """What a row says below its chip: owner, verifier, on whom it waits, the first date, what was asked or disputed."""
    found = []
    if with_owner:
        found.append(Message(N_("Owner: %(name)s, %(agency)s"), name=owner_of(row), agency=agency_of(row)))
    verifier = verifier_of(row)
    if verifier:
        found.append(Message(VERIFIER, name=verifier))
    if row.state == ActionState.BLOCKED:
        words = N_("Waits for %(what)s, since %(day)s")
        found.append(Message(words, what=row.waiting_on, day=local_date(row.state_since)))
    if row.state == ActionState.DISPUTED and row.dispute_code:
        found.append(Message(DISPUTE_LABELS[DisputeCode(row.dispute_code)]))
    if row.asked_on is not None:
        found.append(Message(N_("More time asked, until %(day)s"), day=row.asked_on))
    if row.original_due_on is not None and row.due_on != row.original_due_on:
        found.append(Message(N_("The first date was %(day)s; more time was given"), day=row.original_due_on))
    if row.provisional:
        found.append(Message(N_("Provisional: the minutes are not approved yet")))
    return found


def name_of(person: Any) -> str:
    """A person's name in the reader's language; nothing for nobody."""
    return person_name(person) if person is not None else ""


def owner_of(row: ActionRow) -> str:
    """The owner's name in the reader's language."""
    return (row.owner_name_en if current() == "en" else None) or row.owner_name or ""


def agency_of(thing: Action | ActionRow) -> str:
    """The owner's agency in the reader's language."""
    if isinstance(thing, ActionRow):
        return _pick(thing.agency_name_fa, thing.agency_name_en)
    return pick(thing.agency, "name") if thing.agency is not None else ""


def _pick(name_fa: str | None, name_en: str | None) -> str:
    return (name_en if current() == "en" and name_en else name_fa) or ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= TITLE_WORDS else text[:TITLE_WORDS].rsplit(" ", 1)[0] + "…"


def verifier_of(row: ActionRow) -> str:
    """The verifier's name in the reader's language."""
    return (row.verifier_name_en if current() == "en" else None) or row.verifier_name or ""
