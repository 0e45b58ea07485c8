"""The machine of a registration: every state with its look, every move with its needs (machines.csv)."""

from __future__ import annotations

from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_
from coordination.registrations import needs as n
from coordination.registrations.models import RegistrationState as S

REGISTRATION = Machine(
    "registration",
    S,
    looks={
        S.DRAFT: Look(N_("With the applicant"), "way", "ring"),
        S.SUBMITTED: Look(N_("Handed in"), "way", "quarter"),
        S.REGISTERED: Look(N_("Registered"), "work", "nearlyfull"),
        S.REFUSED: Look(N_("Not registered"), "ended", "stroke"),
        S.SUSPENDED: Look(N_("Registration suspended"), "still", "bars"),
        S.LAPSED: Look(N_("Registration ended"), "ended", "stroke"),
    },
    moves=(
        Move("submit", (S.DRAFT,), S.SUBMITTED, (n.organisation_id, n.documents),
             N_("Hand in"), N_("The application was handed in."), "main"),
        Move("return", (S.SUBMITTED,), S.DRAFT, (n.what_is_missing,),
             N_("Give back to complete"), N_("%(who)s gave the application back to be completed.")),
        Move("approve", (S.SUBMITTED,), S.REGISTERED, (n.documents_checked, n.valid_until),
             N_("Register"), N_("%(who)s registered the organisation."), "main"),
        Move("refuse", (S.SUBMITTED,), S.REFUSED, (n.reason,),
             N_("Refuse registration"), N_("%(who)s refused the registration."), "danger"),
        Move("suspend", (S.REGISTERED,), S.SUSPENDED, (n.reason,),
             N_("Suspend registration"), N_("%(who)s suspended the registration."), "danger"),
        Move("restore", (S.SUSPENDED,), S.REGISTERED, (n.still_valid,),
             N_("Lift the suspension"), N_("%(who)s lifted the suspension."), "main"),
        Move("renew", (S.REGISTERED, S.LAPSED), S.REGISTERED, (n.valid_until,),
             N_("Renew registration"), N_("%(who)s renewed the registration."), "main"),
        Move("lapse", (S.REGISTERED, S.SUSPENDED), S.LAPSED, (n.date_passed,),
             N_("End"), N_("The registration ended with its day.")),
    ),
)  # fmt: skip
