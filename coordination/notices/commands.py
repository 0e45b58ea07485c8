"""All writes of notices: telling a person once for one event, and marking as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import select, update

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_
from coordination.lang import locale, say
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date, today
from coordination.notices.models import Notice
from coordination.notices.words import ALL, UNTITLED_ITEM
from coordination.outbox import mail
from coordination.outbox.events import Event

SUBJECT = N_("Hamahang: something waits for you")
BODY = N_("%(sentence)s\n\nSee it here: %(link)s\n\nThis message holds no names. Sign in to see more.")
NAMED_THING = N_("%(code)s “%(title)s”")
TITLED = N_("“%(title)s”")


def tell(
    event: Event,
    person_ids: Iterable[int],
    *,
    params: Mapping[str, str],
    url: str,
    base_url: str,
    name: str | None = None,
) -> None:
    """Write one notice a person for this event, and a mail in their language where the telling goes by mail and they
    want mails; ``name`` where it is told in other words than the event's own.

    Runs in the delivery's transaction, so that a repeated delivery writes nothing twice.
    """
    wanted, told_as = set(person_ids), name or event.name
    if not wanted:
        return
    people = db.session.execute(
        select(Person.id, Person.language, Person.mail_notices).where(
            Person.id.in_(wanted), Person.disabled_at.is_(None)
        )
    ).all()
    for person in people:
        db.session.add(
            Notice(event_id=event.id, person_id=person.id, at=event.at, name=told_as, params=dict(params), url=url)
        )
        if person.mail_notices and ALL[told_as].mail:
            with locale.using(person.language):
                sentence = sentence_of(told_as, params)
                subject, body = gettext(SUBJECT), gettext(BODY, sentence=sentence, link=base_url + url)
            mail.queue_mail(person.id, language=person.language, subject=subject, text=body)


def sentence_of(name: str, params: Mapping[str, str]) -> str:
    """The sentence of a notice in the current language; people, agencies, groups and days are named in it too."""
    language = locale.current()
    code, title = params.get("code", ""), params.get("title", "")
    words = {
        "code": code,
        "person": (params.get("person_en") if language == "en" else "") or params.get("person", ""),
        "agency": params.get(f"agency_{language}") or params.get("agency_fa", ""),
        "group": params.get(f"group_{language}") or params.get("group_fa", ""),
        "what": _thing(code, title),
        "day": _day(date.fromisoformat(params["day"])) if params.get("day") else "",
        "when": _moment(datetime.fromisoformat(params["at"])) if params.get("at") else "",
    }
    return str(gettext(ALL[name].sentence, **words))


def _thing(code: str, title: str) -> str:
    """A code with its open title; where the title is confidential the code alone, or that there is one."""
    if code and title:
        return str(gettext(NAMED_THING, code=code, title=title))
    return code or (str(gettext(TITLED, title=title)) if title else str(gettext(UNTITLED_ITEM)))


def _day(on: date) -> str:
    """The day itself, never "today": a mail is read later."""
    return say.full_day(on, with_year=jalali_year(on) != jalali_year(today()))


def _moment(at: datetime) -> str:
    return str(gettext("%(day)s at %(time)s", day=_day(local_date(at)), time=say.clock_time(at)))


def mark_read(actor: Actor, notice: Notice) -> None:
    """The person has seen the notice."""
    if notice.read_at is None:
        notice.read_at = clock.now()


def mark_all_read(actor: Actor) -> None:
    """The person has seen every notice of theirs."""
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )
