"""Evaluates rules on series that a test makes up, in the real promtool: values of queries, and alerts that fire."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from nines.emit.prometheus import rule_files
from nines.plan.rules.build import rules
from tests.support.specs import compile_text
from tests.support.tools import tool

__all__ = ["Asked", "Labels", "ask", "groups_of", "write_rules"]

Labels = frozenset[tuple[str, str]]

_FAILED = re.compile(
    r'expr: "(?P<expr>(?:[^"\\]|\\.)*)", time: (?P<at>\w+),\s+exp: .*?\n\s+got: (?P<got>.*?)(?=\n\s+expr:|\n\n|\Z)',
    re.DOTALL,
)
_SAMPLE = re.compile(r"(?P<labels>\{[^{}]*\}|(?<![^ ,])[\w:]+(?:\{[^{}]*\})?) (?P<value>[-+\dE.NaInf]+)")
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Asked:
    """A query and when it is asked, as promtool writes times (`20m`)."""

    query: str
    at: str


def write_rules(folder: Path, text: str, version: str, **others: str) -> list[str]:
    """The rules of a spec as files in a folder; their names. `project` may be among the other texts."""
    settings = f"  target prometheus {version}\n  scrape every 15s\n  evaluate every 30s\n"
    project = others.pop("project", "project {\n  bundle test\n}\n")
    project = re.sub(r"project \{\n", f"project {{\n{settings}", project, count=1)
    compiled = compile_text(text, project=project, **others)
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    planned = rules(compiled.contract)
    (folder / "rules").mkdir(exist_ok=True)
    artifacts = rule_files(planned, "rules", None)
    for artifact in artifacts:
        (folder / artifact.path).write_text(artifact.text, encoding="utf-8")
    return [artifact.path for artifact in artifacts]


def ask(
    folder: Path,
    generation: str,
    files: Sequence[str],
    series: Mapping[str, str],
    questions: Sequence[Asked],
    interval: str = "15s",
) -> list[dict[Labels, float]]:
    """The values of queries, by labels. Series are in promtool's notation (`0+60x40`), a sample every `interval`."""
    test = {
        "rule_files": list(files),
        "group_eval_order": groups_of(folder, files),
        "evaluation_interval": "30s",
        "tests": [
            {
                "interval": interval,
                "input_series": [{"series": name, "values": values} for name, values in series.items()],
                "promql_expr_test": [
                    {"expr": asked.query, "eval_time": asked.at, "exp_samples": [{"labels": "nobody", "value": 0}]}
                    for asked in questions
                ],
            }
        ],
    }
    (folder / "asked.yaml").write_text(json.dumps(test), encoding="utf-8")
    command = [str(tool("promtool", generation)), "test", "rules", "asked.yaml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    answers = [match["got"] for match in _FAILED.finditer(done.stdout + done.stderr)]
    assert len(answers) == len(questions), done.stdout + done.stderr
    return [dict(map(_sample, _SAMPLE.finditer(answer))) for answer in answers]


def groups_of(folder: Path, files: Sequence[str]) -> list[str]:
    """The groups in the order of the files: without one promtool evaluates them as it happens, each time otherwise."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = [yaml.load((folder / file).read_text("utf-8"), loader) for file in files]
    return [group["name"] for file in read for group in (file or {}).get("groups", [])]


def _sample(match: re.Match[str]) -> tuple[Labels, float]:
    labels = {name: text for name, text in _LABEL.findall(match["labels"]) if name != "__name__"}
    return frozenset(labels.items()), float(match["value"])
