"""What each move of a referral needs: one small named function a need, over facts loaded once (machines.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from coordination.cases.models import Risk
from coordination.kernel.machine import need
from coordination.kernel.messages import N_, Message
from coordination.referrals.models import Priority, Referral

MAX_HOPS = 3
MAX_QUESTIONS = 2
HOLD_DAYS = 30
CONTEST_DAYS = 30
RECIPIENT_UNFIT = Message(
    N_(
        "The recipient cannot receive referrals: it takes no part, has no confirmed liaison, or its registration was "
        "never made, is suspended or has ended. Choose another recipient or tell its head."
    )
)
UNACCEPT_HOURS = 24
WAITLIST_DAYS = {Priority.URGENT: 7, Priority.NORMAL: 14}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a move is tried: the time, what the form said, and what the database holds."""

    now: datetime
    today: date
    note: str = ""
    """The reason, question, answer, ruling or comment typed with the move."""
    route_missing: tuple[str, ...] = ()
    """Names of the route's required data that are not there."""
    basis_covers: bool = False
    """The basis stands and covers recipient, field groups and needs (cases.consents.covers)."""
    basis_stands: bool = False
    disclosure_confirmed: bool = False
    duplicates_answered: bool = False
    names_found: tuple[str, ...] = ()
    """Labels of the free texts in which the client's own names or numbers were found."""
    recipient_registered: bool = False
    recipient_problem: Message | None = None
    """Why the recipient cannot receive, in words, where it cannot."""
    chain_agencies: frozenset[int] = frozenset()
    new_recipient_id: int | None = None
    services: int = 0
    open_admissions: int = 0
    admissions: int = 0
    needs_without_result: tuple[str, ...] = ()
    safety_note: str = ""
    consent_withdrawn: bool = False
    case_open: bool = True
    by_court: bool = False
    """The actor is the court liaison of the order."""
    limit_times_three_at: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def _days(earlier: date, later: date | None) -> int:
    return 10_000 if later is None else (later - earlier).days


