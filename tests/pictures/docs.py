"""The few pictures that the documents show, small enough to lie in the repository."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Browser
from sqlalchemy import select

from config import ROOT
from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.meetings.models import Meeting, MeetingState
from coordination.points.models import Round
from coordination.referrals.models import Referral, State
from coordination.reports.models import Report, ReportState
from tests.pictures.gathered import GROUP
from tests.pictures.house import House
from tests.pictures.scenes import MEMBER, SECRETARY, WELFARE

FOLDER = ROOT / "docs" / "pictures"
HEAD, NETWORK, MOBILE_UNIT = "head@example.org", "network.liaison@example.org", "mobile-unit@example.org"
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
    email: str = WELFARE


def take(browser: Browser, house: House) -> None:
    """Takes them all: referrals as the liaison of the welfare directorate sees them, meetings as the secretary of the
    education working group, actions as the member of it, the network's report as its liaison."""
    waiting, desk, signed = (
        _waiting(house),
        _meeting(house, MeetingState.IN_SESSION),
        _meeting(house, MeetingState.CLOSED),
    )
    for shot in (
        Shot("home-fa", "fa", "/"),
        Shot("inbox-fa", "fa", "/referrals"),
        Shot("referral-fa", "fa", waiting),
        Shot("inbox-fa-360", "fa", "/referrals", 360, 720),
        Shot("referral-en", "en", waiting),
        Shot("secretary-home-fa", "fa", "/", email=SECRETARY),
        Shot("record-fa", "fa", f"{desk}/record", height=960, email=SECRETARY),
        Shot("record-en", "en", f"{desk}/record", height=960, email=SECRETARY),
        Shot("minutes-fa", "fa", f"{signed}/minutes", height=960, email=SECRETARY),
        Shot("actions-fa", "fa", "/actions/group", email=SECRETARY),
        Shot("action-fa-360", "fa", "/actions", 360, 720, MEMBER),
        Shot("report-fa", "fa", _report(house), height=960, email=NETWORK),
        Shot("report-en", "en", _report(house), height=960, email=NETWORK),
        Shot("figures-fa", "fa", "/figures", height=960, email=HEAD),
        Shot("round-fa-360", "fa", _round(house), 360, 720, MOBILE_UNIT),
    ):
        context = house.seat(browser, shot.email, shot.language, shot.width)
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


def _meeting(house: House, state: MeetingState) -> str:
    """The last meeting of the education working group in a state."""
    with house.app.app_context():
        found = db.session.scalar(
            select(Meeting.public_id)
            .join(Meeting.group)
            .where(Group.code == GROUP, Meeting.state == state)
            .order_by(Meeting.starts_at.desc())
        )
    assert found is not None, f"no meeting of the education working group is {state}"
    return f"/meetings/{found}"


def _report(house: House) -> str:
    """The published report of the network."""
    with house.app.app_context():
        found = db.session.scalar(select(Report.public_id).where(Report.state == ReportState.PUBLISHED))
    assert found is not None, "no report is published"
    return f"/reports/{found}"


def _round(house: House) -> str:
    """The visit round of the mobile unit's liaison that is under way."""
    with house.app.app_context():
        found = db.session.scalar(
            select(Round.public_id)
            .join(Person, Person.id == Round.by_id)
            .where(Person.email == MOBILE_UNIT, Round.ended_at.is_(None))
        )
    assert found is not None, "nobody of the mobile unit is on a round"
    return f"/rounds/{found}"
