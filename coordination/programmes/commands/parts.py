"""What a programme is made of: its phases, its partners, and the money of each period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.programmes.commands.programmes import agency_named, in_order, must_run_on
from coordination.programmes.models import BudgetLine, Phase, Programme, ProgrammePartner, Term

MOST_RIAL = 10**17
MOST_PARTS = 60
"""Of each kind: a page shows them all."""

ProgrammePart = Phase | BudgetLine | ProgrammePartner


def add_phase(
    actor: Actor,
    programme: Programme,
    *,
    term: Term,
    title: str,
    from_on: date | None = None,
    to_on: date | None = None,
    done_on: date | None = None,
) -> Phase:
    """Another phase, after the others. Raises WrongState for a finished programme, Invalid for a title or days that do
    not fit."""
    phase = Phase(term=term, title="", position=len(programme.phases))
    _enter(actor, programme, "phase", lambda: _write_phase(phase, term, title, from_on, to_on, done_on))
    _not_too_many(len(programme.phases))
    programme.phases.append(phase)
    db.session.flush()
    return phase


def change_phase(
    actor: Actor,
    programme: Programme,
    phase: Phase,
    *,
    term: Term,
    title: str,
    from_on: date | None = None,
    to_on: date | None = None,
    done_on: date | None = None,
) -> None:
    """Change a phase; ``done_on`` says that it is over. Raises as ``add_phase`` does."""
    _enter(actor, programme, "phase", lambda: _write_phase(phase, term, title, from_on, to_on, done_on))


def _write_phase(
    phase: Phase, term: Term, title: str, from_on: date | None, to_on: date | None, done_on: date | None
) -> None:
    _titled(title)
    in_order(from_on, to_on)
    phase.term, phase.title, phase.from_on, phase.to_on, phase.done_on = term, title, from_on, to_on, done_on


def add_line(
    actor: Actor,
    programme: Programme,
    *,
    title: str,
    from_on: date,
    to_on: date,
    allocated: int,
    spent: int = 0,
    source: str = "",
) -> BudgetLine:
    """Money of a period, in rial. Raises WrongState for a finished programme, Invalid for an amount below nought. More
    may have been spent than was allocated: then the rest is below nought."""
    line = BudgetLine(title="", from_on=from_on, to_on=to_on)
    _enter(actor, programme, "budget", lambda: _write_line(line, title, from_on, to_on, allocated, spent, source))
    _not_too_many(len(programme.budget_lines))
    programme.budget_lines.append(line)
    db.session.flush()
    return line


def change_line(
    actor: Actor,
    programme: Programme,
    line: BudgetLine,
    *,
    title: str,
    from_on: date,
    to_on: date,
    allocated: int,
    spent: int = 0,
    source: str = "",
) -> None:
    """Change a budget line; the trail keeps what it said before. Raises as ``add_line`` does."""
    before = {"allocated": str(line.allocated), "spent": str(line.spent)}
    _enter(
        actor, programme, "budget", lambda: _write_line(line, title, from_on, to_on, allocated, spent, source), **before
    )


def _write_line(
    line: BudgetLine, title: str, from_on: date, to_on: date, allocated: int, spent: int, source: str
) -> None:
    _titled(title)
    in_order(from_on, to_on)
    for field, amount in (("allocated", allocated), ("spent", spent)):
        if not 0 <= amount <= MOST_RIAL:
            raise Invalid(
                N_("This amount cannot be kept, so nothing was saved."),
                field=field,
                advice=N_("Give it in rial, nought or more."),
            )
    line.title, line.from_on, line.to_on, line.source = title, from_on, to_on, source
    line.allocated, line.spent = allocated, spent


def add_partner(actor: Actor, programme: Programme, *, agency: Agency | None, part: str) -> ProgrammePartner:
    """Another agency takes part. Raises WrongState for a finished programme, Invalid for the owner itself or an agency
    that is a partner already."""
    agency = agency_named(agency)
    _enter(actor, programme, "partner", lambda: refuse_codes(part=part), agency=agency.id)
    _not_too_many(len(programme.partners))
    if agency.id == programme.agency_id:
        raise Invalid(N_("This agency owns the programme, so it was not added as a partner."), field="agency")
    if any(one.agency_id == agency.id for one in programme.partners):
        raise Invalid(
            N_("This agency is a partner already, so nothing was saved."),
            field="agency",
            advice=N_("Change what its part is."),
        )
    partner = ProgrammePartner(agency_id=agency.id, part=part)
    programme.partners.append(partner)
    db.session.flush()
    return partner


def change_partner(actor: Actor, programme: Programme, partner: ProgrammePartner, *, part: str) -> None:
    """Say anew what the part of a partner is. Raises WrongState for a finished programme."""

    def write() -> None:
        refuse_codes(part=part)
        partner.part = part

    _enter(actor, programme, "partner", write, agency=partner.agency_id)


def remove_part(actor: Actor, programme: Programme, part: ProgrammePart) -> None:
    """Take a phase, budget line or partner off. Raises WrongState for a finished programme."""
    must_run_on(programme)
    kinds: dict[type[ProgrammePart], str] = {Phase: "phase", BudgetLine: "budget", ProgrammePartner: "partner"}
    detail = {"part": kinds[type(part)], "removed": part.id}
    if isinstance(part, BudgetLine):
        detail |= {"allocated": str(part.allocated), "spent": str(part.spent)}
    _touch(actor, programme, detail)
    db.session.delete(part)


def _enter(actor: Actor, programme: Programme, part: str, write: Callable[[], None], **detail: object) -> None:
    must_run_on(programme)
    write()
    _touch(actor, programme, {"part": part, **detail})


def _touch(actor: Actor, programme: Programme, detail: dict[str, object]) -> None:
    """The programme counts as changed, so that of two who edit its parts at once the second sees the first."""
    flag_modified(programme, "purpose")
    trail.record(actor, "programme.edit", programme, detail=detail)


def _titled(title: str) -> None:
    if not title:
        raise Invalid(N_("The title is empty, so nothing was saved."), field="title")
    refuse_codes(title=title)


def _not_too_many(there: int) -> None:
    if there >= MOST_PARTS:
        raise Invalid(
            Message(N_("There are %(most)s of them already, so nothing was saved."), most=MOST_PARTS),
            advice=N_("Divide the programme."),
        )
