"""axe finds nothing to object to on the pages of groups, meetings, minutes, resolutions and actions.

On a phone none of them can be scrolled sideways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from coordination.actions import commands as actions
from coordination.actions.models import ActionState
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import today
from coordination.meetings import commands as meetings
from coordination.meetings.commands import attending
from coordination.meetings.invitation_mails import token_of
from coordination.meetings.models import MeetingState
from coordination.meetings.queries import get_meeting
from coordination.minutes.commands import recording
from coordination.minutes.models import Document, DocumentKind, MinutesState
from coordination.minutes.queries.recording import get_recorded
from coordination.resolutions.models import ResolutionState
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION
from tests.browser.complaints import COLOURS, complaints
from tests.browser.conftest import Arrive
from tests.gatherings import add_action, add_entry, add_item, add_meeting, add_minutes, add_resolution
from tests.minutes.held import hold
from tests.world import World, acting

pytestmark = pytest.mark.browser

WIDTHS = {"fa": 360, "en": 1280}
TYPED = """خانم صالحی گزارش داد.
مصوبه: مدرسه‌ها ثبت‌نام موقت کنند
اقدام: فهرست را بفرستید @بهزیستی تا دو هفته
اقدام: نامه بنویسید @ناشناس تا ۳۱ مهر
نکته: بودجه دیده نشده است"""


@dataclass(slots=True)
class Paths:
    """Addresses of one of each."""

    group: str
    planned: str
    called: str
    running: str
    held: str
    drafting: str
    item: str
    entry: str
    resolution: str
    put: str
    action: str
    done: str
    extension: str
    link: str
    code: str


def placed(world: World) -> Paths:
    """One of each thing, in the state in which its page holds most."""
    secretary, member = acting(world.secretary), acting(world.member)
    planned = add_meeting(world.group, starts_at=clock.now() + timedelta(days=9))
    called = add_meeting(world.group, starts_at=clock.now() + timedelta(days=2))
    entry = add_entry(called, add_item(world.group, proposer_id=world.member.id))
    add_entry(called, add_item(world.group, "پرونده‌ای محرمانه", confidential=True))
    db.session.commit()
    loaded = get_meeting(called.public_id)
    assert loaded is not None
    meetings.invite_members(secretary, loaded)
    meetings.announce(secretary, loaded)
    running = add_meeting(world.group, state=MeetingState.IN_SESSION, starts_at=clock.now() - timedelta(hours=1))
    add_minutes(running)
    written = add_entry(running, add_item(world.group, "ثبت‌نام کودکان"))
    db.session.commit()
    attending.make_sheet(secretary, running)
    recorded = get_recorded(written.public_id)
    assert recorded is not None
    recording.save(secretary, recorded, text=TYPED, from_revision=0)
    held, drafting, signed = (
        hold(world, state) for state in (MinutesState.IN_REVIEW, MinutesState.DRAFTING, MinutesState.SIGNED)
    )
    paper = files.store(BytesIO(b"%PDF-1.4\n%%EOF\n"), "صورت‌جلسه.pdf", INSTALLATION)
    frozen = files.attach(paper, OwnerKind.MINUTES, signed.minutes.id, by_id=world.secretary.id)
    document = Document(
        minutes_id=signed.minutes.id,
        kind=DocumentKind.PDF,
        attachment=frozen,
        size=16,
        sha256="5a" * 32,
        made_at=clock.now(),
    )
    db.session.add(document)
    put = add_resolution(held.entry, ResolutionState.PUT)
    columns = {"agency": world.welfare, "verifier": world.secretary, "group": world.group, "owner": world.member}
    action = add_action(ActionState.IN_PROGRESS, resolution_id=held.resolution.id, **columns)
    done = add_action(ActionState.REPORTED_DONE, result="فهرست فرستاده شد.", done_at=clock.now(), **columns)
    actions.note(member, action, text="دو مدرسه پاسخ داده‌اند.")
    later = today() + timedelta(days=30)
    extension = actions.ask_extension(member, action, asked_on=later, reason="مدرسه تعطیل است.")
    db.session.commit()
    return Paths(
        group=f"/groups/{world.group.public_id}",
        planned=f"/meetings/{planned.public_id}",
        called=f"/meetings/{called.public_id}",
        running=f"/meetings/{running.public_id}",
        held=f"/meetings/{held.meeting.public_id}",
        drafting=f"/meetings/{drafting.meeting.public_id}",
        item=f"/items/{entry.item.public_id}",
        entry=f"/entries/{entry.public_id}",
        resolution=f"/resolutions/{held.resolution.public_id}",
        put=f"/resolutions/{put.public_id}",
        action=f"/actions/{action.public_id}",
        done=f"/actions/{done.public_id}",
        extension=f"/actions/more-time/{extension.public_id}",
        link=f"/invitation/{token_of(loaded.invitees[0])}",
        code=f"/verify/{signed.minutes.verify_code}",
    )


@pytest.mark.parametrize("language", COLOURS)
def test_axe_finds_nothing_on_the_pages_of_a_group(app: Flask, arrive: Arrive, town: World, language: str) -> None:
    with app.app_context():
        at = placed(town)
    pages = {
        None: [at.link, at.code],
        town.secretary: [
            "/", "/groups", at.group, f"{at.group}/cadence", f"{at.group}/meetings/new", f"{at.group}/phrases",
            "/meetings", f"{at.planned}/announce", at.called, f"{at.called}/invite", f"{at.entry}/edit",
            at.running, f"{at.running}/attendance", f"{at.running}/recusals", f"{at.running}/record",
            f"{at.running}/project", f"{at.drafting}/minutes", f"{at.drafting}/minutes/check", f"{at.held}/minutes",
            "/items", at.item, "/resolutions", at.resolution, f"{at.put}/adopt", f"{at.put}/edit",
            "/actions/group", "/actions/to-verify", f"{at.done}/verify", at.extension,
        ],
        town.member: [
            "/", "/actions", at.action, f"{at.action}/report_done", f"{at.called}/answer", f"{at.group}/propose",
            "/account/calendar",
        ],
        town.welfare_liaison: ["/actions/agency"],
    }  # fmt: skip
    found: list[str] = []
    for person, paths in pages.items():
        visitor = arrive(person, language=language, colours=COLOURS[language], width=WIDTHS[language])
        if person is None:
            visitor.go("/sign-in")
            visitor.switch_language()
        found += complaints(visitor, paths)
    assert not found, "\n".join(found)
