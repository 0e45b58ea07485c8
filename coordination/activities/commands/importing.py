"""Taking in a table of activities, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.access.actor import Actor
from coordination.activities.commands.recording import Facts, record
from coordination.activities.issuers import Issuer
from coordination.audit import trail


def take_in(actor: Actor, issuer: Issuer, rows: Iterable[Facts], *, digest: str) -> int:
    """Record each row in the name of ``issuer``; how many. ``digest`` is the SHA-256 of the file, by which the trail
    names it. Raises as ``record``."""
    count = 0
    for facts in rows:
        record(actor, issuer=issuer, **facts)
        count += 1
    trail.record(actor, "activity.import", kind="import", detail={"sha256": digest, "rows": count})
    return count
