"""What is told of the register of organisations: to registrars what waits for them, to agencies of their own."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Telling

TO_REGISTRARS: dict[str, Telling] = {
    "registration.submit": Telling(N_("%(agency)s handed in an application for registration. Check its papers.")),
    "registration.ends_soon": Telling(N_("The registration of %(agency)s ends on %(day)s.")),
    "registration.lapse": Telling(N_("The registration of %(agency)s has ended; it receives no referral."), mail=False),
}
OWN_ENDS, OWN_LAPSED = "registration.own_ends_soon", "registration.own_lapsed"
TO_AGENCY: dict[str, Telling] = {
    OWN_ENDS: Telling(N_("The registration of your agency ends on %(day)s. Ask the registrar to renew it.")),
    OWN_LAPSED: Telling(N_("The registration of your agency has ended; it receives no referral until it is renewed.")),
    "registration.suspend": Telling(N_("The registration of your agency is suspended; it receives no referral.")),
    "registration.restore": Telling(N_("The registration of your agency counts again, until %(day)s.")),
    "registration.renew": Telling(N_("The registration of your agency is renewed until %(day)s.")),
}
ALSO_TO_AGENCY = {"registration.ends_soon": OWN_ENDS, "registration.lapse": OWN_LAPSED}
"""In which words the agency hears of what registrars are told."""
