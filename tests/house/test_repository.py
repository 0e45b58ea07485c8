"""What the files around the program keep to: pinned libraries, vendored copies, migrations' names, lengths."""

import hashlib
import re

import pytest
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory

from config import ROOT
from tests.house.source import files

VENDOR = ROOT / "coordination" / "static" / "vendor"
MIGRATIONS = ROOT / "migrations"
REVISION_LENGTH = 32  # alembic_version.version_num


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_is_pinned_with_hashes(name: str) -> None:
    text = re.sub(r"#.*", "", (ROOT / name).read_text()).replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines
    assert not [line for line in lines if not re.match(r"[\w.-]+==[\w.]+(\s+--hash=sha256:[0-9a-f]{64})+\s*$", line)]


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_named_is_what_is_pinned(name: str) -> None:
    def pins(file: str) -> set[str]:
        found = re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", (ROOT / file).read_text(), re.MULTILINE)
        return {f"{re.sub(r'[-_.]+', '-', library).lower()}=={version}" for library, version in found}

    assert pins(f"{name}.in") <= pins(f"{name}.txt")


def test_vendored_files_are_exact_copies() -> None:
    recorded = {}
    for line in (VENDOR / "HASHES").read_text().splitlines():
        digest, name, _package = line.split()
        recorded[name] = digest
    present = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.iterdir()}
    present.pop("HASHES")
    assert present == recorded


def test_migrations_are_named_by_number_and_effect() -> None:
    stems = sorted(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))
    assert stems
    assert [stem[:4] for stem in stems] == [f"{number:04d}" for number in range(1, len(stems) + 1)]
    assert not [s for s in stems if not re.fullmatch(r"\d{4}(_[a-z0-9]+)+", s) or len(s) > REVISION_LENGTH]


def test_migrations_follow_each_other_in_one_line() -> None:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(MIGRATIONS))
    scripts = list(ScriptDirectory.from_config(settings).walk_revisions())
    stems = sorted((path.stem for path in (MIGRATIONS / "versions").glob("*.py")), reverse=True)
    assert [script.revision for script in scripts] == stems
    assert [script.down_revision for script in scripts] == [*stems[1:], None]


def test_the_plan_of_the_house_is_short() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_continuous_integration_runs_make_test_and_nothing_more() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert lines == ["set -e", 'cd "$(dirname "$0")/.."', "make test"]


def test_nothing_that_is_built_or_secret_is_kept() -> None:
    unwanted = re.compile(r"^(var|pictures|\.venv)/|\.(mo|pyc|db|env|key|pem)$")
    assert not [name for name in files() if unwanted.search(name)]
