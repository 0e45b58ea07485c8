"""axe finds nothing to object to on any page of the network's work: activities, circulars, reports, data calls,
programmes, indicators, watched points, outcomes, the register of organisations, figures, exports, and what everybody
reads.

In Persian on a phone, where none of them can be scrolled sideways, and in English on a wide screen: there the lists and
forms in the short form, every page in the long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import pytest
from flask import Flask

from tests.browser.complaints import complaints
from tests.browser.conftest import HEIGHT, Arrive, hashed
from tests.browser.network import Things, add_network
from tests.browser.recorders import LONG
from tests.pictures.scenes import NOT_PAGES
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.faults]

FOR_EVERYBODY = frozenset(
    f"public.{page}" for page in ("index", "directory", "agency", "reports_page", "report", "resolutions", "figures")
)
LOOKS: dict[str, tuple[int, Literal["light", "dark"]]] = {"fa": (360, "light"), "en": (1280, "dark")}
FEATURES = frozenset({
    "activities", "circulars", "reports", "data_calls", "programmes", "indicators", "points", "outcomes",
    "registrations", "public", "figures", "exports",
})  # fmt: skip
PAGES = {
    "municipality_liaison": {
        "": "activities.index activities.new activities.import_page activities.occasions activities.paste "
        "circulars.index circulars.new reports.index reports.new data_calls.index data_calls.new "
        "data_calls.distributions data_calls.new_distribution programmes.index programmes.new programmes.memoranda "
        "programmes.new_memorandum indicators.index indicators.new indicators.import_page exports.index",
        "activity": "activities.show activities.edit activities.new_action",
        "list": "activities.pasted",
        "circular": "circulars.show circulars.print_page circulars.readers circulars.recall",
        "circular_draft": "circulars.edit circulars.send",
        "draft": "reports.show reports.edit_section reports.public_version reports.publish",
        "report": "reports.withdraw",
        "call_draft": "data_calls.show data_calls.edit data_calls.columns data_calls.edit_column data_calls.asked "
        "data_calls.open data_calls.preview",
        "tallied": "data_calls.show data_calls.close data_calls.reopen data_calls.tally data_calls.print_tally",
        "handed_in": "data_calls.sheet data_calls.give_back",
        "distribution": "data_calls.distribution data_calls.edit_distribution data_calls.dispatch_all",
        "delivery_planned": "data_calls.dispatch data_calls.replan",
        "programme": "programmes.show programmes.edit programmes.start programmes.finish programmes.link "
        "programmes.new_phases programmes.edit_phases programmes.new_budget programmes.edit_budget "
        "programmes.new_partners programmes.edit_partners",
        "memorandum": "programmes.memorandum",
        "memorandum_draft": "programmes.edit_memorandum",
        "indicator": "indicators.show indicators.edit indicators.new_figure indicators.correct_figure",
    },
    "municipality_head": {
        "": "outcomes.index outcomes.funnel figures.show",
        "memorandum_draft": "programmes.sign",
        "memorandum": "programmes.terminate",
        "outcome": "outcomes.show outcomes.verify outcomes.reject outcomes.sustain outcomes.relapse",
    },
    "municipality_worker": {"case": "outcomes.claim", "outcome": "outcomes.attach", "step": "outcomes.behind"},
    "welfare_liaison": {
        "": "data_calls.index points.index points.new points.coverage",
        "sheet": "data_calls.sheet",
        "rows": "data_calls.sheet",
        "delivery": "data_calls.delivery data_calls.confirm data_calls.delivery_note",
        "delivery_homes": "data_calls.delivery",
        "served": "outcomes.claim_on_referral",
        "receiving": "figures.rows",
        "point": "points.show points.edit",
    },
    "welfare_worker": {"": "points.rounds", "round": "points.round points.visit"},
    "welfare_head": {"receiving": "figures.agency public.overview"},
    "secretary": {"group": "figures.group"},
    "administrator": {"": "activities.new_occasion public.settings", "occasion": "activities.edit_occasion"},
    "registrar": {
        "": "registrations.index registrations.invite",
        "registration": "registrations.show registrations.edit registrations.attach registrations.send_link "
        "registrations.return registrations.approve registrations.refuse",
        "registration_held": "registrations.show registrations.suspend registrations.restore registrations.renew",
    },
    "nobody": {
        "": "public.index public.directory public.reports_page public.resolutions public.figures",
        "seen_by_all": "public.agency public.report",
        "link": "registrations.apply registrations.step registrations.papers",
    },
}
"""Who looks at which pages of which thing; of nothing, for lists and what is new."""


def paths(app: Flask, pages: dict[str, str], things: Things, language: str) -> Iterator[str]:
    """The addresses of pages; what everybody reads names its language there."""
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    addresses = app.url_map.bind("127.0.0.1")
    for thing, endpoints in pages.items():
        values = things.get(thing, {})
        for endpoint in endpoints.split():
            said = {"lang": language} if endpoint in FOR_EVERYBODY else {}
            yield addresses.build(endpoint, said | {name: values[name] for name in rules[endpoint].arguments})


def test_every_page_is_looked_at(app: Flask) -> None:
    looked_at = {endpoint for pages in PAGES.values() for some in pages.values() for endpoint in some.split()}
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    pages = {rule.endpoint for rule in rules if rule.endpoint.partition(".")[0] in FEATURES}
    assert pages - NOT_PAGES == looked_at


def test_axe_finds_nothing_on_the_networks_work(app: Flask, arrive: Arrive, town: World, now: datetime) -> None:
    with app.app_context():
        registrar, things = add_network(town, {"password_hash": hashed(), "password_changed_at": now})
    found: list[str] = []
    for part, pages in PAGES.items():
        person = None if part == "nobody" else registrar if part == "registrar" else town.people[part]
        visitor = arrive(person)
        if person is None:
            visitor.go("/sign-in")
        for visitor.language, (width, colours) in LOOKS.items():
            visitor.switch_language()
            visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
            visitor.page.emulate_media(color_scheme=colours)
            looked_at = (
                pages if LONG or visitor.language == "fa" else {thing: pages[thing] for thing in pages if not thing}
            )
            found += complaints(visitor, list(paths(app, looked_at, things, visitor.language)))
    assert not found, "\n".join(found)
