"""What was given: services dated and counted, for one client or a list at once, and stays in a centre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.cases.models import Case, CaseState, Consent
from coordination.directory.models import Centre
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.referrals import clocks
from coordination.referrals.models import Admission, Referral, Route, Service, State
from coordination.vault.seal import place, seal

GIVING = frozenset({State.ACCEPTED, State.IN_SERVICE, State.ON_HOLD, State.CANCEL_REQUESTED})
"""The states in which the recipient records what it gives."""


def record_service(
    actor: Actor,
    referrals: Sequence[Referral],
    *,
    kind: str,
    on: date | None,
    times: int = 1,
    need: str | None = None,
    note: str = "",
) -> list[Service]:
    """The same service for the client of each referral; ``kind`` is a code of ``service_kind``, ``times`` per client.

    A list gets one batch mark. Raises Refused or WrongState where one of them is not open to it; then none is written.
    """
    batch = new_public_id() if len(referrals) > 1 else None
    made = []
    for referral in referrals:
        _must_be_giving(actor, referral, "service.record")
        service = _service(
            actor, referral.case, referral.recipient_agency_id, kind=kind, on=on, times=times, need=need, note=note
        )
        service.referral_id, service.batch = referral.id, batch
        clocks.touch(referral)
        trail.record(actor, "service.record", referral, detail={"kind": kind, "times": times})
        made.append(service)
    return made


def record_service_on_case(
    actor: Actor,
    case: Case,
    *,
    kind: str,
    on: date | None,
    times: int = 1,
    need: str | None = None,
    note: str = "",
) -> Service:
    """A service that the case's own agency gives, without a referral."""
    _must_be_open(case)
    service = _service(actor, case, case.agency_id, kind=kind, on=on, times=times, need=need, note=note)
    trail.record(actor, "service.record_on_case", case, detail={"kind": kind, "times": times})
    return service


def void_service(actor: Actor, service: Service, *, reason: str) -> None:
    """Take a wrong entry out of every count; it stays readable with the reason."""
    if not reason:
        raise Invalid(
            N_("The reason is empty, so the entry stands."),
            field="reason",
            advice=N_("Say in a few words what is wrong."),
        )
    where = place("service.void_reason_sealed", service.public_id)
    service.void_reason_sealed = seal(service.case.key_id, reason, where)
    service.voided_at = clock.now()
    trail.record(actor, "service.void", _led_here(service), detail={"service": service.id})


def record_admission(
    actor: Actor,
    referral: Referral,
    *,
    centre: Centre,
    on: date | None,
    brought_by: str,
    basis: Consent | None = None,
) -> Admission:
    """The child is taken into a centre of the recipient by the referral's route and, unless named, its basis."""
    _must_be_giving(actor, referral, "admission.record")
    admission = _admission(
        actor,
        referral.case,
        referral.recipient_agency_id,
        centre=centre,
        route=Route(referral.route or Route.SELF),
        on=on,
        brought_by=brought_by,
        basis=basis or referral.basis,
    )
    admission.referral_id = referral.id
    clocks.touch(referral)
    trail.record(actor, "admission.record", referral, detail={"centre": centre.id})
    return admission


def record_admission_on_case(
    actor: Actor,
    case: Case,
    *,
    centre: Centre,
    route: Route,
    on: date | None,
    brought_by: str,
    basis: Consent | None = None,
) -> Admission:
    """The case's own agency takes the child into one of its centres."""
    _must_be_open(case)
    admission = _admission(
        actor, case, case.agency_id, centre=centre, route=route, on=on, brought_by=brought_by, basis=basis
    )
    trail.record(actor, "admission.record_on_case", case, detail={"centre": centre.id})
    return admission


def discharge(actor: Actor, admission: Admission, *, on: date | None, to: str) -> None:
    """The stay ends on a day, and the child goes to somebody or somewhere named."""
    if admission.discharged_on is not None:
        raise WrongState(N_("The child was discharged already."), N_("Look at the page again."))
    if on is None or on < admission.admitted_on or on > _today():
        raise Invalid(
            N_("The day of discharge is missing, before the admission, or ahead."),
            field="on",
            advice=N_("Give the day on which the child left."),
        )
    if not to:
        raise Invalid(
            N_("It is not said to whom the child went."), field="to", advice=N_("Name the relation or the place.")
        )
    admission.discharged_on = on
    where = place("admission.discharged_to_sealed", admission.public_id)
    admission.discharged_to_sealed = seal(admission.case.key_id, to, where)
    trail.record(actor, "admission.discharge", _led_here(admission), detail={"admission": admission.id})


def _service(
    actor: Actor, case: Case, agency_id: int, *, kind: str, on: date | None, times: int, need: str | None, note: str
) -> Service:
    service = Service(
        case=case,
        agency_id=agency_id,
        kind=kind,
        need=need,
        on=_past_day(on),
        times=_counted(times),
        recorded_by_id=actor.person_id,
        recorded_at=clock.now(),
    )
    if note:
        service.note_sealed = seal(case.key_id, note, place("service.note_sealed", service.public_id))
    db.session.add(service)
    return service


def _admission(
    actor: Actor,
    case: Case,
    agency_id: int,
    *,
    centre: Centre,
    route: Route,
    on: date | None,
    brought_by: str,
    basis: Consent | None,
) -> Admission:
    if centre.agency_id != agency_id:
        raise Invalid(
            N_("This centre belongs to another agency."), field="centre", advice=N_("Choose one of the list.")
        )
    if not brought_by:
        raise Invalid(
            N_("It is not said who brought the child."),
            field="brought_by",
            advice=N_("Name the relation or the office."),
        )
    admission = Admission(
        case=case,
        agency_id=agency_id,
        centre=centre,
        route=route,
        basis_id=basis.id if basis is not None else None,
        admitted_on=_past_day(on),
        recorded_by_id=actor.person_id,
        recorded_at=clock.now(),
    )
    where = place("admission.brought_by_sealed", admission.public_id)
    admission.brought_by_sealed = seal(case.key_id, brought_by, where)
    db.session.add(admission)
    return admission


def _must_be_giving(actor: Actor, referral: Referral, act: str) -> None:
    if not policy.allows(actor, act, referral):
        raise Refused(
            Message(N_("The referral %(code)s is not yours to serve, so nothing was recorded."), code=referral.code),
            N_("Ask its handler."),
        )
    if referral.state not in GIVING:
        raise WrongState(
            Message(N_("The referral %(code)s is not being served now, so nothing was recorded."), code=referral.code),
            N_("Services are recorded from acceptance until delivery."),
        )


def _led_here(given: Service | Admission) -> Referral | Service | Admission:
    """What the change is told of: the referral in whose history it belongs, else the entry itself."""
    return given if given.referral_id is None else db.session.get_one(Referral, given.referral_id)


def _must_be_open(case: Case) -> None:
    if case.state != CaseState.OPEN:
        raise WrongState(N_("The case is closed, so nothing was recorded."), N_("Reopen the case first."))


def _past_day(on: date | None) -> date:
    if on is None or on > _today():
        raise Invalid(N_("The day is missing or ahead."), field="on", advice=N_("Give the day on which it took place."))
    return on


def _counted(times: int) -> int:
    if times < 1:
        raise Invalid(N_("The number of times must be one or more."), field="times")
    return times


def _today() -> date:
    return local_date(clock.now())
