"""Adding, changing and taking off the phases, partners and budget lines of a programme: one table of their kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.errors import NotFound
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import say
from coordination.lang.spans import words
from coordination.programmes import commands, queries
from coordination.programmes.forms import LineForm, PartnerForm, PhaseForm
from coordination.programmes.forms.fields import period_of
from coordination.programmes.models import BudgetLine, Phase, Programme, ProgrammePartner
from coordination.programmes.views.blueprint import attempt, bp


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part: its words in addresses, of all and of one, its forms, its commands, and what is said."""

    name: str
    one: str
    model: type[Any]
    form: Callable[..., Any]
    new_form: Callable[..., Any]
    add: Callable[..., Any]
    change: Callable[..., Any]
    stored: Callable[[Any], dict[str, Any]]
    said: Callable[[Any], dict[str, str]]
    """What is stored, in words by field, for the page of a clash; only what is not a plain text."""
    add_heading: str
    change_heading: str
    added: str
    changed: str
    removed: str


def _day(value: Any) -> str:
    return say.field_date(value) if value is not None else ""


KINDS = (
    Kind(
        "phases",
        "phase",
        Phase,
        PhaseForm,
        PhaseForm,
        commands.add_phase,
        commands.change_phase,
        lambda one: {name: getattr(one, name) for name in ("term", "title", "from_on", "to_on", "done_on")},
        lambda one: {
            "term": one.term,
            "title": one.title,
            "from_on": _day(one.from_on),
            "to_on": _day(one.to_on),
            "done_on": _day(one.done_on),
        },
        N_("New phase"),
        N_("Change the phase"),
        N_("The phase was added."),
        N_("The phase was changed."),
        N_("The phase was taken off."),
    ),
    Kind(
        "budget",
        "line",
        BudgetLine,
        LineForm,
        LineForm,
        commands.add_line,
        commands.change_line,
        lambda one: {
            "title": one.title,
            "period": period_of(one.from_on, one.to_on),
            "allocated": one.allocated,
            "spent": one.spent,
            "source": one.source,
        },
        lambda one: {
            "title": one.title,
            "period": say.message(words(one.from_on, one.to_on)),
            "allocated": say.number(one.allocated),
            "spent": say.number(one.spent),
            "source": one.source,
        },
        N_("New budget line"),
        N_("Change the budget line"),
        N_("The budget line was added."),
        N_("The budget line was changed."),
        N_("The budget line was taken off."),
    ),
    Kind(
        "partners",
        "partner",
        ProgrammePartner,
        lambda **values: PartnerForm(is_new=False, **values),
        PartnerForm,
        commands.add_partner,
        commands.change_partner,
        lambda one: {"part": one.part},
        lambda one: {"part": one.part},
        N_("New partner"),
        N_("Change the partner's part"),
        N_("The partner was added."),
        N_("The partner's part was changed."),
        N_("The partner was taken off."),
    ),
)


def _page(programme: Programme, kind: Kind, form: Form, part: Any = None, key: str = "") -> str:
    return render_template(
        "programmes/part.html",
        programme=programme,
        kind=kind,
        form=form,
        heading=kind.change_heading if part is not None else kind.add_heading,
        partner=part.agency if isinstance(part, ProgrammePartner) else None,
        remove=_remove_url(programme, kind, key) if part else None,
    )


def _remove_url(programme: Programme, kind: Kind, key: str) -> str:
    values: dict[str, Any] = {kind.one: key}
    return url_for(f".remove_{kind.name}", programme_id=programme.public_id, **values)


def _found(programme: Programme, kind: Kind, key: str) -> Any:
    part = queries.get_part(programme, kind.model, key)
    if part is None:
        raise NotFound()
    return part


def _done(programme: Programme, kind: Kind, text: str) -> Any:
    flash(_(text), "done")
    return redirect(url_for(".show", programme_id=programme.public_id, _anchor=kind.name), 303)


def _new_of(kind: Kind) -> Callable[[Programme], Any]:
    return lambda programme: _page(programme, kind, kind.new_form())


def _add_of(kind: Kind) -> Callable[[Programme], Any]:
    def add(programme: Programme) -> Any:
        form = kind.new_form()
        status = attempt(form, lambda: kind.add(g.actor, programme, **form.values()))
        return _done(programme, kind, kind.added) if status == TAKEN else (_page(programme, kind, form), status)

    return add


def _edit_of(kind: Kind) -> Callable[..., Any]:
    def edit(programme: Programme, **one: str) -> Any:
        key = one[kind.one]
        found = _found(programme, kind, key)
        return _page(programme, kind, kind.form(**kind.stored(found)), found, key)

    return edit


def _change_of(kind: Kind) -> Callable[..., Any]:
    def change(programme: Programme, **one: str) -> Any:
        key = one[kind.one]
        found = _found(programme, kind, key)
        form = kind.form(saved=kind.said(found))
        status = attempt(form, lambda: kind.change(g.actor, programme, found, **form.values()))
        if status == TAKEN:
            return _done(programme, kind, kind.changed)
        return _page(programme, kind, form, found, key), status

    return change


def _remove_of(kind: Kind) -> Callable[..., Any]:
    def remove(programme: Programme, **one: str) -> Any:
        commands.remove_part(g.actor, programme, _found(programme, kind, one[kind.one]))
        return _done(programme, kind, kind.removed)

    return remove


_guard = sees("programme.edit", find=queries.get_programme)
for _kind in KINDS:
    _path = f"/programmes/<public_id:programme_id>/{_kind.name}"
    _one = f"{_path}/<public_id:{_kind.one}>"
    for _name, _rule, _view, _method in (
        (f"new_{_kind.name}", f"{_path}/new", _new_of(_kind), "GET"),
        (f"add_{_kind.name}", f"{_path}/new", _add_of(_kind), "POST"),
        (f"edit_{_kind.name}", _one, _edit_of(_kind), "GET"),
        (f"change_{_kind.name}", _one, _change_of(_kind), "POST"),
        (f"remove_{_kind.name}", f"{_one}/remove", _remove_of(_kind), "POST"),
    ):
        bp.add_url_rule(_rule, endpoint=_name, view_func=_guard(_view), methods=[_method])
