"""What is done to minutes in the background: silence approves them, and signed ones are frozen as papers."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from coordination import workflow
from coordination.access.actor import Actor
from coordination.groups.models import Seat
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.kernel.errors import Stale
from coordination.lang.locale import DEFAULT
from coordination.meetings import commands as meetings
from coordination.minutes.commands.approving import approve_silent
from coordination.minutes.models import Document, DocumentKind, Minutes, MinutesState, SignatureState
from coordination.minutes.needs import MinutesFacts
from coordination.minutes.papers import Made, make
from coordination.minutes.queries import get_minutes_by_number, get_whole
from coordination.minutes.queries.facts import count_signatures_pending
from coordination.outbox.jobs import periodic
from coordination.vault import files
from coordination.vault.files import StoredFile
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION


@periodic("minutes.approve_silent", every=timedelta(minutes=5))
def approve_where_nobody_objected() -> None:
    """Minutes whose time for comments is over and that have no unanswered comment."""
    approve_silent()


def freeze(minutes_id: int) -> bool:
    """Once no signature is pending: make PDF and DOCX, keep them encrypted with their hashes, sign the minutes, and
    close the meeting. False where it is not time, or was done before, so that it bears repeating.

    Commits; no transaction is open while the papers are made. Raises Stale where the minutes changed meanwhile: then it
    is tried again.
    """
    minutes = get_minutes_by_number(minutes_id)
    if minutes is None or minutes.state != MinutesState.APPROVED or _waits(minutes):
        db.session.rollback()
        return False
    at, version, by_id = _last_moment(minutes), minutes.version, _keeper(minutes)
    papers = make(get_whole(minutes), *DocumentKind, language=DEFAULT, at=at, final=True)
    stored = [files.store(io.BytesIO(made.content), made.filename, INSTALLATION) for made in papers]
    with writing():
        _keep(minutes_id, version, papers, stored, by_id)
        db.session.commit()
    return True


def _keep(minutes_id: int, version: int, papers: list[Made], stored: list[StoredFile], by_id: int) -> None:
    minutes = get_minutes_by_number(minutes_id)
    if minutes is None or minutes.state != MinutesState.APPROVED:
        return
    if minutes.version != version or _waits(minutes):
        raise Stale()
    now = clock.now()
    for made, file in zip(papers, stored, strict=True):
        attachment = files.attach(file, OwnerKind.MINUTES, minutes.id, by_id=by_id)
        db.session.flush()
        db.session.add(
            Document(
                minutes_id=minutes.id,
                kind=made.kind,
                attachment_id=attachment.id,
                size=len(made.content),
                sha256=sha256(made.content).hexdigest(),
                made_at=now,
            )
        )
    facts = MinutesFacts(now=now, signatures_pending=count_signatures_pending(minutes))
    with db.session.no_autoflush:
        minutes.signed_at = now
        workflow.perform(Actor.system("minutes.sign"), minutes, "sign", facts=facts)
    db.session.flush()
    meetings.close(minutes.meeting)


def _waits(minutes: Minutes) -> bool:
    return any(one.state == SignatureState.PENDING for one in minutes.signatures)


def _last_moment(minutes: Minutes) -> datetime:
    """The moment that the papers bear: of the last signature, or of the approval where there was none."""
    moments = [one.state_since for one in minutes.signatures]
    return max([*moments, minutes.approved_at or minutes.state_since])


def _keeper(minutes: Minutes) -> int:
    """In whose name the papers are kept: of the last who signed, else of somebody who sits in the group."""
    for one in reversed(minutes.signatures):
        if one.state == SignatureState.SIGNED:
            return one.person_id
    if minutes.signatures:
        return minutes.signatures[-1].person_id
    holders = select(Seat.holder_id).where(Seat.group_id == minutes.group_id, Seat.holder_id.is_not(None))
    return db.session.scalars(holders.order_by(Seat.id).limit(1)).one() or 0
