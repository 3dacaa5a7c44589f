"""What must hold of every plan; the web shop, which uses all there is, is the example."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nines.diagnostics.model import Report
from nines.plan import names
from nines.plan.model import AlertRule, Plan, RecordingRule
from nines.plan.rules.build import rules
from nines.plan.rules.inventory import KINDS
from nines.promql.facts import result_type, selectors
from nines.promql.functions import Type
from nines.promql.guest import parse_guest
from nines.promql.text import line, pretty
from nines.promql.transform import walk
from nines.promql.tree import Call
from nines.source import Source, Span
from tests.plan.planning import shop
from tests.support.specs import ROOT, compile_folder

SPECS = [ROOT / "specs" / "shop", ROOT / "specs" / "examples", ROOT / "specs" / "library"]


@pytest.fixture(params=SPECS, ids=lambda path: path.name)
def plan(request: pytest.FixtureRequest) -> Plan:
    folder: Path = request.param
    return rules(compile_folder(folder).contract)


def test_every_series_that_a_rule_reads_is_recorded(plan: Plan) -> None:
    recorded = {rule.record for rule in plan.rules if isinstance(rule, RecordingRule)}
    read = {one.metric for rule in plan.rules for one in selectors(rule.expression) if one.metric is not None}
    assert {name for name in read if name.startswith("nines:")} <= recorded


def test_what_a_rule_reads_at_its_own_moment_is_recorded_before_it_in_the_same_group(plan: Plan) -> None:
    for group in plan.groups:
        own = {rule.record for rule in group.rules if isinstance(rule, RecordingRule)}
        before: set[str] = set()
        for rule in group.rules:
            read = {one.metric for one in selectors(rule.expression) if one.offset == 0 and one.metric is not None}
            assert read & own <= before | {getattr(rule, "record", "")}, f"{group.name}: {rule}"
            if isinstance(rule, RecordingRule):
                before.add(rule.record)


def test_every_name_is_declared_and_every_series_belongs_to_the_bundle(plan: Plan) -> None:
    for rule in plan.rules:
        if isinstance(rule, RecordingRule):
            assert rule.record in KINDS
        else:
            assert rule.name in names.ALERTS or rule.name == "CapturesFailing"
        for one in selectors(rule.expression):
            if one.metric is not None and one.metric.startswith("nines:"):
                matchers = {matcher.label: matcher.value for matcher in one.matchers}
                assert matchers["nines"] == plan.bundle, line(rule.expression)


def test_no_two_rules_of_a_file_have_one_name_and_the_same_labels(plan: Plan) -> None:
    for file in plan.files:
        keys = Counter(
            (rule.record if isinstance(rule, RecordingRule) else rule.name, frozenset(rule.labels))
            for group in file.groups
            for rule in group.rules
        )
        assert [key for key, count in keys.items() if count > 1] == []


def test_every_expression_is_a_vector_and_reads_back_as_it_is(plan: Plan) -> None:
    for rule in plan.rules:
        for text in (line(rule.expression), pretty(rule.expression)):
            report = Report()
            guest = parse_guest(text, Span(Source("rule", text), 0, len(text)), report)
            assert guest is not None, (text, [finding.headline for finding in report])
            assert guest.type is Type.VECTOR
            assert guest.expression == rule.expression
        assert result_type(rule.expression) is Type.VECTOR


def test_every_rule_but_our_own_knows_the_lines_it_comes_from() -> None:
    for rule in shop().rules:
        ours = rule.name if isinstance(rule, AlertRule) else rule.record
        assert rule.origins or ours == names.CALENDAR_UNTIL.name
        assert all(span.source.name.endswith(".nines") or span.source.name.startswith("std/") for span in rule.origins)


def test_the_same_specs_give_the_same_plan() -> None:
    again = rules(compile_folder(ROOT / "specs" / "shop").contract)
    assert [line(rule.expression) for rule in again.rules] == [line(rule.expression) for rule in shop().rules]
    assert [rule.labels for rule in again.rules] == [rule.labels for rule in shop().rules]


def test_every_objective_has_each_series_that_boards_ask_for() -> None:
    contract = compile_folder(ROOT / "specs" / "shop").contract
    wanted = {
        *("objective", "info", "attained", "budget_left", "budget_exhausts", "state", "bad", "total"),
        *("error_ratio", "burn_rate", "window_length"),
    }
    for objective in contract.objectives:
        means = {series.means for series in shop().series if series.of == objective.id}
        assert wanted <= means, objective.id
        windows = {
            series.window for series in shop().series if series.of == objective.id and series.means == "burn_rate"
        }
        assert {"5m", "1h", "1d"} <= windows


def test_every_promise_that_can_be_summed_has_its_series() -> None:
    contract = compile_folder(ROOT / "specs" / "shop").contract
    for customer in contract.customers:
        for promise in customer.agreement.promises:
            means = {series.means for series in shop().series if series.of == f"{customer.name}.{promise.name}"}
            if promise.indicator is not None:
                assert {"promised", "info", "attained", "headroom", "state", "bad", "total"} <= means, promise.name
            else:
                assert means == set()


def test_no_series_bears_a_label_that_moves() -> None:
    """A number in a label would make a new series, or a new alert, each time it changes."""
    moving = {"value", "ratio", "burn", "budget", "left"}
    for rule in shop().rules:
        assert not moving & {name for name, _ in rule.labels}
        if isinstance(rule, AlertRule):
            assert all("$value" not in text for _, text in rule.labels)


def test_nothing_is_recorded_of_what_is_not_known_yet(plan: Plan) -> None:
    """`scalar` of a series that is not there is NaN, and so is what is computed with it."""
    for rule in plan.rules:
        if isinstance(rule, RecordingRule):
            for node in walk(rule.expression):
                if isinstance(node, Call) and node.function == "scalar":
                    assert not list(selectors(node)), line(rule.expression)
