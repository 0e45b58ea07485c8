"""Referrals by the hundred thousand, for measuring: rows with states, clocks and ranks as real ones have."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count, islice
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.accounts.models import Post, PostKind
from coordination.audit.models import AuditEntry
from coordination.cases.commands.case import CODES_START_ABOVE
from coordination.cases.models import BasisKind, Case, Client, ClientNameKey, Consent, FieldGroup, HowGiven
from coordination.demo.bulk_given import Given, add_given
from coordination.demo.chain import Chain
from coordination.demo.children import Child, Owner, add_file, card_of, invent
from coordination.demo.crowd import build_crowd
from coordination.demo.phrases import ASKED, REASONS
from coordination.demo.plans import Plan, plans
from coordination.demo.rows import Rows
from coordination.demo.stage import Stage
from coordination.demo.works import build_works
from coordination.directory.codes import take_numbers, write_code
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.referrals import clocks
from coordination.referrals.models import (
    Admission,
    DeclineCode,
    HoldCode,
    Referral,
    ReferralNeed,
    Result,
    Service,
    State,
    WhoDeclined,
)
from coordination.referrals.states import LIVE, REFERRAL
from coordination.vault import vault
from coordination.vault.seal import place, seal

AT_ONCE = 4000
BUSIEST = ("behzisti-qazvin", "pouya", "qazvin-municipality", "tehran-social")
"""Agencies to and from which more goes than to and from others."""

GROUPS = [FieldGroup.IDENTITY.value, FieldGroup.FAMILY.value]
SENDERS_MOVES = frozenset({"send", "request_cancel", "confirm", "withdraw", "void"})


MODELS = (Client, ClientNameKey, Case, Consent, Referral, ReferralNeed, Admission, Service, AuditEntry)
CLOCK_COLUMNS = (
    "clock", "clock_started_at", "due_at", "told_at", "expires_at", "decide_started_at", "decide_due_at",
    "left_seconds", "recipient_rank", "sender_rank", "sort_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """An agency as the bulk knows it: its liaison, and the people who own and handle files there."""

    id: int
    scope: str
    city: str
    liaison: int
    people: tuple[int, ...]
    centres: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A child's file: whose it is, and the numbers of its case and consent."""

    desk: Desk
    child: Child
    case: int
    consent: int
    key_id: str
    code: str


@dataclass(slots=True)
class Bulk:
    """What is needed from the first row to the last."""

    stage: Stage
    desks: list[Desk]
    weights: list[int]
    rows: Rows
    chain: Chain
    numbers: dict[int, Iterator[int]] = field(default_factory=dict)
    used: Counter[int] = field(default_factory=Counter)

    def code(self, moment: datetime) -> str:
        """The next code of the Jalali year of ``moment``."""
        year = _year(local_date(moment))
        if year not in self.numbers:
            self.numbers[year] = count(take_numbers("R", year, 0).start)
        self.used[year] += 1
        return write_code("R", year, next(self.numbers[year]))


def build_bulk(stage: Stage, size: int) -> None:
    """``size`` referrals of two years, three for two children, at 200 agencies with 3,000 people."""
    build_crowd(stage)
    db.session.commit()
    desks = _desks(stage)
    rows = Rows(*MODELS)
    weights = [12 if number < len(BUSIEST) else 1 for number in range(len(desks))]
    bulk = Bulk(stage, desks, weights, rows, Chain(rows))
    codes = count(take_numbers("C", None, 0).start)
    planned = plans(stage.random, stage.now, size)
    opened = 0
    # What is made here lives until it is written and holds no circles: looking for them would take a sixth of the time.
    gc.disable()
    try:
        while part := list(islice(planned, AT_ONCE)):
            opened += _add_part(bulk, part, codes)
            rows.write()
            bulk.chain.close()
            db.session.commit()
    finally:
        gc.enable()
    take_numbers("C", None, opened)
    for year, used in bulk.used.items():
        take_numbers("R", year, used)
    db.session.commit()
    build_works(stage, [(person, desk.id) for desk in desks for person in desk.people[:3]], size)


