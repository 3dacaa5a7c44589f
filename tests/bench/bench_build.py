"""How fast a build is: one objective, and a thousand, 10 to a file. Run by `make bench`.

`SLOTH=/path/to/sloth make bench` measures Sloth beside it, on the same indicators and objectives.
It writes rules; a build writes dashboards, routes and an inventory too, and reads all of it back.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.processes import NINES, PYTHON, Case, measure, peer, table
from tests.bench.projects import nines_project, sloth_project

FILES, EACH = 100, 10


def bench_build_of_one_objective(tmp_path: Path) -> None:
    found = _measured(tmp_path, "one objective", files=1, each=1, rounds=11)
    assert found < 40


def bench_build_of_a_thousand_objectives(tmp_path: Path) -> None:
    found = _measured(tmp_path, f"{FILES * EACH:,} objectives", files=FILES, each=EACH, rounds=3)
    assert found < 400


def _measured(folder: Path, title: str, *, files: int, each: int, rounds: int) -> float:
    """Print the table; how many times as long as Python alone a cold build works."""
    project, out, rules = folder / "nines", folder / "out", folder / "rules"
    nines_project(project, services=files, objectives=each)
    sloth_project(folder / "sloth", services=files, objectives=each)

    def without_outputs() -> None:
        for made in (out, rules):
            shutil.rmtree(made, ignore_errors=True)
        rules.mkdir()

    build = (*NINES, "build", "--out", str(out))
    cases = [
        Case("python alone", PYTHON, folder),
        Case("check, cold", (*NINES, "check", "--no-cache"), project),
        Case("build, cold", build, project, without_outputs),
        Case("build, nothing changed", build, project),
        Case("build --check", (*build, "--check"), project),
    ]
    sloth = peer("SLOTH")
    if sloth is not None:
        cases.append(Case("sloth", (sloth, "generate", "-i", "sloth", "-o", "rules"), folder, without_outputs))
    found = measure(cases, folder, rounds=rounds)
    print(table(title, found, ["python alone", "sloth"]))
    return found["build, cold"].work / found["python alone"].work
