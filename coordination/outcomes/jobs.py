"""What the clock does to outcomes: asking after 90 days whether they held, and another verifier where one has gone."""

from __future__ import annotations

from datetime import timedelta

from coordination.access.actor import Actor
from coordination.outbox.jobs import periodic
from coordination.outcomes import commands, queries
from coordination.outcomes.consequences import by_rule

HOURLY = timedelta(hours=1)


@periodic("outcomes.ask", every=HOURLY)
def ask() -> None:
    """Each verified outcome is asked about once, 90 days after it was verified."""
    for outcome in queries.list_to_ask():
        commands.ask_whether_it_held(outcome)


@periodic("outcomes.name_verifiers", every=HOURLY)
def name_verifiers() -> None:
    """Where the verifier's posts have ended the rule names another: the sender's liaison, or the head of the case's
    agency. Where there is nobody it waits until there is."""
    system = Actor.system("outcome.verifier")
    for outcome in queries.list_without_verifier():
        found = by_rule(outcome)
        if found is not None:
            commands.name_verifier(system, outcome, person_id=found)
