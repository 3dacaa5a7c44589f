"""What each token is: words, numerals, texts, fences, parameters, signs."""

from __future__ import annotations

import pytest

from nines.syntax import Kind
from tests.syntax.reading import read

KINDS = {
    Kind.WORD: (
        *("slo", "catalog-db", "http.latency", "support.critical.fix", "Etc/GMT+5", "Europe/Berlin", "std/http"),
        *("mon..sat", "job:errors:ratio", ":start", "_private", "a/b/c", "é-tage", "EUR", "x", "per-tenant", "a1"),
        *("on", "sum", "inf", "https://commerce.example/checkout"),
    ),
    Kind.NUMBER: ("0", "3", "1_500", "12_000", "0.75", "1_000.000_5", "-3", "-0.5", "3.5"),
    Kind.QUANTITY: (
        *("99.95%", "-5%", "0.4pp", "300ms", "5m", "30d", "1h30m", "1d12h30m5s250ms", "0.5s", "2w", "200/s", "3/min"),
        *("14.4x", "99th", "1st", "2nd", "3rd", "1_500ms", "5/h", "5/d", "12h"),
    ),
    Kind.RATIO: ("1/12", "3/4"),
    Kind.VERSION: ("3.5.1", "2.42.0", "1.2.3.4"),
    Kind.DATE: ("2026-01-01", "2026-13-99"),
    Kind.TIME: ("02:00", "24:00", "99:99"),
    Kind.STRING: ('"text"', '""', '"say \\"hi\\""', '"a\\\\"', '"# no comment"', '"{{ $labels.x }}"', '"`{}`"'),
    Kind.PROSE: ('"""text"""', '""""""', '"""two\n  lines { } " "" #"""'),
    Kind.FENCE: (
        *("`rate(x[5m])`", "``a ` b``", "`# no comment`", "```\nsum(\n  x\n)\n```", "````a ``` b````", '`"{}"`'),
    ),
    Kind.PARAM: ("$bound", "${bound}", "$two-words", "${two-words}"),
    Kind.OP: ("<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/"),
    Kind.COMMA: (",",),
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts], ids=str)
def test_a_token_is_of_its_kind(text: str, kind: Kind) -> None:
    result = read(f"keyword {text} keyword")
    tokens = [(token.kind, result.text[token.start : token.end]) for token in result.tree.tokens]
    assert tokens[1:-3] == [(kind, text)]
    assert result.ids == []


BAD_NUMBERS = (
    "1,500",
    "1,500,000",
    "0x1F",
    "1y",
    ".5",
    "5.",
    "8:00",
    "5MiB",
    "1__0",
    "2026-1-1",
    "12ab",
    "5..7",
    "1e3",
    "٣",
)


@pytest.mark.parametrize("text", BAD_NUMBERS)
def test_a_numeral_of_no_known_form_is_one_token_and_a_problem(text: str) -> None:
    result = read(f"keyword {text} keyword")
    assert [token.kind for token in result.tree.tokens[1:-3]] == [Kind.BADNUMBER]
    assert result.ids == ["N0015"]


def kinds(text: str) -> str:
    result = read(text)
    assert result.ids == []
    return " ".join(token.kind.name for token in result.tree.tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a -3", "WORD NUMBER END EOF"),
        ("a - 3", "WORD OP NUMBER END EOF"),
        ("a (-3)", "WORD LPAR NUMBER RPAR END EOF"),
        ("a 5 -3", "WORD NUMBER NUMBER END EOF"),
        ("a 5 - 3", "WORD NUMBER OP NUMBER END EOF"),
        ("a-3", "WORD END EOF"),
        ("a,-3", "WORD COMMA NUMBER END EOF"),
        ("a 1, 500", "WORD NUMBER COMMA NUMBER END EOF"),
        ("a 1,50", "WORD NUMBER COMMA NUMBER END EOF"),
        ("a, b,c", "WORD COMMA WORD COMMA WORD END EOF"),
        ('a"b"c', "WORD STRING WORD END EOF"),
        ("$a$b", "PARAM PARAM END EOF"),
        ("a $b c", "WORD PARAM WORD END EOF"),
        ("a >= 5", "WORD OP NUMBER END EOF"),
        ("a>=5", "WORD OP NUMBER END EOF"),
        ("a `b` < 5", "WORD FENCE OP NUMBER END EOF"),
    ],
)
def test_tokens_side_by_side(text: str, expected: str) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", "WORD END WORD END EOF"),
        ("a\nb", "WORD END WORD END EOF"),
        ("a\r\nb\r\n", "WORD END WORD END EOF"),
        ("\n\n  a\n\n", "WORD END EOF"),
        ("a { b }", "WORD LBRACE WORD END RBRACE END EOF"),
        ("a {\n  b\n}\n", "WORD LBRACE WORD END RBRACE END EOF"),
        ("a {\n\n}\n", "WORD LBRACE RBRACE END EOF"),
        ("a { b { c } }", "WORD LBRACE WORD LBRACE WORD END RBRACE END RBRACE END EOF"),
        ("a # b { c\nd", "WORD END WORD END EOF"),
        ("# only\n", "EOF"),
        ('a """\n\n""" b', "WORD PROSE WORD END EOF"),
        ("a ```\n\n``` b", "WORD FENCE WORD END EOF"),
        ('a{\nb="c"\n} d', "WORD LSEL LABEL MATCHOP QUOTED RSEL WORD END EOF"),
        ("a { b\n c }", "WORD LBRACE WORD END WORD END RBRACE END EOF"),
        ("a\t{\tb\t}", "WORD LBRACE WORD END RBRACE END EOF"),
    ],
)
def test_a_statement_ends_with_its_line_or_before_a_brace(text: str, expected: str) -> None:
    assert kinds(text) == expected
