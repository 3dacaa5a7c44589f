"""How trees are spelt: numbers, texts, names, durations, parentheses, lines."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.promql import build as q
from nines.promql.durations import duration_text, milliseconds, read_duration
from nines.promql.names import quoted
from nines.promql.numbers import number_text
from nines.promql.text import line, pretty
from nines.promql.tree import Edge, Expression, Negation
from tests.promql.reading import expression

A, B, C = q.selector("a"), q.selector("b"), q.selector("c")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(999, 1000), "0.999"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 10) + Fraction(2, 10), "0.3"),
        (Fraction(1, 3), "0.33333333333333333"),
        (Fraction(2, 3), "0.66666666666666667"),
        (Fraction(999_999_999_999_999_999, 10**18), "0.999999999999999999"),
        (Fraction(1_743_296_400), "1743296400"),
        (Fraction(10**20), "100000000000000000000"),
        (Fraction(10**21), "1e+21"),
        (Fraction(123, 10**12), "1.23e-10"),
        (Fraction(2**1000), "1.0715086071862673e+301"),
        (Fraction(1, 2**1074), "4.9406564584124654e-324"),
        (Fraction(10**17 - 1, 3 * 10**17), "0.33333333333333333"),
        (Fraction(3 * 10**17 - 1, 3), "100000000000000000"),
    ],
)
def test_numbers_are_exact_and_plain(value: Fraction, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("text", "length", "canonical"),
    [
        ("5m", 300_000, "5m"),
        ("90m", 5_400_000, "1h30m"),
        ("59m59s999ms", 3_599_999, "59m59s999ms"),
        ("28d", 2_419_200_000, "4w"),
        ("30d", 2_592_000_000, "30d"),
        ("365d", 31_536_000_000, "1y"),
        ("719h", 2_588_400_000, "29d23h"),
        ("0s", 0, "0s"),
        ("1y2w3d4h5m6s7ms", 33_019_506_007, "382d4h5m6s7ms"),
    ],
)
def test_durations_are_printed_as_prometheus_does(text: str, length: int, canonical: str) -> None:
    assert read_duration(text) == milliseconds(text) == length
    assert duration_text(length) == canonical
    assert duration_text(-length) == ("0s" if length == 0 else f"-{canonical}")


@pytest.mark.parametrize("text", ["", "5", "m", "1m1h", "1.5h", "-5m", "5 m", "1h1h"])
def test_what_is_no_duration_is_none(text: str) -> None:
    assert read_duration(text) is None
    with pytest.raises(ValueError, match="no PromQL duration"):
        milliseconds(text)


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("5..", '"5.."'),
        ('a"b\\c', r'"a\"b\\c"'),
        ("\n\t\x00\x7f", r'"\n\t\x00\x7f"'),
        ("é😀", '"é😀"'),
        ("\u2028\U000e0001", r'"\u2028\U000e0001"'),
        ("\udcff", r'"\xff"'),
        ("{{ $labels.x }}", '"{{ $labels.x }}"'),
    ],
)
def test_texts_are_escaped_as_go_does(text: str, literal: str) -> None:
    assert quoted(text) == literal
    assert expression(literal) == q.text(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("up", "up"),
        ("nines:bad:rate1m", "nines:bad:rate1m"),
        ("on", '{__name__="on"}'),
        ("Sum", '{__name__="Sum"}'),
        ("http.requests", '{"http.requests"}'),
    ],
)
def test_metrics_that_cannot_stand_bare_are_quoted(name: str, text: str) -> None:
    assert line(q.selector(name)) == text


def test_labels_that_are_no_identifiers_are_quoted() -> None:
    selector = q.selector("a", q.equal("http.route", "/"), q.equal("on", "x"))
    assert line(selector) == 'a{"http.route"="/",on="x"}'
    assert line(q.sum_(A, q.by("http.route", "on"))) == 'sum by ("http.route", on) (a)'
    assert line(q.times(A, B, q.on("a b").group_left("c"))) == 'a * on ("a b") group_left (c) b'


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (A + B * C, "a + b * c"),
        ((A + B) * C, "(a + b) * c"),
        (A - (B - C), "a - (b - c)"),
        (A - B - C, "a - b - c"),
        (A / (B * C), "a / (b * c)"),
        (A**B**C, "a ^ b ^ c"),
        ((A**B) ** C, "(a ^ b) ^ c"),
        (-(A**B), "-a ^ b"),
        ((-A) ** B, "(-a) ^ b"),
        (-A * B, "-a * b"),
        (-(A * B), "-(a * b)"),
        (Negation(Negation(A)), "-(-a)"),
        (A - -B, "a - -b"),
        (q.number(-1) ** 2, "(-1) ^ 2"),
        (2 ** q.number(-1), "2 ^ -1"),
        (1 - A, "1 - a"),
        (Fraction(1, 1000) * A, "0.001 * a"),
        (q.and_(q.or_(A, B), C), "(a or b) and c"),
        (q.or_(A, q.and_(B, C)), "a or b and c"),
        (q.gt_bool(A + 1, B), "a + 1 > bool b"),
        (q.gt(q.gt(A, B), C), "a > b > c"),
        (q.gt(A, q.gt(B, C)), "a > (b > c)"),
        ((A + B)["1h":"1m"], "(a + b)[1h:1m]"),
        ((-A)["1h":], "(-a)[1h:]"),
        (q.rate(A["5m"])["1h":"1m"], "rate(a[5m])[1h:1m]"),
        (q.vector(-1), "vector(-1)"),
    ],
)
def test_parentheses_stand_only_where_they_must(tree: Expression, text: str) -> None:
    assert line(tree) == text
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (q.offset(A, "5m"), "a offset 5m"),
        (q.offset(A["5m"], "-55m"), "a[5m] offset -55m"),
        (q.offset(A["1h":"1m"], 3_600_000), "a[1h:1m] offset 1h"),
        (q.at(A, 1_609_746_000_120), "a @ 1609746000.12"),
        (q.offset(q.at(A["5m"], -1_500), "5m"), "a[5m] @ -1.5 offset 5m"),
        (q.at(A, Edge.END), "a @ end()"),
        (q.increase(q.anchored(A["2m"])), "increase(a[2m] anchored)"),
        (q.rate(q.over(A, "window")), "rate(a[$window])"),
        (-q.INFINITY, "-Inf"),
        (q.ge(A, -q.INFINITY), "a >= -Inf"),
        (q.NAN + A, "NaN + a"),
    ],
)
def test_modifiers_are_spelt_in_prometheus_order(tree: Expression, text: str) -> None:
    assert line(tree) == text
    assert expression(text) == tree


def test_what_fits_stays_on_its_line() -> None:
    tree = q.sum_(q.rate(q.selector("http_requests_total", q.equal("job", "checkout"))["5m"]), q.by("tenant"))
    assert pretty(tree) == line(tree)


def test_what_is_too_wide_is_broken_from_the_outside_in() -> None:
    """The tile of the last complete hour, as rules have it."""
    bad = q.selector("nines:bad:rate1m", q.equal("service", "checkout"))
    hour = q.floor(q.vector((q.time() - 1) / 3600))
    hours = q.times(bad, q.count_values("h", hour), q.on().group_left("h"))["2h":"1m"]
    tile = q.and_(q.sum_over_time(hours), q.count_values("h", hour - 1), q.on("h"))
    assert pretty(q.sum_(tile, q.without("h"))) == (
        "sum without (h) (\n"
        "    sum_over_time(\n"
        "      (\n"
        '          nines:bad:rate1m{service="checkout"}\n'
        '        * on () group_left (h) count_values("h", floor(vector((time() - 1) / 3600)))\n'
        "      )[2h:1m]\n"
        "    )\n"
        '  and on (h) count_values("h", floor(vector((time() - 1) / 3600)) - 1)\n'
        ")"
    )


def test_a_chain_stands_below_itself() -> None:
    tree = q.selector("a" * 40) + q.selector("b" * 40) - q.selector("c" * 40) * q.selector("d" * 40)
    a, b, c, d = (letter * 40 for letter in "abcd")
    assert pretty(tree) == f"  {a}\n+ {b}\n- {c} * {d}"
    assert pretty(tree, width=50) == f"  {a}\n+ {b}\n-\n    {c}\n  * {d}"


def test_no_line_is_wider_than_asked_where_it_can_be_broken() -> None:
    tree = q.and_(q.gt(A / (B + 1), Fraction(144, 10_000)), q.gt(q.sum_(q.rate(A["5m"]), q.by("x")) / C, 1))
    for width in range(30, 90):
        assert all(len(part) <= width for part in pretty(tree, width=width).split("\n"))
