"""Which events are told to whom, in which sentence, a table for each feature."""

from coordination.notices.words.meetings import (
    ITEM,
    MEETING,
    MINUTES,
    SEAT,
    TO_SIGN,
    TO_SIGN_SENTENCE,
    UNTITLED_ITEM,
)
from coordination.notices.words.people import CASE, PERSON, POST
from coordination.notices.words.referrals import REFERRAL, TO_NAME_A_REVIEWER, WITHOUT_REVIEWER
from coordination.notices.words.telling import Side, Telling
from coordination.notices.words.work import ACTION, EXTENSION, LATE_AT_AGENCY, REMINDER, REMINDERS, RESOLUTION

ALL: dict[str, Telling] = {
    **TO_NAME_A_REVIEWER,
    **REFERRAL,
    **CASE,
    **POST,
    **PERSON,
    **MEETING,
    **ITEM,
    **MINUTES,
    **TO_SIGN_SENTENCE,
    **SEAT,
    **RESOLUTION,
    **ACTION,
    **REMINDERS,
    **EXTENSION,
}

__all__ = [
    "ACTION",
    "ALL",
    "CASE",
    "EXTENSION",
    "ITEM",
    "LATE_AT_AGENCY",
    "MEETING",
    "MINUTES",
    "PERSON",
    "POST",
    "REFERRAL",
    "REMINDER",
    "RESOLUTION",
    "SEAT",
    "TO_SIGN",
    "UNTITLED_ITEM",
    "WITHOUT_REVIEWER",
    "Side",
    "Telling",
]
