"""The few pictures that the documents show, small enough to lie in the repository."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Browser
from sqlalchemy import select

from config import ROOT
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals.models import Referral, State
from tests.pictures.house import House
from tests.pictures.scenes import WELFARE

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 64
MOST_BYTES = 120_000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the documents: its name, language, page, and the size of the window in px."""

    name: str
    language: str
    path: str
    width: int = 1280
    height: int = 860


def take(browser: Browser, house: House) -> None:
    """Takes them all, as the liaison of the welfare directorate sees the pages."""
    waiting = _waiting(house)
    for shot in (
        Shot("home-fa", "fa", "/"),
        Shot("inbox-fa", "fa", "/referrals"),
        Shot("referral-fa", "fa", waiting),
        Shot("inbox-fa-360", "fa", "/referrals", 360, 720),
        Shot("referral-en", "en", waiting),
    ):
        context = house.seat(browser, WELFARE, shot.language, shot.width)
        page = context.new_page()
        page.set_viewport_size({"width": shot.width, "height": shot.height})
        page.goto(house.site.url + shot.path)
        save(page.screenshot(), shot.name)
        context.close()


def save(taken: bytes, name: str) -> None:
    """Writes a picture with few colours: text stays sharp, and the file stays small."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
    size = (FOLDER / f"{name}.png").stat().st_size
    assert size <= MOST_BYTES, f"{name}.png has {size} bytes"


def _waiting(house: House) -> str:
    """A referral whose acceptance is awaited from the directorate: the newest."""
    with house.app.app_context():
        found = db.session.scalar(
            select(Referral.public_id)
            .join(Agency, Agency.id == Referral.recipient_agency_id)
            .where(Agency.code == "behzisti-qazvin", Referral.state == State.RECEIVED)
            .order_by(Referral.id.desc())
        )
    assert found is not None, "nothing waits for the welfare directorate"
    return f"/referrals/{found}"
