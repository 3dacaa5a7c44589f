"""Runs promtool, and reads what its alerts and series did.

promtool tells only whether a value is the expected one, and if not, which it was. So it is asked for values that nobody
has, and the answer is read from what it says. Which alerts fire is asked at every evaluation.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from nines.record import dataclass
from nines.scenario.series import Input

__all__ = ["Answer", "Asked", "Booklet", "RefusedError", "ask", "find_tool", "version_of"]

_LONGEST = 900
"""Seconds after which promtool is given up."""
_FAILED = re.compile(
    r'expr: "(?P<expr>(?:[^"\\]|\\.)*)", time: (?P<at>\w+),\s+exp: ?.*?\n\s+got: ?(?P<got>.*?)(?=\n\s+expr:|\n\n|\Z)',
    re.DOTALL,
)
_SAMPLE = re.compile(r"(?P<labels>\{(?:[^{}\"]|\"(?:[^\"\\]|\\.)*\")*\}) (?P<value>[-+\dE.NaInf]+)")
_LABEL = re.compile(r'"?([^\s{},="]+)"?="((?:[^"\\]|\\.)*)"')
_TIME = re.compile(r"(\d+)(ms|[wdhms])")
_UNITS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}


class RefusedError(Exception):
    """promtool could not evaluate the rules, or was not to be run; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the moment (milliseconds since promtool's 0) at which it is asked."""

    query: str
    at: int


@dataclass(frozen=True, slots=True)
class Booklet:
    """What promtool is given: rule files by name, series, and questions. Intervals are in milliseconds."""

    rules: Mapping[str, str]
    groups: Sequence[str]
    series: Sequence[Input]
    step: int
    every: int
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Answer:
    """A sample that a query gave at a moment."""

    query: str
    at: int
    labels: tuple[tuple[str, str], ...]
    value: str

    def label(self, name: str) -> str:
        return dict(self.labels).get(name, "")


def find_tool(program: str, named: Path | None, variable: str) -> Path | None:
    """A program: the one that is named, or that an environment variable names, or on the PATH; None if it is not."""
    wanted = str(named) if named is not None else os.environ.get(variable) or program
    found = shutil.which(wanted)
    return Path(found) if found is not None else None


def version_of(promtool: Path) -> tuple[int, ...]:
    """Its version, `(3, 5)`. Raises RefusedError if it cannot be run or says none."""
    try:
        done = subprocess.run([promtool, "--version"], capture_output=True, text=True, check=False, timeout=_LONGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RefusedError(f"`{promtool}` cannot be run: {error}") from error
    found = re.search(r"version (\d+)\.(\d+)", done.stdout + done.stderr)
    if found is None:
        raise RefusedError(f"`{promtool} --version` says no version")
    return int(found[1]), int(found[2])


def ask(promtool: Path, booklet: Booklet) -> tuple[Answer, ...]:
    """All samples that the questions have for an answer, in the order of time.

    Raises RefusedError if promtool has something else to say.
    """
    with tempfile.TemporaryDirectory(prefix="nines-test-") as folder:
        for name, text in booklet.rules.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        (Path(folder) / "test.yaml").write_text(_test(booklet), encoding="utf-8")
        command = [str(promtool), "test", "rules", "test.yaml"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=_LONGEST)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RefusedError(str(error)) from error
    said = (done.stdout + done.stderr).strip() + "\n"
    found = [answer for match in _FAILED.finditer(said) for answer in _answers(match)]
    rest = _FAILED.sub("", said)
    for known in ("Unit Testing:  test.yaml", "FAILED:", "SUCCESS"):
        rest = rest.replace(known, "")
    if rest.strip():
        raise RefusedError(rest.strip())
    return tuple(sorted(found, key=lambda answer: answer.at))


def _test(booklet: Booklet) -> str:
    test = {
        "rule_files": list(booklet.rules),
        "group_eval_order": list(booklet.groups),
        "evaluation_interval": f"{booklet.every}ms",
        "tests": [
            {
                "interval": f"{booklet.step}ms",
                "input_series": [{"series": each.series, "values": each.values} for each in booklet.series],
                "promql_expr_test": [
                    {"expr": each.query, "eval_time": f"{each.at}ms", "exp_samples": []} for each in booklet.asked
                ],
            }
        ],
    }
    return json.dumps(test, ensure_ascii=False)


def _answers(match: re.Match[str]) -> list[Answer]:
    query = json.loads(f'"{match["expr"]}"')
    at = sum(int(count) * _UNITS[unit] for count, unit in _TIME.findall(match["at"]))
    return [
        Answer(query, at, tuple((name, text) for name, text in _LABEL.findall(each["labels"])), each["value"])
        for each in _SAMPLE.finditer(match["got"])
    ]
