"""What people and machines read is exact, and never better than the truth."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.values import text
from nines.values.literals import parse
from nines.values.model import Date, Duration, Money, Percentage, Quantity, Rate
from nines.values.rounding import Rounding, round_to
from nines.values.text import Sense

DAY = 86_400_000
MONTH = 30 * DAY
SHARES = st.fractions(0, 1)


def quantity(written: str) -> Quantity:
    value = parse(written)
    assert isinstance(value, Quantity)
    return value


@pytest.mark.parametrize(
    ("objective", "shown"),
    [
        ("99.5%", "3h 36m"),
        ("99.9%", "43m 12s"),
        ("99.97%", "12m 57s"),
        ("99.99%", "4m 19s"),
        ("99.999%", "25.92s"),
        ("99.99999%", "259.2ms"),
        ("99.999999999%", "0.025ms"),
        ("99.9999999999999%", "less than 0.001ms"),
        ("100%", "0s"),
        ("90%", "3d"),
    ],
)
def test_what_is_allowed_in_thirty_days(objective: str, shown: str) -> None:
    promised = quantity(objective)
    assert isinstance(promised, Percentage)
    assert text.duration((1 - promised.value) * MONTH) == shown


@pytest.mark.parametrize(
    ("milliseconds", "rounding", "shown"),
    [
        (Fraction("26.298"), Rounding.FLOOR, "26.298ms"),
        (Fraction("26.2989"), Rounding.FLOOR, "26.298ms"),
        (Fraction("26.2981"), Rounding.CEILING, "26.299ms"),
        (Fraction("999.9999"), Rounding.CEILING, "1s"),
        (Fraction("59999.5"), Rounding.CEILING, "1m"),
        (Fraction("3599999"), Rounding.CEILING, "1h"),
        (Fraction("3599999"), Rounding.FLOOR, "59m 59s"),
        (90 * DAY + 3_723_000, Rounding.FLOOR, "90d 1h 2m 3s"),
        (-61_000, Rounding.FLOOR, "-1m 1s"),
    ],
)
def test_durations_round_as_they_are_told(milliseconds: Fraction, rounding: Rounding, shown: str) -> None:
    assert text.duration(milliseconds, rounding) == shown


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [(9_985_000, "2h 46m"), (3 * DAY + 4 * 3_600_000 + 1, "3d 4h"), (125_999, "2m 5s"), (59_000, "59s"), (DAY, "1d")],
)
def test_about_keeps_two_units(milliseconds: int, shown: str) -> None:
    assert text.about(milliseconds) == shown


@pytest.mark.parametrize(
    ("value", "promised", "sense", "shown"),
    [
        ("0.998999", "99.9%", Sense.AT_LEAST, "99.89%"),
        ("0.9989999999", "99.90%", Sense.AT_LEAST, "99.899%"),
        ("0.999", "99.9%", Sense.AT_LEAST, "99.90%"),
        ("0.99999999", "99.9%", Sense.AT_LEAST, "99.99%"),
        ("1", "99.9%", Sense.AT_LEAST, "100.00%"),
        ("0.995", "99%", Sense.AT_LEAST, "99.5%"),
        ("0.0400001", "40ms", Sense.AT_MOST, "40.1ms"),
        ("0.04", "40ms", Sense.AT_MOST, "40.0ms"),
        ("10800.2", "3h", Sense.AT_MOST, "3h 1s"),
        ("49.999", "50/s", Sense.AT_LEAST, "49.9/s"),
        ("0.49", "30/min", Sense.AT_LEAST, "29.4/min"),
        ("8.99", "9", Sense.AT_LEAST, "8.9"),
        ("0.0041", "0.4pp", Sense.AT_MOST, "0.41pp"),
        ("5242881", "5 MiB", Sense.AT_MOST, "5.1 MiB"),
    ],
)
def test_attained_has_one_digit_more_and_goes_to_the_miss(value: str, promised: str, sense: Sense, shown: str) -> None:
    assert text.attained(Fraction(value), quantity(promised), sense) == shown


@given(SHARES, st.decimals(0, 100, places=3).map(lambda percent: Percentage(Fraction(percent) / 100)))
def test_a_miss_never_reads_as_kept_nor_the_other_way(value: Fraction, promised: Percentage) -> None:
    for sense in Sense:
        shown = Fraction(text.attained(value, promised, sense).rstrip("%")) / 100
        if sense is Sense.AT_LEAST:
            assert (value >= promised.value) == (shown >= promised.value)
        else:
            assert (value <= promised.value) == (shown <= promised.value)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.413", "41%, 5m 22s"),
        ("1", "100%, 13m"),
        ("0.0041", "0.41%, 3.198s"),
        ("0", "0%, 0s"),
        ("-0.37", "overspent by 37%, 4m 49s"),
        ("-0.000001", "overspent by 0.0001%, 0.78ms"),
        ("-2", "overspent by 200%, 26m"),
    ],
)
def test_budget_left_is_never_shown_larger_than_it_is(share: str, shown: str) -> None:
    assert text.budget_left(Fraction(share), 13 * 60_000) == shown


def test_money_keeps_its_digits() -> None:
    assert text.money(Money("EUR", Decimal(12_000))) == "EUR 12,000.00"
    assert text.money(Money("JPY", Decimal(500))) == "JPY 500"
    assert text.money(Money("KWD", Decimal("1.5"))) == "KWD 1.500"
    assert text.money(Money("USD", Decimal("0.0004"))) == "USD 0.0004"
    assert text.money(Money("EUR", Decimal("-1234567.5"))) == "EUR -1,234,567.50"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("14.4", "14.4x"),
        ("1", "1x"),
        ("13.4375", "13.4x"),
        ("0.3333333", "0.333x"),
        ("1440", "1,440x"),
        ("43.68", "43.68x"),
    ],
)
def test_factors(value: str, shown: str) -> None:
    assert text.factor(Fraction(value)) == shown


def test_other_numbers_for_people() -> None:
    written = quantity("1_500/min")
    assert isinstance(written, Rate)
    assert text.rate(written) == "1,500/min"
    assert text.rate(Fraction(1, 2), "min") == "30/min"
    assert text.count(1, "period") == "1 period"
    assert text.count(1_500, "period") == "1,500 periods"
    assert text.count(2, "policy", "policies") == "2 policies"
    assert text.byte_size(5 * 1024**2) == "5 MiB"
    assert text.byte_size(1_610_612_736) == "1.5 GiB"
    assert text.byte_size(900) == "900 B"
    assert text.percent(Fraction("0.9995")) == "99.95%"
    assert text.percent(Fraction("0.9995") ** 3) == "99.850074%"
    assert text.percent(Fraction(2, 3)) == "66.666666%"
    assert text.percent_to(Fraction(2, 3), 2, Rounding.HALF_EVEN) == "66.67%"
    assert text.decimal(Fraction("-1234567.25")) == "-1,234,567.25"
    assert text.fixed(Fraction("-0.004"), 2) == "0.00"
    january = parse("2026-01-01")
    assert isinstance(january, Date)
    assert text.day(january) == "1 January 2026"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction("14.4") * Fraction("0.001"), "0.0144"),
        (1 - Fraction("0.999"), "0.001"),
        (Fraction(1, 3), "0.33333333333333333"),
        (Fraction(2, 3), "0.66666666666666667"),
        (Fraction(-1, 7), "-0.14285714285714286"),
        (Fraction(2, 3) * 10**20, "66666666666666667000"),
        (Fraction(1, 3 * 10**9), "0.00000000033333333333333333"),
        (Fraction(1, 2**30), "0.000000000931322574615478515625"),
        (5, "5"),
        (Decimal("0.10"), "0.1"),
        (Decimal("1e3"), "1000"),
        (0, "0"),
    ],
)
def test_numbers_for_prometheus(value: Fraction, shown: str) -> None:
    assert text.prometheus_number(value) == shown


@given(
    st.one_of(st.fractions(), st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
)
def test_a_number_for_prometheus_is_the_same_float(value: Fraction | Decimal) -> None:
    shown = text.prometheus_number(value)
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]*[1-9])?", shown)
    exact = Fraction(value)
    assert exact == Fraction(shown) or abs(Fraction(shown) - exact) <= abs(exact) / 10**16 / 2
    assert float(shown) == float(exact)


@given(st.integers(0, 10**13))
def test_a_duration_for_prometheus_reads_back(milliseconds: int) -> None:
    shown = text.prometheus_duration(milliseconds)
    assert re.fullmatch(r"([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?", shown)
    if milliseconds <= 106_751 * DAY:
        assert parse(shown) == Duration(milliseconds)


def test_durations_for_prometheus_have_days_at_most() -> None:
    assert [text.prometheus_duration(ms) for ms in (MONTH, 14 * DAY, 5_400_000, 300, 0)] == [
        "30d",
        "14d",
        "1h30m",
        "300ms",
        "0s",
    ]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Rounding.HALF_EVEN, (2, 2, 4, -2, -2, -4, 3)),
        (Rounding.HALF_UP, (2, 3, 4, -2, -3, -4, 3)),
        (Rounding.HALF_DOWN, (1, 2, 3, -1, -2, -3, 3)),
        (Rounding.UP, (2, 3, 4, -2, -3, -4, 3)),
        (Rounding.DOWN, (1, 2, 3, -1, -2, -3, 2)),
        (Rounding.CEILING, (2, 3, 4, -1, -2, -3, 3)),
        (Rounding.FLOOR, (1, 2, 3, -2, -3, -4, 2)),
    ],
)
def test_rounding_modes(mode: Rounding, expected: tuple[int, ...]) -> None:
    values = ("1.5", "2.5", "3.5", "-1.5", "-2.5", "-3.5", "2.7")
    assert tuple(round_to(Fraction(value), Fraction(1), mode) for value in values) == expected


DECIMAL_MODES = {
    Rounding.HALF_EVEN: "ROUND_HALF_EVEN",
    Rounding.HALF_UP: "ROUND_HALF_UP",
    Rounding.HALF_DOWN: "ROUND_HALF_DOWN",
    Rounding.UP: "ROUND_UP",
    Rounding.DOWN: "ROUND_DOWN",
    Rounding.CEILING: "ROUND_CEILING",
    Rounding.FLOOR: "ROUND_FLOOR",
}


@given(st.decimals(-1000, 1000, places=4), st.sampled_from(Rounding), st.integers(0, 4))
def test_rounding_agrees_with_the_decimal_module(value: Decimal, mode: Rounding, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=DECIMAL_MODES[mode])
    assert round_to(Fraction(value), Fraction(1, 10**places), mode) == Fraction(expected)


def test_a_step_need_not_be_a_power_of_ten() -> None:
    assert round_to(Fraction("1.13"), Fraction("0.05"), Rounding.HALF_EVEN) == Fraction("1.15")
    assert round_to(Fraction(61), Fraction(20), Rounding.CEILING) == 80
