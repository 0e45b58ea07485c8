"""The steps of a plot: each calls the command that the page of that step calls, with what people would type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from coordination.cases.commands.case import close_case, open_case
from coordination.cases.commands.consent import record_consent, withdraw_consent
from coordination.cases.commands.files import attach_file
from coordination.cases.details import Terms
from coordination.cases.models import BasisKind, FieldGroup, HowGiven
from coordination.data import rows
from coordination.demo import phrases
from coordination.demo.children import details_of, invent
from coordination.demo.papers import order_scan
from coordination.demo.plots import COURT
from coordination.demo.telling import Telling
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import jalali_year
from coordination.lang.text import persian_digits
from coordination.lang.zone import local_date
from coordination.referrals import commands
from coordination.referrals.content import Asked, Content, NeedResult, Order
from coordination.referrals.models import DeclineCode, HoldCode, Result, Route, WhoDeclined

COUNTED_AS: Mapping[str, str] = {row["code"]: row.get("service_kind") or row["code"] for row in rows("need_kinds")}
GROUP_OF_NEED = {
    "health": FieldGroup.HEALTH,
    "education": FieldGroup.SCHOOL_WORK,
    "schooling": FieldGroup.SCHOOL_WORK,
    "skills": FieldGroup.SCHOOL_WORK,
    "legal": FieldGroup.LEGAL,
    "identity_papers": FieldGroup.LEGAL,
}
HELD_FOR = timedelta(days=13)
LISTED_FOR = timedelta(days=7)
ORDER_VALID = timedelta(days=120)


def open_file(tale: Telling) -> None:
    """The sender opens a file, asks for the consent, and writes it down."""
    stage, plot = tale.stage, tale.plot
    agency, today = stage.agencies[plot.sender], local_date(clock.now())
    year = jalali_year(today)
    tale.child = invent(
        stage.random, city=tale.agency.city, year=year, girl=plot.girl, age=plot.age, district=plot.district
    )
    number = f"{year}/{300 + tale.number}"
    worker_id = stage.cast[tale.worker_of(plot.sender)]
    tale.case = open_case(tale.sender, agency, details_of(tale.child, file_number=number), worker_id=worker_id)
    by_court = plot.order
    groups = {FieldGroup.IDENTITY, FieldGroup.FAMILY, *(GROUP_OF_NEED[n] for n in plot.needs if n in GROUP_OF_NEED)}
    recipients = [plot.recipient, *([plot.forwarded_to] if plot.forwarded_to else [])]
    terms = Terms(
        kind=BasisKind.COURT_ORDER if by_court else BasisKind.GUARDIAN_CONSENT,
        how_given=HowGiven.DOCUMENT if by_court else HowGiven.SIGNED,
        given_on=today,
        given_by="" if by_court else "مادر",
        valid_until=today + timedelta(days=365),
        recipient_ids=tuple(stage.agencies[code].id for code in recipients),
        groups=tuple(sorted(groups)),
    )
    tale.consent = record_consent(tale.sender, tale.case, terms)


def paper(tale: Telling) -> None:
    """A file of the case itself."""
    attach_file(tale.sender, tale.case, stream=order_scan(), filename="گواهی تحصیلی.pdf")


def stay(tale: Telling) -> None:
    """The sender has the child in a day centre of its own meanwhile."""
    commands.record_admission_on_case(
        tale.sender,
        tale.case,
        centre=tale.stage.centres["qazvin-day"],
        route=Route.SELF,
        on=local_date(clock.now()),
        brought_by="مادر",
        basis=tale.consent,
    )


def draft(tale: Telling) -> None:
    plot = tale.plot
    tale.referral = commands.draft(tale.sender, tale.case, recipient=tale.agency, centre=tale.centre)
    db.session.flush()
    letter = plot.route in (Route.NGO, Route.GOVERNMENT)
    content = Content(
        recipient=tale.agency,
        centre=tale.centre,
        route=plot.route,
        route_data=_route_data(tale),
        asked=tuple(Asked(need, phrases.ASKED[need]) for need in plot.needs),
        priority=plot.priority,
        risk=plot.risk,
        reason=tale.one_of(phrases.REASONS[plot.needs[0]]),
        basis=tale.consent,
        field_groups=tuple(tale.consent.field_groups),
        file_number=tale.case.file_number,
        letter_number=f"{4000 + tale.number}/ص" if letter else "",
        letter_on=local_date(clock.now()) if letter else None,
        order=_order(tale),
    )
    commands.edit_draft(tale.sender, tale.referral, content=content)


def _route_data(tale: Telling) -> dict[str, str]:
    now, child = clock.now().replace(microsecond=0), tale.child
    match tale.plot.route:
        case Route.SELF:
            return {"how_found": "از راه مدرسه محله", "safe_contact": "پیش از ظهر، تلفن مادر"}
        case Route.MOBILE_UNIT:
            return {
                "point": f"چهارراه اصلی {child.district}",
                "seen_at": (now - timedelta(hours=20)).isoformat(),
                "work_seen": child.work,
                "with_whom": "تنها" if tale.number % 3 else "با برادر بزرگ‌تر",
                "attempt": str(1 + tale.number % 3),
            }
        case Route.JUDICIAL | Route.POLICE:
            return {"officer": "افسر نگهبان کلانتری", "handover_at": (now + timedelta(hours=3)).isoformat()}
        case _:
            return {"contact": "دبیرخانه سازمان فرستنده، داخلی ۱۲"}


def _order(tale: Telling) -> Order | None:
    if not tale.plot.order:
        return None
    today = local_date(clock.now())
    return Order(
        agency=tale.stage.agencies[COURT],
        number=f"{jalali_year(today)}/{900 + tale.number}",
        branch=persian_digits(f"شعبه {1 + tale.number % 4} دادگاه خانواده"),
        on=today - timedelta(days=1),
        valid_until=today + ORDER_VALID,
    )


def scan(tale: Telling) -> None:
    commands.attach(tale.sender, tale.referral, stream=order_scan(), filename="دستور دادگاه.pdf")


def send(tale: Telling) -> None:
    commands.send(tale.sender, tale.referral, disclosure_confirmed=True)


def receive(tale: Telling) -> None:
    commands.receive(tale.liaison, tale.referral)


def ask(tale: Telling) -> None:
    commands.ask(tale.liaison, tale.referral, question=tale.one_of(phrases.QUESTIONS))


def answer(tale: Telling) -> None:
    commands.answer(tale.sender, tale.referral, text=tale.one_of(phrases.ANSWERS))


def waitlist(tale: Telling) -> None:
    commands.waitlist(tale.liaison, tale.referral, review_on=_in(LISTED_FOR), safety_note=phrases.SAFETY)


def decline(tale: Telling) -> None:
    code, who = DeclineCode.CAPACITY, WhoDeclined.RECIPIENT
    commands.decline(tale.liaison, tale.referral, code=code, who=who, note=phrases.DECLINED)


def object_(tale: Telling) -> None:
    commands.object_(tale.liaison, tale.referral, reason=phrases.OBJECTION)


def _reviewer(tale: Telling) -> str:
    return f"{COURT}.court" if tale.referral.court_route else "reviewer"


def uphold(tale: Telling) -> None:
    commands.uphold(tale.stage.actor(_reviewer(tale)), tale.referral, decision=phrases.UPHELD)


def overrule(tale: Telling) -> None:
    commands.overrule(tale.stage.actor(_reviewer(tale)), tale.referral, decision=phrases.OVERRULED)


def forward(tale: Telling) -> None:
    to = tale.stage.agencies[tale.plot.forwarded_to]
    tale.referral = commands.forward(tale.liaison, tale.referral, recipient=to, reason=phrases.FORWARDED)
    tale.recipient = tale.plot.forwarded_to


def withdraw(tale: Telling) -> None:
    commands.withdraw(tale.sender, tale.referral, reason=phrases.WITHDRAWN)


def consent_withdrawn(tale: Telling) -> None:
    withdraw_consent(tale.sender, tale.consent, reason=phrases.CONSENT_WITHDRAWN)


def void(tale: Telling) -> None:
    commands.void(tale.sender, tale.referral, comment=phrases.VOIDED)


def accept(tale: Telling) -> None:
    commands.accept(tale.liaison, tale.referral, handler_id=tale.handler.person_id)


def unaccept(tale: Telling) -> None:
    commands.unaccept(tale.liaison, tale.referral, reason=phrases.UNACCEPTED)


def number(tale: Telling) -> None:
    today = local_date(clock.now())
    commands.set_numbers(
        tale.liaison,
        tale.referral,
        side="recipient",
        file_number=f"{jalali_year(today)}/ق/{70 + tale.number}",
        letter_number=f"{2200 + tale.number}/د",
        letter_on=today,
    )


def team(tale: Telling) -> None:
    cast = tale.stage.cast
    first, second = (cast[f"{tale.recipient}.{part}"] for part in ("worker", "worker-2"))
    commands.assign(tale.liaison, tale.referral, handler_id=first, team=[second])


def begin(tale: Telling) -> None:
    commands.begin(tale.handler, tale.referral, first_contact_on=local_date(clock.now()))


def admit(tale: Telling) -> None:
    assert tale.centre is not None
    today = local_date(clock.now())
    brought_by = "مأمور کلانتری" if tale.plot.route == Route.POLICE else "مادر"
    tale.admission = commands.record_admission(
        tale.handler, tale.referral, centre=tale.centre, on=today, brought_by=brought_by
    )


def discharge(tale: Telling) -> None:
    commands.discharge(tale.handler, tale.admission, on=local_date(clock.now()), to="مادر")


def serve(tale: Telling) -> None:
    need = tale.one_of(tale.plot.needs)
    commands.record_service(
        tale.handler,
        [tale.referral],
        kind=COUNTED_AS.get(need, need),
        on=local_date(clock.now()),
        times=1 + tale.said % 2,
        need=need,
        note=tale.one_of(phrases.NOTES),
    )


def comment(tale: Telling) -> None:
    commands.comment(tale.sender, tale.referral, text=tale.one_of(phrases.COMMENTS))


def reply(tale: Telling) -> None:
    who = tale.handler if tale.referral.accepted_at else tale.liaison
    commands.comment(who, tale.referral, text=tale.one_of(phrases.COMMENTS))


def hold(tale: Telling) -> None:
    commands.hold(tale.handler, tale.referral, code=HoldCode.FAMILY_VISIT, resume_on=_in(HELD_FOR))


def resume(tale: Telling) -> None:
    commands.resume(tale.handler, tale.referral)


def request_cancel(tale: Telling) -> None:
    commands.request_cancel(tale.sender, tale.referral, reason=phrases.CANCEL_ASKED)


def refuse_cancel(tale: Telling) -> None:
    commands.refuse_cancel(tale.liaison, tale.referral, reason=phrases.CANCEL_REFUSED)


def cancel(tale: Telling) -> None:
    commands.cancel(tale.liaison, tale.referral, reason=phrases.CANCELLED, handover=phrases.HANDOVER)


def deliver(tale: Telling) -> None:
    results = {need: _result(tale, place) for place, need in enumerate(tale.plot.needs)}
    commands.deliver(tale.handler, tale.referral, results=results)


def _result(tale: Telling, place: int) -> NeedResult:
    """Most needs are met; a second one now and then only in part, or not."""
    if place == 0 or tale.number % 3:
        return NeedResult(Result.MET)
    return NeedResult(Result.PARTLY) if tale.number % 2 else NeedResult(Result.NOT_MET, phrases.NOT_MET)


def confirm(tale: Telling) -> None:
    commands.confirm(tale.sender, tale.referral)


def court_confirm(tale: Telling) -> None:
    commands.confirm(tale.sender, tale.referral, court_reported_on=local_date(clock.now()))


def send_back(tale: Telling) -> None:
    commands.return_(tale.sender, tale.referral, missing=phrases.MISSING)


def contest(tale: Telling) -> None:
    commands.contest(tale.sender, tale.referral, reason=phrases.CONTESTED)


def close(tale: Telling) -> None:
    close_case(tale.sender, tale.case, summary=phrases.SUMMARY)


def _in(span: timedelta) -> date:
    return local_date(clock.now()) + span


STEPS: Mapping[str, Callable[[Telling], None]] = {
    "open": open_file,
    "object": object_,
    "return": send_back,
    **{
        step.__name__: step
        for step in (
            paper, stay, draft, scan, send, receive, ask, answer, waitlist, decline, uphold, overrule, forward,
            withdraw, consent_withdrawn, void, accept, unaccept, number, team, begin, admit, discharge, serve, comment,
            reply, hold, resume, request_cancel, refuse_cancel, cancel, deliver, confirm, court_confirm, contest, close,
        )
    },
}  # fmt: skip
