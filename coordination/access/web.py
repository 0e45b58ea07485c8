"""The guard: every route names its rule here; it loads the thing, shows it or answers 404, and alone commits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from flask import Flask, Response, g, make_response, request
from flask_login import current_user
from sqlalchemy.orm.exc import StaleDataError

from coordination.access import policy
from coordination.access.actor import Actor, Reading
from coordination.audit import trail
from coordination.kernel.db import db, writing
from coordination.kernel.errors import DomainError, NotFound, Refused, Stale
from coordination.kernel.messages import N_

View = Callable[..., Any]
Finder = Callable[..., Any]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RULE = "_hamahang_rule"


def sees(act: str, *, find: Finder | None = None, also: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Open a view to those whom the rule ``act`` (or one of ``also``) ties to the thing.

    ``find`` turns the URL's values into the thing, which the view gets instead of them; without it the rule must hold
    for something at all. Who may not see the thing gets the same 404 as for one that does not exist; a page without
    a thing answers 403. Either way the trail keeps a row.
    """
    acts = (act, *also)
    for one in acts:
        policy.rule_for(one)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Response:
            actor = signed_in()
            return _answer(actor, lambda: view(**_found(actor, acts, find, values)))

        setattr(guarded, RULE, acts)
        return guarded

    return decorate


def opens_to_all(view: View) -> View:
    """Open a view to everybody, signed in or not (sign-in, set-up, one-time links, health); it commits likewise."""

    @wraps(view)
    def guarded(**values: Any) -> Response:
        actor = current_user if current_user.is_authenticated else None
        return _answer(actor, lambda: view(**values))

    setattr(guarded, RULE, ())
    return guarded


def signed_in() -> Actor:
    """The actor of this request. Raises SignInNeeded (the handler leads to the sign-in page)."""
    if not current_user.is_authenticated:
        raise SignInNeeded(
            N_("You are not signed in, or your sign-in has ended."), N_("Sign in; what you typed is kept.")
        )
    actor: Actor = current_user._get_current_object()
    g.actor = actor
    return actor


class SignInNeeded(DomainError):
    """Nobody is signed in."""

    status = 401
    title = N_("Sign in")


def _found(actor: Actor, acts: tuple[str, ...], find: Finder | None, values: dict[str, Any]) -> dict[str, Any]:
    if find is None:
        if not any(policy.allows(actor, act) for act in acts):
            _refuse(actor, acts[0], None)
            raise Refused(
                N_("This page is not part of your posts."),
                N_("If you need it, ask your agency's head or the administrator."),
            )
        return values
    public_ids = {name: values.pop(name) for name in list(values) if name.endswith("_id")}
    thing = find(*public_ids.values())
    if thing is None:
        raise NotFound()
    if not any(policy.allows(actor, act, thing) for act in acts):
        _refuse(actor, acts[0], thing)
        raise NotFound()
    g.thing = thing
    name = next(iter(public_ids)).removesuffix("_id")
    return {name: thing, **values}


def _refuse(actor: Actor, act: str, thing: Any) -> None:
    ids = (thing.id,) if thing is not None and getattr(thing, "id", None) is not None else ()
    actor.readings.append(
        Reading("refused", getattr(thing, "audit_kind", getattr(thing, "__tablename__", "page")), ids, {"act": act})
    )


def _answer(actor: Actor | None, run: Callable[[], Any]) -> Response:
    """Run the view, in a writing transaction where the method is unsafe; end it; write what was read; then answer."""
    unsafe = request.method not in SAFE
    with writing() if unsafe else nullcontext():
        return _run(actor, unsafe, run)


def _run(actor: Actor | None, unsafe: bool, run: Callable[[], Any]) -> Response:
    """Run the view, then commit a write that succeeded, or leave nothing; then write what was read."""
    try:
        response = make_response(run())
        if not unsafe:
            db.session.close()  # what was read is let go as it is: a rollback would expire it thing by thing
        elif response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
    except StaleDataError as error:
        db.session.rollback()
        raise Stale() from error
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _write_readings(actor)
    return response


def _write_readings(actor: Actor | None) -> None:
    """In a second, short transaction; if it fails the answer is 503 and nothing that was read leaves."""
    if actor is None or not actor.readings:
        return
    readings, actor.readings = actor.readings, []
    for reading in readings:
        trail.record_reading(actor, reading.act, reading.kind, reading.thing_ids, reading.detail)


def check_routes(app: Flask) -> None:
    """Boot check: a route without a rule stops the start."""
    bare = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and not hasattr(app.view_functions[rule.endpoint], RULE)
    ]
    if bare:
        raise RuntimeError(f"routes without a rule: {', '.join(sorted(set(bare)))}")


def can(act: str, thing: Any = None) -> bool:
    """For templates: whether the one who looks may do ``act``; the same rows that decide draw the buttons."""
    return bool(current_user.is_authenticated) and policy.allows(current_user._get_current_object(), act, thing)
