"""Whether an agency can receive referrals, and if not, why and what would help, in words."""

from __future__ import annotations

from datetime import date

from coordination.directory.models import Agency
from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.filters import pick

TAKES_NO_PART = N_("%(agency)s takes no part any more, so nothing is sent to it. Choose another recipient.")
NEVER_REGISTERED = N_(
    "%(agency)s is not in the register of organisations, so nothing is sent to it. Choose another recipient, or ask "
    "the registrar of the host agency to invite it."
)
SUSPENDED = N_(
    "The registration of %(agency)s is suspended, so nothing is sent to it. Choose another recipient; the registrar of "
    "the host agency can lift the suspension."
)
ENDED = N_(
    "The registration of %(agency)s ended on %(day)s, so nothing is sent to it. Choose another recipient; the "
    "registrar of the host agency can renew it."
)
NO_LIAISON = N_(
    "%(agency)s has no confirmed liaison who would receive this, so nothing is sent to it. Choose another recipient or "
    "tell its head."
)


def problem_of(agency: Agency, *, liaisons: int, suspended: bool, today: date) -> Message | None:
    """Why nothing can be sent to the agency today; None where it can. ``liaisons`` counts its confirmed ones."""
    name = pick(agency, "name")
    if not agency.active:
        return Message(TAKES_NO_PART, agency=name)
    if not agency.is_registered(today):
        if suspended:
            return Message(SUSPENDED, agency=name)
        until = agency.registered_until
        if until is None:
            return Message(NEVER_REGISTERED, agency=name)
        return Message(ENDED, agency=name, day=say.full_day(until))
    return None if liaisons else Message(NO_LIAISON, agency=name)
