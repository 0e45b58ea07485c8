"""How pages show the moves of a thing: buttons in its bar, and a page for each step of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect
from flask_babel import gettext as _

from coordination import workflow
from coordination.access.web import sees
from coordination.kernel.forms import Form
from coordination.kernel.machine import Machine
from coordination.kernel.messages import Message
from coordination.kernel.taking import TAKEN


@dataclass(frozen=True, slots=True)
class Button:
    """A move in the bar; without ``url`` it only says what is missing."""

    label: str
    style: str
    url: str | None = None
    note: Message | None = None


def buttons_of(thing: Any, facts: Any, page_of: Callable[[str], str | None]) -> list[Button]:
    """The moves the reader may make, each on the page that ``page_of`` gives its name (None: it has no button here),
    and what stands in the way of those he cannot make yet."""
    found = []
    for offer in workflow.offers(g.actor, thing, facts):
        page = page_of(offer.move.name)
        if page is not None:
            missing = offer.missing[0] if offer.missing else None
            found.append(Button(offer.move.label, offer.move.style, None if missing else page, missing))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One move's page: its form, what takes it (actor, thing, form), what follows from the press (a msgid), and what
    is said after (a msgid)."""

    move: str
    form: type[Form]
    take: Callable[[Any, Any, Any], object]
    warning: str
    done: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages of a feature's steps are made of: how one is drawn with its form, how a refusal is put into the
    form (``kernel.taking.attempt`` with the feature's fields), where one stands afterwards, and how a form is first
    shown."""

    draw: Callable[[Step, Any, Form], str]
    attempt: Callable[[Form, Callable[[], Any]], int]
    back: Callable[[Any], str]
    filled: Callable[[Step], Form] = lambda step: step.form()


def add_steps(
    bp: Blueprint, machine: Machine, steps: Iterable[Step], pages: Pages, *, path: str, find: Callable[..., Any]
) -> None:
    """A page of each step under ``path`` and what it sends there, both guarded by the move's own act: shown, filled,
    taken, or shown again with what is wrong. Endpoints are the move's name and ``take_`` before it."""
    for step in steps:
        guard = sees(f"{machine.name}.{step.move}", find=find)
        rule = f"{path}/{step.move}"
        bp.add_url_rule(rule, endpoint=step.move, view_func=guard(_page_of(step, pages)), methods=["GET"])
        bp.add_url_rule(rule, endpoint=f"take_{step.move}", view_func=guard(_act_of(step, pages)), methods=["POST"])


def _page_of(step: Step, pages: Pages) -> Callable[..., str]:
    def page(**found: Any) -> str:
        (thing,) = found.values()
        return pages.draw(step, thing, pages.filled(step))

    return page


def _act_of(step: Step, pages: Pages) -> Callable[..., Any]:
    def act(**found: Any) -> Any:
        (thing,) = found.values()
        form = step.form()
        status = pages.attempt(form, lambda: step.take(g.actor, thing, form))
        if status != TAKEN:
            return pages.draw(step, thing, form), status
        flash(_(step.done), "done")
        return redirect(pages.back(thing), 303)

    return act
