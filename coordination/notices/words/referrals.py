"""What is told of a referral: codes and agencies, never a client's name."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Side, Telling

TO_SENDER, TO_RECIPIENT, TO_REVIEWER = (Side.SENDER,), (Side.RECIPIENT,), (Side.REVIEWER,)
TO_BOTH = (Side.SENDER, Side.RECIPIENT)

REFERRAL: dict[str, Telling] = {
    "referral.send": Telling(N_("%(agency)s sent you the referral %(code)s."), TO_RECIPIENT),
    "referral.relay": Telling(N_("The referral %(code)s of %(agency)s was forwarded to you."), TO_RECIPIENT),
    "referral.receive": Telling(N_("%(agency)s received the referral %(code)s."), TO_SENDER),
    "referral.ask": Telling(N_("%(agency)s asks you about the referral %(code)s."), TO_SENDER),
    "referral.answer": Telling(N_("%(agency)s answered your question about %(code)s."), TO_RECIPIENT),
    "referral.accept": Telling(N_("%(agency)s accepted the referral %(code)s."), TO_SENDER),
    "referral.waitlist": Telling(N_("%(agency)s put the referral %(code)s on the waiting list."), TO_SENDER),
    "referral.decline": Telling(N_("%(agency)s declined the referral %(code)s."), TO_SENDER),
    "referral.object": Telling(N_("%(agency)s objected to the referral %(code)s."), (Side.SENDER, Side.REVIEWER)),
    "referral.uphold": Telling(N_("The objection to the referral %(code)s was upheld."), TO_BOTH),
    "referral.overrule": Telling(N_("The objection to the referral %(code)s was overruled."), TO_BOTH),
    "referral.forward": Telling(N_("%(agency)s forwarded the referral %(code)s to another agency."), TO_SENDER),
    "referral.withdraw": Telling(N_("%(agency)s withdrew the referral %(code)s."), TO_RECIPIENT),
    "referral.begin": Telling(N_("%(agency)s began the service of the referral %(code)s."), TO_SENDER),
    "referral.unaccept": Telling(N_("%(agency)s took the acceptance of %(code)s back."), TO_SENDER),
    "referral.hold": Telling(N_("%(agency)s put the service of %(code)s on hold."), TO_SENDER),
    "referral.resume": Telling(N_("%(agency)s resumed the service of %(code)s."), TO_SENDER),
    "referral.request_cancel": Telling(N_("%(agency)s asks you to cancel the service of %(code)s."), TO_RECIPIENT),
    "referral.refuse_cancel": Telling(N_("%(agency)s goes on with the service of %(code)s."), TO_SENDER),
    "referral.cancel": Telling(N_("The service of the referral %(code)s was cancelled."), TO_BOTH),
    "referral.deliver": Telling(
        N_("%(agency)s reported the referral %(code)s delivered. Confirm the result."), TO_SENDER
    ),
    "referral.confirm": Telling(
        N_("The result of the referral %(code)s was confirmed and it was closed."), TO_RECIPIENT
    ),
    "referral.return": Telling(N_("%(agency)s sent the referral %(code)s back: something is missing."), TO_RECIPIENT),
    "referral.contest": Telling(N_("%(agency)s contested the closing of %(code)s."), TO_RECIPIENT),
    "referral.expire": Telling(
        N_("The referral %(code)s expired, because nobody answered in three times its limit."), TO_BOTH
    ),
    "referral.void": Telling(N_("%(agency)s made the referral %(code)s void."), TO_RECIPIENT),
    "referral.escalated": Telling(
        N_("The referral %(code)s has waited for twice its limit and comes before the next meeting of the lead group."),
        TO_REVIEWER,
    ),
    "referral.tabled": Telling(N_("The referral %(code)s was put on the agenda of a meeting."), TO_BOTH),
    "referral.returned_twice": Telling(
        N_("The sender is not content with the referral %(code)s a second time."), TO_REVIEWER
    ),
    "referral.comment": Telling(N_("There is a new word on the referral %(code)s."), TO_BOTH),
}

WITHOUT_REVIEWER = "referral.without_reviewer"
"""What is told in place of an event for a reviewer whom nobody is."""


TO_NAME_A_REVIEWER: dict[str, Telling] = {
    WITHOUT_REVIEWER: Telling(
        N_(
            "Nobody can rule on the referral %(code)s: those named are recused or gone. Have another reviewer named; "
            "on a court's order, a court liaison."
        )
    ),
}