def _add_part(bulk: Bulk, part: list[Plan], codes: Iterator[int]) -> int:
    """Some referrals, every third of a child who has one already; how many files were opened for them."""
    keys = iter(vault().keys.new_keys(len(part) - len(part) // 3))
    file: File | None = None
    opened = 0
    for number, plan in enumerate(part):
        if file is None or number % 3 != 2:
            code = write_code("C", None, CODES_START_ABOVE + next(codes))
            file = _open_file(bulk, plan.drafted - timedelta(days=2), next(keys), code)
            opened += 1
        _add_referral(bulk, plan, file)
    return opened


def _desks(stage: Stage) -> list[Desk]:
    """Every agency with a liaison, the busiest first."""
    people: dict[int, list[int]] = {}
    liaisons: dict[int, int] = {}
    for agency_id, kind, person_id in db.session.execute(
        select(Post.agency_id, Post.kind, Post.person_id).where(Post.confirmed_at.is_not(None)).order_by(Post.id)
    ):
        people.setdefault(agency_id, []).append(person_id)
        if kind == PostKind.LIAISON:
            liaisons.setdefault(agency_id, person_id)
    ordered = sorted(stage.agencies, key=lambda code: code not in BUSIEST)
    centres: dict[int, list[int]] = {}
    for centre in stage.centres.values():
        centres.setdefault(centre.agency_id, []).append(centre.id)
    return [
        Desk(
            agency.id,
            agency.public_id,
            agency.city,
            liaisons[agency.id],
            tuple(people[agency.id]),
            tuple(centres.get(agency.id, ())),
        )
        for agency in (stage.agencies[code] for code in ordered)
        if agency.id in liaisons
    ]


def _open_file(bulk: Bulk, opened: datetime, key_id: str, code: str) -> File:
    """A child of some agency, with its case and a consent that reaches everybody."""
    random = bulk.stage.random
    desk = random.choices(bulk.desks, bulk.weights)[0]
    made, worker = invent(random, city=desk.city, year=_year(local_date(opened))), random.choice(desk.people)
    owner = Owner(desk.id, desk.scope, worker)
    case = add_file(bulk.rows, made, owner, key_id=key_id, code=code, file_number=code[2:], opened=opened)
    consent = bulk.rows.add(
        Consent,
        public_id=new_public_id(),
        case_id=case,
        state_since=opened,
        kind=BasisKind.GUARDIAN_CONSENT.value,
        how_given=HowGiven.SIGNED.value,
        given_on=local_date(opened),
        all_recipients=True,
        field_groups=GROUPS,
        needs=[],
        detail={},
        recorded_by_id=worker,
    )
    return File(desk, made, case, consent, key_id, code)


def _add_referral(bulk: Bulk, plan: Plan, file: File) -> None:
    """One referral of the file's child to another agency, with needs, services and its moves on the trail."""
    random, sender, key_id = bulk.stage.random, file.desk, file.key_id
    recipient = random.choices(bulk.desks, bulk.weights)[0]
    while recipient.id == sender.id:
        recipient = random.choices(bulk.desks, bulk.weights)[0]
    handler = random.choice(recipient.people)
    moments, public_id = plan.moments, new_public_id()
    number = bulk.rows.add(
        Referral,
        public_id=public_id,
        code=bulk.code(plan.drafted),
        case_id=file.case,
        sender_agency_id=sender.id,
        recipient_agency_id=recipient.id,
        state=plan.state.value,
        state_since=plan.since,
        drafted_by_id=sender.liaison,
        drafted_at=plan.drafted,
        route=plan.route.value,
        priority=plan.priority.value,
        risk=plan.risk.value,
        reason_sealed=seal(key_id, REASONS[plan.needs[0]][0], place("referral.reason_sealed", public_id)),
        basis_id=file.consent,
        field_groups=GROUPS,
        need_codes=list(plan.needs),
        **_by_moves(plan, moments, handler),
        **_clock(plan, moments, sender.id, recipient.id),
        **card_of(file.child, file.code, plan.drafted),
    )
    _add_needs(bulk, plan, number, key_id)
    begun = dict(moments).get("begin")
    if begun is not None:
        given = Given(
            number, file.case, recipient.id, recipient.centres, handler, plan.route.value, key_id, begun, plan.since,
            plan.state not in LIVE or plan.state == State.DELIVERED,
        )  # fmt: skip
        add_given(bulk.rows, random, given)
    _record(bulk, plan, moments, (sender, recipient), number)


def _by_moves(plan: Plan, moments: list[tuple[str, datetime]], handler: int) -> dict[str, Any]:
    """The columns that the moves have set."""
    at = dict(moments)
    over = plan.state not in LIVE
    accepted = at.get("accept")
    on = local_date(plan.since)
    return {
        "sent_at": at.get("send"),
        "handler_id": handler if at.keys() & {"receive", "accept", "object"} else None,
        "accepted_at": accepted,
        "intake_on": local_date(accepted) if accepted else None,
        "first_contact_on": local_date(at["begin"]) if "begin" in at else None,
        "grant_opened_at": accepted,
        "grant_closed_at": plan.since if over and accepted else None,
        "delivered_at": at.get("deliver"),
        "questions_asked": 1 if "ask" in at else 0,
        "review_on": on + timedelta(days=7) if "waitlist" in at else None,
        "objected_at": at.get("object"),
        "hold_code": HoldCode.FAMILY_VISIT.value if "hold" in at else None,
        "resume_on": on + timedelta(days=14) if "hold" in at else None,
        "decline_code": DeclineCode.CAPACITY.value if "decline" in at else None,
        "who_declined": WhoDeclined.RECIPIENT.value if "decline" in at else None,
    }


def _clock(plan: Plan, moments: list[tuple[str, datetime]], sender: int, recipient: int) -> dict[str, Any]:
    """The clock's columns, counted by the same rules as after a move."""
    if plan.state not in LIVE:
        return {
            "recipient_rank": clocks.OVER if moments else clocks.UNSEEN,
            "sender_rank": clocks.OVER,
            "sort_at": plan.since,
        }
    on = local_date(plan.since)
    running = SimpleNamespace(
        state=State.DRAFT,
        state_since=plan.since,
        sent_at=moments[0][1] if moments else None,
        sender_agency_id=sender,
        recipient_agency_id=recipient,
        route=plan.route.value,
        priority=plan.priority.value,
        review_on=on + timedelta(days=7),
        resume_on=on + timedelta(days=14),
        clock=None,
        clock_started_at=None,
        decide_started_at=None,
        decide_due_at=None,
        due_at=None,
    )
    before = running.state
    for move, moment in moments[:1] + moments[1:][-1:] or [("", plan.since)]:
        running.state = State(REFERRAL.moves[move].to) if move else State.DRAFT
        with clock.at(moment):
            clocks.restart(cast(Referral, running), before)
        before = running.state
    return {name: getattr(running, name) for name in CLOCK_COLUMNS}


def _add_needs(bulk: Bulk, plan: Plan, referral: int, key_id: str) -> None:
    met = Result.MET.value if plan.state in (State.DELIVERED, State.CLOSED) else None
    for position, need in enumerate(plan.needs):
        public_id = new_public_id()
        bulk.rows.add(
            ReferralNeed,
            public_id=public_id,
            referral_id=referral,
            need=need,
            position=position,
            asked_sealed=seal(key_id, ASKED[need], place("referral_need.asked_sealed", public_id)),
            result=met,
        )


def _record(bulk: Bulk, plan: Plan, moments: list[tuple[str, datetime]], sides: tuple[Desk, Desk], number: int) -> None:
    """The moves on the trail."""
    before = State.DRAFT.value
    for name, moment in moments:
        to = str(REFERRAL.moves[name].to)
        side, relation = (sides[0], "sender.liaison") if name in SENDERS_MOVES else (sides[1], "recipient.liaison")
        actor = Actor(side.liaison)
        if name == "expire":
            actor, relation = Actor.system("referral.expire"), "system"
        bulk.chain.add(actor, f"referral.{name}", number, at=moment, frm=before, to=to, relation=relation)
        before = to


@cache
def _year(day: date) -> int:
    return jalali_year(day)
