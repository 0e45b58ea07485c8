"""What is told of seats, meetings, agenda items and minutes: groups, days and open titles, never a confidential one."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Side, Telling

TO_INVITEES, TO_SECRETARY, TO_PROPOSER = (Side.INVITEES,), (Side.SECRETARY,), (Side.PROPOSER,)

MEETING: dict[str, Telling] = {
    "meeting.announce": Telling(N_("%(group)s meets %(when)s. Say whether you come."), TO_INVITEES, mail=False),
    "meeting.publish_agenda": Telling(
        N_("The agenda of the meeting of %(group)s, %(when)s, was published."), TO_INVITEES, mail=False
    ),
    "meeting.edit": Telling(
        N_("Time or place of the meeting of %(group)s was changed; it is %(when)s now."), TO_INVITEES, mail=False
    ),
    "meeting.cancel": Telling(N_("The meeting of %(group)s, %(when)s, was cancelled."), TO_INVITEES, mail=False),
    "meeting.declare_no_quorum": Telling(N_("The meeting of %(group)s, %(when)s, had no quorum."), TO_INVITEES),
}

ITEM: dict[str, Telling] = {
    "agenda_item.propose": Telling(N_("%(person)s proposes to %(group)s: %(what)s."), TO_SECRETARY),
    "agenda_item.accept": Telling(N_("%(group)s took your proposal up: %(what)s."), TO_PROPOSER),
    "agenda_item.decline": Telling(N_("%(group)s did not take your proposal up: %(what)s."), TO_PROPOSER),
}
UNTITLED_ITEM = N_("a confidential item")

MINUTES: dict[str, Telling] = {
    "minutes.circulate": Telling(
        N_("The minutes of the meeting of %(group)s, %(when)s, are open for your comments."),
        (Side.ATTENDEES, Side.MEMBERS),
    ),
    "minutes.approve": Telling(
        N_("The minutes of the meeting of %(group)s, %(when)s, were approved."),
        (Side.ATTENDEES, Side.MEMBERS),
        mail=False,
    ),
    "minutes.comment": Telling(
        N_("There is a comment on the minutes of %(group)s, %(when)s."), (Side.SECRETARY,), mail=False
    ),
    "minutes.answer_comment": Telling(
        N_("Your comment on the minutes of %(group)s, %(when)s, was answered."), (Side.COMMENTER,)
    ),
    "signature.refuse": Telling(
        N_("A signature of the minutes of %(group)s, %(when)s, was refused."), (Side.SECRETARY,)
    ),
}
TO_SIGN = "signature.pending"
"""What signatories hear when minutes are approved."""
TO_SIGN_SENTENCE: dict[str, Telling] = {
    TO_SIGN: Telling(N_("The minutes of the meeting of %(group)s, %(when)s, wait for your signature.")),
}

SEAT: dict[str, Telling] = {
    "seat.proposed": Telling(N_("A seat in %(group)s waits for your confirmation: %(person)s."), (Side.HOST_HEAD,)),
    "seat.named": Telling(N_("You were named for a seat in %(group)s."), (Side.HOLDER,)),
    "seat.confirmed": Telling(N_("Your seat in %(group)s has taken effect."), (Side.HOLDER,)),
    "seat.refused": Telling(N_("The seat you proposed in %(group)s was refused: %(person)s."), (Side.PROPOSER,)),
    "seat.ended": Telling(N_("Your seat in %(group)s has ended."), (Side.HOLDER,)),
    "seat.lapses": Telling(
        N_("The term of a seat in %(group)s ends %(day)s: %(person)s."),
        (Side.HOLDER, Side.SECRETARY, Side.AGENCY_LIAISON),
    ),
}
