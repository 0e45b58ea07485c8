"""The part of a case's page that shows its referrals."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.cases import parts
from coordination.cases.models import Case
from coordination.referrals import queries
from coordination.referrals.views import rows


@parts.add
def referrals_of(actor: Actor, case: Case) -> parts.Part:
    """The referrals of one case, the newest first, with the way to a new one."""
    found = [rows.sent(actor, row) for row in queries.list_of_case(actor, case.id)]
    return parts.Part("referrals/_of_case.html", {"rows": found, "case": case})
