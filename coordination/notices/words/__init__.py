"""Which events are told to whom, in which sentence, a table for each feature."""

from coordination.notices.words.circulars import CIRCULAR, OCCASION
from coordination.notices.words.data_calls import DATA_CALL, DELIVERY, SHEET_REMINDERS
from coordination.notices.words.meetings import (
    ITEM,
    MEETING,
    MINUTES,
    SEAT,
    TO_SIGN,
    TO_SIGN_SENTENCE,
    UNTITLED_ITEM,
)
from coordination.notices.words.outcomes import OUTCOME
from coordination.notices.words.people import CASE, PERSON, POST
from coordination.notices.words.points import POINT
from coordination.notices.words.programmes import ENDING, TO_DESK, TO_PARTIES
from coordination.notices.words.referrals import REFERRAL, TO_NAME_A_REVIEWER, WITHOUT_REVIEWER
from coordination.notices.words.registrations import TO_AGENCY, TO_REGISTRARS
from coordination.notices.words.telling import Side, Telling
from coordination.notices.words.work import ACTION, EXTENSION, LATE_AT_AGENCY, REMINDER, REMINDERS, RESOLUTION

ALL: dict[str, Telling] = {
    **TO_NAME_A_REVIEWER,
    **REFERRAL,
    **OUTCOME,
    **POINT,
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
    **TO_REGISTRARS,
    **TO_AGENCY,
    **EXTENSION,
    **TO_DESK,
    **TO_PARTIES,
    **DATA_CALL,
    **SHEET_REMINDERS,
    **DELIVERY,
    **CIRCULAR,
    **OCCASION,
}

__all__ = [
    "ACTION",
    "ALL",
    "CASE",
    "DATA_CALL",
    "DELIVERY",
    "ENDING",
    "EXTENSION",
    "ITEM",
    "LATE_AT_AGENCY",
    "MEETING",
    "MINUTES",
    "OUTCOME",
    "PERSON",
    "POINT",
    "POST",
    "REFERRAL",
    "REMINDER",
    "RESOLUTION",
    "SEAT",
    "SHEET_REMINDERS",
    "TO_PARTIES",
    "TO_SIGN",
    "UNTITLED_ITEM",
    "WITHOUT_REVIEWER",
    "Side",
    "Telling",
]
