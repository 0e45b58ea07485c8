"""Signatures in order, and the frozen papers: made once, kept with the hash of their bytes, the meeting closed."""

from __future__ import annotations

import io
from collections.abc import Callable
from hashlib import sha256

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.groups.models import SignedBy
from coordination.kernel.db import db
from coordination.kernel.errors import Unmet, WrongState
from coordination.meetings.models import Meeting, MeetingState
from coordination.minutes import commands
from coordination.minutes.jobs import freeze
from coordination.minutes.models import (
    Document,
    DocumentKind,
    HowSigned,
    Minutes,
    MinutesState,
    Signature,
    SignatureState,
)
from coordination.outbox.delivery import deliver
from coordination.outbox.models import OutboxEvent
from coordination.vault import files
from coordination.vault.files import StoredFile
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import INSTALLATION
from tests.minutes.held import hold
from tests.world import World, acting

Acting = Callable[[str], Actor]


@pytest.fixture
def approved(world: World, session: Session) -> tuple[int, list[Signature]]:
    """Approved minutes whose chair and secretary have to sign, committed."""
    return approve(world, SignedBy.CHAIR_AND_SECRETARY)


def approve(world: World, signed_by: SignedBy) -> tuple[int, list[Signature]]:
    held = hold(world, signed_by=signed_by)
    commands.circulate(acting(world.secretary), held.again())
    commands.approve(acting(world.chair), held.again())
    db.session.commit()
    return held.minutes.id, held.again().signatures


def scan() -> StoredFile:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(picture, "PNG")
    picture.seek(0)
    return files.store(picture, "امضا.png", INSTALLATION)


def test_signature_sign_needs_password_or_checked_scan(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    with pytest.raises(Unmet) as refused:
        commands.sign(actor("chair"), approved[1][0], password_given=False)
    assert list(refused.value.needs) == ["password_or_checked_scan"]


def test_a_scan_that_nobody_checked_is_not_enough(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    with pytest.raises(Unmet):
        commands.sign_scan(actor("secretary"), approved[1][0], scan=scan(), checked=False)


def test_signature_refuse_needs_reason(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    with pytest.raises(Unmet) as refused:
        commands.refuse_signature(actor("chair"), approved[1][0], reason="")
    assert list(refused.value.needs) == ["reason"]


def test_signature_waive_needs_reason(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    with pytest.raises(Unmet) as refused:
        commands.waive_signature(actor("secretary"), approved[1][0], reason="")
    assert list(refused.value.needs) == ["reason"]


def test_minutes_sign_needs_no_signature_pending(approved: tuple[int, list[Signature]], session: Session) -> None:
    assert freeze(approved[0]) is False
    assert session.get_one(Minutes, approved[0]).state == MinutesState.APPROVED


def test_a_later_signature_waits_for_the_one_before(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    with pytest.raises(WrongState) as refused:
        commands.sign(actor("secretary"), approved[1][1], password_given=True)
    assert "order" in refused.value.message.text


def test_a_signature_says_how_and_when(approved: tuple[int, list[Signature]], actor: Acting, session: Session) -> None:
    commands.sign(actor("chair"), approved[1][0], password_given=True)
    signature = approved[1][0]
    assert (signature.state, signature.how) == (SignatureState.SIGNED, HowSigned.PASSWORD)
    assert signature.signed_at is not None


def test_a_checked_scan_is_kept_with_the_signature(
    approved: tuple[int, list[Signature]], actor: Acting, session: Session
) -> None:
    commands.sign_scan(actor("secretary"), approved[1][0], scan=scan(), checked=True)
    kept = session.scalars(select(Attachment).where(Attachment.owner_kind == OwnerKind.SIGNATURE.value)).one()
    assert (kept.owner_id, approved[1][0].how) == (approved[1][0].id, HowSigned.SCAN)


def sign_all(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    commands.sign(actor("chair"), approved[1][0], password_given=True)
    commands.sign(actor("secretary"), approved[1][1], password_given=True)
    db.session.commit()


def test_the_last_signature_freezes_and_closes(
    approved: tuple[int, list[Signature]], actor: Acting, session: Session
) -> None:
    sign_all(approved, actor)
    for event_id in session.scalars(select(OutboxEvent.id).where(OutboxEvent.name == "signature.sign")).all():
        session.rollback()
        deliver(event_id)
    minutes = session.get_one(Minutes, approved[0])
    assert minutes.state == MinutesState.SIGNED
    assert session.get_one(Meeting, minutes.meeting_id).state == MeetingState.CLOSED


def test_the_hash_kept_is_that_of_the_bytes_given_out(
    approved: tuple[int, list[Signature]], actor: Acting, session: Session
) -> None:
    sign_all(approved, actor)
    freeze(approved[0])
    documents = session.scalars(select(Document).where(Document.minutes_id == approved[0])).all()
    assert {one.kind for one in documents} == set(DocumentKind)
    for one in documents:
        content = files.open_bytes(one.attachment)
        assert (sha256(content).hexdigest(), len(content)) == (one.sha256, one.size)


def test_freezing_twice_keeps_one_paper_of_each_kind(
    approved: tuple[int, list[Signature]], actor: Acting, session: Session
) -> None:
    sign_all(approved, actor)
    assert freeze(approved[0]) is True
    assert freeze(approved[0]) is False
    assert len(session.scalars(select(Document)).all()) == len(DocumentKind)


def test_a_refused_signature_does_not_hold_the_papers_up(
    approved: tuple[int, list[Signature]], actor: Acting, session: Session
) -> None:
    commands.refuse_signature(actor("chair"), approved[1][0], reason="با بند دو موافق نیستم")
    commands.sign(actor("secretary"), approved[1][1], password_given=True)
    session.commit()
    assert freeze(approved[0]) is True


def test_a_waived_signature_lets_the_next_sign(approved: tuple[int, list[Signature]], actor: Acting) -> None:
    commands.waive_signature(actor("secretary"), approved[1][0], reason="در مأموریت است")
    commands.sign(actor("secretary"), approved[1][1], password_given=True)
    assert approved[1][1].state == SignatureState.SIGNED


def test_minutes_without_signatories_freeze_by_themselves(world: World, session: Session) -> None:
    minutes_id, _signatures = approve(world, SignedBy.CHAIR)
    for signature in session.scalars(select(Signature)).all():
        session.delete(signature)
    session.commit()
    assert freeze(minutes_id) is True
