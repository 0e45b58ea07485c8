"""What is told of outcomes: neither the child nor a code of the case is named."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Side, Telling

CHECK_DUE = "outcome.check_due"
OUTCOME: dict[str, Telling] = {
    "outcome.claim": Telling(N_("%(person)s of %(agency)s claimed an outcome of a child. Verify it."),
                             (Side.VERIFIER,)),
    "outcome.verifier": Telling(N_("An outcome of a child is yours to verify from now on."), (Side.VERIFIER,)),
    CHECK_DUE: Telling(N_("90 days ago you verified an outcome of a child. Say whether it held."), (Side.VERIFIER,)),
    "outcome.verify": Telling(N_("The outcome that you claimed was verified."), (Side.OWNER,), mail=False),
    "outcome.reject": Telling(N_("The outcome that you claimed was not confirmed. The reason stands on its page."),
                              (Side.OWNER,)),
    "outcome.sustain": Telling(N_("The outcome that you claimed was found to have held."), (Side.OWNER,), mail=False),
    "outcome.relapse": Telling(N_("A relapse was recorded of an outcome that you claimed or verified."),
                               (Side.OWNER, Side.VERIFIER)),
}  # fmt: skip
