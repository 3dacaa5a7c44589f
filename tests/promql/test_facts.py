"""What expressions tell about themselves."""

from __future__ import annotations

import pytest

from nines.promql.facts import (
    is_aggregated,
    is_constant,
    is_scalar,
    jobs,
    literal_values,
    metrics,
    rated,
    rated_gauges,
    raw_counters,
    result_type,
    selectors,
)
from nines.promql.functions import Type
from nines.promql.labels import labels
from nines.promql.text import line
from tests.promql.reading import expression


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", Type.SCALAR),
        ("-(1)", Type.SCALAR),
        ("time() % 60", Type.SCALAR),
        ("scalar(x)", Type.SCALAR),
        ('"a"', Type.STRING),
        ("x", Type.VECTOR),
        ("-x", Type.VECTOR),
        ("1 + x", Type.VECTOR),
        ("1 + 2 + x + 3", Type.VECTOR),
        ("1 > bool 2", Type.SCALAR),
        ("sum(x)", Type.VECTOR),
        ("vector(1)", Type.VECTOR),
        ("x[5m]", Type.RANGE),
        ("sum(x)[5m:1m]", Type.RANGE),
    ],
)
def test_the_type_of_a_result(text: str, wanted: Type) -> None:
    assert result_type(expression(text)) is wanted
    assert is_scalar(expression(text)) is (wanted is Type.SCALAR)


@pytest.mark.parametrize("text", ["1", "2 * 3 - 1", "vector(1)", "pi()", "scalar(vector(5))", '"a"', "year(vector(0))"])
def test_what_reads_no_series_and_no_clock_is_constant(text: str) -> None:
    assert is_constant(expression(text))


@pytest.mark.parametrize("text", ["x", "1 + x", "time()", "hour()", "vector(time())", "sum(x)"])
def test_what_reads_them_is_not(text: str) -> None:
    assert not is_constant(expression(text))


def test_what_is_selected() -> None:
    tree = expression('sum(rate(a_total{job="x"}[5m])) / on (y) b{job=~"x|z", job!="q"} + {job=~".+"} + a_total')
    assert [line(one) for one in selectors(tree)] == [
        'a_total{job="x"}',
        'b{job=~"x|z",job!="q"}',
        '{job=~".+"}',
        "a_total",
    ]
    assert metrics(tree) == ("a_total", "b")
    assert jobs(tree) == ("x", "z")


def test_the_values_that_a_matcher_lets_pass() -> None:
    selector = selectors(expression('x{a="b", c=~"d|e", f=~"g.", h!="i"}'))[0]
    assert [literal_values(matcher) for matcher in selector.matchers] == [("b",), ("d", "e"), None, None]


@pytest.mark.parametrize(
    ("text", "aggregated"),
    [
        ("x", False),
        ("rate(x[5m])", False),
        ("sum(x)", True),
        ("sum by (a) (rate(x[5m]))", True),
        ("sum(x) / sum(y)", True),
        ("sum(x) / y", False),
        ("topk(5, x)", False),
        ("topk(5, sum by (a) (x))", True),
        ("histogram_quantile(0.9, sum by (le) (rate(x[5m])))", True),
        ("vector(1)", False),
        ("sum(x) > 5", True),
    ],
)
def test_whether_stored_series_reach_the_result(text: str, aggregated: bool) -> None:
    assert is_aggregated(expression(text)) is aggregated


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rate(a_total[5m])", []),
        ("rate(a[5m])", ["a"]),
        ("sum(increase(queue_length[5m]))", ["queue_length"]),
        ("irate(a_count[5m]) + rate(a_sum[5m]) + rate(a_bucket[5m])", []),
        ("rate(job:a:rate5m[5m])", []),
        ("deriv(a[5m])", []),
        ('rate({job="x"}[5m])', []),
        ("rate(sum(a)[5m:])", []),
    ],
)
def test_gauges_whose_rate_is_taken(text: str, names: list[str]) -> None:
    assert [one.metric for one in rated_gauges(expression(text))] == names


