"""The real programs that outputs are proven on: which there are, and where `make tools` puts them.

Two generations of Prometheus and of Alertmanager stand for what users run: the oldest that is supported, and the
newest that Debian carries. Standard library only, since it is read before the Python environment exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["ALERTMANAGER", "PROMETHEUS", "RELEASES", "ROOT", "TOOLS", "Release", "ToolMissingError", "tool"]

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"

PROMETHEUS = ("2", "3")
"""Generations of `promtool` and `prometheus`, for `pytest.mark.parametrize`."""

ALERTMANAGER = ("0.25", "0.33")
"""Generations of `amtool` and `alertmanager`."""


@dataclass(frozen=True, slots=True)
class Release:
    """One generation of one project's programs.

    `suite` is the Debian suite that carries it and `packages` its packages there; `programs` gives each program's
    path inside them. `at_least` is included in the versions that will do, `below` is not.
    """

    name: str
    generation: str
    suite: str
    packages: tuple[str, ...]
    programs: tuple[tuple[str, str], ...]
    at_least: tuple[int, int]
    below: tuple[int, int]

    @property
    def folder(self) -> Path:
        return TOOLS / f"{self.name}-{self.generation}"

    def path(self, program: str) -> Path:
        return self.folder / "bin" / program


_PROMETHEUS_PROGRAMS = (("prometheus", "usr/bin/prometheus"), ("promtool", "usr/bin/promtool"))
_ALERTMANAGER_PROGRAMS = (("alertmanager", "usr/bin/prometheus-alertmanager"), ("amtool", "usr/bin/amtool"))

RELEASES = (
    Release("prometheus", "2", "bookworm", ("prometheus",), _PROMETHEUS_PROGRAMS, (2, 42), (3, 0)),
    Release("prometheus", "3", "forky", ("prometheus", "promtool"), _PROMETHEUS_PROGRAMS, (3, 5), (4, 0)),
    Release("alertmanager", "0.25", "bookworm", ("prometheus-alertmanager",), _ALERTMANAGER_PROGRAMS, (0, 25), (0, 26)),
    Release("alertmanager", "0.33", "forky", ("prometheus-alertmanager",), _ALERTMANAGER_PROGRAMS, (0, 33), (1, 0)),
)

CHROMIUM = TOOLS / "chromium" / "bin" / "chromium"


class ToolMissingError(RuntimeError):
    """A test asked for a program that was not fetched; the test fails, since what it would prove is not proven."""


def tool(program: str, generation: str = "") -> Path:
    """Where a program stands: `tool("promtool", "3")`, `tool("amtool", "0.25")`, `tool("chromium")`.

    Raises `ToolMissingError` if it was not fetched, and `LookupError` for a program or generation that is not kept.
    """
    path = CHROMIUM if program == "chromium" else _release(program, generation).path(program)
    if not path.exists():
        raise ToolMissingError(f"`{path.relative_to(ROOT)}` is not there: run `make tools` to fetch it")
    return path


def _release(program: str, generation: str) -> Release:
    for release in RELEASES:
        if release.generation == generation and any(name == program for name, _ in release.programs):
            return release
    kept = ", ".join(f"{name} {release.generation}" for release in RELEASES for name, _ in release.programs)
    raise LookupError(f"no `{program}` of generation `{generation}` is kept; there are chromium, {kept}")
