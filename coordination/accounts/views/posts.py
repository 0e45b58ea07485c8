"""Pages of posts, roles and absences: proposed, waiting for a head's word, ended."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.accounts import queries
from coordination.accounts.commands import absences
from coordination.accounts.commands import posts as commands
from coordination.accounts.forms import AbsenceForm, EndPostForm, PostForm, RoleForm
from coordination.accounts.models import POST_LABELS, ROLE_LABELS, InstallationRole, Person, Post, PostKind, RoleKind
from coordination.accounts.views.blueprint import bp, refuse, to_person
from coordination.accounts.views.people import name_of
from coordination.kernel.errors import DomainError, Invalid, NotFound
from coordination.lang import zone


@bp.get("/people/posts")
@sees("post.confirm", also=("role.confirm",))
def waiting_posts() -> str:
    """Posts and roles that wait for the reader's word."""
    return render_template(
        "accounts/waiting_posts.html",
        posts=queries.list_waiting_posts(g.actor),
        roles=queries.list_waiting_roles(g.actor),
        post_labels=POST_LABELS,
        role_labels=ROLE_LABELS,
        name_of=name_of,
    )


@bp.route("/people/<public_id:person_id>/posts/new", methods=["GET", "POST"])
@sees("person.view", find=queries.get_person)
def propose_post(person: Person) -> Any:
    """A further post for somebody."""
    form = PostForm(data={"agency": _only_agency(person), "from_on": zone.today()})
    if request.method == "GET":
        return render_template("accounts/propose_post.html", form=form, person=person, name_of=name_of)
    if form.validate() and form.agency.data is not None:
        try:
            post = commands.propose(
                g.actor,
                person,
                agency=form.agency.data,
                kind=PostKind(form.kind.data),
                from_on=form.from_on.data,
                to_on=form.to_on.data,
            )
        except DomainError as error:
            refuse(form, error)
            page = render_template("accounts/propose_post.html", form=form, person=person, name_of=name_of)
            return page, error.status
        if post.confirmed_at is not None:
            flash(_("The post is confirmed and takes effect on its first day."), "done")
        else:
            flash(_("The post is proposed. It takes effect when the head who decides confirms it."), "done")
        return to_person(person)
    return render_template("accounts/propose_post.html", form=form, person=person, name_of=name_of), 422


def _only_agency(person: Person) -> Any:
    agencies = {post.agency for post in person.posts if post.refused_at is None}
    return agencies.pop() if len(agencies) == 1 else None


@bp.post("/posts/<public_id:post_id>/confirm")
@sees("post.confirm", find=queries.get_post)
def confirm_post(post: Post) -> Response:
    """Let a post take effect."""
    commands.confirm(g.actor, post)
    flash(_("The post of %(name)s is confirmed.", name=post.person.name), "done")
    return redirect(url_for(".waiting_posts"), 303)


@bp.post("/posts/<public_id:post_id>/refuse")
@sees("post.confirm", find=queries.get_post)
def refuse_post(post: Post) -> Response:
    """Say no to a post."""
    commands.refuse(g.actor, post)
    flash(_("The post of %(name)s is refused; the person is told.", name=post.person.name), "done")
    return redirect(url_for(".waiting_posts"), 303)


@bp.route("/posts/<public_id:post_id>/end", methods=["GET", "POST"])
@sees("post.end", find=queries.get_post)
def end_post(post: Post) -> Any:
    """The last day of a post."""
    form = EndPostForm(data={"to_on": max(zone.today(), post.from_on)})
    if request.method == "POST" and form.validate():
        try:
            commands.end(g.actor, post, to_on=form.to_on.data)
        except Invalid as error:
            refuse(form, error)
        else:
            flash(_("The last day of the post is set."), "done")
            return to_person(post.person)
    status = 422 if request.method == "POST" else 200
    page = render_template("accounts/end_post.html", form=form, post=post, post_labels=POST_LABELS, name_of=name_of)
    return page, status


@bp.route("/people/<public_id:person_id>/roles/new", methods=["GET", "POST"])
@sees("role.propose", find=queries.get_person)
def propose_role(person: Person) -> Any:
    """A role beside all agencies."""
    form = RoleForm(data={"from_on": zone.today()})
    if request.method == "POST" and form.validate():
        try:
            commands.propose_role(g.actor, person, kind=RoleKind(form.kind.data), from_on=form.from_on.data)
        except Invalid as error:
            refuse(form, error)
        else:
            flash(_("The role is proposed. It takes effect when the host agency's head confirms it."), "done")
            return to_person(person)
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/propose_role.html", form=form, person=person, name_of=name_of), status


@bp.post("/roles/<public_id:role_id>/confirm")
@sees("role.confirm", find=queries.get_role)
def confirm_role(role: InstallationRole) -> Response:
    """Let a role take effect."""
    commands.confirm_role(g.actor, role)
    flash(_("The role of %(name)s is confirmed.", name=role.person.name), "done")
    return redirect(url_for(".waiting_posts"), 303)


@bp.post("/roles/<public_id:role_id>/refuse")
@sees("role.confirm", find=queries.get_role)
def refuse_role(role: InstallationRole) -> Response:
    """Say no to a role."""
    commands.refuse_role(g.actor, role)
    flash(_("The role of %(name)s is refused.", name=role.person.name), "done")
    return redirect(url_for(".waiting_posts"), 303)


@bp.post("/roles/<public_id:role_id>/end")
@sees("role.end", find=queries.get_role)
def end_role(role: InstallationRole) -> Response:
    """End a role at once."""
    commands.end_role(g.actor, role)
    flash(_("The role of %(name)s has ended.", name=role.person.name), "done")
    return to_person(role.person)


@bp.route("/people/<public_id:person_id>/absences/new", methods=["GET", "POST"])
@sees("absence.edit", find=queries.get_person)
def record_absence(person: Person) -> Any:
    """Days away, and the colleague who acts meanwhile."""
    form = AbsenceForm(data={"from_on": zone.today()})
    form.offer("deputy", queries.list_colleagues(person, but=g.actor.person_id), name_of)
    if request.method == "POST" and form.validate():
        try:
            deputy = queries.get_person(form.deputy.data)
            assert deputy is not None  # the choice holds people only
            absences.record(g.actor, person, deputy=deputy, from_on=form.from_on.data, to_on=form.to_on.data)
        except Invalid as error:
            refuse(form, error)
        else:
            flash(_("The absence is recorded; %(name)s acts meanwhile.", name=deputy.name), "done")
            return to_person(person)
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/record_absence.html", form=form, person=person, name_of=name_of), status


@bp.post("/people/<public_id:person_id>/absences/<public_id:absence>/end")
@sees("absence.edit", find=queries.get_person)
def end_absence(person: Person, absence: str) -> Response:
    """The person is back."""
    found = next((one for one in person.absences if one.public_id == absence), None)
    if found is None:
        raise NotFound
    absences.end(g.actor, found)
    flash(_("The absence has ended."), "done")
    return to_person(person)
