"""A backup brings an installation back: rows, files, keys, trail; and refuses in words where it cannot."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from coordination.access.actor import Actor
from coordination.accounts.models import Person, SessionRow
from coordination.audit import trail
from coordination.audit.models import AuditEntry
from coordination.audit.verify import anchor, verify
from coordination.backup.archive import unpack
from coordination.cases.models import Client
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.vault import vault
from coordination.vault.files import attach, open_bytes, path_of, store
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import place, unseal
from tests.conftest import MOMENT
from tests.world import World, add_case, get, sign_in

NAME = "آبان‌دخت"
CONTENT = "گزارش مددکار".encode()
MakeApp = Callable[..., Flask]


def run(app: Flask, *command: object, typed: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=[str(part) for part in command], input=typed)


def done(app: Flask, *command: object) -> str:
    result = run(app, *command)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.output


def refused(app: Flask, *command: object, typed: str | None = None) -> str:
    result = run(app, *command, typed=typed)
    assert result.exit_code == 1, result.output
    return result.output


@pytest.fixture
def lived(app: Flask, world: World) -> Flask:
    """An installation with a child, a file, a sign-in, a row of the trail and an anchor."""
    sign_in(app.test_client(), world.welfare_liaison)
    with app.app_context(), writing():
        case = add_case(world.welfare, given_name=NAME, identity_number="0012345679")
        stored = store(io.BytesIO(CONTENT), "report.txt", case.client.key_id)
        attach(stored, OwnerKind.CASE, case.id, by_id=get(Person, world.welfare_liaison).id)
        trail.record(Actor.system("tests"), "case.create", case)
        db.session.commit()
        anchor()
    return app


@pytest.fixture
def archives(lived: Flask, tmp_path: Path) -> tuple[Path, Path]:
    done(lived, "backup", "--to", tmp_path / "data")
    done(lived, "backup-keys", "--to", tmp_path / "keys")
    return next((tmp_path / "data").iterdir()), next((tmp_path / "keys").iterdir())


def name_of_the_child(app: Flask) -> str:
    with app.app_context():
        client = db.session.scalars(select(Client)).one()
        assert client.given_name_sealed is not None
        return unseal(client.key_id, client.given_name_sealed, place("client.given_name_sealed", client.public_id))


def count(app: Flask, what: Any) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(what)) or 0)


@pytest.mark.both
def test_a_backup_comes_back_in_an_empty_installation(
    lived: Flask, archives: tuple[Path, Path], make_app: MakeApp
) -> None:
    other = make_app()
    assert "whole audit trail" in done(other, "restore", archives[0], "--keys", archives[1])
    assert name_of_the_child(other) == NAME
    assert count(other, Person) == count(lived, Person)
    with other.app_context():
        assert open_bytes(db.session.scalars(select(Attachment)).one()) == CONTENT
        assert verify().findings == ()
        assert verify().anchors == 1


@pytest.mark.both
def test_an_installation_goes_on_after_a_restore(archives: tuple[Path, Path], make_app: MakeApp) -> None:
    other = make_app()
    done(other, "restore", archives[0], "--keys", archives[1])
    with other.app_context(), writing():
        add_case(get(Client, 1).agency, identity_number="0012345687")
        trail.record(Actor.system("tests"), "case.create", kind="case")
        db.session.commit()
        assert verify().findings == ()


@pytest.mark.both
def test_a_restore_is_on_the_trail_and_ends_every_sign_in(archives: tuple[Path, Path], make_app: MakeApp) -> None:
    other = make_app()
    done(other, "restore", archives[0], "--keys", archives[1])
    with other.app_context():
        assert db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id.desc()).limit(1)).one() == (
            "installation.restore"
        )
        assert db.session.scalars(select(SessionRow).where(SessionRow.ended_at.is_(None))).all() == []


@pytest.mark.both
@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET act = 'case.view'", "DELETE FROM audit_entry"])
def test_a_restored_trail_only_grows(archives: tuple[Path, Path], make_app: MakeApp, statement: str) -> None:
    other = make_app()
    done(other, "restore", archives[0], "--keys", archives[1])
    with other.app_context(), pytest.raises(DBAPIError):
        db.session.execute(text(statement))


@pytest.mark.both
def test_the_drill_compares_and_changes_nothing(lived: Flask, archives: tuple[Path, Path]) -> None:
    rows, people = count(lived, AuditEntry), count(lived, Person)
    assert "nothing was changed" in done(lived, "restore", archives[0], "--keys", archives[1], "--verify")
    assert (count(lived, AuditEntry), count(lived, Person)) == (rows, people)
    assert name_of_the_child(lived) == NAME


@pytest.mark.both
def test_replacing_brings_back_what_was_changed_since(lived: Flask, archives: tuple[Path, Path]) -> None:
    with lived.app_context(), writing():
        db.session.execute(update(Person).values(name="دیگری"))
        lost = vault().keys.new_key()
        trail.record(Actor.system("tests"), "case.edit", kind="case")
        db.session.commit()
        anchor()
    done(lived, "restore", archives[0], "--keys", archives[1], "--replace", "--yes")
    with lived.app_context():
        assert db.session.scalars(select(Person.id).where(Person.name == "دیگری")).all() == []
        assert lost not in {row[0] for row in vault().keys.list_wrapped()}
        assert verify().findings == ()
    assert name_of_the_child(lived) == NAME


def test_people_are_not_replaced_without_being_asked(lived: Flask, archives: tuple[Path, Path]) -> None:
    assert "holds people already" in refused(lived, "restore", archives[0], "--keys", archives[1])


def test_replacing_asks_first(lived: Flask, archives: tuple[Path, Path]) -> None:
    before = count(lived, AuditEntry)
    assert "Aborted" in refused(lived, "restore", archives[0], "--keys", archives[1], "--replace", typed="n\n")
    assert count(lived, AuditEntry) == before


def test_the_key_store_is_in_no_backup_of_the_data(
    lived: Flask, archives: tuple[Path, Path], make_app: MakeApp, tmp_path: Path
) -> None:
    with lived.app_context():
        unpack(archives[0], lived.config["HAMAHANG"].backup_key, "data", tmp_path / "open")
        wrapped = [row[1] for row in vault().keys.list_wrapped()]
    content = b"".join(path.read_bytes() for path in (tmp_path / "open").rglob("*") if path.is_file())
    assert wrapped
    assert not [key for key in wrapped if key in content or key.hex().encode() in content]


@pytest.mark.parametrize("folder", ["data", "data/keys"])
def test_keys_do_not_go_where_the_data_go(app: Flask, folder: str) -> None:
    var = app.config["HAMAHANG"].var_dir
    done(app, "backup")
    said = refused(app, "backup-keys", "--to", var / folder.replace("data", "backups"))
    assert "every child's name" in said


def test_keys_do_not_go_beside_an_archive_of_data(archives: tuple[Path, Path], lived: Flask) -> None:
    assert "every child's name" in refused(lived, "backup-keys", "--to", archives[0].parent)


def test_data_do_not_go_beside_an_archive_of_keys(archives: tuple[Path, Path], lived: Flask) -> None:
    assert "every child's name" in refused(lived, "backup", "--to", archives[1].parent)


def test_keys_are_kept_for_35_days(app: Flask, tmp_path: Path) -> None:
    for days in (0, 34, 36):
        with clock.at(MOMENT + timedelta(days=days)):
            said = done(app, "backup-keys", "--to", tmp_path / "keys")
    assert "no copy longer than 35 days" in said
    assert len(list((tmp_path / "keys").iterdir())) == 2


def test_a_missing_file_is_noticed(lived: Flask, tmp_path: Path) -> None:
    with lived.app_context():
        path_of(db.session.scalars(select(Attachment.stored_name)).one()).unlink()
    done(lived, "backup", "--to", tmp_path / "data")
    done(lived, "backup-keys", "--to", tmp_path / "keys")
    data, keys = next((tmp_path / "data").iterdir()), next((tmp_path / "keys").iterdir())
    assert "is missing" in refused(lived, "restore", data, "--keys", keys, "--verify")


def test_a_changed_trail_is_noticed(lived: Flask, tmp_path: Path) -> None:
    with lived.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_entry_no_update"))
        connection.execute(text("UPDATE audit_entry SET act = 'case.view'"))
    done(lived, "backup", "--to", tmp_path / "data")
    done(lived, "backup-keys", "--to", tmp_path / "keys")
    data, keys = next((tmp_path / "data").iterdir()), next((tmp_path / "keys").iterdir())
    assert "audit trail does not hold" in refused(lived, "restore", data, "--keys", keys, "--verify")


def test_a_client_without_a_key_is_counted(lived: Flask, archives: tuple[Path, Path], tmp_path: Path) -> None:
    with lived.app_context():
        vault().keys.destroy(db.session.scalars(select(Client.key_id)).one())
    done(lived, "backup-keys", "--to", tmp_path / "later")
    said = done(lived, "restore", archives[0], "--keys", next((tmp_path / "later").iterdir()), "--verify")
    assert "1 clients have no key" in said


def test_other_secrets_are_named(lived: Flask, archives: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lived.config, "HAMAHANG", replace(lived.config["HAMAHANG"], index_key=b"x" * 32))
    said = refused(lived, "restore", archives[0], "--keys", archives[1], "--verify")
    assert "INDEX_KEY" in said
    assert "VAULT_KEY" not in said


def test_without_a_backup_key_nothing_is_written(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "HAMAHANG", replace(app.config["HAMAHANG"], backup_key=b""))
    assert "BACKUP_KEY is missing" in refused(app, "backup", "--to", tmp_path / "data")
    assert not list(tmp_path.rglob("*.backup"))


def test_a_schema_of_a_newer_version_is_refused(lived: Flask, tmp_path: Path) -> None:
    with lived.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_come_later'"))
    done(lived, "backup", "--to", tmp_path / "data")
    done(lived, "backup-keys", "--to", tmp_path / "keys")
    data, keys = next((tmp_path / "data").iterdir()), next((tmp_path / "keys").iterdir())
    assert "9999_come_later" in refused(lived, "restore", data, "--keys", keys, "--verify")


def test_nothing_open_is_left_on_the_disk(lived: Flask, archives: tuple[Path, Path]) -> None:
    done(lived, "restore", archives[0], "--keys", archives[1], "--verify")
    assert not (lived.config["HAMAHANG"].var_dir / "backup-scratch").exists()
