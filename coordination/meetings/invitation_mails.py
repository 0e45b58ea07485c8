"""The mails to those invited to a meeting, and the meeting in words as calendars show it, in the current language.

Links to answer by are made from a key of the installation, so that each mail can bear the same one while the database
keeps its hash alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr

from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say
from coordination.lang.zone import local_date
from coordination.meetings import calendar_files
from coordination.meetings.calendar_files import Entry, Method, Somebody
from coordination.meetings.models import Invitee, Meeting, MeetingState
from coordination.meetings.queries import list_entries
from coordination.meetings.titles import meeting_title, title_of
from coordination.outbox import outbox
from coordination.outbox.mail import Guest, queue_mail
from coordination.vault.blind import blind

SUBJECTS = {
    "first": N_("Invitation: %(meeting)s, %(group)s"),
    "changed": N_("Changed: %(meeting)s, %(group)s"),
    "agenda": N_("Agenda published: %(meeting)s, %(group)s"),
    "cancelled": N_("Cancelled: %(meeting)s, %(group)s"),
    "removed": N_("You are no longer invited: %(meeting)s, %(group)s"),
}
OPENINGS = {
    "first": N_("You are invited to this meeting of %(group)s."),
    "changed": N_("The time or the place of this meeting of %(group)s has changed. What counts now stands here."),
    "agenda": N_("The agenda of this meeting of %(group)s is published."),
    "cancelled": N_("This meeting of %(group)s is cancelled."),
    "removed": N_("You are no longer invited to this meeting of %(group)s. Take it out of your calendar."),
}


def tell(meeting: Meeting, those: Sequence[Invitee], what: str, method: Method, agenda: list[str | Message]) -> None:
    """Queue a mail for each of ``those`` in his language."""
    everybody = [_somebody(one) for one in invited_now(meeting)]
    for one in those:
        if one.person is not None and one.person.disabled_at is not None:
            continue
        alone = meeting.group.confidential or one.removed_at is not None
        language = one.person.language if one.person is not None else locale.DEFAULT
        with locale.using(language):
            words = _words(meeting)
            entry = entry_of(
                meeting, url=page_of(meeting) if one.person is not None else "", cancelled=method == "CANCEL"
            )
            queue_mail(
                one.person.id if one.person is not None else Guest(one.guest_name, one.guest_email),
                language=language,
                subject=say.message(Message(SUBJECTS[what], **words)),
                text=_text(meeting, one, what, words, agenda),
                calendar=calendar_files.invitation(entry, [_somebody(one)] if alone else everybody, method),
                method=method,
            )


def _somebody(one: Invitee) -> Somebody:
    if one.person is None:
        return Somebody(one.guest_name, one.guest_email, one.answer)
    return Somebody(one.person.name, one.person.email, one.answer)


def agenda_of(meeting: Meeting) -> list[str | Message]:
    """What a mail may say of a published agenda: nothing confidential, and of a confidential group nothing at all."""
    if meeting.state != MeetingState.AGENDA_PUBLISHED or meeting.group.confidential:
        return []
    return [title_of(entry) for entry in list_entries(meeting.id) if not entry.item.confidential]


def _text(meeting: Meeting, one: Invitee, what: str, words: dict[str, str], agenda: list[str | Message]) -> str:
    parts = [say.message(Message(OPENINGS[what], **words)), description_of(meeting)]
    if what == "cancelled" and meeting.reason:
        parts.append(say.message(Message(N_("Reason: %(reason)s"), reason=meeting.reason)))
    if what not in ("cancelled", "removed"):
        if agenda:
            lines = [f"{say.number(n)}. {in_words(title)}" for n, title in enumerate(agenda, start=1)]
            parts.append("\n".join([say.message(N_("Agenda:")), *lines]))
        parts.append(
            say.message(
                Message(
                    N_("Say here whether you come; no sign-in is needed, and the link is yours alone:\n%(link)s"),
                    link=answer_link(one),
                )
            )
        )
        if one.person is not None:
            parts.append(say.message(Message(N_("The page of the meeting:\n%(link)s"), link=page_of(meeting))))
    return "\n\n".join(parts)


def entry_of(meeting: Meeting, *, url: str = "", cancelled: bool = False) -> Entry:
    """The meeting as a calendar shows it; ``meeting.group`` must be loaded."""
    return Entry(
        uid=meeting.calendar_uid,
        sequence=meeting.calendar_sequence,
        stamp=clock.now(),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=say.message(Message(N_("%(group)s: %(meeting)s"), **_words(meeting))),
        place=meeting.place,
        description=description_of(meeting) + (f"\n\n{url}" if url else ""),
        organizer=organizer(),
        url=url,
        cancelled=cancelled,
    )


def description_of(meeting: Meeting) -> str:
    """Meeting, Jalali day, hours, place and what those invited should know, a line each."""
    start, end = say.clock_time(meeting.starts_at), say.clock_time(meeting.ends_at)
    lines = [
        _words(meeting)["meeting"],
        say.message(Message(N_("Day: %(day)s"), day=say.full_day(meeting.starts_at))),
        say.message(Message(N_("Hours: %(start)s to %(end)s"), start=start, end=end)),
    ]
    if meeting.place:
        lines.append(say.message(Message(N_("Place: %(place)s"), place=meeting.place)))
    return "\n".join(lines) + (f"\n\n{meeting.note}" if meeting.note else "")


def in_words(title: str | Message) -> str:
    """A typed title as it is, a prepared one in the current language."""
    return title if isinstance(title, str) else say.message(title)


def group_name(group: Group) -> str:
    """The group's name in the current language."""
    return group.name_en if locale.current() == "en" and group.name_en else group.name_fa


def invited_now(meeting: Meeting) -> list[Invitee]:
    """Those invited who were not taken off."""
    return [one for one in meeting.invitees if one.removed_at is None]


def _words(meeting: Meeting) -> dict[str, str]:
    day = say.full_day(meeting.starts_at)
    titled = meeting_title(meeting, local_date(meeting.starts_at))
    title = (
        say.message(Message(titled.text, **{**titled.params, "day": day})) if isinstance(titled, Message) else titled
    )
    return {"meeting": title, "group": group_name(meeting.group)}


def organizer() -> Somebody:
    """The installation, by the address it sends mail from."""
    name, address = parseaddr(outbox().mail_from)
    return Somebody(name or say.message(N_("Hamahang")), address or outbox().mail_from)


def token_of(one: Invitee) -> str:
    """The secret in somebody's link to answer by: 128 bits that only this installation's key gives."""
    return blind("invitation", one.public_id)


def answer_link(one: Invitee) -> str:
    """The address at which somebody answers without signing in."""
    return f"{outbox().base_url}/invitation/{token_of(one)}"


def page_of(meeting: Meeting) -> str:
    """The address of the meeting's page."""
    return f"{outbox().base_url}/meetings/{meeting.public_id}"
