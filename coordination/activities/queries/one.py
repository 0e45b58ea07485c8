"""Loading activities with what their rights and pages touch, and those of an issuer within a span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.accounts.models import Person
from coordination.actions.models import Action
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, ActivityAction, Occasion, Partner, Precision
from coordination.audit.trail import note_of
from coordination.kernel.db import db
from coordination.kernel.keyset import Found
from coordination.kernel.messages import N_, Message
from coordination.vault.models import Attachment, OwnerKind

SAID = {
    "activity.record": N_("%(who)s recorded the activity."),
    "activity.edit": N_("%(who)s changed the activity."),
    "activity.remove": N_("%(who)s took the activity out of the lists."),
    "activity.put_back": N_("%(who)s put the activity back."),
    "activity.give_action": N_("%(who)s gave an action that follows from it."),
    "activity.attach": N_("%(who)s attached a file."),
}
WROTE = N_("%(who)s wrote here.")


def get_activity(public_id: str) -> Activity | None:
    """The activity, also a removed one, with its issuer, who recorded it, its occasion, and partners with their
    agencies; one statement."""
    return (
        db.session.scalars(
            _whole()
            .where(Activity.public_id == public_id)
            .options(joinedload(Activity.recorded_by), joinedload(Activity.occasion))
        )
        .unique()
        .one_or_none()
    )


def list_in_span(issuer: Issuer, first: date, last: date) -> Sequence[Activity]:
    """The activities of an issuer that lie in the days ``first``–``last`` and were not removed, partners and their
    agencies loaded, in the order of time; one statement.

    One that began in the span counts where it ended in it too, or where its days are known: what is known only to the
    year is told in the report of the year, and in no season's.
    """
    return (
        db.session.scalars(
            _whole()
            .where(
                issuer.owns(Activity),
                Activity.removed_at.is_(None),
                Activity.from_on >= first,
                Activity.from_on <= last,
                or_(Activity.to_on <= last, Activity.precision == Precision.DAY),
            )
            .order_by(Activity.from_on, Activity.id)
        )
        .unique()
        .all()
    )


def _whole() -> Select[Activity]:
    return select(Activity).options(
        joinedload(Activity.group),
        joinedload(Activity.agency),
        joinedload(Activity.partners).joinedload(Partner.agency),
    )


def list_actions(actor: Actor, activity: Activity) -> Sequence[Found]:
    """The actions born of an activity: public_id, number, title, state, due_on, name and name_en of the owner, and
    ``opens``, whether the actor may open it; one statement."""
    return db.session.execute(
        select(
            Action.public_id,
            Action.number,
            Action.title,
            Action.state,
            Action.due_on,
            Action.confidential,
            Person.name,
            Person.name_en,
            policy.visible(actor, "action.view").label("opens"),
        )
        .join(ActivityAction, ActivityAction.action_id == Action.id)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(ActivityAction.activity_id == activity.id)
        .order_by(Action.id)
    ).all()


def get_origin(action_id: int) -> Activity | None:
    """The activity that an action was born of, with its issuer; one statement."""
    return db.session.scalar(
        select(Activity)
        .join(ActivityAction, ActivityAction.activity_id == Activity.id)
        .where(ActivityAction.action_id == action_id)
        .options(joinedload(Activity.group), joinedload(Activity.agency))
        .order_by(Activity.id)
        .limit(1)
    )


def list_files(activity: Activity) -> Sequence[Attachment]:
    """The files of an activity, the oldest first."""
    return db.session.scalars(
        select(Attachment)
        .where(
            Attachment.owner_kind == OwnerKind.ACTIVITY,
            Attachment.owner_id == activity.id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id)
    ).all()


def history(activity: Activity) -> list[Entry]:
    """Every act on the activity, newest first: one statement."""
    rows = list_acts(about(Activity.audit_kind, activity.id))
    return [
        Entry(Message(SAID.get(row.act, WROTE), who=who_did(row)), note_of(row) or "", row.at, row.act) for row in rows
    ]


def get_occasion(public_id: str) -> Occasion | None:
    """An occasion; one statement."""
    return db.session.scalar(select(Occasion).where(Occasion.public_id == public_id))


def list_occasions(*, active_only: bool = True) -> Sequence[Occasion]:
    """The occasions in the order in which they were entered; one statement."""
    asked = select(Occasion).order_by(Occasion.id)
    return db.session.scalars(asked.where(Occasion.active.is_(True)) if active_only else asked).all()
