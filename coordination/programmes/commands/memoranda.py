"""Drafting a memorandum, its scan, signing, terminating, and its end with its last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.programmes.commands.programmes import in_order
from coordination.programmes.models import Memorandum, MemorandumParty, MemorandumState, Programme
from coordination.programmes.needs import ProgrammeFacts
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION

Party = Agency | str
"""An agency of the directory, or a body by its name."""


@dataclass(frozen=True, slots=True)
class MemorandumFacts:
    """What a memorandum says of itself."""

    title: str
    number: str = ""
    text: str = ""
    from_on: date | None = None
    to_on: date | None = None
    parties: Sequence[Party] = ()
    programme: Programme | None = None


def draft_memorandum(actor: Actor, *, agency_id: int, facts: MemorandumFacts) -> Memorandum:
    """A draft of an agency at whose desk the actor is. Flushed. Raises Refused for another's agency, Invalid where the
    days run backwards, a party stands twice or is the agency itself, or the programme is another's."""
    made = Memorandum(agency_id=agency_id, state=MemorandumState.DRAFT, state_since=clock.now(), title="")
    if not policy.allows(actor, "memorandum.edit", made):
        raise Refused(N_("This is not an agency at whose desk you are, so nothing was saved."))
    _write(made, facts)
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "memorandum.edit", made, detail={"drafted": True})
    return made


def edit_memorandum(actor: Actor, memorandum: Memorandum, *, facts: MemorandumFacts) -> None:
    """Change a draft. Of a signed one only the programme it serves may change. Raises WrongState for one that ended,
    Invalid as ``draft_memorandum`` does."""
    if memorandum.state == MemorandumState.DRAFT:
        _write(memorandum, facts)
    elif memorandum.state == MemorandumState.SIGNED:
        _join(memorandum, facts.programme)
    else:
        raise WrongState(
            N_("The memorandum has ended, so nothing was changed."), N_("What follows it is a new memorandum.")
        )
    trail.record(actor, "memorandum.edit", memorandum)


def _write(memorandum: Memorandum, facts: MemorandumFacts) -> None:
    if not facts.title:
        raise Invalid(N_("The title is empty, so nothing was saved."), field="title")
    refuse_codes(title=facts.title, text=facts.text)
    in_order(facts.from_on, facts.to_on)
    memorandum.title, memorandum.number, memorandum.text = facts.title, facts.number, facts.text
    memorandum.from_on, memorandum.to_on = facts.from_on, facts.to_on
    _join(memorandum, facts.programme)
    _set_parties(memorandum, facts.parties)


def _join(memorandum: Memorandum, programme: Programme | None) -> None:
    if programme is not None and programme.agency_id != memorandum.agency_id:
        raise Invalid(N_("The programme is another agency's, so nothing was saved."), field="programme")
    memorandum.programme_id = programme.id if programme is not None else None


def _set_parties(memorandum: Memorandum, parties: Sequence[Party]) -> None:
    """Parties that stay keep their rows."""
    wanted: dict[str, Party] = {}
    for one in parties:
        key = str(one.id) if isinstance(one, Agency) else fold(one)
        if isinstance(one, Agency) and one.id == memorandum.agency_id:
            raise Invalid(N_("The agency itself is no other party, so nothing was saved."), field="parties")
        if key in wanted:
            raise Invalid(N_("A party is named twice, so nothing was saved."), field="parties")
        wanted[key] = one
    standing = {_key(one): one for one in memorandum.parties}
    memorandum.parties = [
        standing.get(key)
        or (
            MemorandumParty(agency_id=one.id, name="")
            if isinstance(one, Agency)
            else MemorandumParty(agency_id=None, name=one)
        )
        for key, one in wanted.items()
    ]


def _key(party: MemorandumParty) -> str:
    return str(party.agency_id) if party.agency_id is not None else fold(party.name)


def attach_scan(actor: Actor, memorandum: Memorandum, stream: IO[bytes], filename: str) -> None:
    """Keep a scan of the paper with the memorandum, encrypted. Raises Invalid for a file that is not kept."""
    stored = files.store(stream, filename, INSTALLATION)
    files.attach(stored, OwnerKind.MEMORANDUM, memorandum.id, by_id=actor.person_id)
    trail.record(actor, "memorandum.edit", memorandum, detail={"scan": True})


def sign(actor: Actor, memorandum: Memorandum, *, signed_on: date | None) -> None:
    """The head records that all parties have signed. Raises Unmet without a party or a period, Invalid for a day that
    is missing or still to come."""
    today = local_date(clock.now())
    if signed_on is None or signed_on > today:
        raise Invalid(
            N_("The day of signing is missing or still to come, so nothing was recorded."),
            field="signed_on",
            advice=N_("Give the day on which the last party signed."),
        )
    memorandum.signed_on = signed_on
    workflow.perform(actor, memorandum, "sign", facts=facts_of(memorandum))


def terminate(actor: Actor, memorandum: Memorandum, *, reason: str) -> None:
    """The head ends a signed memorandum before its last day, with the reason."""
    refuse_codes(reason=reason)
    memorandum.terminated_why = reason
    workflow.perform(actor, memorandum, "terminate", facts=facts_of(memorandum, note=reason), note=reason)


def expire(actor: Actor, memorandum: Memorandum) -> None:
    """The clock ends a memorandum whose last day has passed."""
    workflow.perform(actor, memorandum, "expire", facts=facts_of(memorandum))


def facts_of(memorandum: Memorandum, *, note: str = "") -> ProgrammeFacts:
    """What the moves of a memorandum ask; its parties must be loaded."""
    return ProgrammeFacts(today=local_date(clock.now()), note=note, parties=len(memorandum.parties))
