"""Publishing a report: texts and figures frozen as they stand; its public version opened and closed; withdrawing it."""

from __future__ import annotations

from coordination import workflow
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_names
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.reports.checks import refuse_private
from coordination.reports.headings import ORDER, TITLES, Place
from coordination.reports.making import joined
from coordination.reports.models import Report, ReportState, Section
from coordination.reports.public import tell_openly
from coordination.reports.reading import Material
from coordination.reports.states import ReportFacts


def publish(actor: Actor, report: Report, *, material: Material | None = None) -> None:
    """Freeze every section in both languages with the figures of this moment, and publish; the papers are made once
    this is committed. Raises Invalid for an empty report or one that speaks of a child, and what ``perform`` raises."""
    if report.state == ReportState.DRAFT:
        found = material or Material(report)
        _freeze_texts(actor, report, found)
        figures = found.figures.frozen() | {"public": tell_openly(found).frozen()}
        with db.session.no_autoflush:
            report.figures = figures
            report.published_at, report.published_by_id = clock.now(), actor.person_id
            workflow.perform(actor, report, "publish", facts=ReportFacts())
        return
    workflow.perform(actor, report, "publish", facts=ReportFacts())


def withdraw(actor: Actor, report: Report, *, reason: str) -> None:
    """Take a published report back; the reason is shown in its place."""
    report.withdrawn_why = reason
    workflow.perform(actor, report, "withdraw", facts=ReportFacts(note=reason), note=reason)


def open_to_public(actor: Actor, report: Report) -> None:
    """Open the public version to everybody: at once where the report is published, else with its publishing."""
    _not_withdrawn(report)
    report.public = True
    trail.record(actor, "report.open_to_public", report)


def close_to_public(actor: Actor, report: Report) -> None:
    """Close the public version again."""
    report.public = False
    trail.record(actor, "report.close_to_public", report)


def _not_withdrawn(report: Report) -> None:
    if report.state == ReportState.WITHDRAWN:
        raise WrongState(
            N_("This report is withdrawn, so its public version stays closed."), N_("Publish a new edition first.")
        )


def _freeze_texts(actor: Actor, report: Report, material: Material) -> None:
    """Write every section down as it stands; those that say nothing go."""
    made = {language: joined(material.made(language)) for language in ("fa", "en")}
    kept: dict[Place, Section] = {(one.month, one.heading): one for one in report.sections}
    places: set[Place] = {*made["fa"], *made["en"], *kept}
    frozen: list[Section] = []
    for place in sorted(places, key=lambda one: (one[0] == 0, one[0], ORDER.index(one[1]))):
        section = kept.get(place) or Section(month=place[0], heading=place[1], in_public=True)
        section.made_fa, section.made_en = made["fa"].get(place, ""), made["en"].get(place, "")
        section.body_fa = section.body_fa if section.edited_fa else section.made_fa
        section.body_en = section.body_en if section.edited_en else section.made_en
        if section.body_fa or section.body_en:
            section.position = len(frozen)
            frozen.append(section)
    if not frozen:
        raise Invalid(
            N_("The report was not published: it says nothing yet."),
            advice=N_("Record the activities of its span, or write a section yourself."),
        )
    refuse_private([(TITLES[one.heading], text) for one in frozen for text in (one.body_fa, one.body_en)])
    refuse_names(actor, text="\n".join(text for one in frozen for text in (one.body_fa, one.body_en)))
    report.sections = frozen
