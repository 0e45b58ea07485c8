"""What notices listen to of data calls, answer sheets and deliveries."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.accounts.models import PostKind
from coordination.data_calls.models import AnswerSheet, DataCall, Delivery, Distribution, SheetState
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.queries import gatherings
from coordination.notices.words.data_calls import SHEET_ASKED, SHEET_DUE_SOON, SHEET_DUE_TODAY, SHEET_LATE
from coordination.outbox.events import Event, on

DESK = (PostKind.LIAISON, PostKind.HEAD)
LIAISON = (PostKind.LIAISON,)


@on("data_call.open", "data_call.reopen")
def tell_of_call(event: Event) -> None:
    """Liaisons and heads of every agency asked hear of it; as it is opened again, of those that have not answered."""
    asked = SHEET_ASKED if event.name == "data_call.open" else event.name
    told: set[int] = {int(event.payload.get("by", NOBODY))}
    for sheet in _sheets(AnswerSheet.call_id == int(event.payload["thing_id"])):
        if sheet.state == SheetState.PENDING:
            told |= _tell_desk(event, sheet, told, name=asked)


@on("answer_sheet.ask", "answer_sheet.return", "answer_sheet.accept")
def tell_asked(event: Event) -> None:
    """The agency asked hears that it is, and what became of its sheet."""
    for sheet in _sheets(AnswerSheet.id == int(event.payload["thing_id"])):
        _tell_desk(event, sheet, {int(event.payload.get("by", NOBODY))})


@on("answer_sheet.submit")
def tell_issuer(event: Event) -> None:
    """Who issued the call hears that a sheet was handed in."""
    for sheet in _sheets(AnswerSheet.id == int(event.payload["thing_id"])):
        people = set(_issuer_staff(sheet.call)) - {int(event.payload.get("by", NOBODY))}
        url = f"/data-calls/{sheet.call.public_id}"
        tell(event, people, params=_of_sheet(sheet), url=url, base_url=base_url())


@on("answer_sheet.reminder")
def remind(event: Event) -> None:
    """Liaisons are reminded before the day and on it, heads too once it has passed."""
    step = int(event.payload["step"])
    name = SHEET_DUE_SOON if step < 0 else SHEET_DUE_TODAY if step == 0 else SHEET_LATE
    for sheet in _sheets(AnswerSheet.id == int(event.payload["thing_id"])):
        if sheet.state == SheetState.PENDING:
            _tell_desk(event, sheet, set(), name=name, kinds=DESK if step > 0 else LIAISON)


@on("delivery.to_divide", "delivery.dispatch", "delivery.confirm")
def tell_of_delivery(event: Event) -> None:
    """The receiving liaisons hear what comes, who issued it what arrived: once for all households of an agency."""
    delivery = db.session.scalar(
        select(Delivery)
        .where(Delivery.id == int(event.payload["thing_id"]))
        .options(
            joinedload(Delivery.agency),
            joinedload(Delivery.distribution).options(joinedload(Distribution.group), joinedload(Distribution.agency)),
        )
    )
    if delivery is None or _told_with_another(event, delivery):
        return
    distribution = delivery.distribution
    to_issuer = event.name == "delivery.confirm"
    found = _issuer_staff(distribution) if to_issuer else _at(delivery.agency_id, LIAISON)
    url = f"/distributions/{distribution.public_id}" if to_issuer else f"/deliveries/{delivery.public_id}"
    tell(
        event,
        set(found) - {int(event.payload.get("by", NOBODY))},
        params=_issuer(distribution) | _agency(delivery.agency) | {"title": distribution.title},
        url=url,
        base_url=base_url(),
    )


def _told_with_another(event: Event, delivery: Delivery) -> bool:
    """Whether another household of the same agency took this step on the same day before."""
    if delivery.case_id is None:
        return False
    same_day = Delivery.dispatched_on == delivery.dispatched_on
    if event.name == "delivery.confirm":
        same_day = Delivery.received_on == delivery.received_on
    first = db.session.scalar(
        select(Delivery.id)
        .where(
            Delivery.distribution_id == delivery.distribution_id,
            Delivery.agency_id == delivery.agency_id,
            Delivery.case_id.is_not(None),
            same_day,
        )
        .order_by(Delivery.id)
        .limit(1)
    )
    return first != delivery.id


def _sheets(wanted: object) -> Iterable[AnswerSheet]:
    """The sheets with their agencies, and their call with its issuer."""
    return db.session.scalars(
        select(AnswerSheet)
        .where(wanted)  # type: ignore[arg-type]
        .options(
            joinedload(AnswerSheet.agency),
            joinedload(AnswerSheet.call).options(joinedload(DataCall.group), joinedload(DataCall.agency)),
        )
        .order_by(AnswerSheet.id)
    ).all()


def _tell_desk(
    event: Event,
    sheet: AnswerSheet,
    but: set[int],
    *,
    name: str | None = None,
    kinds: tuple[PostKind, ...] = DESK,
) -> set[int]:
    people = set(_at(sheet.agency_id, kinds)) - but
    url = f"/sheets/{sheet.public_id}"
    tell(event, people, name=name, params=_of_sheet(sheet), url=url, base_url=base_url())
    return people


def _at(agency_id: int, kinds: tuple[PostKind, ...]) -> list[int]:
    return queries.post_holders(agency_id, kinds, local_date(clock.now()))


def _issuer_staff(thing: DataCall | Distribution) -> list[int]:
    if thing.group_id is not None:
        return gatherings.secretary_ids(thing.group_id, local_date(clock.now()))
    assert thing.agency_id is not None
    return _at(thing.agency_id, DESK)


def _of_sheet(sheet: AnswerSheet) -> dict[str, str]:
    call = sheet.call
    day = call.due_on.isoformat() if call.due_on is not None else ""
    return _issuer(call) | _agency(sheet.agency) | {"title": call.title, "day": day}


def _issuer(thing: DataCall | Distribution) -> dict[str, str]:
    named = thing.group or thing.agency
    assert named is not None
    return {"group_fa": named.name_fa, "group_en": named.name_en}


def _agency(agency: Agency) -> dict[str, str]:
    return {"agency_fa": agency.name_fa, "agency_en": agency.name_en}
