"""The forms of the rule algebra, as Python that reads like PromQL."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from nines.promql import build as q
from nines.promql.text import line
from nines.promql.tree import Aggregation, Expression, Selector, lift
from tests.promql.reading import expression

X = q.selector("x:rate2m")
TILE = q.selector("x:tile1h")


def cv(label: str, of: Expression) -> Aggregation:
    return q.count_values(label, of)


def hour(shift: int) -> Expression:
    return q.floor(q.vector((q.time() - shift) / 3600 if shift else q.time() / 3600))


def key(shift: int) -> Expression:
    local = q.time() - shift + 3600 * q.ge_bool(q.time() - shift, 1_743_296_400)
    return 12 * q.year(q.vector(local)) + q.month(q.vector(local))


FORMS = {
    "tile": (
        q.sum_(
            q.and_(
                q.sum_over_time(q.times(X, cv("h", hour(1)), q.on().group_left("h"))["2h":"2m"]),
                cv("h", hour(0) - 1),
                q.on("h"),
            ),
            q.without("h"),
        ),
        (
            "sum without (h) (sum_over_time((x:rate2m * on () group_left (h) "
            'count_values("h", floor(vector((time() - 1) / 3600))))[2h:2m]) and on (h) '
            'count_values("h", floor(vector(time() / 3600)) - 1))'
        ),
    ),
    "old": (
        q.sum_(
            q.and_(
                q.sum_over_time(
                    q.offset(
                        q.times(q.offset(TILE, "-55m"), cv("k", key(1)), q.on().group_left("k"))["745h":"1h"],
                        "1h",
                    )
                ),
                cv("k", key(0)),
                q.on("k"),
            ),
            q.without("k"),
        ),
        (
            "sum without (k) (sum_over_time((x:tile1h offset -55m * on () group_left (k) "
            'count_values("k", 12 * year(vector(time() - 1 + 3600 * (time() - 1 >= bool 1743296400))) + '
            "month(vector(time() - 1 + 3600 * (time() - 1 >= bool 1743296400)))))[31d1h:1h] offset 1h) and on (k) "
            'count_values("k", 12 * year(vector(time() - 0 + 3600 * (time() - 0 >= bool 1743296400))) + '
            "month(vector(time() - 0 + 3600 * (time() - 0 >= bool 1743296400)))))"
        ),
    ),
    "part": (q.scalar(q.vector(q.time() % 120)) / 120 * X, "scalar(vector(time() % 120)) / 120 * x:rate2m"),
    "pair": (q.or_(q.sum_over_time(X["1h":"2m"]), 0 * X), "sum_over_time(x:rate2m[1h:2m]) or 0 * x:rate2m"),
    "union": (q.scalar(q.clamp_max(q.vector(q.time() + 1), 1)), "scalar(clamp_max(vector(time() + 1), 1))"),
    "slice": (
        q.last_over_time(q.ge_bool(q.ge(X, -q.INFINITY), Fraction(1, 2))["1m":"1m"]),
        "last_over_time((x:rate2m >= -Inf >= bool 0.5)[1m:1m])",
    ),
    "run": (
        q.eq_bool(q.sum_over_time(q.last_over_time(X["1m"])["4m30s":"1m"]), 5),
        "sum_over_time(last_over_time(x:rate2m[1m])[4m30s:1m]) == bool 5",
    ),
    "burn": (
        q.and_(q.gt(X / TILE, Decimal("0.0144")), q.gt(X / TILE, 3)),
        "x:rate2m / x:tile1h > 0.0144 and x:rate2m / x:tile1h > 3",
    ),
    "quantile": (
        q.histogram_quantile(Fraction(99, 100), q.sum_(q.rate(X["5m"]), q.by("le"))),
        "histogram_quantile(0.99, sum by (le) (rate(x:rate2m[5m])))",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_the_algebra_is_what_it_says(name: str) -> None:
    tree, text = FORMS[name]
    assert line(tree) == text
    assert expression(text) == tree


def test_no_binary_float_gets_in() -> None:
    with pytest.raises(TypeError, match="binary float"):
        lift(0.1)  # type: ignore[arg-type] # the mistake that is tested
    with pytest.raises(TypeError, match="binary float"):
        X * 0.1  # type: ignore[operator] # the mistake that is tested


def test_numbers_are_lifted_exactly() -> None:
    assert line(X * Decimal("0.1")) == "x:rate2m * 0.1"
    assert X * Decimal("0.10") == X * Fraction(1, 10)


def test_trees_can_be_keys_and_are_equal_by_meaning() -> None:
    assert len({X, Selector("x:rate2m"), expression("x:rate2m"), expression("{__name__='x:rate2m'}")}) == 1
    assert expression("a + 1000") == expression(" ( a )+1e3 # same")
    assert expression("a[60s]") == expression("a[1m]")
    assert expression("a - b - c") != expression("a - (b - c)")


def test_every_name_of_the_builder_is_there_and_makes_promql() -> None:
    assert all(hasattr(q, name) for name in q.__all__)
    tree = q.label_replace(q.label_join(X, "a", ",", "b", "c"), "d", "$1", "a", "(.*)")
    assert expression(line(tree)) == tree
