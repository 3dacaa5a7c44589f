"""New trees from old ones."""

from __future__ import annotations

from nines.promql import build as q
from nines.promql.text import line
from nines.promql.transform import (
    add_matchers,
    depth,
    fill,
    map_selectors,
    placeholders,
    rename_metric,
    walk,
    with_matchers,
)
from nines.promql.tree import Expression, Selector
from tests.promql.reading import expression, selector

EVERYWHERE = (
    'sum by (a) (rate(x{b="c"}[$window])) / -topk(scalar(y), max_over_time(z[1h:1m] offset 5m) > 0) or absent({d=~"e"})'
)


def test_matchers_are_added_behind_those_that_are_there() -> None:
    found, _ = selector('x{a="b"}')
    assert found is not None
    assert line(add_matchers(found, [q.equal("job", "c"), q.matches_not("d", "e.*")])) == 'x{a="b",job="c",d!~"e.*"}'
    assert add_matchers(found, [q.equal("a", "b"), q.equal("a", "b")]) is found


def test_matchers_reach_every_selector() -> None:
    changed = with_matchers(expression(EVERYWHERE), [q.equal("job", "j")])
    assert line(changed) == (
        'sum by (a) (rate(x{b="c",job="j"}[$window])) / -topk(scalar(y{job="j"}), '
        'max_over_time(z{job="j"}[1h:1m] offset 5m) > 0) or absent({d=~"e",job="j"})'
    )


def test_metrics_are_renamed() -> None:
    changed = rename_metric(expression(EVERYWHERE), {"x": "x2", "z": "nines:z"})
    assert line(changed) == line(expression(EVERYWHERE)).replace("x{", "x2{").replace("z[", "nines:z[")


def test_placeholders_are_filled_by_name() -> None:
    tree = expression("rate(x[$window]) + max_over_time(y[$window:1m]) + z")
    assert placeholders(tree) == ("window",)
    assert line(fill(tree, {"window": 300_000})) == "rate(x[5m]) + max_over_time(y[5m:1m]) + z"
    assert fill(tree, {"other": 1}) == tree
    assert placeholders(fill(tree, {"window": 1})) == ()


def test_what_does_not_change_is_shared() -> None:
    tree = expression(EVERYWHERE)
    assert map_selectors(tree, lambda one: one) is tree
    assert fill(tree["1h":"1m"], {}) is not tree


def test_places_survive_a_change() -> None:
    changed = with_matchers(expression('rate(x{a="b"}[5m])'), [q.equal("c", "d")])
    assert [node.span.text for node in walk(changed) if node.span] == ['rate(x{a="b"}[5m])', 'x{a="b"}[5m]', 'x{a="b"}']


def test_walking_goes_in_the_order_of_the_text() -> None:
    tree = expression("a + b * topk(scalar(c), d) - max_over_time(e[1h:1m]) / f")
    names = [node.metric for node in walk(tree) if isinstance(node, Selector)]
    assert names == ["a", "b", "c", "d", "e", "f"]


def test_levels_are_counted() -> None:
    assert depth(expression("a")) == 1
    assert depth(expression("sum(rate(a[5m]))")) == 4
    long: Expression = q.selector("a")
    for _ in range(5000):
        long = long + 1
    assert depth(long) == 5001
