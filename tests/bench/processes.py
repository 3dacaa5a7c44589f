"""Whole processes, measured: how long from start to end, and how much memory at most."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

__all__ = ["NINES", "PYTHON", "Case", "Measured", "Run", "measure", "peer", "table"]

PYTHON = (sys.executable, "-c", "pass")
NINES = (sys.executable, "-m", "nines")


@dataclass(frozen=True)
class Run:
    """One process: seconds from start to end, seconds that processors worked, and the most memory it held, in bytes."""

    seconds: float
    work: float
    memory: int


@dataclass(frozen=True)
class Case:
    """A command to measure, in a folder; `before` prepares each run and is not measured."""

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], object] | None = None
    code: int = 0


@dataclass(frozen=True)
class Measured:
    name: str
    seconds: float
    work: float
    memory: int


def measure(cases: Sequence[Case], home: Path, *, rounds: int) -> dict[str, Measured]:
    """The medians of all cases. They take turns, so that what disturbs the machine disturbs all of them alike.

    `home` is a folder for what the processes keep: compiled Python, and the cache of specs without a project.
    """
    environment = _environment(home)
    runs: dict[str, list[Run]] = {case.name: [] for case in cases}
    for turn in range(rounds + 1):
        for case in cases:
            if case.before is not None:
                case.before()
            done = _run(case, environment)
            if turn > 0:  # the first run compiles Python and fills what the system keeps of files
                runs[case.name].append(done)
    return {
        name: Measured(
            name, median(run.seconds for run in of), median(run.work for run in of), max(run.memory for run in of)
        )
        for name, of in runs.items()
    }


def peer(variable: str) -> str | None:
    """The path of another tool's program, where the user gave one: `SLOTH=/path/to/sloth make bench`."""
    path = os.environ.get(variable)
    if path is None:
        return None
    assert Path(path).is_file(), f"{variable} names no file: {path}"
    return str(Path(path).resolve())


def table(title: str, measured: Mapping[str, Measured], against: Sequence[str]) -> str:
    """Medians, memory, and how many times as long each takes as those of `against` that were measured.

    `work` is the time of processors: it tells more on a machine that has other things to do.
    """
    yardsticks = [measured[name] for name in against if name in measured]
    width = max(len(name) for name in measured)
    head = f"  {title:<{width}}  {'time':>9}  {'work':>9}  {'memory':>8}" + "".join(
        f"  {'x ' + of.name:>16}" for of in yardsticks
    )
    lines = [head]
    for one in measured.values():
        ratios = "".join(f"  {one.seconds / of.seconds:>16.2f}" for of in yardsticks)
        numbers = f"{1000 * one.seconds:>6.0f} ms  {1000 * one.work:>6.0f} ms  {one.memory / 2**20:>5.0f} MB"
        lines.append(f"  {one.name:<{width}}  {numbers}{ratios}")
    return "\n" + "\n".join(lines)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NINES"))}
    root = Path(__file__).parents[2]
    return {
        **kept,
        "PYTHONPATH": str(root / "compiler"),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


_WATCH = """
import os, sys, time
null = os.open(os.devnull, os.O_WRONLY)
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
_, status, usage = os.wait4(child, 0)
print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
"""Starts a process and measures it. It stands between since a process inherits the memory of the one that starts it."""


def _run(case: Case, environment: Mapping[str, str]) -> Run:
    watch = [sys.executable, "-I", "-S", "-c", _WATCH, *case.command]
    done = subprocess.run(watch, cwd=case.folder, env=environment, capture_output=True, text=True, check=True)
    seconds, work, memory, code = done.stdout.split()
    assert int(code) == case.code, f"{case.name}: {done.stderr}"
    return Run(float(seconds), float(work), int(memory) * (1 if sys.platform == "darwin" else 1024))
