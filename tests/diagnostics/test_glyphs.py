"""What a terminal would act upon is printed as its code point; of the rest the columns are known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.diagnostics.glyphs import lay, visible, width, wrap

ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\t\r\n\x1b\u202e\u200d\u0301\ufe0f👩❤🏽漢 a`")))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("slo", 3),
        ("成功率", 6),
        ("e\u0301te\u0301", 3),
        ("가나", 4),
        ("\u1100\u1161\u11a8", 2),
        ("👩", 2),
        ("👩🏽‍🚀", 2),
        ("👩🏽‍❤️‍💋‍👨🏿", 2),
        ("🇩🇪", 2),
        ("❤️", 2),
        ("❤", 1),
        ("ｆｕｌｌ", 8),
        ("का\u0902", 2),
        ("99\u00a0%", 4),
        ("\t|", 5),
        ("abc\t|", 5),
        ("漢\t|", 5),
    ],
)
def test_columns_of_what_is_printed(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "<U+001B>[2J"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\rb", "a<U+000D>b"),
        ("\u202eabc", "<U+202E>abc"),
        ("\u2066a\u2069", "<U+2066>a<U+2069>"),
        ("a\u200bb", "a<U+200B>b"),
        ("\ufeffa", "<U+FEFF>a"),
        ("a\u00adb", "a<U+00AD>b"),
        ("a\u2028b", "a<U+2028>b"),
        ("a\U000e0041", "a<U+E0041>"),
        ("\ud800", "<U+D800>"),
        ("\ue000", "<U+E000>"),
        ("a\u200db", "a<U+200D>b"),
        ("\u0301a", "<U+0301>a"),
        (" \u0301a", " <U+0301>a"),
        ("\x00\u0301", "<U+0000><U+0301>"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Größe `ß` 99\u00a0%", "Größe `ß` 99\u00a0%"),
    ],
)
def test_what_could_deceive_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_pile_of_accents_does_not_climb_into_other_lines() -> None:
    shown = visible("z" + "\u0301" * 100)
    assert shown.count("\u0301") == 4
    assert shown.count("<U+0301>") == 96


@given(ANY_TEXT)
def test_nothing_printed_can_move_the_cursor_or_turn_the_reading_direction(text: str) -> None:
    for char in visible(text):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp", "Cn", "Co")
        assert unicodedata.category(char) != "Cf" or char in "\u200c\u200d"


@given(ANY_TEXT)
def test_columns_never_go_back(text: str) -> None:
    laid = lay(text)
    assert len(laid.starts) == len(laid.ends) == len(text)
    assert all(start < end for start, end in zip(laid.starts, laid.ends, strict=True))
    assert list(laid.starts) == sorted(laid.starts)
    if not any(char in text for char in "\u200d\ufe0f") and "🏽" not in text:
        assert laid.width == width(laid.shown)


@given(ANY_TEXT, st.integers(8, 60))
def test_wrapped_lines_fit_and_lose_no_word(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns or "://" in line for line in lines)
    kept = [line for line in "".join(lines) if line != " "]
    assert kept == [char for line in text.split("\n") for char in visible(line.rstrip()) if char != " "]


def test_wrapping_keeps_lines_that_fit_and_addresses_whole() -> None:
    address = "https://nines.example/" + "x" * 40
    text = f"columns   of   numbers\n  indented words that go on in the same way\nsee {address} there"
    assert wrap(text, 24) == [
        "columns   of   numbers",
        "  indented words that go",
        "  on in the same way",
        "see",
        address,
        "there",
    ]
