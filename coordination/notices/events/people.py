"""What notices listen to of consents, posts, and what was done to people's accounts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.accounts.models import Absence, Person, Post, PostKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url, host_id
from coordination.notices.words import CASE, PERSON, POST
from coordination.outbox.events import Event, on


@on(*CASE)
def tell_of_consent(event: Event) -> None:
    """Tell the case's worker that a basis has ended; the liaisons, where nobody who still works there is named."""
    consent = queries.get_told_consent(int(event.payload["thing_id"]))
    if consent is None:
        return
    case, today = consent.case, local_date(clock.now())
    working = queries.post_holders(case.agency_id, tuple(PostKind), today)
    named = {case.worker_id} if case.worker_id in working else set()
    people = named or set(queries.post_holders(case.agency_id, (PostKind.LIAISON,), today))
    people.discard(int(event.payload.get("by", NOBODY)))
    # Neither code nor file number of a case leaves its page: the address alone leads there.
    tell(event, people, params={}, url=f"/cases/{case.public_id}", base_url=base_url())


@on(*POST)
def tell_of_post(event: Event) -> None:
    """A proposed post is told to the head who is to confirm it, its outcome to the person."""
    post = db.session.scalar(
        select(Post)
        .where(Post.id == int(event.payload["thing_id"]))
        .options(joinedload(Post.agency), joinedload(Post.person))
    )
    if post is None:
        return
    if event.name == "post.proposed":
        head_of = host_id() if post.kind == PostKind.HEAD else post.agency_id
        told, url = queries.post_holders(head_of, (PostKind.HEAD,), local_date(clock.now())), "/people/posts"
    else:
        told, url = [post.person_id], "/"
    params = {
        "agency_fa": post.agency.name_fa,
        "agency_en": post.agency.name_en,
        "person": post.person.name,
        "person_en": post.person.name_en,
    }
    tell(event, told, params=params, url=url, base_url=base_url())


@on(*PERSON)
def tell_of_person(event: Event) -> None:
    """What gives somebody a way to posts or files of a person is told to the agencies' heads and to whom it concerns,
    but not to the one who acted."""
    number, concerned = int(event.payload["thing_id"]), set[int]()
    if event.name == "absence.recorded":
        absence = db.session.get_one(Absence, number)
        number, concerned = absence.person_id, {absence.person_id, absence.deputy_id}
    elif event.name == "person.handed_over":
        concerned = {number, int(event.payload["to_id"])}
    person = db.session.get_one(Person, number)
    by = {int(event.payload.get("by", NOBODY))}
    heads = set(queries.heads_over(person.id, local_date(clock.now()))) - by
    params = {"person": person.name, "person_en": person.name_en}
    tell(event, heads, params=params, url=f"/people/{person.public_id}", base_url=base_url())
    tell(event, concerned - heads - by, params=params, url="/", base_url=base_url())
