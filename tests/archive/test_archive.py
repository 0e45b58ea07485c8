"""The whole installation goes through an open archive and comes out equal; what does not fit is refused in words."""

from __future__ import annotations

import io
import json
import shutil
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from config import ROOT
from coordination import create_app
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.activities.models import Part, Partner
from coordination.archive.reading import read_archive
from coordination.archive.sealing import read_keys
from coordination.archive.writing import write_archive
from coordination.audit import trail
from coordination.audit.verify import anchor, verify
from coordination.backup.archive import NotDone
from coordination.cases.models import Client
from coordination.groups.models import Cadence, OnHoliday
from coordination.kernel.db import db, writing
from coordination.referrals.models import State
from coordination.vault.files import attach, open_bytes, store
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import place, unseal
from tests.conftest import config_for, let_go
from tests.issuing import (
    SUMMER_1394,
    add_activity,
    add_figure,
    add_indicator,
    add_outcome,
    add_point,
    add_report,
    of_agency,
)
from tests.world import World, add_case, add_consent, add_person, add_referral, build_world

PASSPHRASE = "چهار اسب سفید در باران"
NAME = "آبان‌دخت"
CONTENT = "گزارش مددکار".encode()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation on SQLite with a child, files, an activity, figures, a trail, an anchor."""
    app = create_app(config_for(tmp_path_factory.mktemp("source")))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
    fill(app, build_world(app))
    yield app
    let_go(app)


def fill(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        case = add_case(world.municipality, given_name=NAME, identity_number="0012345679")
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        first = add_referral(case, world.welfare, drafted_by=world.municipality_liaison, basis=basis, state=State.SENT)
        add_referral(
            case,
            world.pouya,
            drafted_by=world.municipality_liaison,
            basis=basis,
            predecessor_id=first.id,
            chain_id=first.id,
        )
        stored = store(io.BytesIO(CONTENT), "report.txt", case.client.key_id)
        attach(stored, OwnerKind.CASE, case.id, by_id=world.municipality_liaison.id)
        activity = add_activity(of_agency(world.municipality), world.municipality_liaison, title="نشست «یکم»")
        activity.partners = [Partner(part=Part.HOST, agency_id=world.welfare.id), Partner(part=Part.HOST, name="باغ")]
        indicator = add_indicator(of_agency(world.municipality), lowest=Decimal("0.25"))
        first_day, last_day = SUMMER_1394
        old, new = (
            add_figure(indicator, world.municipality_liaison, value, first_day, last_day) for value in ("12.5", "1300")
        )
        old.corrected_by_id = new.id
        add_report(of_agency(world.municipality), world.municipality_liaison)
        add_point(world.welfare)
        add_outcome(case, world.municipality_liaison, verifier=world.municipality_head)
        db.session.add(
            Cadence(group_id=world.group.id, valid_from=case.opened_at.date(), rule={"unit": "week", "every": 2},
                    starts=time(14, 30), minutes=90, place="", on_holiday=OnHoliday.NEXT)
        )  # fmt: skip
        trail.record(Actor.system("tests"), "case.create", case, note="یادداشت")
        db.session.commit()
        anchor()


@pytest.fixture(scope="module")
def taken(source: Flask, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write(source, tmp_path_factory.mktemp("written"), "first")


@pytest.fixture
def written(taken: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """The archive of the source and what opens it, in a place of the test's own."""
    path, keys = (Path(shutil.copy(one, tmp_path)) for one in taken)
    return path, keys


def write(app: Flask, folder: Path, name: str) -> tuple[Path, Path]:
    path, keys = folder / f"{name}.zip", folder / f"{name}.keys"
    with app.app_context():
        write_archive(app.config["HAMAHANG"], path, keys, PASSPHRASE)
    return path, keys


def read(app: Flask, path: Path, keys: Path, passphrase: str = PASSPHRASE) -> Any:
    with app.app_context():
        return read_archive(app.config["HAMAHANG"], path, keys, passphrase)


