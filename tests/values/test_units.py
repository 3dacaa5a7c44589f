"""Units in Prometheus' base, what may be compared, and what metric names say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.values.currencies import currencies, currency
from nines.values.intervals import Interval, difference, intersection, total, union
from nines.values.literals import parse
from nines.values.model import Problem, Quantity
from nines.values.names import month, nth, weekday, weekdays
from nines.values.units import (
    Dimension,
    Mismatch,
    base_value,
    comparable,
    dimension,
    per_second,
    threshold,
    unit_named,
    unit_names,
    unit_of_metric,
)


def quantity(written: str) -> Quantity:
    value = parse(written)
    assert isinstance(value, Quantity)
    return value


@pytest.mark.parametrize(
    ("written", "base", "of"),
    [
        ("300ms", "0.3", Dimension.TIME),
        ("0.5ms", "0.0005", Dimension.TIME),
        ("75%", "0.75", Dimension.SHARE),
        ("1/4", "0.25", Dimension.SHARE),
        ("0.4pp", "0.004", Dimension.POINTS),
        ("50/s", "50", Dimension.RATE),
        ("30/min", "0.5", Dimension.RATE),
        ("5 MiB", "5242880", Dimension.BYTES),
        ("1_500", "1500", Dimension.NUMBER),
        ("14.4x", "14.4", Dimension.MULTIPLE),
        ("99th", "99", Dimension.ORDINAL),
        ("EUR 0.01", "0.01", Dimension.MONEY),
    ],
)
def test_base_values(written: str, base: str, of: Dimension) -> None:
    assert base_value(quantity(written)) == Fraction(base)
    assert dimension(quantity(written)) is of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("99%", "1/2", True),
        ("5m", "7.4ms", True),
        ("99%", "0.5", False),
        ("99%", "1pp", False),
        ("EUR 1", "EUR 2", True),
        ("EUR 1", "USD 1", False),
        ("5m", "5/s", False),
    ],
)
def test_what_can_be_compared(one: str, other: str, *, expected: bool) -> None:
    assert comparable(quantity(one), quantity(other)) is expected
    assert comparable(quantity(other), quantity(one)) is expected


@pytest.mark.parametrize(
    ("metric", "written", "expected"),
    [
        ("rpc_seconds", "300ms", "0.3"),
        ("rpc_duration_milliseconds", "300ms", "300"),
        ("rpc_latency_ms_bucket", "1.5s", "1500"),
        ("disk_used_ratio", "85%", "0.85"),
        ("disk_used_percent", "85%", "85"),
        ("heap_bytes", "5 MiB", "5242880"),
        ("rpc_seconds", "0.3", "0.3"),
        ("rpc_duration_milliseconds", "300", "300"),
        ("queue_length", "300ms", "0.3"),
        ("cpu_seconds_total", "2h", "7200"),
    ],
)
def test_a_threshold_is_in_the_unit_of_its_series(metric: str, written: str, expected: str) -> None:
    assert threshold(quantity(written), unit_of_metric(metric)) == Fraction(expected)


@pytest.mark.parametrize(
    ("metric", "written", "message"),
    [
        ("heap_bytes", "300ms", "a time cannot be compared with bytes"),
        ("rpc_seconds_sum", "85%", "a share cannot be compared with seconds"),
        ("orders_total", "50/s", "a rate cannot be compared with events"),
        ("export_timestamp_seconds", "15m", "a time cannot be compared with Unix time"),
    ],
)
def test_a_threshold_of_another_kind_is_refused(metric: str, written: str, message: str) -> None:
    found = threshold(quantity(written), unit_of_metric(metric))
    assert isinstance(found, Mismatch)
    assert found.message == message


@pytest.mark.parametrize(
    ("metric", "written", "expected"),
    [("orders_total", "50/s", "50"), ("cpu_seconds_total", "80%", "0.8"), ("cpu_milliseconds_total", "80%", "800")],
)
def test_the_rate_of_a_series_has_its_own_unit(metric: str, written: str, expected: str) -> None:
    unit = unit_of_metric(metric)
    assert unit is not None
    assert threshold(quantity(written), per_second(unit)) == Fraction(expected)


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        ("http_request_duration_seconds_bucket", "seconds"),
        ("http_requests_total", "events"),
        ("rpc_seconds_count", "events"),
        ("rpc_seconds_sum", "seconds"),
        ("sent_bytes_total", "bytes"),
        ("process_start_time_created", "Unix time"),
        ("score_pct", "percent"),
        ("bytes", None),
        ("queue_length", None),
        ("job:errors:ratio", None),
        ("seconds_since_backup", None),
    ],
)
def test_what_a_metric_s_name_says(metric: str, name: str | None) -> None:
    unit = unit_of_metric(metric)
    assert (unit.name if unit else None) == name


def test_units_go_by_name() -> None:
    assert all(unit_named(name) is not None for name in unit_names())
    assert unit_named("ms") is unit_named("milliseconds")
    assert unit_named("parsecs") is None


def test_currencies() -> None:
    assert {
        code: currency.digits for code, currency in currencies().items() if code in ("EUR", "JPY", "KWD", "CLF")
    } == {
        "EUR": 2,
        "JPY": 0,
        "KWD": 3,
        "CLF": 4,
    }
    euro = currency("EUR")
    assert euro is not None
    assert (euro.name, euro.smallest) == ("Euro", Fraction(1, 100))
    assert currency("XAU") is None
    assert currency("eur") is None
    assert all(len(code) == 3 and code.isupper() and found.name for code, found in currencies().items())
    assert len(currencies()) > 150


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon", {0}),
        ("mon..sat", {0, 1, 2, 3, 4, 5}),
        ("fri..mon", {4, 5, 6, 0}),
        ("day", set(range(7))),
        ("sun..sun", {6}),
    ],
)
def test_days_of_the_week(written: str, days: set[int]) -> None:
    assert weekdays(written) == frozenset(days)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Monday", "mon"),
        ("monday..friday", "mon..fri"),
        ("mon-fri", "mon..fri"),
        ("Mo-Fr", "mon..fri"),
        ("weekdays", "mon..fri"),
        ("weekend", "sat..sun"),
        ("daily", "day"),
        ("mno", "mon"),
        ("t", None),
        ("xyzzy", None),
    ],
)
def test_other_words_for_days(written: str, suggestion: str | None) -> None:
    problem = weekdays(written)
    assert isinstance(problem, Problem)
    assert problem.suggestion == suggestion
    assert "`mon..fri`" in problem.help


def test_full_names() -> None:
    assert (weekday("sunday"), month("april"), nth("last"), nth("first")) == (6, 4, -1, 1)
    for found, suggestion in (
        (weekday("sun"), "sunday"),
        (month("Apr"), "april"),
        (nth("frist"), "first"),
        (month("x"), None),
    ):
        assert isinstance(found, Problem)
        assert found.suggestion == suggestion


@given(st.text(max_size=12))
def test_no_name_raises(word: str) -> None:
    for read in (weekdays, weekday, month, nth):
        found = read(word)
        if isinstance(found, Problem) and found.suggestion is not None:
            assert not isinstance(read(found.suggestion), Problem)


INTERVALS = st.lists(
    st.builds(lambda start, length: Interval(start, start + length), st.integers(0, 60), st.integers(0, 12)), max_size=8
)


@given(INTERVALS, INTERVALS)
def test_intervals_are_sets_of_seconds(some: list[Interval], others: list[Interval]) -> None:
    one, two = seconds_of(some), seconds_of(others)
    assert seconds_of(union(some)) == one
    assert seconds_of(difference(some, others)) == one - two
    assert seconds_of(intersection(some, others)) == one & two
    assert total(some) == len(one)
    for result in (union(some), difference(some, others), intersection(some, others)):
        assert all(span.seconds > 0 for span in result)
        assert all(result[at].end < result[at + 1].start for at in range(len(result) - 1))


def seconds_of(spans: tuple[Interval, ...] | list[Interval]) -> set[int]:
    return {second for span in spans for second in range(span.start, span.end)}
