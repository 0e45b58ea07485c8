"""The habits of the house that no other tool checks, one test each."""

import ast
import re

from tests.house.source import Module, files, modules, program

LONGEST_MODULE = 400
LONGEST_TEST = 500
EMPTY_NAMES = set(re.findall(r"\w+", "util utils helper helpers common service services base manager managers misc"))
# Where a transaction may end: the guard, the stamp of a session's last use, work that no request carries, the console.
COMMITTERS = re.compile(r"coordination/(access/web|access/standing|cli|demo|outbox/|[a-z]+/jobs|[a-z]+/cli)")
# Imports that must wait until they are needed, each with its reason.
LATE_IMPORTS: dict[str, str] = {}
PATHS_OF_MACHINES = re.compile(r"/(?:work|root|home)/\w+")
LEFT_FOR_LATER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|coming soon", re.IGNORECASE)


def named(found: list[str]) -> str:
    return "\n" + "\n".join(found)


def test_no_module_is_long() -> None:
    def limit(module: Module) -> int:
        return LONGEST_TEST if module.name.startswith("tests/") else LONGEST_MODULE

    found = [f"{m.name}: {n} lines" for m in modules() if (n := m.text.count("\n")) > limit(m)]
    assert not found, named(found)


def test_every_module_says_what_belongs_in_it() -> None:
    found = [m.name for m in modules() if m.text.strip() and not (ast.get_docstring(m.tree) or "").strip()]
    assert not found, named(found)


def test_no_module_or_folder_has_an_empty_name() -> None:
    found = [name for name in files() if EMPTY_NAMES & set(re.split(r"[/.]", name)) and name.endswith(".py")]
    assert not found, named(found)


def test_only_kernel_db_imports_flask_sqlalchemy() -> None:
    found = [m.name for m in modules() if m.imports_package("flask_sqlalchemy")]
    assert found == ["coordination/kernel/db.py"]


def test_only_lang_jalali_imports_persiantools() -> None:
    found = {m.name for m in program() if m.imports_package("persiantools")}
    assert found == {"coordination/lang/jalali.py"}


def test_nobody_imports_pytz() -> None:
    assert not [m.name for m in modules() if m.imports_package("pytz")]


def test_commands_and_queries_do_not_know_flask() -> None:
    parts = re.compile(r"/(commands|queries|states|models|needs)(/|\.py$)")
    found = [m.name for m in program() if parts.search(m.name) and m.imports_package("flask")]
    assert not found, named(found)


def test_only_the_guard_and_background_work_commit() -> None:
    found = [m.name for m in program() if m.calls("commit") and not COMMITTERS.match(m.name)]
    assert not found, named(found)


def test_the_old_query_interface_is_not_used() -> None:
    old = re.compile(r"\.session\.query\(|\b[A-Z]\w+\.query\.")
    found = [m.name for m in modules() if m.name != "tests/house/test_source.py" and old.search(m.text)]
    assert not found, named(found)


def test_forms_require_input_instead_of_data() -> None:
    assert not [m.name for m in program() if "DataRequired" in m.text], "DataRequired hides the parse error"


def test_imports_stand_at_the_top() -> None:
    found = [place for m in program() for place in late_imports(m) if place not in LATE_IMPORTS]
    assert not found, named(found)


def late_imports(module: Module) -> list[str]:
    functions = [n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    late = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    return sorted({f"{module.name}: {ast.unparse(statement)}" for statement in late})


def test_nothing_is_left_for_later() -> None:
    own = "tests/house/test_source.py"
    found = [m.name for m in modules() if m.name != own and LEFT_FOR_LATER.search(m.text)]
    assert not found, named(found)


def test_no_file_names_a_machine() -> None:
    text = (".py", ".md", ".html", ".txt", ".toml", ".sh", ".in", ".conf", ".service", ".timer", ".css", ".js")
    own = "tests/house/test_source.py"
    names = [name for name in files() if (name.endswith(text) or name == "Makefile") and name != own]
    found = [name for name in names if PATHS_OF_MACHINES.search(Module(name).text) and "/vendor/" not in name]
    assert not found, named(found)


def test_no_test_is_skipped() -> None:
    skip = re.compile(r"pytest\.(mark\.)?(skip|xfail)|importorskip")
    own = "tests/house/test_source.py"
    found = [m.name for m in modules() if m.name.startswith("tests/") and m.name != own and skip.search(m.text)]
    assert not found, named(found)
