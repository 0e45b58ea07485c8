"""The weekly mail of one person: his own actions by their day and those he is to verify; no confidential title."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import current_app
from flask_babel import gettext
from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.actions.models import Action, ActionState
from coordination.actions.queries.lists import begun
from coordination.actions.states import LIVE, OWED
from coordination.kernel.db import db
from coordination.kernel.messages import N_
from coordination.lang import locale, say
from coordination.outbox import mail

MOST = 40

SUBJECT = N_("Hamahang: your actions this week")
OWN = N_("Your actions")
TO_VERIFY = N_("Waits for your verification")
LINE = N_("%(number)s, %(what)s: until %(day)s")
LATE = N_("%(number)s, %(what)s: late, was due %(day)s")
SHUT = N_("confidential")
BODY = N_("%(lists)s\n\nSee them here: %(link)s\n\nYou can turn these mails off on the page of your account.")


def send(person_id: int, today: date) -> None:
    """Queue the person's mail, in his language, in the caller's transaction."""
    person = db.session.get_one(Person, person_id)
    own = _list(today, Action.owner_id == person_id, Action.state.in_(LIVE))
    verify = _list(today, Action.verifier_id == person_id, Action.state == ActionState.REPORTED_DONE)
    with locale.using(person.language):
        parts = [
            "\n".join([f"{gettext(heading)}:", *(_line(action, today) for action in actions)])
            for heading, actions in ((OWN, own), (TO_VERIFY, verify))
            if actions
        ]
        link = str(current_app.config["HAMAHANG"].base_url).rstrip("/") + "/actions"
        text = gettext(BODY, lists="\n\n".join(parts), link=link)
        mail.queue_mail(person_id, language=person.language, subject=gettext(SUBJECT), text=text)


def _list(today: date, *where: object) -> Sequence[Action]:
    return db.session.scalars(
        select(Action).where(*where, begun(today)).order_by(Action.due_on, Action.id).limit(MOST)  # type: ignore[arg-type]
    ).all()


def _line(action: Action, today: date) -> str:
    assert action.due_on is not None
    what = gettext(SHUT) if action.confidential else action.title
    late = action.state in OWED and action.due_on < today
    return str(gettext(LATE if late else LINE, number=action.number, what=what, day=say.full_day(action.due_on)))
