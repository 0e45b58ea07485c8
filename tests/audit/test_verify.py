"""The check of the trail finds whatever was changed, cut out, cut off or redone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.audit.cli import verify_audit
from coordination.audit.trail import record_reading
from coordination.audit.verify import anchor, anchors_path, verify
from coordination.kernel import clock
from coordination.kernel.clock import now as right_now
from tests.audit.conftest import Actor, act


def tamper(session: Session, *statements: str) -> None:
    """What somebody with the database, but without the keys, can do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        session.execute(text("ALTER TABLE audit_head DISABLE TRIGGER USER"))
    else:
        for trigger in ("audit_entry_no_update", "audit_entry_no_delete", "audit_head_no_delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
    for statement in statements:
        session.execute(text(statement))
    session.commit()


@pytest.fixture
def trail(session: Session, actor: Actor) -> None:
    """Four acts and two readings."""
    for number in range(4):
        act(session, actor, number, note="یادداشت", detail={"code": "x"}, frm="a", to="b")
    record_reading(actor, "thing.read", "thing", [1, 2])


def found(session: Session) -> list[str]:
    return [str(finding) for finding in verify().findings]


@pytest.mark.both
def test_a_trail_left_alone_is_whole(session: Session, trail: None) -> None:
    verdict = verify()
    assert (verdict.rows, verdict.chains, verdict.findings) == (6, 2, ())


def test_an_empty_trail_is_whole(session: Session) -> None:
    assert verify().findings == ()


@pytest.mark.both
@pytest.mark.parametrize(
    "change",
    [
        "act = 'thing.other'", "person_id = NULL", "post_id = 8", "relation = 'other'", "rule = 'other'",
        "kind = 'other'", "thing_id = 99", "agency_id = 1", "frm = 'z'", "to_state = 'z'", "detail = '{}'",
        "note_sealed = NULL", "note_ref = 'x'", "key_id = 'x'", "request_id = 'x'", "at = '2020-01-01 00:00:00.000000'",
    ],
)  # fmt: skip
def test_a_changed_column_is_found(session: Session, trail: None, change: str) -> None:
    tamper(session, f"UPDATE audit_entry SET {change} WHERE chain = 'acts' AND seq = 2")
    assert found(session) == ["acts: row 2, number 2: its content was changed"]


@pytest.mark.parametrize("column", ["prev", "digest"])
def test_a_changed_link_is_found(session: Session, trail: None, column: str) -> None:
    tamper(session, f"UPDATE audit_entry SET {column} = 'f' WHERE chain = 'acts' AND seq = 2")
    assert len(found(session)) == 1


def test_a_row_cut_out_is_found(session: Session, trail: None) -> None:
    tamper(session, "DELETE FROM audit_entry WHERE chain = 'acts' AND seq = 2")
    assert found(session) == ["acts: row 3, number 2: a row before it is missing"]


def test_a_row_cut_out_with_its_numbers_closed_up_is_found(session: Session, trail: None) -> None:
    tamper(
        session,
        "DELETE FROM audit_entry WHERE chain = 'acts' AND seq = 2",
        "UPDATE audit_entry SET seq = 2 WHERE chain = 'acts' AND seq = 3",
    )
    assert found(session) == ["acts: row 3, number 2: it is not linked to the row before it"]


def test_the_last_row_cut_off_is_found_by_the_head(session: Session, trail: None) -> None:
    tamper(session, "DELETE FROM audit_entry WHERE chain = 'acts' AND seq = 4")
    assert found(session) == ["acts: row 3, number 3: the chain does not end where its head says"]


def test_the_last_row_cut_off_with_the_head_put_back_is_found_by_the_anchor(session: Session, trail: None) -> None:
    anchor()
    tamper(
        session,
        "DELETE FROM audit_entry WHERE chain = 'acts' AND seq = 4",
        "UPDATE audit_head SET seq = 3, digest = (SELECT digest FROM audit_entry WHERE chain = 'acts' AND seq = 3)"
        " WHERE chain = 'acts'",
    )
    assert found(session) == ["acts: number 4: an anchored row is missing: the end of the chain was cut off"]


def test_a_chain_removed_whole_is_found_by_the_anchor(session: Session, trail: None) -> None:
    anchor()
    tamper(session, "DELETE FROM audit_entry WHERE chain <> 'acts'", "DELETE FROM audit_head WHERE chain <> 'acts'")
    assert len(found(session)) == 1


def test_a_removed_head_is_found(session: Session, trail: None) -> None:
    tamper(session, "DELETE FROM audit_head WHERE chain = 'acts'")
    assert found(session) == ["acts: row 4, number 4: the chain has no head"]


def test_each_broken_chain_is_named_once_by_its_first_row(session: Session, trail: None) -> None:
    tamper(session, "UPDATE audit_entry SET act = 'x'")
    assert len(found(session)) == 2


def test_a_trail_of_another_key_is_not_taken_for_ours(session: Session, trail: None, app: Flask) -> None:
    ours = app.extensions["audit"]
    app.extensions["audit"] = type(ours)(b"x" * 32, ours.anchors)
    try:
        assert len(found(session)) == 2
    finally:
        app.extensions["audit"] = ours


def test_an_anchor_is_written_once_for_a_head(session: Session, trail: None) -> None:
    anchor()
    anchor()
    assert (len(anchors_path().read_text().splitlines()), verify().anchors) == (2, 2)


def test_anchors_go_on_from_the_last(session: Session, trail: None, actor: Actor) -> None:
    anchor()
    act(session, actor)
    with clock.at(right_now() + timedelta(hours=1)):
        anchor()
    assert (verify().anchors, verify().findings) == (3, ())


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0].replace('"seq": ', '"seq": 1'), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [lines[1], lines[0]],
        lambda lines: ["nothing", *lines],
    ],
)
def test_a_changed_anchor_file_is_found(
    session: Session, trail: None, change: Callable[[list[str]], list[str]]
) -> None:
    anchor()
    lines = anchors_path().read_text().splitlines()
    anchors_path().write_text("\n".join(change(lines)) + "\n")
    assert found(session)[0].startswith("anchors: number 1: ")


def test_only_the_owner_reads_the_anchors(session: Session, trail: None) -> None:
    anchor()
    assert anchors_path().stat().st_mode & 0o077 == 0


def test_the_command_says_that_the_trail_is_whole(app: Flask, session: Session, trail: None) -> None:
    result = app.test_cli_runner().invoke(verify_audit)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "The trail is whole.")


def test_the_command_ends_with_one_and_names_the_first_bad_row(app: Flask, session: Session, trail: None) -> None:
    tamper(session, "UPDATE audit_entry SET act = 'x' WHERE chain = 'acts' AND seq > 1")
    result = app.test_cli_runner().invoke(verify_audit)
    assert result.exit_code == 1
    assert "acts: row 2, number 2: its content was changed" in result.output
