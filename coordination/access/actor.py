"""Who is acting: the person signed in with every post, role and review of today, or the system under a rule's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from coordination.accounts.models import PostKind, RoleKind


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A confirmed post of today; ``instead_of`` is the absent person where it is held as a named deputy."""

    id: int
    kind: PostKind
    agency_id: int
    agency_name_fa: str = ""
    agency_name_en: str = ""
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The person is named to rule on objections to what ``agency_id`` sends (None: every agency that names nobody).

    ``first`` is the first person named where this one is the second; ``first_agencies`` are the agencies at which
    that first person holds a post, so that he is recused there.
    """

    agency_id: int | None
    second: bool = False
    first_agencies: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """Something a person was shown, or refused, that the trail must know of."""

    act: str
    kind: str
    thing_ids: tuple[int, ...]
    detail: dict[str, object] = field(default_factory=dict)


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
    reviewing: tuple[Reviewing, ...] = ()
    host_agency_id: int | None = None
    rule: str | None = None
    post_id: int | None = None
    readings: list[Reading] = field(default_factory=list)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @classmethod
    def system(cls, rule: str) -> Actor:
        """The clock or the outbox, acting under ``rule`` (a name such as ``referral.expire``)."""
        return cls(person_id=None, rule=rule)

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

    def read(self, act: str, kind: str, thing_ids: Iterable[int], **detail: object) -> None:
        """Note that things were shown; the guard writes the rows before the answer leaves."""
        self.readings.append(Reading(act, kind, tuple(thing_ids), detail))
