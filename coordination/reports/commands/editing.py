"""Editing a draft: the text of a section beside its sources, the made text taken again, whole or by month."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang.text import clean
from coordination.reports.headings import ORDER, Place, key_of
from coordination.reports.making import joined, lines_of
from coordination.reports.models import Report, ReportState, Section
from coordination.reports.reading import Material

LONGEST_TEXT = 20_000


def edit_section(
    actor: Actor, report: Report, place: Place, *, body_fa: str, body_en: str, in_public: bool, material: Material
) -> Section:
    """Keep the text of a section; a language whose text says what was made goes on following the records.

    Raises WrongState for what is no draft.
    """
    _is_draft(report)
    section = _section(report, place)
    section.made_fa, section.made_en = _made(material, place)
    section.edited_fa = _differs(body_fa, section.made_fa)
    section.edited_en = _differs(body_en, section.made_en)
    section.body_fa = _tidy(body_fa) if section.edited_fa else ""
    section.body_en = _tidy(body_en) if section.edited_en else ""
    section.in_public = in_public
    report.edits += 1
    trail.record(actor, "report.edit_section", report, detail={"section": key_of(place)})
    return section


def take_made_text(actor: Actor, report: Report, place: Place) -> None:
    """Let a section follow the records again, in both languages. Raises WrongState for what is no draft."""
    _is_draft(report)
    section = _section(report, place)
    section.edited_fa = section.edited_en = False
    section.body_fa = section.body_en = ""
    report.edits += 1
    trail.record(actor, "report.take_again", report, detail={"section": key_of(place)})


def arrange(actor: Actor, report: Report, *, by_month: bool) -> None:
    """Tell a draft whole, or month by month. Raises Invalid while a section of the activities is edited: its text
    belongs to the other arrangement."""
    _is_draft(report)
    if by_month == report.by_month:
        return
    if any(one.edited_fa or one.edited_en for one in report.sections if one.heading.isdecimal()):
        raise Invalid(
            N_("The report was not arranged anew: a section was edited, and its text fits only this arrangement."),
            field="by_month",
            advice=N_("Take the made text of the edited sections again first."),
        )
    report.by_month = by_month
    report.sections = [one for one in report.sections if not one.heading.isdecimal()]
    trail.record(actor, "report.arrange", report, detail={"by_month": int(by_month)})


def _is_draft(report: Report) -> None:
    if report.state != ReportState.DRAFT:
        raise WrongState(
            N_("This report is published and stays as it is."), N_("Make a new edition of it to change something.")
        )


def _section(report: Report, place: Place) -> Section:
    month, heading = place
    found = next((one for one in report.sections if (one.month, one.heading) == place), None)
    if found is None:
        found = Section(month=month, heading=heading, position=ORDER.index(heading), in_public=True)
        report.sections.append(found)
    return found


def _made(material: Material, place: Place) -> tuple[str, str]:
    """What follows from the records for this place, in both languages."""
    fa, en = (joined(material.made(language)).get(place, "") for language in ("fa", "en"))
    return fa, en


def _differs(typed: str, made: str) -> bool:
    return _tidy(typed) != _tidy(made)


def _tidy(text: str) -> str:
    """Clean, one item a line, no empty lines."""
    return "\n".join(lines_of(clean(text)))
