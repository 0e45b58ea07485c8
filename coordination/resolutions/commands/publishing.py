"""Marking a resolution as one that everybody may read, on the public page of resolutions in force."""

from __future__ import annotations

import re

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.text import digits
from coordination.resolutions.models import Resolution, ResolutionState

IN_FORCE = (ResolutionState.IN_FORCE, ResolutionState.PARTIALLY_IMPLEMENTED)
CODE = re.compile(r"(?<![A-Z0-9])(?:C ?[-‐‑–ـ] ?\d{3,}|R ?- ?\d{4} ?- ?\d+)", re.IGNORECASE | re.ASCII)


def publish(actor: Actor, resolution: Resolution) -> None:
    """Let everybody read it. Raises WrongState where it is not in force, Invalid where it is confidential, concerns a
    referral, or its text holds the code of a child's file or of a referral."""
    if resolution.state not in IN_FORCE:
        raise WrongState(
            N_("Nothing was made public: the resolution is not in force."),
            N_("It can be made public once it is in force."),
        )
    if resolution.confidential or resolution.referral_id is not None:
        raise Invalid(
            N_("Nothing was made public: the resolution is confidential or about one referral."),
            advice=N_("What concerns one child stays with those who look after it."),
        )
    found = CODE.search(digits(resolution.text))
    if found is not None:
        raise Invalid(
            Message(N_("Nothing was made public: the text holds the code %(code)s."), code=found[0]),
            advice=N_("A public text names no file and no referral."),
        )
    _mark(actor, resolution, True)


def unpublish(actor: Actor, resolution: Resolution) -> None:
    """Take it off the public page; pages that are kept follow within minutes."""
    _mark(actor, resolution, False)


def _mark(actor: Actor, resolution: Resolution, public: bool) -> None:
    if resolution.public is not public:
        resolution.public = public
        trail.record(actor, "resolution.publish", resolution, detail={"public": int(public)})
