"""The page of one resolution: its words and number, the vote, who is bound, what followed, and what can be done."""

from __future__ import annotations

from flask import g, render_template, url_for
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.kernel.machine import Look
from coordination.lang.zone import local_date
from coordination.meetings import queries as meetings
from coordination.meetings import quorum
from coordination.meetings.consequences import minutes_state
from coordination.meetings.titles import meeting_title, title_of
from coordination.moves import buttons_of
from coordination.resolutions import consequences, queries
from coordination.resolutions.models import (
    EFFECT_LABELS,
    REPLACING_LABELS,
    RESOLUTION_KIND_LABELS,
    Effect,
    Replacing,
    Resolution,
    ResolutionKind,
    ResolutionState,
)
from coordination.resolutions.needs import ResolutionFacts
from coordination.resolutions.states import RESOLUTION
from coordination.resolutions.views.blueprint import bp
from coordination.vault import files
from coordination.vault.download import download

REPLACED = (ResolutionState.SUPERSEDED, ResolutionState.REVOKED)
VOTED = (ResolutionState.ADOPTED, ResolutionState.REJECTED)
TO_PUT = (ResolutionState.PROPOSED, ResolutionState.DEFERRED)


@bp.get("/<public_id:resolution_id>")
@sees("resolution.view", find=queries.get_resolution)
def show(resolution: Resolution) -> str:
    """All of a resolution that its reader may know: who is only bound by it reads what it says and what became of it,
    not how it was come to."""
    replaced_by = queries.replaced_by(resolution) if resolution.state in REPLACED else None
    inside = resolution.entry is None or meetings.may_see(g.actor, resolution.entry)
    return render_template(
        "resolutions/show.html",
        resolution=resolution,
        look=look_of(resolution),
        buttons=buttons_of(resolution, _facts(resolution), lambda move: _page_of(resolution, move)),
        kind=RESOLUTION_KIND_LABELS[ResolutionKind(resolution.kind)],
        followed=consequences.followed(g.actor, resolution),
        entries=queries.history(resolution) if inside else [],
        replaced_by=replaced_by,
        opens=lambda other: policy.allows(g.actor, "resolution.view", other),
        replacing=REPLACING_LABELS[Replacing(resolution.replacing)] if resolution.replacing else "",
        effect=EFFECT_LABELS[Effect(resolution.effect)] if resolution.effect else "",
        opens_referral=_opens_referral(resolution),
        inside=inside,
        scans=[(one, files.name_of(one)) for one in queries.list_scans(resolution)] if resolution.outside_body else [],
        meeting_title=meeting_title,
        title_of=title_of,
    )


@bp.get("/<public_id:resolution_id>/scans/<public_id:file>")
@sees("resolution.view", find=queries.get_resolution)
def scan(resolution: Resolution, file: str) -> Response:
    """The scan of an outside body's paper."""
    found = queries.get_scan(resolution, file)
    if found is None:
        raise NotFound()
    return download(found)


def look_of(resolution: Resolution) -> Look:
    """How its state shows."""
    return RESOLUTION.look(resolution.state)


def _page_of(resolution: Resolution, move: str) -> str | None:
    """An outside body's resolution is entered on its own page."""
    return None if move == "record" else url_for(f".{move}", resolution_id=resolution.public_id)


def _facts(resolution: Resolution) -> ResolutionFacts:
    """What the moves of this state ask, and no more: at most one statement."""
    met = drafting = False
    if resolution.meeting is not None and policy.allows(g.actor, "resolution.put", resolution):
        if resolution.state in TO_PUT:
            met = quorum.now(resolution.meeting, resolution.entry).met
        elif resolution.state in VOTED:
            drafting = minutes_state(resolution.meeting.id) == "drafting"
    return ResolutionFacts(today=local_date(clock.now()), quorum_met=met, minutes_drafting=drafting)


def _opens_referral(resolution: Resolution) -> bool:
    referral = resolution.referral
    acts = ("referral.view_state", "referral.view_for_ruling")
    return referral is not None and any(policy.allows(g.actor, act, referral) for act in acts)
