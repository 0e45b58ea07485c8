"""The floor: the barest Flask + SQLAlchemy + Jinja application with a list, a detail page and a form, as a measure.

It knows who is signed in and their posts, and nothing else: no rights, no audit, no translation, no encryption.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from flask import Flask, g, redirect, render_template, request
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, Index, String, create_engine, event, func, insert, literal, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

PAGE = 25
AGENCIES, PEOPLE = 200, 3000
TOKEN = "a-token-of-the-floor"
STATES = ("sent", "received", "accepted", "in_service", "delivered", "closed")


class Base(DeclarativeBase):
    """Tables of the floor."""


class Agency(Base):
    __tablename__ = "agency"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))


class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    token: Mapped[str | None] = mapped_column(String(64), index=True)


class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))


class Item(Base):
    """What is listed: as many plain columns as a list of referrals shows."""

    __tablename__ = "item"
    __table_args__ = (Index("ix_item_list", "to_id", "state", "due_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20))
    from_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(20))
    priority: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(80))
    age: Mapped[int]
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]

    sender: Mapped[Agency] = relationship(foreign_keys=[from_id])
    recipient: Mapped[Agency] = relationship(foreign_keys=[to_id])
    person: Mapped[Person] = relationship()


TEMPLATES = {
    "base": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/static/theme.css"></head><body><header><a href="/">Home</a> {{ g.person.name }}
<nav>{% for label, count in nav %}<a href="/{{ label }}">{{ label }} {{ count }}</a>{% endfor %}</nav></header>
<main>{% block main %}{% endblock %}</main></body></html>""",
    "list": """{% extends "base" %}{% block title %}List{% endblock %}{% block main %}<h1>List</h1><p>{{ total }}</p>
<table><thead><tr><th>Code<th>Title<th>From<th>State<th>Due<th>Person</tr></thead><tbody>
{% for item in items %}<tr><td><a href="/item/{{ item.id }}">{{ item.code }}</a></td><td>{{ item.title }}<br>
{{ item.age }}, {{ item.place }}</td><td>{{ item.sender.name }}</td><td>{{ item.state }}, {{ item.priority }}</td>
<td>{{ item.due_at.strftime("%Y-%m-%d %H:%M") }}</td><td>{{ item.person.name }}</td></tr>{% endfor %}
</tbody></table><a href="?after={{ items[-1].id }}">Next</a>{% endblock %}""",
    "detail": """{% extends "base" %}{% block title %}{{ item.code }}{% endblock %}{% block main %}
<h1>{{ item.title }}</h1><dl><dt>From<dd>{{ item.sender.name }}<dt>To<dd>{{ item.recipient.name }}
<dt>State<dd>{{ item.state }}
<dt>Priority<dd>{{ item.priority }}<dt>Place<dd>{{ item.place }}<dt>Age<dd>{{ item.age }}
<dt>Due<dd>{{ item.due_at.strftime("%Y-%m-%d %H:%M") }}<dt>Person<dd>{{ item.person.name }}</dl>{% endblock %}""",
}


def engine_for(url: str) -> Any:
    """An engine with the same settings of SQLite as the program has."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def on_connect(connection: Any, _record: object) -> None:
            for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "busy_timeout=15000"):
                connection.execute(f"PRAGMA {pragma}")

    return engine


def create_app(url: str) -> Flask:
    """The application on the database at ``url``."""
    app = Flask(__name__)
    app.jinja_env.loader = DictLoader(TEMPLATES)
    engine = engine_for(url)

    @app.before_request
    def sign_in() -> None:
        g.session = Session(engine)
        g.person = g.session.scalars(select(Person).where(Person.token == request.cookies.get("token", ""))).one()

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        g.session.close()

    @app.get("/")
    def listed() -> str:
        """Five statements: who, posts, counts of the navigation, how many there are, the page."""
        here = [post.agency_id for post in g.session.scalars(select(Post).where(Post.person_id == g.person.id))]
        mine = Item.to_id.in_(here)
        counts = g.session.execute(
            select(
                select(func.count()).where(mine, Item.state == "sent").scalar_subquery(),
                select(func.count()).where(mine, Item.state == "received").scalar_subquery(),
            )
        ).one()
        some = select(literal(1)).select_from(Item).where(mine).limit(1001).subquery()
        total = g.session.scalar(select(func.count()).select_from(some))
        items = g.session.scalars(
            select(Item)
            .where(mine, Item.state == request.args.get("state", "received"))
            .order_by(Item.due_at, Item.id)
            .limit(PAGE)
            .options(joinedload(Item.sender), joinedload(Item.recipient), joinedload(Item.person))
        ).all()
        nav = list(zip(("sent", "received"), counts, strict=True))
        return render_template("list", items=items, total=total, nav=nav)

    @app.get("/item/<int:number>")
    def detail(number: int) -> str:
        together = (joinedload(Item.sender), joinedload(Item.recipient), joinedload(Item.person))
        item = g.session.get_one(Item, number, options=together)
        return render_template("detail", item=item, nav=[])

    @app.post("/")
    def create() -> Any:
        now = datetime.now(UTC).replace(tzinfo=None)
        given = {name: request.form[name] for name in ("title", "place", "priority")}
        code = f"X-{now:%H%M%S%f}"
        item = Item(code=code, from_id=1, to_id=2, person_id=g.person.id, state="sent", age=9, **given)
        item.due_at, item.made_at = now + timedelta(days=9), now
        g.session.add(item)
        g.session.commit()
        return redirect("/", 303)

    return app


def build(url: str, size: int) -> None:
    """Fill an empty database with ``size`` items."""
    engine, random = engine_for(url), Random(1)
    Base.metadata.create_all(engine)
    start = datetime(2026, 1, 1)  # noqa: DTZ001  (a floor without time zones)
    with engine.begin() as connection:
        connection.execute(
            insert(Agency), [{"id": n, "name": f"Agency {n} of the city"} for n in range(1, AGENCIES + 1)]
        )
        people = [{"id": n, "name": f"Person {n}", "token": None} for n in range(1, PEOPLE + 1)]
        people[0]["token"] = TOKEN
        connection.execute(insert(Person), people)
        connection.execute(insert(Post), [{"person_id": 1, "agency_id": 1}])
        for first in range(0, size, 10_000):
            rows = [_item(random, start, number) for number in range(first + 1, min(first + 10_000, size) + 1)]
            connection.execute(insert(Item), rows)


def _item(random: Random, start: datetime, number: int) -> dict[str, Any]:
    """Every twentieth goes to the agency of the person signed in, as in the world that is measured."""
    return {
        "code": f"X-{number}",
        "from_id": random.randint(2, AGENCIES),
        "to_id": 1 if number % 20 == 0 else random.randint(2, AGENCIES),
        "person_id": random.randint(1, PEOPLE),
        "state": random.choice(STATES),
        "priority": "normal",
        "title": "Education, health and social work",
        "place": f"District {random.randint(1, 22)}",
        "age": random.randint(6, 17),
        "due_at": start + timedelta(minutes=random.randrange(500_000)),
        "made_at": start,
    }


if "FLOOR_URL" in os.environ:
    app = create_app(os.environ["FLOOR_URL"])
