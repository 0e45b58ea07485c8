"""Hand-over: everything open goes to a colleague who may have it, or nothing does."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts import handover
from coordination.accounts.models import Person, PostKind
from coordination.cases.models import Case
from coordination.kernel.db import db, writing
from tests.accounts.acts import acts, events, row_of
from tests.accounts.conftest import Browser
from tests.world import World, add_case, add_post


class Basket:
    """Something open that people hold, by their numbers."""

    def __init__(self) -> None:
        self.held: dict[int, int] = {}

    def count(self, person: Person) -> int:
        return self.held.get(person.id, 0)

    def hand_over(self, person: Person, to: Person) -> None:
        self.held[to.id] = self.count(to) + self.held.pop(person.id, 0)


@pytest.fixture
def basket(monkeypatch: pytest.MonkeyPatch, app: Flask) -> Basket:
    """The only part that takes part."""
    monkeypatch.setattr(handover, "PARTS", {})
    made = Basket()
    handover.register("Open baskets", made.count, made.hand_over)
    return made


def hand_over(client: FlaskClient, world: World, to: str, of: str = "pouya_worker") -> Any:
    url = f"/people/{world.people[of].public_id}/hand-over"
    return client.post(url, data={"to": world.people[to].public_id})


def test_everything_open_goes_to_the_colleague(app: Flask, browser: Browser, world: World, basket: Basket) -> None:
    basket.held = {world.pouya_worker.id: 3, world.pouya_liaison.id: 1}
    assert hand_over(browser(world.pouya_head), world, "pouya_liaison").status_code == 303
    assert basket.held == {world.pouya_liaison.id: 4}
    assert "handover.do" in acts(app)
    assert events(app, "person.handed_over") == ["person.handed_over"]


def test_the_page_says_what_is_open_and_moves_nothing(browser: Browser, world: World, basket: Basket) -> None:
    basket.held = {world.pouya_worker.id: 3}
    page = browser(world.pouya_head).get(f"/people/{world.pouya_worker.public_id}/hand-over").text
    assert "<dd>۳</dd>" in page
    assert basket.held == {world.pouya_worker.id: 3}


def test_nothing_goes_to_somebody_without_a_post_there(browser: Browser, world: World, basket: Basket) -> None:
    """An administrator who hands over gives no right: neither to an outsider nor to himself."""
    basket.held = {world.pouya_worker.id: 3}
    for to in ("administrator", "welfare_worker"):
        assert hand_over(browser(world.administrator), world, to).status_code == 422
    assert basket.held == {world.pouya_worker.id: 3}


def test_the_colleague_needs_a_post_at_every_agency_of_the_other(
    app: Flask, browser: Browser, world: World, basket: Basket
) -> None:
    basket.held = {world.pouya_worker.id: 3}
    with app.app_context(), writing():
        add_post(world.pouya_worker, world.welfare, PostKind.WORKER)
        db.session.commit()
    page = hand_over(browser(world.administrator), world, "pouya_liaison")
    assert page.status_code == 422
    assert world.welfare.name_fa in page.text
    assert basket.held == {world.pouya_worker.id: 3}


def test_an_ended_post_still_counts(app: Flask, browser: Browser, world: World, basket: Basket) -> None:
    basket.held = {world.pouya_worker.id: 3}
    with app.app_context(), writing():
        post = add_post(world.pouya_worker, world.welfare, PostKind.WORKER)
        post.to_on = post.from_on
        db.session.commit()
    assert hand_over(browser(world.administrator), world, "pouya_liaison").status_code == 422


def test_a_head_of_one_of_two_agencies_hands_nothing_over(
    app: Flask, browser: Browser, world: World, basket: Basket
) -> None:
    with app.app_context(), writing():
        add_post(world.pouya_worker, world.welfare, PostKind.WORKER)
        db.session.commit()
    assert hand_over(browser(world.pouya_head), world, "pouya_liaison").status_code == 404


def test_nothing_open_is_said(browser: Browser, world: World, basket: Basket) -> None:
    assert hand_over(browser(world.pouya_head), world, "pouya_liaison").status_code == 422


def test_a_second_registration_replaces_the_first(basket: Basket) -> None:
    handover.register("Open baskets", lambda _person: 7, basket.hand_over)
    assert len(handover.PARTS) == 1


def test_a_workers_cases_change_hands(app: Flask, browser: Browser, world: World) -> None:
    with app.app_context(), writing():
        add_case(world.pouya, worker=world.pouya_worker)
        db.session.commit()
    hand_over(browser(world.pouya_head), world, "pouya_liaison")
    assert row_of(app, Case).worker_id == world.pouya_liaison.id
