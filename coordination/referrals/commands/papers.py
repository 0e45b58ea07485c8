"""What is written beside the moves: comments, files, numbers and letters, handler and team, a lifted order, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import IO, Any, Literal

from sqlalchemy import delete, update

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.cases.names import find_own_names
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.outbox import events
from coordination.referrals import clocks
from coordination.referrals.commands.deciding import name_handler
from coordination.referrals.models import Comment, Referral, ReferralMember, SavedFilter, State
from coordination.referrals.queries.people import works_at
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import place, seal

Side = Literal["sender", "recipient"]


def comment(actor: Actor, referral: Referral, *, text: str) -> Comment:
    """A word to the other side; the recipient's counts as a note that restarts the clock of updates."""
    if not text:
        raise Invalid(N_("The comment is empty, so nothing was saved."), field="text", advice=N_("Write a few words."))
    _must_not_be_passed_on(referral)
    made = Comment(referral_id=referral.id, by_id=actor.person_id, at=clock.now())
    made.text_sealed = seal(referral.key_id, text, place("comment.text_sealed", made.public_id))
    db.session.add(made)
    if _on_recipients_side(actor, referral):
        clocks.touch(referral)
    trail.record(actor, "referral.comment", referral)
    if referral.sent_at is not None:  # a draft is its sender's alone
        events.emit("referral.comment", thing_id=referral.id, by=actor.person_id or 0)
    return made


def attach(actor: Actor, referral: Referral, *, stream: IO[bytes], filename: str) -> Attachment:
    """Check, encrypt and keep a file. Raises Invalid in words for the one who uploads, WrongState where the referral
    was passed on."""
    _must_not_be_passed_on(referral)
    stored = files.store(stream, filename, referral.key_id)
    attachment = files.attach(stored, OwnerKind.REFERRAL, referral.id, by_id=actor.person_id or 0)
    trail.record(actor, "referral.attach", referral)
    return attachment


def set_numbers(
    actor: Actor,
    referral: Referral,
    *,
    side: Side,
    file_number: str,
    letter_number: str = "",
    letter_on: date | None = None,
) -> None:
    """One side's own file number, and its letter's number and day. Raises Invalid where the child's own name or number
    stands for one: the other side reads them before acceptance and after the end."""
    typed = {"file_number": file_number, "letter_number": letter_number}
    for name, _start, _end in find_own_names(referral.case.client, typed):
        raise Invalid(
            N_("Nothing was saved: this is the child's own name or number, and the other side reads it."),
            field=name,
            advice=N_("Write the number of the file or letter, not the child's."),
        )
    setattr(referral, f"{side}_file_number", file_number)
    setattr(referral, f"{side}_letter_number", letter_number)
    setattr(referral, f"{side}_letter_on", letter_on)
    trail.record(actor, "referral.number", referral, detail={"side": side})


def assign(actor: Actor, referral: Referral, *, handler_id: int, team: Sequence[int] = ()) -> None:
    """Who handles it at the recipient and who else may see it there; ``team`` replaces the one before."""
    name_handler(actor, referral, handler_id)
    wanted = set(team) - {handler_id}
    known = {member.person_id for member in referral.team}
    for person_id in wanted - known:
        if not works_at(person_id, referral.recipient_agency_id):
            raise Invalid(
                N_("A person of the team has no post at your agency, so nothing was changed."),
                field="team",
                advice=N_("Choose persons of the list."),
            )
    referral.team = [member for member in referral.team if member.person_id in wanted]
    referral.team += [ReferralMember(person_id=person_id) for person_id in sorted(wanted - known)]
    trail.record(actor, "referral.assign", referral, detail={"handler": handler_id, "team": sorted(wanted)})


def lift_order(actor: Actor, referral: Referral, *, on: date | None, note: str = "") -> None:
    """The court liaison records that the court lifted its order on a day."""
    if on is None:
        raise Invalid(
            N_("The day is missing, so the order stands."),
            field="on",
            advice=N_("Give the day of the court's decision."),
        )
    referral.order_lifted_on = on
    trail.record(actor, "referral.lift_order", referral, note=note or None)


def save_filter(
    actor: Actor, list_name: str, *, name: str, query: Mapping[str, Any], is_start: bool = False
) -> SavedFilter:
    """Keep a list's filter and order under a name for oneself; a second one of that name takes its place."""
    mine = (SavedFilter.person_id == actor.person_id, SavedFilter.list_name == list_name)
    db.session.execute(delete(SavedFilter).where(*mine, SavedFilter.name == name))
    if is_start:
        db.session.execute(update(SavedFilter).where(*mine).values(is_start=False))
    saved = SavedFilter(person_id=actor.person_id, list_name=list_name, name=name, query=dict(query), is_start=is_start)
    db.session.add(saved)
    return saved


def delete_filter(actor: Actor, saved: SavedFilter) -> None:
    """Forget one of one's own filters."""
    db.session.delete(saved)


def _must_not_be_passed_on(referral: Referral) -> None:
    if referral.state == State.FORWARDED:
        raise WrongState(
            N_("This referral was forwarded and is read by its recipient no more, so nothing was saved."),
            N_("Write on the referral that follows it in the chain."),
        )


def _on_recipients_side(actor: Actor, referral: Referral) -> bool:
    return referral.recipient_agency_id in actor.agencies() or referral.handler_id == actor.person_id
