"""What rules read is recorded: each series by a rule, each window of it too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nines.plan import names
from nines.plan.build import plan
from nines.plan.model import Plan, RecordingRule
from nines.promql.transform import walk
from nines.promql.tree import Call, Expression, MatchOp, Selector, String
from tests.support.specs import compile_folder

ROOT = Path(__file__).parents[2]
FOLDERS = ["specs/shop", "specs/library"]


def planned(folder: str) -> Plan:
    return plan(compile_folder(ROOT / folder).contract).rules


def windows_made(expression: Expression) -> Iterator[str]:
    """The values that an expression itself gives to the label `window`."""
    for node in walk(expression):
        if isinstance(node, Call) and node.function == "label_replace":
            _, label, value, *_ = node.arguments
            if label == String(names.WINDOW) and isinstance(value, String):
                yield value.value


def recorded(rules: Plan) -> dict[str, set[str]]:
    """The windows of each series, by its name; without any, those of a family."""
    found: dict[str, set[str]] = {}
    for rule in rules.rules:
        if isinstance(rule, RecordingRule):
            windows = found.setdefault(rule.record, set())
            windows.update(value for name, value in rule.labels if name == names.WINDOW)
            windows.update(value for one in rule.members for name, value in one.labels if name == names.WINDOW)
            windows.update(windows_made(rule.expression))
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_series_that_a_rule_reads_is_recorded(folder: str) -> None:
    rules = planned(folder)
    known = recorded(rules)
    reads = 0
    for rule in rules.rules:
        for node in walk(rule.expression):
            if not (isinstance(node, Selector) and node.metric is not None and node.metric.startswith("nines:")):
                continue
            reads += 1
            assert node.metric in known, f"{rule.about} reads {node.metric}, which nothing records"
            asked = {m.value for m in node.matchers if m.label == names.WINDOW and m.op is MatchOp.EQUAL and m.value}
            missing = asked - known[node.metric]
            assert not missing or not known[node.metric], f"{rule.about} reads {node.metric} over {missing}"
    assert reads > 100
