"""Setting a group up, and changing what it is and by which rules it decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.directory.models import Agency
from coordination.groups import queries
from coordination.groups.models import ApprovalRule, Group, GroupKind, IssueAt, Majority, QuorumKind, Seat, SignedBy
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import digits
from coordination.lang.zone import local_date

_PREFIX = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
LONGEST_PREFIX = 12
TACIT_AT_MOST = 60
FULL = 100


@dataclass(frozen=True, slots=True)
class Rules:
    """By which rules a group decides, records and signs (domain.md, Groups, meetings, minutes)."""

    approval_rule: ApprovalRule = ApprovalRule.CHAIR
    tacit_days: int = 5
    quorum_kind: QuorumKind = QuorumKind.SHARE
    quorum_value: int = 50
    quorum_agencies: Sequence[int] = field(default=())
    majority: Majority = Majority.SIMPLE
    issue_at: IssueAt = IssueAt.APPROVAL
    signed_by: SignedBy = SignedBy.CHAIR_AND_SECRETARY
    secretary_votes: bool = False
    confidential: bool = False


def create(
    actor: Actor,
    *,
    name_fa: str,
    number_prefix: str,
    kind: GroupKind,
    host: Agency,
    name_en: str = "",
    parent: Group | None = None,
    purpose: str = "",
    rules: Rules | None = None,
) -> Group:
    """A new group, flushed, in which its host agency has a seat (domain.md, Directory and people).

    Raises Invalid where the name or prefix is taken, or a rule does not fit.
    """
    rules = rules or Rules()
    _check_rules(rules)
    if queries.has_name(name_fa):
        raise _same_name()
    prefix = _free_prefix(number_prefix, None)
    group = Group(
        code=_free_code(prefix),
        number_prefix=prefix,
        name_fa=name_fa,
        name_en=name_en,
        kind=kind,
        host_agency=host,
        parent=parent,
        purpose=purpose,
        **(asdict(rules) | {"quorum_agencies": list(rules.quorum_agencies)}),
    )
    db.session.add(group)
    db.session.flush()
    trail.record(actor, "group.create", group, agency_id=host.id)
    moment = clock.now()
    seat = Seat(
        group=group,
        agency=host,
        from_on=local_date(moment),
        position=1,
        proposed_by_id=actor.person_id,
        confirmed_at=moment,
        confirmed_by_id=actor.person_id,
    )
    db.session.add(seat)
    db.session.flush()
    trail.record(actor, "seat.edit", seat, detail={"kind": seat.kind, "agency": host.id}, agency_id=host.id)
    return group


def edit(
    actor: Actor,
    group: Group,
    *,
    name_fa: str,
    number_prefix: str,
    kind: GroupKind,
    name_en: str,
    parent: Group | None,
    purpose: str,
    rules: Rules,
    active: bool,
) -> None:
    """What the group is, and its rules; they hold for what is decided, circulated and signed from now on.

    Raises Invalid where the name or prefix is taken, a rule does not fit, the group would stand below itself, or it
    would be closed while it leads agencies.
    """
    _check_rules(rules)
    if queries.has_name(name_fa, group):
        raise _same_name()
    if parent is not None and queries.is_below(group, parent):
        raise Invalid(N_("The group cannot stand below itself. Choose a group that is not under it."), field="parent")
    if group.active and not active and queries.leads_agencies(group.id):
        raise Invalid(
            N_("The group was not closed: it leads agencies, and nobody would rule on their objections."),
            field="active",
            advice=N_("Name another lead group for them first."),
        )
    changed = change(
        group,
        name_fa=name_fa,
        number_prefix=_free_prefix(number_prefix, group),
        kind=kind,
        name_en=name_en,
        parent_id=parent.id if parent else None,
        purpose=purpose,
        active=active,
        **(asdict(rules) | {"quorum_agencies": list(rules.quorum_agencies)}),
    )
    if changed:
        trail.record(actor, "group.edit", group, detail={"fields": changed}, agency_id=group.host_agency_id)


def quorum_warning(group: Group, voting: int) -> Message | None:
    """What to say where a quorum in seats is above the voting seats there are; no error, since seats may follow."""
    if group.quorum_kind != QuorumKind.NUMBER or group.quorum_value <= voting:
        return None
    return Message(
        N_("The quorum is %(needed)s seats, but the group has %(voting)s voting seats: no meeting would be quorate."),
        needed=group.quorum_value,
        voting=voting,
    )


def _check_rules(rules: Rules) -> None:
    if not 1 <= rules.tacit_days <= TACIT_AT_MOST:
        raise Invalid(N_("Working days for comments lie between 1 and 60."), field="tacit_days")
    if rules.quorum_value < 1:
        raise Invalid(N_("A quorum is at least 1."), field="quorum_value")
    if rules.quorum_kind == QuorumKind.SHARE and rules.quorum_value > FULL:
        raise Invalid(N_("A share is a percentage: 100 at most."), field="quorum_value")


def _same_name() -> Invalid:
    return Invalid(
        N_("A group of this name is there already. Open its page, or add what tells them apart."), field="name_fa"
    )


def _free_prefix(typed: str, group: Group | None) -> str:
    prefix = digits(typed).strip().upper()
    if not _PREFIX.fullmatch(prefix) or len(prefix) > LONGEST_PREFIX:
        raise Invalid(
            N_("The prefix may hold Latin letters, digits and hyphens, 12 signs at most. A sample: CE"),
            field="number_prefix",
        )
    if queries.is_taken(Group.number_prefix, prefix, group):
        raise Invalid(
            Message(N_("The prefix %(prefix)s belongs to another group. Choose another."), prefix=prefix),
            field="number_prefix",
        )
    return prefix


def _free_code(prefix: str) -> str:
    """What the group is called in files and addresses of other programs: its first prefix in small letters."""
    code, number = prefix.lower(), 1
    while queries.is_taken(Group.code, code):
        number += 1
        code = f"{prefix.lower()}-{number}"
    return code
