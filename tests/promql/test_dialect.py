"""What each version of Prometheus reads."""

from __future__ import annotations

import pytest

from nines.diagnostics.model import Report
from nines.promql import build as q
from nines.promql.dialect import Dialect, check_dialect, requirements
from nines.promql.functions import EXPERIMENTAL_FUNCTIONS
from nines.promql.tree import Expression
from nines.source import Source
from tests.promql.reading import expression

EXPERIMENTS = frozenset({EXPERIMENTAL_FUNCTIONS})


def findings(tree: Expression, dialect: Dialect) -> list[tuple[str, str]]:
    report = Report()
    check_dialect(tree, dialect, report, Source("a.nines", "whole").span(0, 5))
    return [(finding.code.id, finding.primary.span.text) for finding in report]


@pytest.mark.parametrize(
    ("text", "version", "flags", "found"),
    [
        ("rate(x[5m])", (2, 42), frozenset(), []),
        ("sum(histogram_avg(x))", (2, 42), frozenset(), [("N0065", "histogram_avg")]),
        ("sum(histogram_avg(x))", (2, 51), frozenset(), []),
        ("limitk(5, x)", (2, 53), EXPERIMENTS, [("N0065", "limitk")]),
        ("limitk(5, x)", (2, 54), frozenset(), [("N0066", "limitk")]),
        ("limitk(5, x)", (2, 54), EXPERIMENTS, []),
        ("first_over_time(x[5m])", (3, 13), frozenset(), [("N0066", "first_over_time")]),
        ("first_over_time(x[5m])", (3, 14), frozenset(), []),
        ("holt_winters(x[5m], 0.5, 0.5)", (2, 55), frozenset(), []),
        ("holt_winters(x[5m], 0.5, 0.5)", (3, 0), frozenset(), [("N0065", "holt_winters")]),
        ('{"a.b"}', (2, 53), frozenset(), [("N0065", '"a.b"')]),
        ('{"a.b"}', (3, 0), frozenset(), []),
        ('{"up"}', (2, 42), frozenset(), []),
        ('x{"a.b"="c"}', (2, 53), frozenset(), [("N0065", '"a.b"')]),
        ('sum by ("a.b") (x)', (2, 53), frozenset(), [("N0065", 'by ("a.b")')]),
        ('x * on ("a.b") y', (2, 53), frozenset(), [("N0065", 'on ("a.b")')]),
        ("rate(x[5m] anchored)", (3, 5), frozenset(), [("N0065", "x")]),
        ("rate(x[5m] anchored)", (3, 7), frozenset(), [("N0066", "x")]),
        ("rate(x[5m] anchored)", (3, 7), frozenset({"promql-extended-range-selectors"}), []),
        ("rate(x[5m] smoothed)", (3, 16), frozenset(), []),
    ],
)
def test_a_version_reads_what_it_knows(
    text: str, version: tuple[int, int], flags: frozenset[str], found: list[tuple[str, str]]
) -> None:
    assert findings(expression(text), Dialect(version, flags)) == found


def test_what_the_compiler_built_is_shown_as_a_whole() -> None:
    assert findings(q.call("mad_over_time", q.selector("x")["5m"]), Dialect((2, 42))) == [("N0065", "whole")]


def test_requirements_are_told_once_each() -> None:
    tree = q.call("histogram_avg", q.selector("x")) + q.call("histogram_avg", q.selector("y"))
    assert [need.what for need in requirements(tree)] == ["`histogram_avg`"]
    assert requirements(expression("sum by (a) (rate(x[5m])) > 0")) == ()


def test_a_message_says_the_versions_and_the_flag() -> None:
    report = Report()
    source = Source("a.nines", "x")
    check_dialect(expression("limitk(5, x)"), Dialect((2, 42)), report, source.span(0, 1))
    check_dialect(expression("limitk(5, x)"), Dialect((3, 5)), report, source.span(0, 1))
    headlines = {finding.headline for finding in report}
    assert headlines == {
        "`limitk` comes with Prometheus 2.54, and the target is 2.42",
        "`limitk` needs the feature flag `promql-experimental-functions`",
    }
