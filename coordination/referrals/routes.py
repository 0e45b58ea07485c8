"""What each of the six routes asks for beside what every referral has (domain.md, Routes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coordination.kernel.messages import N_
from coordination.referrals.models import Referral, Route

Kind = Literal["line", "text", "moment", "number"]


@dataclass(frozen=True, slots=True)
class RouteField:
    """A field of a route's own data: its name in the sealed JSON, its label, how it is typed, and whether it leads to
    the child, so that it opens with the identity only."""

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    identity: bool = False

    @property
    def is_free_text(self) -> bool:
        """Whether words may be typed into it, a name among them."""
        return self.kind in ("line", "text")


OFFICER = (
    RouteField("officer", N_("Officer in charge"), hint=N_("Name and post of the one who hands the child over.")),
    RouteField("handover_at", N_("Hand-over time"), "moment"),
)
OTHER_BODY = (
    RouteField("contact", N_("Contact at the body that referred"), hint=N_("A name and a telephone number.")),
)

POINT = "point"
"""The field that names a watched point; never shown to the police."""

FIELDS: Mapping[Route, tuple[RouteField, ...]] = {
    Route.SELF: (
        RouteField("how_found", N_("How they found you")),
        RouteField(
            "safe_contact",
            N_("Safe contact"),
            hint=N_("How and when the child or family can be called without danger."),
            identity=True,
        ),
    ),
    Route.MOBILE_UNIT: (
        RouteField(POINT, N_("Watched point or district")),
        RouteField("seen_at", N_("When the child was seen"), "moment"),
        RouteField("work_seen", N_("Work seen")),
        RouteField("with_whom", N_("With whom the child was")),
        RouteField("attempt", N_("Number of this attempt"), "number"),
    ),
    Route.JUDICIAL: OFFICER,
    Route.POLICE: OFFICER,
    Route.GOVERNMENT: OTHER_BODY,
    Route.NGO: OTHER_BODY,
}
"""Every field of a route is required before sending."""

ORDER_LABELS: Mapping[str, str] = {
    "order_agency": N_("Judicial agency of the order"),
    "order_number": N_("Number of the order"),
    "order_branch": N_("Branch"),
    "order_on": N_("Date of the order"),
    "order_valid_until": N_("Valid until"),
    "order_scan": N_("Scanned order"),
}
LETTER_LABELS: Mapping[str, str] = {"letter_number": N_("Letter number"), "letter_on": N_("Letter date")}
ROUTES_WITH_ORDER = frozenset({Route.JUDICIAL, Route.POLICE})
ROUTES_WITH_LETTER = frozenset({Route.GOVERNMENT, Route.NGO})


def missing_fields(referral: Referral, data: Mapping[str, str], *, attachments: int) -> tuple[str, ...]:
    """Labels (msgids) of what the referral's route still asks for; empty where all is there or no route is chosen.

    ``data`` is the unsealed route data; ``attachments`` counts files, since an order must lie there as a scan.
    """
    if referral.route is None:
        return ()
    lacking = [field.label for field in FIELDS[Route(referral.route)] if not data.get(field.name)]
    if referral.route == Route.JUDICIAL or (referral.route == Route.POLICE and referral.order_number):
        order = {
            "order_agency": referral.order_agency_id,
            "order_number": referral.order_number,
            "order_branch": referral.order_branch,
            "order_on": referral.order_on,
            "order_valid_until": referral.order_valid_until,
            "order_scan": attachments,
        }
        lacking += [ORDER_LABELS[name] for name, value in order.items() if not value]
    if referral.route in ROUTES_WITH_LETTER:
        letter = {"letter_number": referral.sender_letter_number, "letter_on": referral.sender_letter_on}
        lacking += [LETTER_LABELS[name] for name, value in letter.items() if not value]
    return tuple(lacking)
