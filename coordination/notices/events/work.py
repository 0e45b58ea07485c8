"""What notices listen to of resolutions, actions, reminders and requests for more time."""

from __future__ import annotations

from coordination.accounts.models import PostKind
from coordination.actions.models import Action
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.queries import gatherings
from coordination.notices.words import ACTION, EXTENSION, LATE_AT_AGENCY, REMINDER, RESOLUTION, Side
from coordination.outbox.events import Event, on


@on(*RESOLUTION)
def tell_of_resolution(event: Event) -> None:
    """The liaisons of each agency that is bound hear that it is, somebody of several agencies once."""
    resolution = gatherings.get_told_resolution(int(event.payload["thing_id"]))
    if resolution is None:
        return
    told, today = {int(event.payload.get("by", NOBODY))}, local_date(clock.now())
    group = resolution.group
    for mandate in resolution.mandates:
        agency = db.session.get_one(Agency, mandate.agency_id)
        people = set(queries.post_holders(agency.id, (PostKind.LIAISON,), today)) - told
        told |= people
        tell(
            event,
            people,
            params={
                "code": resolution.number or "",
                "group_fa": group.name_fa if group else resolution.outside_body,
                "group_en": group.name_en if group else resolution.outside_body,
                "agency_fa": agency.name_fa,
                "agency_en": agency.name_en,
            },
            url=f"/resolutions/{resolution.public_id}",
            base_url=base_url(),
        )


@on(*ACTION)
def tell_of_action(event: Event) -> None:
    """The side whose turn it becomes hears of the move, but not the one who acted."""
    action = gatherings.get_told_action(int(event.payload["thing_id"]))
    if action is None:
        return
    if event.name == "action.cancel" and action.issued_at is None:
        return  # a draft was nobody's yet
    people = {person for side in ACTION[event.name].sides for person in _people(action, side)}
    _tell(event, action, people - {int(event.payload.get("by", NOBODY))})


@on("action.reminder")
def remind(event: Event) -> None:
    """The owner is reminded before the day, on it and after it; then his agency's liaisons too."""
    action, step = gatherings.get_told_action(int(event.payload["thing_id"])), int(event.payload["step"])
    if action is None or action.owner_id is None:
        return
    _tell(event, action, {action.owner_id}, name=REMINDER[step])
    if step > 0:
        liaisons = set(queries.post_holders(action.agency_id, (PostKind.LIAISON,), local_date(clock.now())))
        _tell(event, action, liaisons - {action.owner_id}, name=LATE_AT_AGENCY)


@on(*EXTENSION)
def tell_of_extension(event: Event) -> None:
    """Asking is told to the one who rules, the ruling to the owner."""
    extension = gatherings.get_told_extension(int(event.payload["thing_id"]))
    if extension is None:
        return
    people = {person for side in EXTENSION[event.name].sides for person in _people(extension.action, side)}
    _tell(event, extension.action, people - {int(event.payload.get("by", NOBODY))})


def _people(action: Action, side: Side) -> list[int]:
    match side:
        case Side.OWNER:
            return [action.owner_id] if action.owner_id is not None else []
        case Side.VERIFIER:
            return [action.verifier_id] if action.verifier_id is not None else []
        case _:
            return gatherings.keeper_ids(action, local_date(clock.now()))


def _tell(event: Event, action: Action, people: set[int], name: str | None = None) -> None:
    tell(
        event,
        people,
        name=name,
        params={
            "code": action.number or "",
            "title": "" if action.confidential else action.title,
            "person": action.owner.name if action.owner else "",
            "person_en": action.owner.name_en if action.owner else "",
            "day": action.due_on.isoformat() if action.due_on else "",
        },
        url=f"/actions/{action.public_id}",
        base_url=base_url(),
    )
