"""The clock's work on cases: consents whose last day has passed expire."""

from __future__ import annotations

from datetime import timedelta

from coordination.cases import queries
from coordination.cases.commands.consent import expire_consent
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.outbox.jobs import periodic


@periodic("cases.expire_consents", every=timedelta(hours=1))
def expire_consents() -> None:
    """Expire every consent or basis whose last day has passed."""
    for consent in queries.list_expired(local_date(clock.now())):
        expire_consent(consent)
