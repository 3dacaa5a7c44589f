"""How fast a check starts: one file, and one changed file of a thousand. Run by `make bench`.

`SLOTH=/path/to/sloth make bench` measures Sloth beside it. Every number is of whole processes.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.processes import NINES, PYTHON, Case, measure, peer, table
from tests.bench.projects import nines_project, sloth_project
from tests.support.tools import ROOT

FILES = 1_000


def bench_check_of_one_file(tmp_path: Path) -> None:
    nines_project(tmp_path / "nines", services=1, objectives=1)
    sloth_project(tmp_path / "sloth", services=1, objectives=1)
    file = ROOT / "specs" / "examples" / "first.nines"
    cases = [
        Case("python alone", PYTHON, tmp_path),
        Case("check, cold", (*NINES, "check", "--no-cache", str(file)), tmp_path),
        Case("check, known", (*NINES, "check", str(file)), tmp_path),
    ]
    sloth = peer("SLOTH")
    if sloth is not None:
        out = str(tmp_path / "rules.yaml")
        cases.append(Case("sloth", (sloth, "generate", "-i", "sloth/service-0.yaml", "-o", out), tmp_path))
    found = measure(cases, tmp_path, rounds=21)
    print(table("one file", found, ["python alone", "sloth"]))
    assert found["check, known"].work < 4 * found["python alone"].work
    assert found["check, cold"].work < 10 * found["python alone"].work
    if sloth is not None:
        assert found["check, known"].seconds < found["sloth"].seconds


def bench_check_of_a_thousand_files(tmp_path: Path) -> None:
    project = tmp_path / "nines"
    nines_project(project, services=FILES, objectives=1)
    sloth_project(tmp_path / "sloth", services=FILES, objectives=1)
    (tmp_path / "rules").mkdir()
    changed = project / "service-500.nines"
    text = changed.read_text("utf-8")
    turns = iter(range(10_000))

    def change() -> None:
        changed.write_text(f"{text}# {next(turns)}\n", "utf-8")

    cases = [
        Case("python alone", PYTHON, tmp_path),
        Case("all, nothing changed", (*NINES, "check"), project),
        Case("one changed, only that", (*NINES, "check", changed.name), project, change),
        Case("one changed, all", (*NINES, "check"), project, change),
        Case("all, cold", (*NINES, "check", "--no-cache"), project),
    ]
    sloth = peer("SLOTH")
    if sloth is not None:
        cases.append(Case("sloth, all", (sloth, "generate", "-i", "sloth", "-o", "rules"), tmp_path))
    found = measure(cases, tmp_path, rounds=3)
    print(table(f"{FILES:,} files", found, ["python alone", "sloth, all"]))
    assert found["all, nothing changed"].work < 10 * found["python alone"].work
    assert found["one changed, only that"].work < 10 * found["python alone"].work
    assert found["all, cold"].work < 60 * found["python alone"].work
