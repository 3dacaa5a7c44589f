"""Checks what was built on the real tools, in every generation, and runs the tests of its specs if these are named.

`python -m tests.tools.prove build/shop specs/shop`
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tests.support.tools import ALERTMANAGER, PROMETHEUS, tool


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0])
    rules, configurations = _rule_files(folder), _alertmanager_files(folder)
    if not rules or not configurations:
        print(f"`{folder}` holds {len(rules)} rule files and {len(configurations)} Alertmanager files", file=sys.stderr)
        return 1
    failed = 0
    for title, command in _proofs(rules, configurations):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"  {'ok    ' if done.returncode == 0 else 'FAILED'}  {title}")
        if done.returncode != 0:
            failed += 1
            print(done.stdout + done.stderr)
    if len(arguments) > 1:
        failed += try_tests(Path(arguments[1]))
    return 1 if failed else 0


def try_tests(specs: Path) -> int:
    """Run the tests of specs on the newest promtool; the exit code of `nines test`."""
    environment = {**os.environ, "NINES_PROMTOOL": str(tool("promtool", PROMETHEUS[-1]))}
    return subprocess.run([sys.executable, "-m", "nines", "test", specs], env=environment, check=False).returncode


def _proofs(rules: Sequence[Path], configurations: Sequence[Path]) -> Iterator[tuple[str, list[str | Path]]]:
    counted = f"{len(rules)} rule file{'s' if len(rules) != 1 else ''}"
    check_rules: list[str | Path] = ["check", "rules", "--lint=all", "--lint-fatal", *rules]
    for generation in PROMETHEUS:
        promtool = tool("promtool", generation)
        yield f"{_version(promtool)} accepts {counted}, every lint fatal", [promtool, *check_rules]
    for generation in ALERTMANAGER:
        amtool = tool("amtool", generation)
        yield f"{_version(amtool)} accepts the Alertmanager configuration", [amtool, "check-config", *configurations]


def _rule_files(folder: Path) -> list[Path]:
    return [path for path, keys in _yaml_files(folder) if keys == {"groups"}]


def _alertmanager_files(folder: Path) -> list[Path]:
    return [path for path, keys in _yaml_files(folder) if {"route", "receivers"} <= keys]


def _yaml_files(folder: Path) -> Iterator[tuple[Path, set[str]]]:
    """Each YAML file of one document, with its keys on the first level."""
    for path in sorted((*folder.rglob("*.yml"), *folder.rglob("*.yaml"))):
        documents = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
        if len(documents) == 1 and isinstance(documents[0], dict):
            yield path, set(documents[0])


def _version(program: Path) -> str:
    """`promtool 3.5.3`, as the program says itself."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    words = (done.stdout + done.stderr).replace(",", "").split()
    return f"{words[0]} {words[2].partition('+')[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
