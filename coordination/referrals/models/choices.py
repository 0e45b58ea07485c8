"""The words a referral is told in: its states, routes, priorities, coded reasons and results, with their labels."""

from __future__ import annotations

from enum import StrEnum

from coordination.kernel.messages import N_


class State(StrEnum):
    """States of machine ``referral``."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    NEEDS_INFO = "needs_info"
    WAITLISTED = "waitlisted"
    OBJECTED = "objected"
    ACCEPTED = "accepted"
    IN_SERVICE = "in_service"
    ON_HOLD = "on_hold"
    CANCEL_REQUESTED = "cancel_requested"
    DELIVERED = "delivered"
    CLOSED = "closed"
    DECLINED = "declined"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    VOID = "void"


class Route(StrEnum):
    """How the child came (the field's six routes)."""

    SELF = "self"
    MOBILE_UNIT = "mobile_unit"
    JUDICIAL = "judicial"
    POLICE = "police"
    GOVERNMENT = "government"
    NGO = "ngo"


ROUTE_LABELS = {
    Route.SELF: N_("Self-referral"),
    Route.MOBILE_UNIT: N_("Found by a mobile social services unit"),
    Route.JUDICIAL: N_("Judicial authority"),
    Route.POLICE: N_("Law-enforcement authority"),
    Route.GOVERNMENT: N_("Other government body"),
    Route.NGO: N_("Non-governmental organisation"),
}


class Priority(StrEnum):
    """How fast the clocks run."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


PRIORITY_LABELS = {
    Priority.EMERGENCY: N_("Emergency"),
    Priority.URGENT: N_("Urgent"),
    Priority.NORMAL: N_("Normal"),
}


class DeclineCode(StrEnum):
    """Coded reasons for declining (domain.md, Codes)."""

    CAPACITY = "capacity"
    AGE = "age"
    AREA = "area"
    SEX = "sex"
    NOT_ELIGIBLE = "not_eligible"
    OTHER_SERVICE = "other_service"
    SAFETY = "safety"
    INCOMPLETE = "incomplete"
    REFUSED_BY_CLIENT = "refused_by_client"
    NOT_FOUND = "not_found"


DECLINE_LABELS = {
    DeclineCode.CAPACITY: N_("We have no capacity"),
    DeclineCode.AGE: N_("The age does not fit"),
    DeclineCode.AREA: N_("The area does not fit"),
    DeclineCode.SEX: N_("The sex does not fit"),
    DeclineCode.NOT_ELIGIBLE: N_("The conditions are not met"),
    DeclineCode.OTHER_SERVICE: N_("Another service is needed"),
    DeclineCode.SAFETY: N_("Not safe with us"),
    DeclineCode.INCOMPLETE: N_("The referral is incomplete"),
    DeclineCode.REFUSED_BY_CLIENT: N_("The child or family refused"),
    DeclineCode.NOT_FOUND: N_("The child was not found"),
}


class WhoDeclined(StrEnum):
    """Whose word the refusal was."""

    RECIPIENT = "recipient"
    CHILD = "child"
    GUARDIAN = "guardian"


WHO_DECLINED_LABELS = {
    WhoDeclined.RECIPIENT: N_("Our agency"),
    WhoDeclined.CHILD: N_("The child"),
    WhoDeclined.GUARDIAN: N_("The guardian"),
}


class HoldCode(StrEnum):
    """Coded reasons for putting a service on hold."""

    COURT_PENDING = "court_pending"
    ILLNESS = "illness"
    ABSCONDED = "absconded"
    FAMILY_VISIT = "family_visit"
    NOT_FOUND = "not_found"


HOLD_LABELS = {
    HoldCode.COURT_PENDING: N_("A court decision is awaited"),
    HoldCode.ILLNESS: N_("Illness"),
    HoldCode.ABSCONDED: N_("The child has run away"),
    HoldCode.FAMILY_VISIT: N_("A visit to the family"),
    HoldCode.NOT_FOUND: N_("The child was not found"),
}


class Result(StrEnum):
    """What became of a need at delivery."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    REFERRED_ON = "referred_on"
    REFUSED_BY_CLIENT = "refused_by_client"


RESULT_LABELS = {
    Result.MET: N_("Met"),
    Result.PARTLY: N_("Partly met"),
    Result.NOT_MET: N_("Not met"),
    Result.REFERRED_ON: N_("Referred on"),
    Result.REFUSED_BY_CLIENT: N_("Refused by the client"),
}
