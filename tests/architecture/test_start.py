"""What starts at once stays so: a small check loads no more than it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.specs import ROOT

PACKAGE = ROOT / "compiler" / "nines"
FIRST = ROOT / "specs" / "examples" / "first.nines"

HEAVY = {
    "asyncio",
    "click",
    "dataclasses",
    "importlib.metadata",
    "importlib.resources",
    "inspect",
    "jinja2",
    "jsonschema",
    "jsonschema_rs",
    "lark",
    "logging",
    "shutil",
    "subprocess",
    "tempfile",
    "unicodedata",
    "yaml",
}
"""What takes long to load, and a check without a finding can do without."""

OF_OTHERS = {
    "nines.api",
    "nines.contract.agreements",
    "nines.contract.hours",
    "nines.diagnostics.text",
    "nines.emit",
    "nines.plan",
    "nines.syntax.slips",
    "nines.values.calendar",
    "nines.values.slips",
    "nines.values.zone",
    "nines.verify",
}
"""Parts of the compiler for what the first example has none of."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that a check of the first example loads, as a process of its own."""
    script = (
        "import sys; from nines.cli.main import run;"
        f"code = run(['check', '--no-cache', {str(FIRST)!r}]);"
        "print(code, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        cwd=tmp_path_factory.mktemp("start"),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    code, *modules = done.stderr.split()
    assert code == "0"
    assert "No mistakes" in done.stdout
    return frozenset(modules)


def test_a_check_loads_nothing_heavy(loaded: frozenset[str]) -> None:
    assert sorted(HEAVY & loaded) == []


def test_a_check_loads_no_part_of_the_compiler_that_it_does_not_need(loaded: frozenset[str]) -> None:
    assert sorted(name for name in loaded if any(name == of or name.startswith(f"{of}.") for of in OF_OTHERS)) == []


def test_a_check_loads_few_modules(loaded: frozenset[str]) -> None:
    """Each takes a quarter of a millisecond. A rule of the checker belongs to what it speaks of (`check/rules`)."""
    assert len([name for name in loaded if name.startswith("nines")]) < 200


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_classes_of_values_are_made_by_nines_record(path: Path) -> None:
    """The standard library's dataclass takes ten times as long for each class, whether it is used or not.

    The guard of automations is a program of its own, which runs where Nines is not.
    """
    if path in (PACKAGE / "record.py", PACKAGE / "automation" / "guard.py"):
        return
    taken = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {name.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        for name in node.names
        if name.name != "FrozenInstanceError"
    ]
    assert taken == [], "import it from `nines.record`"
