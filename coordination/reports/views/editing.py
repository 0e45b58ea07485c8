"""Editing a draft: a section's text beside its sources, the made text taken again, whole or by month."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.activities.kinds import HEADING_OF
from coordination.activities.models import Activity, ActivityKind
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang import spans
from coordination.reports import commands, queries
from coordination.reports.forms import ArrangeForm, PressForm, SectionForm
from coordination.reports.headings import COMPUTED, TITLES, Place, key_of, place_of
from coordination.reports.making import joined, month_of
from coordination.reports.models import Report, ReportState, Section
from coordination.reports.reading import Material
from coordination.reports.titles import issuer_name, title_of
from coordination.reports.views.blueprint import attempt, back_to, bp


@bp.get("/<public_id:report_id>/sections/<section>")
@sees("report.edit", find=queries.get_report)
def edit_section(report: Report, section: str) -> str:
    """The editor, with the made text and the records it follows from beside it."""
    place, kept = _place(report, section)
    material = Material(report)
    texts = _texts(material, place)
    form = SectionForm(
        body_fa=kept.body_fa if kept is not None and kept.edited_fa else texts["fa"],
        body_en=kept.body_en if kept is not None and kept.edited_en else texts["en"],
        in_public=kept is None or kept.in_public,
    )
    return _draw(report, place, kept, material, form)


@bp.post("/<public_id:report_id>/sections/<section>")
@sees("report.edit", find=queries.get_report)
def save_section(report: Report, section: str) -> Any:
    """Keep the text; a text that says what was made goes on following the records."""
    place, kept = _stored(report, section)
    material = Material(report)
    form = SectionForm(saved=_saved(material, place, kept))
    status = attempt(
        form,
        lambda: commands.edit_section(
            g.actor,
            report,
            place,
            body_fa=form.body_fa.data or "",
            body_en=form.body_en.data or "",
            in_public=bool(form.in_public.data),
            material=material,
        ),
    )
    if status != TAKEN:
        return _draw(report, place, kept, material, form), status
    flash(_("The section was saved."), "done")
    return redirect(back_to(report, f"section-{key_of(place)}"), 303)


@bp.post("/<public_id:report_id>/sections/<section>/made")
@sees("report.edit", find=queries.get_report)
def take_again(report: Report, section: str) -> Any:
    """Let the section follow the records again."""
    place, _kept = _place(report, section)
    PressForm().validate()
    commands.take_made_text(g.actor, report, place)
    flash(_("The section follows the records again."), "done")
    return redirect(back_to(report, f"section-{key_of(place)}"), 303)


@bp.post("/<public_id:report_id>/arrangement")
@sees("report.edit", find=queries.get_report)
def arrange(report: Report) -> Any:
    """Tell the draft whole, or month by month."""
    form = ArrangeForm()
    form.validate()
    commands.arrange(g.actor, report, by_month=form.arranged.data == "months")
    flash(_("The report was arranged anew."), "done")
    return redirect(back_to(report), 303)


def _place(report: Report, key: str) -> tuple[Place, Section | None]:
    """The place that an address names, and what is kept for it; only a draft has places to edit."""
    if report.state != ReportState.DRAFT:
        raise NotFound()
    return _stored(report, key)


def _stored(report: Report, key: str) -> tuple[Place, Section | None]:
    """The same of any report: who writes while somebody publishes is refused with his text beside the refusal."""
    place = place_of(key)
    if place is None or (place[0] and not report.by_month):
        raise NotFound()
    return place, next((one for one in report.sections if (one.month, one.heading) == place), None)


def _texts(material: Material, place: Place) -> dict[str, str]:
    return {language: joined(material.made(language)).get(place, "") for language in ("fa", "en")}


def _saved(material: Material, place: Place, kept: Section | None) -> dict[str, str]:
    """What is stored now, where somebody else saved meanwhile."""
    texts = _texts(material, place)
    return {
        "body_fa": kept.body_fa if kept is not None and kept.edited_fa else texts["fa"],
        "body_en": kept.body_en if kept is not None and kept.edited_en else texts["en"],
        "in_public": "✓" if kept is None or kept.in_public else "–",
    }


def _draw(report: Report, place: Place, kept: Section | None, material: Material, form: SectionForm) -> str:
    texts = _texts(material, place)
    edited = kept is not None and (kept.edited_fa or kept.edited_en)
    return render_template(
        "reports/edit_section.html",
        report=report,
        title=title_of(report),
        name=issuer_name(report),
        heading=TITLES[place[1]],
        section=key_of(place),
        form=form,
        made={language: text.split("\n") if text else [] for language, text in texts.items()},
        edited=edited,
        lags=kept is not None
        and ((kept.edited_fa and kept.made_fa != texts["fa"]) or (kept.edited_en and kept.made_en != texts["en"])),
        activities=_activities(material, place),
        words=lambda one: spans.words(one.from_on, one.to_on, one.precision),
        is_computed=place[1] in COMPUTED,
        back=back_to(report, f"section-{key_of(place)}"),
    )


def _activities(material: Material, place: Place) -> list[Activity]:
    """The activities that a section is made of."""
    month, heading = place
    return [
        one
        for one in material.sources.activities
        if str(HEADING_OF[ActivityKind(one.kind)]) == heading
        and month_of(material.report, one.from_on, one.to_on) == month
    ]
