"""Every literal has its exact value; every slip has a message, and a suggestion that is a literal."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.values.literals import parse, version
from nines.values.model import (
    Bytes,
    Date,
    DateTime,
    Duration,
    FineDuration,
    Literal,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percentage,
    Points,
    Problem,
    Rate,
    Ratio,
    Time,
    Version,
)
from nines.values.spelling import literal

DAY = 86_400_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.90%", Percentage(Fraction(999, 1000))),
        ("100%", Percentage(Fraction(1))),
        ("101%", Percentage(Fraction(101, 100))),
        ("99.99999999999999999%", Percentage(1 - Fraction(1, 10**19))),
        ("0.4pp", Points(Fraction(4, 1000))),
        ("1h30m", Duration(5_400_000)),
        ("300ms", Duration(300)),
        ("2w", Duration(14 * DAY)),
        ("30d", Duration(30 * DAY)),
        ("1w2d3h4m5s6ms", Duration(9 * DAY + 3 * 3_600_000 + 4 * 60_000 + 5_006)),
        ("0s", Duration(0)),
        ("1.5h", Duration(5_400_000)),
        ("0.1s", Duration(100)),
        ("7.4ms", FineDuration(Fraction(37, 5))),
        ("0.0005s", FineDuration(Fraction(1, 2))),
        ("106751d", Duration(106_751 * DAY)),
        ("200/s", Rate(Fraction(200))),
        ("30/min", Rate(Fraction(1, 2))),
        ("1_000/d", Rate(Fraction(10, 864))),
        ("14.4x", Multiple(Fraction(72, 5))),
        ("99th", Ordinal(Fraction(99))),
        ("99.9th", Ordinal(Fraction(999, 10))),
        ("1st", Ordinal(Fraction(1))),
        ("11th", Ordinal(Fraction(11))),
        ("1_500", Number(Fraction(1500))),
        ("0.75", Number(Fraction(3, 4))),
        ("-3", Number(Fraction(-3))),
        ("1/12", Ratio(Fraction(1, 12))),
        ("2.42.0", Version((2, 42, 0))),
        ("2026-02-28", Date(datetime.date(2026, 2, 28))),
        ("2028-02-29", Date(datetime.date(2028, 2, 29))),
        ("00:00", Time(0)),
        ("24:00", Time(1440)),
        ("08:05", Time(485)),
        ("5 MiB", Bytes(Fraction(5 * 1024**2))),
        ("1.5 kB", Bytes(Fraction(1500))),
        ("EUR 12_000", Money("EUR", Decimal(12000))),
        ("KWD 0.005", Money("KWD", Decimal("0.005"))),
        ("2026-01-01   08:00", DateTime(Date(datetime.date(2026, 1, 1)), Time(480))),
        ("  5m ", Duration(300_000)),
    ],
)
def test_a_literal_has_its_exact_value_and_keeps_its_text(text: str, value: Literal) -> None:
    found = parse(text)
    assert not isinstance(found, Problem)
    assert found == value
    assert found.text == text.strip()


@pytest.mark.parametrize(
    ("text", "at", "suggestion", "words"),
    [
        ("2026-02-30", "30", "28", "its last is 2026-02-28"),
        ("2028-02-30", "30", "29", "its last is 2028-02-29"),
        ("2026-04-31", "31", "30", "April 2026 has 30 days"),
        ("2026-02-00", "00", "01", "counted from 01"),
        ("2026-13-01", "2026-13-01", "2026-01-13", "no month 13"),
        ("0026-01-01", "0026", None, "1970 to 2199"),
        ("2026-1-5", "2026-1-5", "2026-01-05", "year, month, day"),
        ("2026/01/05", "2026/01/05", "2026-01-05", "year, month, day"),
        ("25/12/2026", "25/12/2026", "2026-12-25", "year, month, day"),
        ("01/02/2026", "01/02/2026", None, "year, month, day"),
        ("2026-01", "2026-01", "2026-01-01", "has a day"),
        ("2026-01-01T08:00", "2026-01-01T08:00", "2026-01-01 08:00", "a blank between"),
        ("2026-01-01T08:00:00Z", "2026-01-01T08:00:00Z", "2026-01-01 08:00", "no zone"),
        ("2026-01-01 25:00", "2026-01-01 25:00", "2026-01-02 01:00", "ends at `24:00`"),
        ("2026-01-01 8:00", "8:00", "08:00", "two digits for the hour"),
        ("25:00", "25:00", "01:00", "ends at `24:00`"),
        ("24:01", "24:01", "00:01", "ends at `24:00`"),
        ("08:60", "60", None, "from 00 to 59"),
        ("8:00", "8:00", "08:00", "two digits"),
        ("8:30pm", "8:30pm", "20:30", "`00:00` to `24:00`"),
        ("12am", "12am", "00:00", "`00:00` to `24:00`"),
        ("1y", "1y", "365d", "365 or 366 days"),
        ("2years", "2years", "730d", "365 or 366 days"),
        ("1mo", "1mo", None, "28 to 31 days"),
        ("3quarters", "3quarters", None, "90 to 92 days"),
        ("1M", "1M", None, "minutes, months or millions"),
        ("5mins", "mins", "m", "Minutes are written `m`"),
        ("30sec", "sec", "s", "Seconds are written `s`"),
        ("1hr", "hr", "h", "Hours are written `h`"),
        ("5S", "S", "s", "Seconds are written `s`"),
        ("1m1h", "1m1h", "1h1m", "largest unit to the smallest"),
        ("1h1h", "1h1h", "2h", "each once"),
        ("1hr30min", "1hr30min", "1h30m", "Hours are written `h`"),
        ("1h30", "1h30", "1h30m", "`30` has no unit"),
        ("1h 30m", "1h 30m", "1h30m", "without a blank"),
        ("1.5h30m", "1.5h", None, "single unit"),
        ("300us", "300us", "0.3ms", "smallest unit of time is `ms`"),
        ("-5m", "-", "", "below zero"),
        ("400000d", "400000d", "106751d", "Prometheus cannot count"),
        ("5 minutes", "5 minutes", "5m", "Minutes are written `m`"),
        ("1,500", "1,500", "1_500", "grouped by `_`"),
        ("1,500,000.5", "1,500,000.5", "1_500_000.5", "grouped by `_`"),
        ("12 000", "12 000", "12_000", "grouped by `_`"),
        ("99,9%", "99,9%", "99.9%", "decimal sign is `.`"),
        ("99,950%", "99,950%", "99.950%", "decimal sign is `.`"),
        ("1.500,5", "1.500,5", "1_500.5", "decimal sign is `.`"),
        ("1,5hrs", "1,5hrs", "1.5h", "Hours are written `h`"),
        ("0x1F", "0x1F", "31", "decimal"),
        (".5", ".5", "0.5", "starts with a digit"),
        ("5.%", "5.%", "5%", "ends with a digit"),
        ("1__0", "1__0", "1_0", "between two digits"),
        ("1e6", "1e6", "1_000_000", "without an exponent"),
        ("2.5e-3", "2.5e-3", "0.0025", "without an exponent"),
        ("+5", "+", "", "no sign"),
        ("10k", "10k", "10_000", "written out"),
        ("٣%", "٣%", "3%", "plain ASCII"),
        ("14.4×", "14.4×", "14.4x", "plain ASCII"),
        ("99pct", "pct", "%", "Percent is written `%`"),
        ("99 %", "99 %", "99%", "without a blank"),
        ("10bp", "10bp", "0.1pp", "basis points"),
        ("14.4X", "X", "x", "written `x`"),
        ("1th", "th", "st", "takes `st`"),
        ("112nd", "nd", "th", "takes `th`"),
        ("200rps", "rps", "/s", "written `/s`"),
        ("30/m", "/m", "/min", "written `/min`"),
        ("5/week", "/week", None, "no unit"),
        ("5GB", "GB", " GB", "a blank before its unit"),
        ("5mb", "mb", " MB", "no unit `mb`"),
        ("5 kib", "5 kib", "5 KiB", "no unit `kib`"),
        ("1.5/2", "1.5/2", "3/4", "whole numbers"),
        ("1/0", "0", None, "divide by zero"),
        ("5EUR", "5EUR", "EUR 5", "code, a blank, and a number"),
        ("12_000 EUR", "12_000 EUR", "EUR 12_000", "code, a blank, and a number"),
        ("€5", "€5", "EUR 5", "code, a blank, and a number"),
        ("eur 5", "eur", "EUR", "capitals"),
        ("EUX 5", "EUX", "EUR", "no currency `EUX`"),
        ("euro 5", "euro", "EUR", "no currency `euro`"),
        ("EUR 1,500", "1,500", "1_500", "grouped by `_`"),
        ("5parsecs", "parsecs", None, "no unit"),
        ("a b c", "a b c", None, "not one value"),
        ("", "", None, "missing"),
    ],
)
def test_a_slip_is_named_where_it_is_and_mended(text: str, at: str, suggestion: str | None, words: str) -> None:
    problem = parse(text)
    assert isinstance(problem, Problem)
    assert text[problem.start : problem.end] == at
    assert problem.suggestion == suggestion
    assert words in f"{problem.message} {problem.help}"


@pytest.mark.parametrize("text", ["5parsecs", "5/week", "a b c", ""])
def test_what_is_no_value_is_shown_what_values_are(text: str) -> None:
    problem = parse(text)
    assert isinstance(problem, Problem)
    assert "`%`" in problem.help or "`99.9%`" in problem.help


def test_a_currency_offers_the_likely_ones_first() -> None:
    problem = parse("USX 4")
    assert isinstance(problem, Problem)
    assert problem.help == "Did you mean `USD` (US Dollar), `UGX` (Uganda Shilling), `USN` (US Dollar, next day)?"


def test_endless_digits_are_refused() -> None:
    for text in ("9" * 5000, f"0.{'1' * 5000}%", f"EUR {'1' * 41}", f"{'1_' * 40}1m"):
        problem = parse(text)
        assert isinstance(problem, Problem)
        assert "at most 40 digits" in problem.message


PIECES = st.sampled_from(
    [
        *(
            "0",
            "1",
            "12",
            "2026",
            "99.9",
            "1_5",
            ".",
            ",",
            "_",
            "-",
            "+",
            "/",
            ":",
            "%",
            "pp",
            "x",
            "th",
            "st",
            "ms",
            "s",
        ),
        *(
            "m",
            "h",
            "d",
            "w",
            "min",
            "secs",
            "hours",
            "y",
            "mo",
            "M",
            "k",
            "e6",
            "0x",
            "EUR",
            "eur",
            "€",
            "MiB",
            "gb",
            " ",
        ),
        *(
            "T",
            "Z",
            "am",
            "rps",
            "/s",
            "/minute",
            "us",
            "٣",
            "µ",
            "－",
            "\u00a0",
            "²",
            "½",
            "bps",
            "pct",
            "-02-30",
            "08:61",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=7).map("".join))


@given(TEXTS)
def test_no_text_raises_and_each_suggestion_helps(text: str) -> None:
    found = parse(text)
    if isinstance(found, Problem):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message
        assert not found.message.endswith(".")
        if found.suggestion is not None:
            mended = text[: found.start] + found.suggestion + text[found.end :]
            assert not isinstance(parse(mended), Problem), mended
        assert found.suggestion is not None or not found.certain
    else:
        assert parse(found.text) == found


FINITE = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=6).map(Fraction)
SPELLED = st.one_of(
    st.builds(Percentage, FINITE),
    st.builds(Points, FINITE),
    st.builds(Duration, st.integers(0, 10**12)),
    st.builds(FineDuration, FINITE.filter(lambda value: value.denominator > 1)),
    st.builds(
        Rate, st.builds(Fraction, st.integers(0, 10**6), st.sampled_from([1, 60])), st.sampled_from(["min", "h"])
    ),
    st.builds(Multiple, FINITE),
    st.builds(Ordinal, FINITE),
    st.builds(Number, FINITE),
    st.builds(Ratio, st.builds(Fraction, st.integers(0, 10**6), st.integers(1, 10**6))),
    st.builds(Bytes, st.integers(0, 10**12).map(Fraction), st.sampled_from(["B", "KiB", "MB", "GiB"])),
    st.builds(Money, st.sampled_from(["EUR", "JPY"]), st.decimals(0, 10**9, places=4)),
    st.builds(Date, st.dates(datetime.date(1970, 1, 1), datetime.date(2199, 12, 31))),
    st.builds(Time, st.integers(0, 1440)),
)


@given(SPELLED)
def test_a_value_that_nobody_wrote_is_spelled_so_that_it_reads_back(value: Literal) -> None:
    assert parse(literal(value)) == value


@pytest.mark.parametrize(
    ("text", "parts"), [("3.5", (3, 5)), ("3.10", (3, 10)), ("2.42.0", (2, 42)), ("3", (3,)), ("3.0", (3,))]
)
def test_versions_are_read_from_text(text: str, parts: tuple[int, ...]) -> None:
    found = version(text)
    assert isinstance(found, Version)
    assert (found.parts, found.text) == (parts, text)


def test_versions_are_ordered_by_their_numbers() -> None:
    old, new = version("3.9"), version("3.10")
    assert isinstance(old, Version)
    assert isinstance(new, Version)
    assert old < new
    assert new >= old
    assert old == version("3.9.0")


@pytest.mark.parametrize(("text", "suggestion"), [("v3.5", ""), ("3.x", None), ("", None), ("1" * 99, None)])
def test_what_is_no_version(text: str, suggestion: str | None) -> None:
    problem = version(text)
    assert isinstance(problem, Problem)
    assert problem.suggestion == suggestion
