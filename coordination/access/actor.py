"""Who is acting: the person signed in with every post, role and review of today, or the system under a rule's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from coordination.accounts.models import PostKind, RoleKind
from coordination.directory.models import AgencyKind
from coordination.groups.models import SeatKind


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A confirmed post of today; ``instead_of`` is the absent person where it is held as a named deputy."""

    id: int
    kind: PostKind
    agency_id: int
    agency_name_fa: str = ""
    agency_name_en: str = ""
    instead_of: int | None = None
    agency_kind: str = ""


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat of today: held, stood in for as its ``alternate``, or acted in for ``instead_of`` during an absence."""

    id: int
    kind: SeatKind
    group_id: int
    group_name_fa: str = ""
    group_name_en: str = ""
    alternate: bool = False
    instead_of: int | None = None
    agency_kind: str = ""
    """Of the agency whose seat it is; empty for a seat in one's own name."""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The person rules on objections to what the agencies led by ``group_id`` send, as its secretary or its chair.

    ``after`` holds, for each who comes first (for a chair the group's secretaries), the agencies at which that one
    holds a post; the chair rules only where every one of them is recused by a post on either side.
    """

    group_id: int
    after: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Something a person was shown, or refused, that the trail must know of."""

    act: str
    kind: str
    thing_ids: tuple[int, ...]
    detail: dict[str, object] = field(default_factory=dict)


class Standing(NamedTuple):
    """Who somebody is today, as a key by which what was made for him is found again."""

    person_id: int | None
    posts: tuple[PostHeld, ...]
    roles: frozenset[RoleKind]
    seats: tuple[SeatHeld, ...]
    reviewing: tuple[Reviewing, ...]
    host_agency_id: int | None
    default_lead_group_id: int | None


@dataclass(slots=True)
class Actor:
    """All posts count; ``post_id`` is the one last used, which the audit row names."""

    person_id: int | None
    public_id: str = ""
    name: str = ""
    name_en: str = ""
    language: str = "fa"
    session_id: int | None = None
    posts: tuple[PostHeld, ...] = ()
    roles: frozenset[RoleKind] = frozenset()
    seats: tuple[SeatHeld, ...] = ()
    reviewing: tuple[Reviewing, ...] = ()
    host_agency_id: int | None = None
    default_lead_group_id: int | None = None
    rule: str | None = None
    registration_id: int | None = None
    """Set for an applicant, who has no account: the registration whose link he holds."""
    post_id: int | None = None
    readings: list[Reading] = field(default_factory=list)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @classmethod
    def of(cls, standing: Standing) -> Actor:
        """Somebody with these rights, without name or session, to ask for conditions."""
        return cls(**standing._asdict())

    @classmethod
    def system(cls, rule: str) -> Actor:
        """The clock or the outbox, acting under ``rule`` (a name such as ``referral.expire``)."""
        return cls(person_id=None, rule=rule)

    @classmethod
    def applicant(cls, registration_id: int) -> Actor:
        """The holder of the link by which a registration was begun."""
        return cls(person_id=None, registration_id=registration_id)

    def standing(self) -> Standing:
        """All that rights follow from: equal for the same person as long as nothing of it changes."""
        return Standing(
            self.person_id,
            self.posts,
            self.roles,
            self.seats,
            self.reviewing,
            self.host_agency_id,
            self.default_lead_group_id,
        )

    def get_id(self) -> str:
        """What Flask-Login calls the user by."""
        return self.public_id

    def agencies(self, *kinds: PostKind) -> frozenset[int]:
        """Ids of the agencies where the person holds one of ``kinds`` today (any post, if none is named)."""
        return frozenset(post.agency_id for post in self.posts if not kinds or post.kind in kinds)

    def holds(self, kinds: Iterable[PostKind], agency_id: int | None) -> bool:
        """Whether one of ``kinds`` is held at the agency; remembers the post as the one used."""
        for post in self.posts:
            if post.agency_id == agency_id and post.kind in kinds:
                self.post_id = post.id
                return True
        return False

    @property
    def in_police(self) -> bool:
        """Whether one of the posts is at a police agency, or one of the seats is held or stood in for on its behalf."""
        kinds = {post.agency_kind for post in self.posts} | {seat.agency_kind for seat in self.seats}
        return AgencyKind.POLICE in kinds

    def groups(self, *kinds: SeatKind, alternate: bool = False) -> frozenset[int]:
        """Ids of the groups where the person holds a seat of one of ``kinds`` today (any, if none is named), or stands
        in for one as its alternate."""
        return frozenset(
            seat.group_id for seat in self.seats if seat.alternate is alternate and (not kinds or seat.kind in kinds)
        )

    def sits(self, group_id: int | None, kinds: Iterable[SeatKind], *, alternate: bool = False) -> bool:
        """Whether a seat of one of ``kinds`` is held in the group today."""
        return any(
            seat.group_id == group_id and seat.alternate is alternate and seat.kind in kinds for seat in self.seats
        )

    def read(self, act: str, kind: str, thing_ids: Iterable[int], **detail: object) -> None:
        """Note that things were shown; the guard writes the rows before the answer leaves."""
        self.readings.append(Reading(act, kind, tuple(thing_ids), detail))
