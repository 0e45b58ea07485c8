"""Columns of referrals and of what is given with them."""

from coordination.referrals.models.choices import (
    DECLINE_LABELS,
    HOLD_LABELS,
    PRIORITY_LABELS,
    RESULT_LABELS,
    ROUTE_LABELS,
    WHO_DECLINED_LABELS,
    DeclineCode,
    HoldCode,
    Priority,
    Result,
    Route,
    State,
    WhoDeclined,
)
from coordination.referrals.models.given import Admission, Comment, SavedFilter, Service
from coordination.referrals.models.referral import Referral, ReferralMember, ReferralNeed

__all__ = [
    "DECLINE_LABELS",
    "HOLD_LABELS",
    "PRIORITY_LABELS",
    "RESULT_LABELS",
    "ROUTE_LABELS",
    "WHO_DECLINED_LABELS",
    "Admission",
    "Comment",
    "DeclineCode",
    "HoldCode",
    "Priority",
    "Referral",
    "ReferralMember",
    "ReferralNeed",
    "Result",
    "Route",
    "SavedFilter",
    "Service",
    "State",
    "WhoDeclined",
]
