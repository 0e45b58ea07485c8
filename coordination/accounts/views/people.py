"""Pages of people for administrators and heads: the list, a person, invitations, accounts, hand-over."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.accounts import handover, queries
from coordination.accounts.commands import links, posts
from coordination.accounts.commands import people as commands
from coordination.accounts.forms import HandOverForm, InviteForm, PeopleFilter, PersonForm
from coordination.accounts.models import POST_LABELS, ROLE_LABELS, Person, PostKind
from coordination.accounts.names import find_people
from coordination.accounts.views.blueprint import base_url, bp, lifetimes, refuse, to_person
from coordination.directory.queries import get_agency
from coordination.kernel.errors import DomainError, Invalid
from coordination.kernel.paging import pager, place
from coordination.lang import locale, say, zone
from coordination.lang.identifiers import mobile


def name_of(row: Any) -> str:
    """A person's name in the reader's language."""
    return str(row.name_en) if locale.current() == "en" and row.name_en else str(row.name)


@bp.get("/people")
@sees("person.list")
def people() -> str:
    """Everybody whom the reader may see, by name."""
    form = PeopleFilter(request.args)
    chosen: dict[str, Any] = {"name": form.q.data or "", "agency": form.agency.data or "", "post": form.post.data or ""}
    found = queries.list_people(
        g.actor,
        **place(),
        **chosen,
    )
    kept: dict[str, Any] = {"q": chosen["name"], "agency": chosen["agency"], "post": chosen["post"]}
    kept = {name: value for name, value in kept.items() if value}
    return render_template(
        "accounts/people.html",
        rows=found.rows,
        posts=queries.list_posts_of([row.id for row in found.rows]),
        page=pager(".people", found, kept),
        form=form,
        filtered=bool(kept),
        name_of=name_of,
        post_labels=POST_LABELS,
    )


@bp.get("/people/complete")
@sees("person.complete")
def complete() -> str:
    """Options for a field in which a person is named: the answer to what was typed so far."""
    typed = request.args.get(request.args.get("field", "q"), "")
    return render_template("accounts/complete.html", people=find_people(typed), name_of=name_of)


@bp.get("/people/<public_id:person_id>")
@sees("person.view", find=queries.get_person)
def person(person: Person) -> str:
    """One person: posts, roles, absences, sign-ins, and what can be done."""
    return render_template(
        "accounts/person.html",
        person=person,
        sessions=queries.count_sessions(person.id, **lifetimes()),
        name_of=name_of,
        post_labels=POST_LABELS,
        role_labels=ROLE_LABELS,
        today=zone.today(),
    )


@bp.route("/people/invite", methods=["GET", "POST"])
@sees("person.invite")
def invite() -> Any:
    """Somebody new, with a first post."""
    agency = _wanted_agency()
    form = InviteForm(data={"agency": agency, "from_on": zone.today(), "language": "fa"})
    if request.method == "GET":
        return render_template("accounts/invite.html", form=form)
    if form.validate() and form.agency.data is not None:
        try:
            invited = commands.invite(
                g.actor,
                name=form.name.data,
                name_en=form.name_en.data or "",
                email=form.email.data,
                language=form.language.data,
                agency=form.agency.data,
                kind=PostKind(form.kind.data),
                from_on=form.from_on.data,
                base_url=base_url(),
            )
        except DomainError as error:
            refuse(form, error)
            return render_template("accounts/invite.html", form=form), error.status
        if invited.made is None:
            flash(_("%(name)s has an account already; the post was proposed.", name=invited.person.name), "done")
            return to_person(invited.person)
        return _made_page(invited.person, invited.made, invitation=True)
    return render_template("accounts/invite.html", form=form), 422


def _wanted_agency() -> Any:
    """The agency whose page led here, or the only one that the actor heads."""
    wanted = request.args.get("agency")
    if wanted:
        return get_agency(wanted)
    headed = [post.agency_id for post in g.actor.posts if post.kind == PostKind.HEAD]
    return queries.get_agency_by_number(headed[0]) if len(set(headed)) == 1 else None


def _made_page(person: Person, made: links.Made, *, invitation: bool) -> str:
    """The paper for the person. The code is shown this once: only its hash is kept."""
    return render_template(
        "accounts/made.html", person=person, made=made, invitation=invitation, base_url=base_url(), name_of=name_of,
        waits=bool(posts.that_would_wait(g.actor, person)) and not invitation,
    )  # fmt: skip


@bp.post("/people/<public_id:person_id>/code")
@sees("person.reset", find=queries.get_person)
def make_code(person: Person) -> str:
    """A code to print: for a new password, or to open an account that was not opened yet."""
    if person.password_hash is None:
        return _made_page(person, links.invite(g.actor, person, base_url=base_url()), invitation=True)
    return _made_page(person, links.print_reset(g.actor, person), invitation=False)


@bp.route("/people/<public_id:person_id>/edit", methods=["GET", "POST"])
@sees("person.edit", find=queries.get_person)
def edit_person(person: Person) -> Any:
    """Name, address and mobile number, corrected."""
    form = PersonForm(obj=person)
    if request.method == "POST" and form.validate():
        try:
            commands.edit(
                g.actor,
                person,
                name=form.name.data,
                name_en=form.name_en.data or "",
                email=form.email.data,
                mobile=mobile(form.mobile.data) if form.mobile.data else "",
            )
        except Invalid as error:
            refuse(form, error)
        else:
            flash(_("The person's data are saved."), "done")
            return to_person(person)
    status = 422 if request.method == "POST" else 200
    waits = person.password_hash is not None and bool(posts.that_would_wait(g.actor, person))
    page = render_template("accounts/edit_person.html", form=form, person=person, name_of=name_of, waits=waits)
    return page, status


@bp.route("/people/<public_id:person_id>/disable", methods=["GET", "POST"])
@sees("person.disable", find=queries.get_person)
def disable(person: Person) -> Any:
    """Asked once more before an account is closed, with what is still open."""
    if request.method == "GET":
        return render_template(
            "accounts/disable.html",
            person=person,
            sessions=queries.count_sessions(person.id, **lifetimes()),
            parts=handover.open_things(person),
            held=handover.held_things(person),
            name_of=name_of,
        )
    commands.disable(g.actor, person)
    flash(_("The account of %(name)s is disabled. You can enable it again on this page.", name=person.name), "done")
    return to_person(person)


@bp.post("/people/<public_id:person_id>/enable")
@sees("person.disable", find=queries.get_person)
def enable(person: Person) -> Response:
    """Take a disabling back."""
    commands.enable(g.actor, person)
    flash(_("The account of %(name)s is enabled again.", name=person.name), "done")
    return to_person(person)


@bp.post("/people/<public_id:person_id>/end-sessions")
@sees("person.end_sessions", find=queries.get_person)
def end_sessions(person: Person) -> Response:
    """For a telephone lost."""
    ended = commands.end_sessions(g.actor, person)
    flash(ngettext("%(count)s sign-in has ended.", "%(count)s sign-ins have ended.", ended, count=say.number(ended)),
          "done")  # fmt: skip
    return to_person(person)


@bp.route("/people/<public_id:person_id>/hand-over", methods=["GET", "POST"])
@sees("handover.do", find=queries.get_person)
def hand_over(person: Person) -> Any:
    """What is open with a person, and to whom all of it goes."""
    form = HandOverForm()
    form.offer("to", queries.list_colleagues(person, but=g.actor.person_id), name_of)
    if request.method == "POST" and form.validate():
        try:
            to = queries.get_person(form.to.data)
            assert to is not None  # the choice holds people only
            moved = handover.hand_over(g.actor, person, to=to)
        except Invalid as error:
            refuse(form, error)
        else:
            flash(
                ngettext("%(count)s open thing went over to %(name)s.", "%(count)s open things went over to %(name)s.",
                         moved, count=say.number(moved), name=to.name),
                "done",
            )  # fmt: skip
            return to_person(person)
    parts = handover.open_things(person)
    status = 422 if request.method == "POST" else 200
    page = render_template("accounts/hand_over.html", form=form, person=person, parts=parts, name_of=name_of)
    return page, status
