"""Which page is pictured as whom and of what: every page of the application finds somebody who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import actor_of
from coordination.access.web import RULE
from coordination.accounts.models import InstallationRole, Person, Post
from coordination.accounts.queries import get_person, get_post
from coordination.actions.models import ActionState
from coordination.cases.models import Case, CaseState, Consent, ConsentState, FieldGroup
from coordination.cases.queries import get_case, get_consent
from coordination.demo.signins import SIGN_INS
from coordination.directory.models import Agency, Centre, Holiday, NeedKind
from coordination.directory.queries import get_agency, get_centre
from coordination.kernel.db import db
from coordination.meetings.models import ItemState, MeetingState
from coordination.minutes.models import MinutesState
from coordination.outcomes.models import OutcomeState
from coordination.referrals.models import Admission, Referral, Service
from coordination.referrals.models import State as S  # noqa: N817  (the states of a referral, as everywhere)
from coordination.referrals.queries import get_referral
from coordination.referrals.states import REFERRAL
from coordination.resolutions.models import ResolutionState
from coordination.vault.models import Attachment
from tests.pictures import (
    activities_circulars,
    activities_pasted,
    data_calls,
    gathered,
    points_outcomes,
    programmes,
    registrations_public,
    reports,
)

NOT_PAGES = frozenset({
    "static", "health.show", "cases.download", "referrals.download", "imports.template",
    "actions.download", "resolutions.scan", "meetings.paper", "meetings.agenda_pdf", "meetings.feed", "minutes.pdf",
    "minutes.docx", "minutes.signed_paper", "reports.pdf", "reports.docx", "reports.text",
    "data_calls.sheet_table", "data_calls.tally_table",
    # Options of a field and a row of a list: parts of the pages that fetch them.
    "directory.complete", "accounts.complete", "groups.complete", "minutes.complete", "minutes.block",
    "minutes.candidates", "minutes.referral_state",
    *activities_circulars.NOT_PAGES,
    *points_outcomes.NOT_PAGES,
    *programmes.NOT_PAGES,
    *registrations_public.NOT_PAGES,
})  # fmt: skip
EMPTY_HOUSE = frozenset({"accounts.set_up"})
"""Pages that are there only before the installation is set up."""
LOOKED_AT = 60
"""So many things of a kind are tried before a page counts as one that nobody reaches."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """One page to picture: its name, its address, and who sits before it (nobody: an empty address)."""

    name: str
    path: str
    email: str = ""
    press: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Extra:
    """One more picture of a page: as somebody else, in another state, or with something opened."""

    name: str
    endpoint: str
    email: str = ""
    states: tuple[str, ...] = ()
    values: Values = field(default_factory=dict)
    press: str = ""


WELFARE, MOBILE, HEAD, REVIEWER = (
    "welfare@example.org",
    "mobile-unit@example.org",
    "head@example.org",
    "reviewer@example.org",
)
SECRETARY, CHAIR, MEMBER, POUYA = (
    "secretary@example.org",
    "chair@example.org",
    "member@example.org",
    "pouya@example.org",
)
DIRECTORATE = "behzisti-qazvin"
PICTURED = tuple(one for one in ResolutionState if one != ResolutionState.PROPOSED)
FIRST = {
    **dict.fromkeys(("referrals.outbox", "referrals.drafts", "referrals.edit", "referrals.send"), MOBILE),
    **dict.fromkeys(("accounts.people", "accounts.person", "accounts.hand_over", "accounts.record_absence"), HEAD),
    "referrals.agency": "worker@example.org",
    **dict.fromkeys(("figures.show", "figures.agency", "figures.rows"), HEAD),
    "figures.group": SECRETARY,
    **dict.fromkeys(("actions.mine", "actions.agency", "resolutions.enter_outside"), POUYA),
}
"""Who is tried first for a page, else for the pages of a feature; elsewhere the liaison of the directorate, then the
others as the sign-in page has them."""
GATHERED = ("groups", "meetings", "minutes", "resolutions", "actions", "new_action", "activities", "circulars")
FIRST_OF = dict.fromkeys(GATHERED, SECRETARY) | {
    "reports": "network.liaison@example.org",
    "data_calls": POUYA,
    "points": MOBILE,
    "outcomes": HEAD,
    "registrations": "registrar@example.org",
}

EXTRAS = (
    Extra("home-sender", "home.show", MOBILE),
    Extra("home-worker", "home.show", "worker@example.org"),
    Extra("home-head", "home.show", HEAD),
    Extra("home-reviewer", "home.show", REVIEWER),
    Extra("home-administrator", "home.show", "administrator@example.org"),
    Extra("home-auditor", "home.show", "auditor@example.org"),
    Extra("home-data-officer", "home.show", "data-officer@example.org"),
    Extra("inbox-all", "referrals.inbox", WELFARE, values={"turn": "all"}),
    Extra("inbox-opened", "referrals.inbox", WELFARE, press=".inbox-acts a"),
    Extra("inbox-nothing-found", "referrals.inbox", WELFARE, values={"q": "R-1300-1"}),
    *(Extra(f"referral-{state}", "referrals.show", WELFARE, (state,)) for state in (S.SENT, S.RECEIVED, S.OBJECTED)),
    *(
        Extra(f"referral-{state}", "referrals.show", WELFARE, (state,))
        for state in (S.ACCEPTED, S.IN_SERVICE, S.CLOSED)
    ),
    *(
        Extra(f"referral-{state}-sender", "referrals.show", MOBILE, (state,))
        for state in (S.DRAFT, S.DELIVERED, S.DECLINED)
    ),
    Extra("referral-objected-reviewer", "referrals.show", REVIEWER, (S.OBJECTED,)),
    Extra("case-closed", "cases.show", WELFARE, (CaseState.CLOSED,)),
    *(Extra(f"case-edit-{group}", "cases.edit", values={"group": group.value}) for group in FieldGroup),
    Extra("people-of-all", "accounts.people", "administrator@example.org"),
    Extra("agency-administrator", "directory.show", "administrator@example.org"),
    Extra("search-nothing-found", "search.show", values={"q": "R-1300-1"}),
    Extra("home-secretary", "home.show", SECRETARY),
    Extra("home-chair", "home.show", CHAIR),
    Extra("home-member", "home.show", MEMBER),
    Extra("home-pouya", "home.show", POUYA),
    *(
        Extra(f"meeting-{state}", "meetings.show", SECRETARY, (state,))
        for state in (MeetingState.DRAFT, MeetingState.ANNOUNCED, MeetingState.IN_SESSION, MeetingState.CLOSED)
    ),
    Extra("meeting-no-quorum", "meetings.show", states=(MeetingState.NO_QUORUM,)),
    Extra("meeting-recessed", "meetings.show", states=(MeetingState.RECESSED,)),
    Extra("meeting-cancelled", "meetings.show", states=(MeetingState.CANCELLED,)),
    Extra("meeting-member", "meetings.show", MEMBER, (MeetingState.AGENDA_PUBLISHED,)),
    Extra("meeting-in-session-member", "meetings.show", MEMBER, (MeetingState.IN_SESSION,)),
    Extra("meetings-nothing-found", "meetings.index", WELFARE, values={"state": "in_session"}),
    Extra("meetings-past", "meetings.index", SECRETARY, values={"show": "past"}),
    Extra("meetings-head", "meetings.index", HEAD),
    Extra("item-proposed", "meetings.item", SECRETARY, (ItemState.PROPOSED,)),
    Extra("item-proposer", "meetings.item", POUYA, (ItemState.PROPOSED,)),
    *(Extra(f"minutes-{state}", "minutes.show", states=(state,)) for state in MinutesState),
    Extra("minutes-in_review-chair", "minutes.show", CHAIR, (MinutesState.IN_REVIEW,)),
    *(Extra(f"resolution-{state}", "resolutions.show", states=(state,)) for state in PICTURED),
    Extra("resolutions-nothing-found", "resolutions.index", SECRETARY, values={"q": "R-1300-1"}),
    *(Extra(f"action-{state}", "actions.show", states=(state,)) for state in ActionState if state != "draft"),
    Extra("actions-secretary", "actions.mine", SECRETARY),
    Extra("actions-member", "actions.mine", MEMBER),
    Extra("actions-opened", "actions.mine", POUYA, press=".item-act a[hx-get]"),
    Extra("action-report-opened", "actions.show", POUYA, (ActionState.IN_PROGRESS,)),
    Extra("groups-administrator", "groups.index", "administrator@example.org"),
    Extra("group-member", "groups.show", MEMBER),
    Extra("group-administrator", "groups.show", "administrator@example.org"),
    Extra("points-nothing-found", "points.index", MOBILE, values={"q": "R-1300-1"}),
    Extra("round-ended", "points.round", MOBILE, ("ended",)),
    *(Extra(f"outcome-{state}", "outcomes.show", states=(state,)) for state in OutcomeState),
    Extra("funnel-auditor", "outcomes.funnel", "auditor@example.org"),
    Extra("figures-half-year", "figures.show", HEAD, values={"year": "1396", "period": "half-1"}),
    Extra("figures-secretary", "figures.show", SECRETARY),
    Extra("figures-auditor", "figures.show", "auditor@example.org"),
    Extra("figures-services", "figures.rows", HEAD, values={"of": "served", "year": "1396", "period": "half-1"}),
    Extra("person-menu", "home.show", WELFARE, press=".menu-person > summary"),
)
ERRORS = (
    Scene("error-not-found", "/cases/AAAAAAAAAAAAAAAA", WELFARE, status=404),
    Scene("error-not-yours", "/audit", WELFARE, status=403),
    Scene("verify-unknown", "/verify/ZZZZ-ZZZZ-ZZZZ-ZZZZ", status=404),
    Scene("answer-link-over", "/invitation/none", status=410),
)


def plan(
    app: Flask, opens: Callable[[str, str], bool], wanted: Callable[[str], bool] = lambda _name: True
) -> tuple[list[Scene], list[str]]:
    """Every scene whose name is ``wanted``, and the names of those that nobody of the demo world reaches.

    ``opens`` tells whether an address answers the person of an e-mail address with a page.
    """
    planner = Planner(app, opens)
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    pages = [rule for rule in rules if rule.endpoint not in NOT_PAGES | EMPTY_HOUSE]
    asked = [(rule, Extra(rule.endpoint.replace(".", "-"), rule.endpoint)) for rule in pages]
    asked += [(rule, extra) for extra in EXTRAS for rule in rules if rule.endpoint == extra.endpoint]
    found = {(extra.name, rule.rule): planner.scene(rule, extra) for rule, extra in asked if wanted(extra.name)}
    # Of two addresses of one page a picture of either does.
    scenes = {name: scene for (name, _rule), scene in found.items() if scene is not None}
    missing = sorted({name for name, _rule in found} - set(scenes))
    return [*scenes.values(), *(scene for scene in ERRORS if wanted(scene.name))], missing


class Planner:
    """Tries people and things at a page until it opens."""

    def __init__(self, app: Flask, opens: Callable[[str, str], bool]) -> None:
        self.app = app
        self._opens = opens
        self._actors: dict[str, Actor] = {}

    def scene(self, rule: Rule, wanted: Extra) -> Scene | None:
        """The scene of a page, or None where it opens to nobody."""
        # A request within an application context would share its `g`, and with it who is signed in.
        with self.app.app_context():
            likely = list(islice(self._likely(rule, wanted), LOOKED_AT))
        for email, path in likely:
            if self._opens(email, path):
                return Scene(wanted.name, path, email, wanted.press)
        return None

    def _likely(self, rule: Rule, wanted: Extra) -> Iterator[tuple[str, str]]:
        """Who has a right to which address."""
        acts = getattr(self.app.view_functions[rule.endpoint], RULE, ())
        addresses = self.app.url_map.bind("127.0.0.1")
        about = list(things(rule, wanted.states))
        for email in self._visitors(rule.endpoint, wanted.email) if acts else ("",):
            for thing, values in about:
                if not acts or any(policy.allows(self._actor(email), act, thing) for act in acts):
                    yield email, addresses.build(rule.endpoint, {**values, **wanted.values})

    def _visitors(self, endpoint: str, email: str) -> Iterator[str]:
        first = email or FIRST.get(endpoint) or FIRST_OF.get(endpoint.partition(".")[0], WELFARE)
        yield first
        if not email:
            yield from (one.email for one in SIGN_INS if one.email != first)
            yield from gathered.officers_and_owners()

    def _actor(self, email: str) -> Actor:
        if email not in self._actors:
            number = db.session.scalar(select(Person.id).where(Person.email == email))
            assert number is not None, f"nobody of the demo world is called {email}"
            self._actors[email] = actor_of(number)
        return self._actors[email]


Found = Iterable[tuple[Any, Values]]


def things(rule: Rule, states: tuple[str, ...]) -> Found:
    """What a page may be about, as the thing that rights are asked of and the values of its address."""
    names = frozenset(rule.arguments)
    if not names:
        return [(None, {"q": _a_code()} if rule.endpoint == "search.show" else {})]
    return SOURCES[names](rule.endpoint, states)


def _a_code() -> str:
    """The code of a referral that waits for the liaison of the directorate."""
    found = db.session.scalar(
        select(Referral.code)
        .join(Agency, Agency.id == Referral.recipient_agency_id)
        .where(Agency.code == DIRECTORATE, Referral.state == S.RECEIVED)
        .order_by(Referral.id.desc())
    )
    assert found is not None, "nothing waits for the directorate"
    return found


def _referrals(endpoint: str, states: tuple[str, ...]) -> Found:
    move = REFERRAL.moves.get(endpoint.removeprefix("referrals."))
    wanted = states or (move.frm if move else STARTS.get(endpoint, tuple(S)))
    query = select(Referral.public_id).where(Referral.state.in_(wanted)).order_by(Referral.id.desc())
    for public_id in db.session.scalars(query.limit(LOOKED_AT)):
        yield get_referral(public_id), {"referral_id": public_id}


# Where a page of a referral is richest, or there at all.
STARTS: dict[str, tuple[str, ...]] = {
    "referrals.show": (S.IN_SERVICE,),
    "referrals.edit": (S.DRAFT,),
    "referrals.lift_order": (S.SENT, S.RECEIVED, S.ACCEPTED, S.IN_SERVICE, S.OBJECTED),
    "referrals.print_page": (S.IN_SERVICE,),
}


def _cases(endpoint: str, states: tuple[str, ...]) -> Found:
    wanted = states or ((CaseState.CLOSED,) if endpoint == "cases.reopen" else (CaseState.OPEN,))
    query = select(Case.public_id).where(Case.state.in_(wanted)).order_by(Case.id.desc())
    for public_id in db.session.scalars(query.limit(LOOKED_AT)):
        yield get_case(public_id), {"case_id": public_id}


def _case_groups(endpoint: str, states: tuple[str, ...]) -> Found:
    for case, values in _cases(endpoint, states):
        yield case, {**values, "group": FieldGroup.IDENTITY.value}


def _case_files(endpoint: str, _states: tuple[str, ...]) -> Found:
    for file, owner in db.session.execute(
        select(Attachment.public_id, Case.public_id)
        .join(Case, Case.id == Attachment.owner_id)
        .where(Attachment.owner_kind == "case", Attachment.removed_at.is_(None))
    ):
        yield get_case(owner), {"case_id": owner, "file": file}


def _case_stays(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for stay, case in db.session.execute(
        select(Admission.public_id, Case.public_id)
        .join(Case, Case.id == Admission.case_id)
        .where(Admission.discharged_on.is_(None), Case.state == CaseState.OPEN)
    ):
        yield get_case(case), {"case_id": case, "admission": stay}


def _stays(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for stay, referral in db.session.execute(
        select(Admission.public_id, Referral.public_id)
        .join(Referral, Referral.id == Admission.referral_id)
        .where(Admission.discharged_on.is_(None))
    ):
        yield get_referral(referral), {"referral_id": referral, "admission": stay}


def _services(endpoint: str, _states: tuple[str, ...]) -> Found:
    whole = endpoint == "referrals.void_service"
    query = select(Service, Referral.public_id if whole else Case.public_id).where(Service.voided_at.is_(None))
    query = (
        query.join(Referral, Referral.id == Service.referral_id)
        if whole
        else query.join(Case, Case.id == Service.case_id)
    )
    for service, owner in db.session.execute(query.order_by(Service.id.desc()).limit(LOOKED_AT)):
        yield service, {"service_id": service.public_id, ("referral" if whole else "case"): owner}


def _consents(_endpoint: str, _states: tuple[str, ...]) -> Found:
    query = select(Consent.public_id).where(Consent.state == ConsentState.GIVEN).order_by(Consent.id.desc())
    for public_id in db.session.scalars(query.limit(LOOKED_AT)):
        yield get_consent(public_id), {"consent_id": public_id}


def _people(_endpoint: str, _states: tuple[str, ...]) -> Found:
    """Those with most to tell first: people with roles, then the others in the order in which they came."""
    roles = select(InstallationRole.person_id).scalar_subquery()
    query = select(Person.public_id).where(Person.id.not_in(roles)).order_by(Person.id)
    for public_id in db.session.scalars(query.limit(LOOKED_AT)):
        yield get_person(public_id), {"person_id": public_id}


def _posts(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(select(Post.public_id).where(Post.to_on.is_(None)).limit(LOOKED_AT)):
        yield get_post(public_id), {"post_id": public_id}


def _agencies(_endpoint: str, _states: tuple[str, ...]) -> Found:
    first = Agency.code == DIRECTORATE
    for public_id in db.session.scalars(select(Agency.public_id).order_by(first.desc(), Agency.id)):
        yield get_agency(public_id), {"agency_id": public_id}


def _centres(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(select(Centre.public_id).order_by(Centre.id)):
        yield get_centre(public_id), {"centre_id": public_id}


def _holidays(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for holiday in db.session.scalars(select(Holiday).order_by(Holiday.on.desc()).limit(1)):
        yield holiday, {"holiday_id": holiday.public_id}


def _needs(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for need in db.session.scalars(select(NeedKind).limit(1)):
        yield need, {"need_id": need.code}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {
    frozenset({"referral_id"}): _referrals,
    frozenset({"case_id"}): _cases,
    frozenset({"case_id", "group"}): _case_groups,
    frozenset({"case_id", "file"}): _case_files,
    frozenset({"case_id", "admission"}): _case_stays,
    frozenset({"referral_id", "admission"}): _stays,
    frozenset({"referral", "service_id"}): _services,
    frozenset({"case", "service_id"}): _services,
    frozenset({"consent_id"}): _consents,
    frozenset({"person_id"}): _people,
    frozenset({"post_id"}): _posts,
    frozenset({"agency_id"}): _agencies,
    frozenset({"centre_id"}): _centres,
    frozenset({"holiday_id"}): _holidays,
    frozenset({"need_id"}): _needs,
    **gathered.SOURCES,
    **data_calls.SOURCES,
    **activities_pasted.SOURCES,
    **activities_circulars.SOURCES,
    **reports.SOURCES,
    **programmes.SOURCES,
    **points_outcomes.SOURCES,
    **registrations_public.SOURCES,
    frozenset({"part"}): lambda _endpoint, _states: [(None, {"part": "inbox"})],
}