def refused(app: Flask, path: Path, keys: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(NotDone) as error:
        read(app, path, keys, passphrase)
    with app.app_context():
        assert db.session.scalars(select(Person)).all() == []
    return str(error.value)


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as package:
        return json.loads(package.read("manifest.json"))  # type: ignore[no-any-return]


def run(app: Flask, *command: object, env: dict[str, str] | None = None) -> Result:
    given = {"ARCHIVE_PASSPHRASE": PASSPHRASE} if env is None else env
    return app.test_cli_runner().invoke(args=[str(part) for part in command], env=given)


def changed(path: Path, name: str, content: bytes | None) -> Path:
    """The archive with one member replaced, added or, without content, left out."""
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if content is not None:
            new.writestr(name, content)
    return other


# --- the round trip --------------------------------------------------------------------------------------------


@pytest.mark.both
def test_every_table_and_file_comes_out_equal(app: Flask, written: tuple[Path, Path], tmp_path: Path) -> None:
    read(app, *written)
    again = manifest(write(app, tmp_path, "again")[0])
    first = manifest(written[0])
    assert {name: table["sha256"] for name, table in first["tables"].items()} == {
        name: table["sha256"] for name, table in again["tables"].items()
    }
    assert first["files"] == again["files"]
    assert sum(table["rows"] for table in first["tables"].values()) > 100


@pytest.mark.both
def test_names_and_files_open_and_the_trail_holds(app: Flask, written: tuple[Path, Path]) -> None:
    read(app, *written)
    with app.app_context():
        client = db.session.scalars(select(Client)).one()
        assert client.given_name_sealed is not None
        assert (
            unseal(client.key_id, client.given_name_sealed, place("client.given_name_sealed", client.public_id)) == NAME
        )
        assert open_bytes(db.session.scalars(select(Attachment)).one()) == CONTENT
        assert verify().findings == ()


@pytest.mark.both
def test_new_rows_get_numbers_after_those_that_were_read(app: Flask, written: tuple[Path, Path]) -> None:
    read(app, *written)
    with app.app_context(), writing():
        highest = max(db.session.scalars(select(Person.id)).all())
        person = add_person("تازه")
        db.session.commit()
        assert person.id > highest


def test_an_archive_holds_no_name_in_clear(written: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(written[0]) as package:
        assert not [name for name in package.namelist() if NAME.encode() in package.read(name)]


def test_the_key_file_shows_no_key_without_the_passphrase(written: tuple[Path, Path]) -> None:
    opened = read_keys(written[1], PASSPHRASE)
    text = written[1].read_text()
    assert opened.data_keys
    assert not [key_id for key_id, _key, _at in opened.data_keys if key_id in text]
    assert written[1].stat().st_mode & 0o077 == 0


# --- refusals --------------------------------------------------------------------------------------------------


def test_another_passphrase_opens_nothing(app: Flask, written: tuple[Path, Path]) -> None:
    assert "passphrase" in refused(app, *written, "یک گذرواژه دیگر و بلند")


def test_an_installation_that_is_not_empty_is_left_alone(app: Flask, world: World, written: tuple[Path, Path]) -> None:
    with pytest.raises(NotDone, match="not empty"):
        read(app, *written)


def test_another_schema_is_refused(app: Flask, written: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordination.archive.reading.revision_of", lambda _engine: "0001")
    assert "schema" in refused(app, *written)


def test_other_secrets_are_refused(app: Flask, written: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordination.archive.reading.has_secrets", lambda _config, _opened: False)
    assert "archive secrets" in refused(app, *written)


@pytest.mark.parametrize("name", ["tables/person.jsonl", "manifest.json", "anchors.log"])
def test_a_member_that_was_changed_is_noticed(app: Flask, written: tuple[Path, Path], name: str) -> None:
    with zipfile.ZipFile(written[0]) as package:
        content = package.read(name)
    assert refused(app, changed(written[0], name, content[:-2] + b" \n"), written[1])


@pytest.mark.parametrize("name", ["tables/person.jsonl", "manifest.json", "anchors.log"])
def test_a_member_that_unpacks_to_more_is_not_unpacked_into_memory(
    app: Flask, written: tuple[Path, Path], name: str
) -> None:
    bomb = changed(written[0], name, b"0" * 64 * 1024 * 1024)
    tracemalloc.start()
    try:
        refused(app, bomb, written[1])
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_file_that_was_changed_is_noticed(app: Flask, written: tuple[Path, Path]) -> None:
    name = next(name for name in manifest(written[0])["files"] if name.startswith("files/"))
    assert name in refused(app, changed(written[0], name, b"another"), written[1])


@pytest.mark.parametrize("name", ["tables/person.jsonl", "manifest.json"])
def test_a_member_that_is_missing_is_noticed(app: Flask, written: tuple[Path, Path], name: str) -> None:
    assert refused(app, changed(written[0], name, None), written[1])


@pytest.mark.parametrize("name", ["../outside", "files/aa/x", "tables/other.jsonl"])
def test_a_member_that_nobody_named_is_noticed(app: Flask, written: tuple[Path, Path], name: str) -> None:
    assert refused(app, changed(written[0], name, b"x"), written[1])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"{}"])
def test_what_is_no_archive_is_refused(app: Flask, written: tuple[Path, Path], tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(content)
    assert refused(app, other, written[1])


@pytest.mark.parametrize(
    "content", ["", "{}", '{"format": 1, "kdf": {"n": 1099511627776, "r": 8, "p": 1, "salt": ""}}']
)
def test_what_is_no_key_file_is_refused(app: Flask, written: tuple[Path, Path], tmp_path: Path, content: str) -> None:
    other = tmp_path / "other.keys"
    other.write_text(content)
    assert refused(app, written[0], other)


def test_the_key_file_of_another_archive_is_refused(
    app: Flask, source: Flask, written: tuple[Path, Path], tmp_path: Path
) -> None:
    with source.app_context(), writing():
        trail.record(Actor.system("tests"), "case.create", None)
        db.session.commit()
    assert refused(app, written[0], write(source, tmp_path, "second")[1])


def test_a_row_that_the_database_refuses_leaves_nothing(
    app: Flask, written: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = zipfile.ZipFile.open

    def doubled(package: zipfile.ZipFile, name: Any, *args: Any, **more: Any) -> Any:
        member = real(package, name, *args, **more)
        return io.BytesIO(member.read() * 2) if name == "tables/post.jsonl" else member

    monkeypatch.setattr("coordination.archive.reading._check_members", lambda _package, _manifest: None)
    monkeypatch.setattr(zipfile.ZipFile, "open", doubled)
    assert "database" in refused(app, *written)


# --- the commands ----------------------------------------------------------------------------------------------


def test_the_commands_write_and_read(app: Flask, source: Flask, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    assert run(source, "archive", "write", path).exit_code == 0
    told = run(app, "archive", "read", path)
    assert told.exit_code == 0, told.output
    assert "a whole audit trail" in told.output


def test_a_short_passphrase_writes_nothing(source: Flask, tmp_path: Path) -> None:
    told = run(source, "archive", "write", tmp_path / "all.zip", env={"ARCHIVE_PASSPHRASE": "کوتاه"})
    assert told.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_not_written_over(source: Flask, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_text("mine")
    assert run(source, "archive", "write", path).exit_code == 1
    assert path.read_text() == "mine"


def test_the_secrets_of_an_archive_are_put_into_the_secrets_file(
    app: Flask, written: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordination.archive.cli.has_secrets", lambda _config, _opened: False)
    file = tmp_path / "secrets.env"
    file.write_text("SECRET_KEY=a\nINDEX_KEY=b\n")
    env = {"ARCHIVE_PASSPHRASE": PASSPHRASE, "SECRETS_FILE": str(file), "INDEX_KEY": "", "AUDIT_KEY": ""}
    assert run(app, "archive", "secrets", written[1], env=env).exit_code == 0
    names = [line.partition("=")[0] for line in file.read_text().splitlines()]
    assert names == ["SECRET_KEY", "INDEX_KEY", "AUDIT_KEY"]
    assert "INDEX_KEY=b" not in file.read_text()


def test_secrets_in_use_are_not_replaced(
    app: Flask, world: World, written: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordination.archive.cli.has_secrets", lambda _config, _opened: False)
    env = {"ARCHIVE_PASSPHRASE": PASSPHRASE, "SECRETS_FILE": str(tmp_path / "secrets.env")}
    assert run(app, "archive", "secrets", written[1], env=env).exit_code == 1
    assert not (tmp_path / "secrets.env").exists()
