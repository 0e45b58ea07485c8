"""What a telling is: the sentence of an event, who hears it, and whether by mail too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Who is told of an event, seen from the thing that it is about."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    REVIEWER = "reviewer"

    INVITEES = "invitees"
    ATTENDEES = "attendees"
    MEMBERS = "members"
    SECRETARY = "secretary"
    PROPOSER = "proposer"
    COMMENTER = "commenter"
    SIGNATORIES = "signatories"
    BOUND = "bound"
    OWNER = "owner"
    VERIFIER = "verifier"
    HOLDER = "holder"
    HOST_HEAD = "host_head"
    AGENCY_LIAISON = "agency_liaison"


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentence of an event (a msgid with %(code)s, %(agency)s, %(person)s, %(group)s, %(what)s, %(day)s, %(when)s)
    and the sides that are told; ``mail`` is off where a mail of its own goes out, or a notice is enough."""

    sentence: str
    sides: tuple[Side, ...] = ()
    mail: bool = True
