"""The blueprint that all pages of outcomes hang on, what an outcome is called, and taking a step of a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from coordination.cases.models import Case, Sex, age_band
from coordination.kernel import clock, taking
from coordination.kernel.forms import Form
from coordination.kernel.messages import Message
from coordination.lang.zone import local_date
from coordination.outcomes.models import OUTCOME_LABELS, Outcome, OutcomeKind
from coordination.referrals import titles

bp = Blueprint("outcomes", __name__)

FIELD_OF_NEED = {"reason": "reason", "evidence_or_none_and_why": "files"}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)


def label_of(kind: str) -> Message:
    """What a kind of outcome is called."""
    return Message(OUTCOME_LABELS[OutcomeKind(kind)])


def child_of(case: Case) -> Message | str:
    """«Girl, 9 to 11 years»: the child without a name."""
    sex = Message(titles.AT_THE_START[Sex(case.client.sex)])
    age = age_band(case.client.birth_year, local_date(clock.now()))
    return titles.listed([sex, age.words]) if age else sex


def about(outcome: Outcome) -> Message | str:
    """Whom it is about, in the words of the referral where it was claimed on one."""
    return titles.title(outcome.referral) if outcome.referral is not None else child_of(outcome.case)
