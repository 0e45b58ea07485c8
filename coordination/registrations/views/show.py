"""The page of one registration: what the organisation says of itself, its papers, what happened, and the moves."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.lang.zone import today
from coordination.moves import buttons_of
from coordination.registrations import queries
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.states import REGISTRATION
from coordination.registrations.views.blueprint import back_to, bp, number_warning
from coordination.vault import files
from coordination.vault.download import download

DECIDED = (RegistrationState.REGISTERED, RegistrationState.SUSPENDED)


@bp.get("/register/<public_id:registration_id>")
@sees("registration.view", find=queries.get_registration)
def show(registration: Registration) -> str:
    """All of a registration."""
    papers = queries.list_papers(registration)
    agency = registration.agency
    invites = agency is not None and policy.allows(g.actor, "person.invite", agency)
    waits = agency is not None and registration.state in DECIDED and not invites
    return render_template(
        "registrations/show.html",
        registration=registration,
        look=REGISTRATION.look(registration.state),
        kind=AGENCY_KIND_LABELS[AgencyKind(registration.kind)],
        buttons=buttons_of(
            registration,
            queries.facts_of(registration, papers=len(papers)),
            lambda move: url_for(f".{move}", registration_id=registration.public_id),
        ),
        papers=[(paper, files.name_of(paper)) for paper in papers],
        number_warning=number_warning(registration),
        entries=queries.history(registration),
        invites=invites,
        inviters=queries.list_inviters() if waits else [],
        link_works=registration.link_expires_at is not None and registration.link_expires_at > clock.now(),
        today=today(),
    )


@bp.get("/register/agencies/<public_id:agency_id>")
@sees("registration.view", find=queries.get_of_agency)
def of_agency(agency: Registration) -> Response:
    """From an agency to its page in the register."""
    return redirect(back_to(agency), 303)


@bp.get("/register/<public_id:registration_id>/papers/<public_id:file>")
@sees("registration.view", find=queries.get_registration)
def paper(registration: Registration, file: str) -> Response:
    """One of its papers, as a download."""
    found = queries.get_paper(registration, file)
    if found is None:
        raise NotFound()
    g.actor.read("registration.view", "attachment", [found.id])
    return download(found)
