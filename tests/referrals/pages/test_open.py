"""Every page of referrals opens for those whose it is, in both languages."""

import pytest

from tests.referrals.pages.conftest import Desk

LANGUAGES = ("fa", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "/sent", "/drafts", "/agency", "/new", "/services/new", "/filters/inbox"])
def test_lists_open(desk: Desk, page: str, language: str) -> None:
    desk.make("received")
    desk.make("in_service")
    client = desk.as_("welfare_liaison", language)
    assert client.get(f"/referrals{page}").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["sent", "received", "accepted", "in_service", "served", "delivered"])
@pytest.mark.parametrize("who", ["municipality_liaison", "welfare_liaison"])
def test_pages_open(desk: Desk, state: str, who: str, language: str) -> None:
    url = desk.make(state)
    client = desk.as_(who, language)
    assert client.get(url).status_code == 200
    assert client.get(f"{url}/print").status_code == 200
