"""The machine of a resolution: every state with its look, every move with its needs (machines.csv)."""

from __future__ import annotations

from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_
from coordination.resolutions import needs as n
from coordination.resolutions.models import ResolutionState as S

RUNNING = (S.IN_FORCE, S.PARTIALLY_IMPLEMENTED)
"""In force and not ended: what implements, gives up, supersedes and revokes."""

RESOLUTION = Machine(
    "resolution",
    S,
    looks={
        S.PROPOSED: Look(N_("Proposed"), "way", "ring"),
        S.PUT: Look(N_("Being voted on"), "way", "quarter"),
        S.ADOPTED: Look(N_("Adopted, provisional"), "work", "half"),
        S.REJECTED: Look(N_("Rejected"), "ended", "stroke"),
        S.DEFERRED: Look(N_("Deferred"), "still", "bars"),
        S.WITHDRAWN: Look(N_("Withdrawn"), "ended", "stroke"),
        S.IN_FORCE: Look(N_("In force"), "work", "threequarter"),
        S.PARTIALLY_IMPLEMENTED: Look(N_("Carried out in part"), "work", "nearlyfull"),
        S.IMPLEMENTED: Look(N_("Carried out"), "ended", "tick"),
        S.NOT_IMPLEMENTABLE: Look(N_("Could not be carried out"), "ended", "stroke"),
        S.SUPERSEDED: Look(N_("Replaced by a later one"), "ended", "stroke"),
        S.REVOKED: Look(N_("Revoked"), "ended", "stroke"),
    },
    moves=(
        Move("put", (S.PROPOSED, S.DEFERRED), S.PUT, (n.quorum_now_or_ballot,),
             N_("Put to the vote"), N_("%(who)s put the resolution to the vote."), "main"),
        Move("adopt", (S.PUT,), S.ADOPTED, (n.majority_or_consensus,),
             N_("Record as adopted"), N_("%(who)s recorded the resolution as adopted."), "main"),
        Move("reject", (S.PUT,), S.REJECTED, (),
             N_("Record as rejected"), N_("%(who)s recorded the resolution as rejected.")),
        Move("defer", (S.PROPOSED, S.PUT), S.DEFERRED, (),
             N_("Defer the resolution"), N_("%(who)s deferred the resolution.")),
        Move("withdraw", (S.PROPOSED, S.PUT, S.DEFERRED), S.WITHDRAWN, (n.reason,),
             N_("Withdraw the resolution"), N_("%(who)s withdrew the resolution.")),
        Move("reopen", (S.ADOPTED, S.REJECTED), S.PUT, (n.minutes_drafting,),
             N_("Take the vote back"), N_("%(who)s took the vote back.")),
        Move("enter_into_force", (S.ADOPTED,), S.IN_FORCE, (n.minutes_approved_or_ballot_closed,),
             N_("Enter into force"), N_("The resolution entered into force with its definitive number.")),
        Move("record", (S.PROPOSED,), S.IN_FORCE, (n.outside_body, n.its_number_and_date, n.scan),
             N_("Enter the resolution"), N_("%(who)s entered the resolution of an outside body."), "main"),
        Move("implement", RUNNING, S.IMPLEMENTED, (n.result,),
             N_("Carried out"), N_("%(who)s reported the resolution carried out."), "main"),
        Move("implement_partly", (S.IN_FORCE,), S.PARTIALLY_IMPLEMENTED, (n.result,),
             N_("Carried out in part"), N_("%(who)s reported the resolution carried out in part.")),
        Move("give_up", RUNNING, S.NOT_IMPLEMENTABLE, (n.reason,),
             N_("Cannot be carried out"), N_("%(who)s recorded that the resolution could not be carried out."),
             "danger"),
        Move("supersede", RUNNING, S.SUPERSEDED, (n.by_resolution_in_force,),
             N_("Replace"), N_("A later resolution took its place.")),
        Move("revoke", RUNNING, S.REVOKED, (n.by_resolution_in_force,),
             N_("Revoke"), N_("A later resolution revoked it.")),
    ),
)  # fmt: skip
