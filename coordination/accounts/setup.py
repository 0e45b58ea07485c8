"""Setting an installation up, once: its name, the host agency, a first administrator, and that agency's first head."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import links, passwords, people, posts
from coordination.accounts.models import InstallationRole, Person, RoleKind
from coordination.audit import trail
from coordination.directory.commands.agencies import create_agency
from coordination.directory.models import AgencyKind, Installation
from coordination.directory.seed import seed_code_lists
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.outbox import events

CODE_SECONDS = 30 * 60
CODE_BYTES = 10
SETTER = "setup"


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked when an installation is set up."""

    name_fa: str
    name_en: str
    agency_fa: str
    agency_en: str
    agency_kind: AgencyKind
    admin_name: str
    admin_email: str
    head_name: str
    head_email: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """The two people of the beginning; ``head_code`` opens the head's account, and with it the post begins."""

    administrator: Person
    head: Person
    head_code: links.Made


def code_now(secret: bytes) -> str:
    """The code of this half hour, for the page: who can run a command on the server may set up.

    Nothing is stored: it opens nothing any more once the installation is set up.
    """
    return _code(secret, _window())


def opens(secret: bytes, typed: str) -> bool:
    """Whether the code is that of this half hour or the one before."""
    given = links.normal(typed).encode()
    now, before = (links.normal(_code(secret, _window() - back)).encode() for back in (0, 1))
    return hmac.compare_digest(given, now) or hmac.compare_digest(given, before)


def check(answers: Answers) -> None:
    """Raises Invalid where the installation is set up, or both people are one."""
    if queries.is_set_up():
        raise Invalid(N_("Nothing was changed: this installation is set up already."))
    if queries.fold_email(answers.admin_email) == queries.fold_email(answers.head_email):
        raise Invalid(
            N_("Nothing was set up: the administrator and the head of the host agency are two people."),
            field="head_email",
            advice=N_("The administrator keeps accounts and sees no child's data; the head confirms who does."),
        )


def set_up(answers: Answers, *, hashed: str | None, base_url: str) -> SetUp:
    """Make everything in the caller's transaction. ``hashed`` is the administrator's password, hashed before; without
    it the administrator opens the account by a link too. Raises Invalid."""
    check(answers)
    actor = Actor.system(SETTER)
    seed_code_lists()
    agency = create_agency(actor, name_fa=answers.agency_fa, name_en=answers.agency_en, kind=answers.agency_kind)
    administrator = people.add(actor, name=answers.admin_name, name_en="", email=answers.admin_email, language="fa")
    head = people.add(actor, name=answers.head_name, name_en="", email=answers.head_email, language="fa")
    db.session.add(
        Installation(
            id=1,
            name_fa=answers.name_fa,
            name_en=answers.name_en,
            host_agency_id=agency.id,
            set_up_at=clock.now(),
        )
    )
    db.session.flush()
    today = local_date(clock.now())
    role = InstallationRole(person=administrator, kind=RoleKind.ADMINISTRATOR, from_on=today, confirmed_at=clock.now())
    db.session.add(role)
    trail.record(actor, "role.confirm", role, detail={"kind": RoleKind.ADMINISTRATOR.value})
    posts.propose_first_head(actor, head, agency=agency, from_on=today)
    if hashed is not None:
        passwords.set_password(actor, administrator.id, hashed)
    trail.record(actor, "installation.set_up", agency, agency_id=agency.id)
    events.emit("installation.set_up", thing_id=agency.id)
    return SetUp(administrator, head, links.invite(actor, head, base_url=base_url))


def _window() -> int:
    return int(clock.now().timestamp() // CODE_SECONDS)


def _code(secret: bytes, window: int) -> str:
    digest = hmac.new(secret, f"setup:{window}".encode(), hashlib.sha256).digest()[:CODE_BYTES]
    # Base 32 knows letters that the alphabet of codes lacks; they are read as others, both here and when typed.
    letters = base64.b32encode(digest).decode().translate(str.maketrans("ILOU01", "JMPV23"))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
