"""The order of the passes and the purity of the core, as pyproject.toml declares them."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tools import ROOT

IMPORT_LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in IMPORT_LINTER["contracts"]}
CORE = [name.removeprefix("nines.") for name in CONTRACTS["pure-core"]["source_modules"]]
PACKAGE = ROOT / "compiler" / "nines"
EXEMPT = {
    PACKAGE.parent.joinpath(*line.split(" -> ")[0].split(".")).with_suffix(".py")
    for line in CONTRACTS["pure-core"]["ignore_imports"]
}

IO_BUILTINS = {"breakpoint", "eval", "exec", "input", "open", "print"}
COMPILES = PACKAGE / "record.py"
"""Writes and compiles what the standard library's dataclass does too; it reads no text of anybody's."""


def core_files() -> list[Path]:
    files = [PACKAGE / f"{name}.py" for name in CORE if (PACKAGE / f"{name}.py").exists()]
    files += [path for name in CORE for path in sorted((PACKAGE / name).rglob("*.py"))]
    return [path for path in files if path not in EXEMPT]


def calls(path: Path, names: set[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.id}()"


def lint_imports(configuration: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", configuration],
        cwd=ROOT,
        env={"PYTHONPATH": str(configuration.parent if configuration.parent != ROOT else ROOT / "compiler")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_passes_know_only_earlier_passes_and_the_core_is_pure() -> None:
    done = lint_imports(ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout


def test_planning_has_nothing_to_say_to_users() -> None:
    """`check` says all that a build would: a pass behind it that had a report could say more."""
    reporting = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.module}"
        for path in sorted((PACKAGE / "plan").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nines.diagnostics.model")
    ]
    assert reporting == []


def test_every_folder_of_the_compiler_has_a_layer() -> None:
    declared = {
        name.strip(" ()").removeprefix("nines.")
        for layer in CONTRACTS["layers"]["layers"]
        for name in layer.replace("|", ":").split(":")
    }
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    assert folders | modules <= declared


@pytest.mark.parametrize("path", core_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_calls_no_builtin_that_reads_or_writes(path: Path) -> None:
    assert list(calls(path, IO_BUILTINS - {"exec"} if path == COMPILES else IO_BUILTINS)) == []


@pytest.mark.parametrize("path", core_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_computes_without_floats(path: Path) -> None:
    literals = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert literals + list(calls(path, {"float"})) == []


def test_the_contracts_can_fail(tmp_path: Path) -> None:
    """A package with a pass that imports a later one, and a core module with a clock, breaks both."""
    package = tmp_path / "nines"
    for layer in ("source", "values", "plan", "cli", "contract"):
        (package / layer).mkdir(parents=True)
        (package / layer / "__init__.py").write_text("", encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "contract" / "__init__.py").write_text("import nines.plan\n", encoding="utf-8")
    (package / "values" / "__init__.py").write_text("import time\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        "[tool.importlinter]\n"
        'root_packages = ["nines"]\n'
        "include_external_packages = true\n"
        "[[tool.importlinter.contracts]]\n"
        'name = "layers"\ntype = "layers"\nlayers = ["nines.plan", "nines.contract"]\n'
        "[[tool.importlinter.contracts]]\n"
        'name = "pure"\ntype = "forbidden"\nsource_modules = ["nines.values"]\nforbidden_modules = ["time"]\n',
        encoding="utf-8",
    )
    done = lint_imports(tmp_path / "pyproject.toml")
    assert done.returncode == 1
    assert "nines.contract is not allowed to import nines.plan" in done.stdout
    assert "nines.values is not allowed to import time" in done.stdout