def test_whose_rate_is_taken() -> None:
    assert [one.metric for one in rated(expression("rate(a[5m]) + sum(increase(b_total[5m])) + delta(c[5m])"))] == [
        "a",
        "b_total",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a_total", ["a_total"]),
        ("sum(a_total)", ["a_total"]),
        ("rate(a_total[5m])", []),
        ("a_total / b_total", ["a_total", "b_total"]),
        ("a_total > 5", ["a_total"]),
        ("count(a_total)", []),
        ("absent(a_total)", []),
        ("x and a_total", []),
        ("x or a_total", ["a_total"]),
        ("a_total unless b_total", ["a_total"]),
        ("changes(a_total[5m])", []),
        ("max_over_time(a_total[5m])", ["a_total"]),
        ("rate(sum(a_total)[5m:])", []),
        ("a_bytes", []),
        ("timestamp(a_total)", []),
        ("histogram_quantile(0.9, a_bucket)", ["a_bucket"]),
    ],
)
def test_counters_whose_totals_reach_the_result(text: str, names: list[str]) -> None:
    assert [one.metric for one in raw_counters(expression(text))] == names


ANY = None


@pytest.mark.parametrize(
    ("text", "at_most", "never"),
    [
        ("x", ANY, ""),
        ('x{a="", b="c"}', ANY, "a"),
        ("rate(x[5m])", ANY, ""),
        ("1", "", ""),
        ("vector(1)", "", ""),
        ("hour()", "", ""),
        ("hour(x)", ANY, ""),
        ("sum(x)", "", ""),
        ("sum by (a, b) (x)", "a b", ""),
        ('sum by (a, b) (x{a=""})', "b", ""),
        ("sum without (a) (x)", ANY, "a"),
        ("sum without (a) (sum by (a, b) (x))", "b", ""),
        ("topk by (a) (5, x)", ANY, ""),
        ('count_values by (a) ("v", x)', "a v", ""),
        ('count_values without (a) ("v", x)', ANY, "a"),
        ('absent(x{a="b", c=~"d"})', "a", ""),
        ('absent(x{a="b", a="c"})', "", ""),
        ("absent(sum(x))", "", ""),
        ('absent_over_time(x{a="b"}[5m])', "a", ""),
        ("histogram_quantile(0.9, sum by (le, a) (x))", "a", ""),
        ("histogram_quantile(0.9, x)", ANY, "le"),
        ('label_replace(sum by (a) (x), "b", "$1", "a", "(.*)")', "a b", ""),
        ('label_replace(x{b=""}, "b", "$1", "a", "(.*)")', ANY, ""),
        ("2 * sum by (a) (x)", "a", ""),
        ("sum by (a) (x) * 2 + 1", "a", ""),
        ("1 + 2 + sum by (a) (x)", "a", ""),
        ("sum by (a) (x) / sum by (a) (y)", "a", ""),
        ("sum by (a) (x) / y", "a", ""),
        ("x / on (a, b) y", "a b", ""),
        ("x / ignoring (a) y", ANY, "a"),
        ("x / ignoring (b) sum by (a, b) (y)", "a", ""),
        ("sum by (a, b) (x) / ignoring (b) sum by (a) (y)", "a", ""),
        ("sum by (a, b) (x) * on (a) group_left (c) y", "a b c", ""),
        ("x * on (a) group_right (c) sum by (a, b) (y)", "a b c", ""),
        ("sum by (a) (x) and y", "a", ""),
        ("sum by (a) (x) or sum by (b) (y)", "a b", ""),
        ("sum by (a) (x) or y", ANY, ""),
        ('sum by (a) (x) or y{b="", a=""}', ANY, "b"),
        ("x unless sum by (a) (y)", ANY, ""),
        ("sum by (a) (x)[1h:1m]", "a", ""),
        ("-sum by (a) (x)", "a", ""),
        ("info(sum by (a) (x))", ANY, ""),
    ],
)
def test_the_labels_that_a_result_can_carry(text: str, at_most: str | None, never: str) -> None:
    found = labels(expression(text))
    assert found.at_most == (None if at_most is None else frozenset(at_most.split()))
    assert found.never == frozenset(never.split())
    assert found.is_known is (at_most is not None)
    for name in never.split():
        assert not found.may_have(name)
