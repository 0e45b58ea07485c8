"""axe finds nothing to object to on the main pages, in Persian on light paper and in English on dark."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.cases.models import Case
from coordination.kernel.db import db
from coordination.referrals.models import Referral
from tests.browser.acts import made
from tests.browser.complaints import COLOURS, complaints
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.referrals.stage import Stage
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", COLOURS)
def test_axe_finds_nothing(app: Flask, arrive: Arrive, site: Site, town: World, language: str) -> None:
    codes = [made(app, town, act) for act in (Stage.drafted, Stage.sent, Stage.delivered)]
    with app.app_context():
        ids = dict(db.session.execute(select(Referral.code, Referral.public_id)).tuples().all())
        case = db.session.scalars(select(Case.public_id)).first()
    draft, sent, delivered = (f"/referrals/{ids[code]}" for code in codes)
    site.tell()
    pages = {
        town.municipality_liaison: [
            "/", "/referrals/sent", f"{draft}/edit", f"{draft}/send", "/cases", "/cases/new", f"/cases/{case}",
            f"/cases/{case}/consents/new", f"{delivered}/confirm", "/notices", "/agencies",
            f"/agencies/{town.welfare.public_id}", "/account", "/account/sessions",
        ],
        town.welfare_liaison: ["/", "/referrals", sent, f"{sent}/accept", f"{sent}/decline", delivered, "/search"],
        town.administrator: ["/people", f"/people/{town.welfare_liaison.public_id}", "/settings", "/settings/holidays"],
        town.welfare_head: ["/", "/people/posts", "/people/invite"],
        town.auditor: ["/audit"],
    }  # fmt: skip
    found: list[str] = []
    stranger = arrive(language=language, colours=COLOURS[language])
    found += complaints(stranger, ["/sign-in", "/lost-password", "/link"])
    for person, paths in pages.items():
        visitor = arrive(person, language=language, colours=COLOURS[language])
        found += complaints(visitor, paths)
    assert not found


@pytest.mark.parametrize("language", COLOURS)
def test_axe_finds_nothing_on_the_first_page_of_all(arrive: Arrive, language: str) -> None:
    stranger = arrive(language=language)
    stranger.go("/setup")
    stranger.switch_language()
    assert not list(complaints(stranger, ["/setup"]))