@need(N_("The way the child came is not complete. Fill in the route and what it asks for."))
def has_route(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return referral.route is not None and not facts.route_missing


@need(N_("No need is named. Choose at least one thing the child needs."))
def has_need(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return bool(referral.need_codes)


@need(N_("The reason is empty. Say in a few words why you refer the child."))
def has_reason(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.reason_sealed is not None


@need(N_("Priority and risk are not set. Choose both; the clocks depend on them."))
def priority_and_risk_set(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.priority is not None and referral.risk is not None


@need(
    N_(
        "The consent or legal basis does not cover this recipient, these fields and these needs, or it has "
        "ended. Ask the sender to extend the basis."
    )
)
def basis_covers_recipient(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.basis_covers


@need(N_("You have not confirmed what the recipient will see. Look at the preview and confirm it."), typed=True)
def disclosure_confirmed(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.disclosure_confirmed


@need(N_("The check for a second file of the same child is not answered. Answer it on the case's page."))
def duplicates_answered(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.duplicates_answered


@need(N_("A free text holds the child's own name or number. The place is marked; take it out before sending."))
def free_text_names_nobody(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return not facts.names_found


@need(
    RECIPIENT_UNFIT.text,
    words=lambda _referral, facts: facts.recipient_problem or RECIPIENT_UNFIT,
)
def recipient_registered(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.recipient_registered


@need(N_("This referral is not the successor of a forwarded one."))
def successor_of_forward(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.predecessor_id is not None and referral.hops > 0


@need(N_("Nobody is named to handle the referral. Choose a person of your agency."), typed=True)
def handler_named(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.handler_id is not None


@need(N_("The question is empty. Write what you need to know from the sender."), typed=True)
def question(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)


@need(N_("Two questions have been asked already. Decide with what you know, or object."), cheap=True)
def two_rounds_at_most(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.questions_asked < MAX_QUESTIONS


@need(N_("The answer is empty. Write what the recipient asked for."), typed=True)
def answer(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)


@need(N_("The intake date is missing or past. Give the day on which the child will be seen."), typed=True)
def intake_date(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return referral.intake_on is not None and referral.intake_on >= facts.today


@need(
    N_(
        "The review date is missing or too far. It may lie 7 days ahead for an urgent referral and 14 for a normal one."
    ),
    typed=True,
)
def review_date_within_limit(_actor: Any, referral: Referral, facts: Facts) -> bool:
    limit = WAITLIST_DAYS.get(Priority(referral.priority), 0) if referral.priority else 0
    return 0 < _days(facts.today, referral.review_on) <= limit


@need(N_("An emergency cannot wait in a list. Accept it, forward it, or object."), cheap=True)
def not_emergency(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.priority != Priority.EMERGENCY


@need(N_("The safety note is empty. Say how the child is safe while waiting."), typed=True)
def safety_note(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)


@need(N_("No reason is chosen. Choose one from the list."), typed=True)
def coded_reason(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return bool(facts.extra.get("code"))


@need(N_("It is not said who declined. Choose your agency, the child, or the guardian."), typed=True)
def who_declined(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.who_declined is not None


@need(
    N_(
        "This referral cannot be declined: it came by a court, is an emergency or of high risk, or was "
        "declined before. Object with a reason, and it will be ruled on."
    ),
    cheap=True,
)
def declinable(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    ordinary = not referral.court_route
    return (
        ordinary
        and referral.risk != Risk.HIGH
        and referral.priority != Priority.EMERGENCY
        and not referral.chain_declined
    )


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)


@need(N_("The decision is empty. Write what you decide and why."), typed=True)
def decision_text(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)


@need(N_("This agency has had the referral already. Choose one that is not in its chain."), typed=True)
def recipient_not_in_chain(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.new_recipient_id is not None and facts.new_recipient_id not in facts.chain_agencies


@need(N_("The referral has been forwarded three times already. Accept it, or object."), cheap=True)
def three_hops_at_most(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.hops < MAX_HOPS


@need(N_("A service or an admission is recorded already. End the service first."))
def nothing_delivered(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.services == 0 and facts.admissions == 0


@need(N_("A court's order stands. Only the court liaison of the order may do this; ask them."))
def court_liaison_if_order_stands(_actor: Any, referral: Referral, facts: Facts) -> bool:
    # Of a draft the court knows nothing: it is its sender's alone.
    return facts.by_court or referral.sent_at is None or not referral.order_stands(facts.today)


@need(N_("There was no first contact and no admission yet. Record one of them."), typed=True)
def first_contact_or_admission(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return facts.open_admissions > 0 or _past(referral.first_contact_on, facts.today)


def _past(day: date | None, today: date) -> bool:
    return day is not None and day <= today


@need(N_("An acceptance can be taken back within 24 hours only. Forward the referral, or serve it and end it."))
def within_24_hours(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return referral.accepted_at is not None and facts.now - referral.accepted_at <= timedelta(hours=UNACCEPT_HOURS)


@need(N_("The day of resuming is missing, past, or more than 30 days ahead. Choose a day within 30 days."), typed=True)
def resume_date_within_30_days(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return 0 < _days(facts.today, referral.resume_on) <= HOLD_DAYS


@need(N_("The consent was withdrawn, so the cancelling cannot be refused. Cancel the service and hand over."))
def consent_not_withdrawn_or_court_order(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return not facts.consent_withdrawn or referral.order_stands(facts.today)


@need(N_("The hand-over note is empty. Say what was done and what the sender must know."), typed=True)
def handover_note(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.extra.get("handover"))


@need(N_("No service is recorded yet. Record what was given before you report it delivered."))
def service_delivered(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.services > 0


@need(N_("The child is still admitted. Record the discharge and to whom, then deliver."))
def discharged_if_admitted(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.open_admissions == 0


@need(
    N_("Not every need has a result, or a need that was not met has no reason. Fill in the table of results."),
    typed=True,
)
def result_for_each_need(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return not facts.needs_without_result


@need(N_("The court has not been told yet. Give the day of the report to the court."), typed=True)
def report_to_court_if_court_route(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return not referral.court_route or _past(referral.court_reported_on, facts.today)


@need(N_("You confirmed this closing yourself; only a closing made by the clock can be contested."), cheap=True)
def closed_by_system(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.closed_by_system


@need(N_("More than 30 days have passed since the closing. Make a new referral."))
def within_30_days(_actor: Any, referral: Referral, facts: Facts) -> bool:
    return facts.now - referral.state_since <= timedelta(days=CONTEST_DAYS)


@need(N_("The case is closed. Reopen the case first."))
def case_open(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.case_open


@need(N_("The consent or legal basis has ended or was withdrawn. Record a new one first."))
def basis_stands(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.basis_stands


@need(N_("It is not said what is missing. Write what is still to be done."), typed=True)
def what_is_missing(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)


@need(N_("It was returned once already. The reviewer has been told and will call both sides."), cheap=True)
def once_only(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.times_returned == 0


@need(N_("Three times the limit has not passed yet."))
def three_times_the_running_limit(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return facts.limit_times_three_at is not None and facts.now >= facts.limit_times_three_at


@need(N_("The one who is to be told at twice the limit has not been told yet."), cheap=True)
def secretary_alerted_at_twice(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.alerted_at is not None


@need(N_("An emergency or a court's referral never expires."), cheap=True)
def not_emergency_nor_court(_actor: Any, referral: Referral, _facts: Facts) -> bool:
    return referral.priority != Priority.EMERGENCY and not referral.court_route


@need(N_("The comment is empty. Say why this is void."), typed=True)
def comment(_actor: Any, _referral: Referral, facts: Facts) -> bool:
    return bool(facts.note)
