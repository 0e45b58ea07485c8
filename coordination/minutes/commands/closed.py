"""The refusal of what comes too late or too early for minutes, in words that say what happened meanwhile."""

from __future__ import annotations

from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_, Message
from coordination.minutes.models import Minutes, MinutesState

WORDS = {
    MinutesState.DRAFTING: (
        N_("The minutes were taken back and are being revised, so nothing was recorded."),
        N_("Wait until they are circulated again."),
    ),
    MinutesState.IN_REVIEW: (
        N_("The minutes are circulated, so nothing was recorded."),
        N_("Take them back for revision first."),
    ),
}
TOO_LATE = N_("Write to the secretary; it can be brought up in the next meeting.")


def still(minutes: Minutes, *states: MinutesState) -> None:
    """Raises WrongState when the minutes have gone on to another state."""
    if minutes.state in states:
        return
    if minutes.state in WORDS:
        raise WrongState(*WORDS[minutes.state])
    raise WrongState(
        Message(N_("The minutes were approved on %(moment)s, so nothing was recorded."), moment=minutes.approved_at),
        TOO_LATE,
    )
