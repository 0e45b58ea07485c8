"""One plot while it is told: who acts, and the child, case, consent and referral as far as they have come."""

from __future__ import annotations

from dataclasses import dataclass, field

from coordination.access.actor import Actor
from coordination.cases.models import Case, Consent
from coordination.demo.children import Child
from coordination.demo.plots import Plot
from coordination.demo.stage import Stage
from coordination.directory.models import Agency, Centre
from coordination.referrals.models import Admission, Referral


@dataclass(slots=True)
class Telling:
    """``number`` is the tale's own; ``recipient`` changes when the referral is forwarded."""

    stage: Stage
    plot: Plot
    number: int
    recipient: str = field(init=False)
    said: int = 0
    child: Child = field(init=False)
    case: Case = field(init=False)
    consent: Consent = field(init=False)
    referral: Referral = field(init=False)
    admission: Admission = field(init=False)

    def __post_init__(self) -> None:
        self.recipient = self.plot.recipient

    @property
    def sender(self) -> Actor:
        """The sender's liaison."""
        return self.stage.actor(f"{self.plot.sender}.liaison")

    @property
    def liaison(self) -> Actor:
        """The recipient's liaison, who decides."""
        return self.stage.actor(f"{self.recipient}.liaison")

    @property
    def handler(self) -> Actor:
        """Who serves the child at the recipient."""
        return self.stage.actor(self.worker_of(self.recipient))

    @property
    def agency(self) -> Agency:
        """The agency that has the referral."""
        return self.stage.agencies[self.recipient]

    @property
    def centre(self) -> Centre | None:
        """The centre to which it is addressed, if any."""
        return self.stage.centres[self.plot.centre] if self.plot.centre else None

    def worker_of(self, agency: str) -> str:
        """A worker of an agency, one or the other by tale, or its liaison where there is none."""
        worker = f"{agency}.worker" if self.number % 2 else f"{agency}.worker-2"
        return worker if worker in self.stage.cast.ids else f"{agency}.liaison"

    def one_of(self, texts: tuple[str, ...]) -> str:
        """A sentence, another one each time and in every tale."""
        self.said += 1
        return texts[(self.number + self.said) % len(texts)]
