"""What the house tests read: the project's own Python files, parsed once."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from config import ROOT

PYTHON_FOLDERS = ("coordination/", "tests/", "bench/", "tools/", "deploy/", "migrations/")


@dataclass(frozen=True)
class Module:
    """One Python file; `name` is its path from the root of the repository."""

    name: str

    @cached_property
    def text(self) -> str:
        return (ROOT / self.name).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Dotted names of imported modules, and of names imported from them, with the statement."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)

    def imports_package(self, package: str) -> bool:
        return any(name == package or name.startswith(f"{package}.") for name, _ in self.imports())

    def calls(self, method: str) -> bool:
        """Whether something is called as `….method(`."""
        nodes = ast.walk(self.tree)
        return any(
            isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == method for n in nodes
        )


@cache
def files() -> tuple[str, ...]:
    """Every file of the repository that is not ignored, those not yet committed too."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file()))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of ours; migrations' versions apart, for they are written once and never read again."""
    return tuple(
        Module(name)
        for name in files()
        if name.endswith(".py") and not name.startswith("migrations/versions/")
        and (name.startswith(PYTHON_FOLDERS) or "/" not in name)
    )  # fmt: skip


def program() -> tuple[Module, ...]:
    """The modules of the program itself."""
    return tuple(module for module in modules() if module.name.startswith("coordination/"))
