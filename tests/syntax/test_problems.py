"""Each mistake has its message at the smallest place, and a fix where what was meant is certain."""

from __future__ import annotations

import pytest

from nines.diagnostics.model import Code
from nines.diagnostics.pages import Page
from nines.syntax import codes
from nines.syntax.codes import MORE_PROBLEMS, PAGES
from tests.syntax.reading import read

# text: code, the text that is underlined, and the text with every certain fix applied
FIXED = {
    # numbers
    "tier 0x1F": ("N0015", "0x1F", "tier 31"),
    "tier .5": ("N0015", ".5", "tier 0.5"),
    "tier 5.": ("N0015", "5.", "tier 5"),
    "tier 1_": ("N0015", "1_", "tier 1"),
    "at 8:00": ("N0015", "8:00", "at 08:00"),
    "at 2026-01-01T08:00": ("N0015", "2026-01-01T08:00", "at 2026-01-01 08:00"),
    "size 5MiB": ("N0015", "MiB", "size 5 MiB"),
    "within 10sec": ("N0015", "sec", "within 10s"),
    "traffic 200/sec": ("N0015", "/sec", "traffic 200/s"),
    "slo a 99,95%": ("N0015", "99,95%", "slo a 99.95%"),
    "slo a 99.9 % over 3d": ("N0015", " %", "slo a 99.9% over 3d"),
    # quotes and dashes
    "a “b c” d": ("N0020", "“b c”", 'a "b c" d'),
    "a „b c“ d": ("N0020", "„b c“", 'a "b c" d'),
    "a «b c» d": ("N0020", "«b c»", 'a "b c" d'),
    "a ‘b c’ d": ("N0020", "‘b c’", 'a "b c" d'),
    "a 'b c' d": ("N0020", "'b c'", 'a "b c" d'),
    'a “b c" d': ("N0020", '“b c"', 'a "b c" d'),
    'a "b c” d': ("N0020", "”", 'a "b c" d'),
    "good up{job=“a”}": ("N0020", "“a”", 'good up{job="a"}'),
    "service catalog–db": ("N0021", "–", "service catalog-db"),
    "every mon–fri": ("N0021", "–", "every mon..fri"),
    "from 2026–01–01": ("N0021", "–", "from 2026-01-01"),
    "where x > −5": ("N0021", "−", "where x > -5"),
    # characters
    "tier\u00a01": ("N0022", "\u00a0", "tier 1"),
    "tier\u2003\u00a01": ("N0022", "\u2003\u00a0", "tier  1"),
    "ti\u200ber 1": ("N0023", "\u200b", "tier 1"),
    "tier 1\ufeff": ("N0023", "\ufeff", "tier 1"),
    "tier 1;": ("N0025", ";", "tier 1"),
    "fee € 40": ("N0025", "€", "fee EUR 40"),
    "fee £40": ("N0025", "£", "fee GBP 40"),
    # habits
    "tier 1 // why": ("N0026", "//", "tier 1 # why"),
    "where a ≥ 5": ("N0027", "≥", "where a >= 5"),
    "where a => 5": ("N0027", "=>", "where a >= 5"),
    "where a =< 5": ("N0027", "=<", "where a <= 5"),
    "where a <> 5": ("N0027", "<>", "where a != 5"),
    "tier = 1": ("N0028", "=", "tier 1"),
    "tier=1": ("N0028", "=", "tier 1"),
    "tier: 1": ("N0029", ":", "tier 1"),
    "tier:": ("N0029", ":", "tier "),
    "tier 1,\ntier 2": ("N0030", ",", "tier 1\ntier 2"),
    "a { b },\nc": ("N0030", ",", "a { b }\nc"),
    # blocks
    "a { b } c": ("N0010", "c", "a { b }\nc"),
    "x {\n  a { b } c\n}": ("N0010", "c", "x {\n  a { b }\n  c\n}"),
    'a "T" { "Some words" }': ("N0011", '"Some words"', 'a "T" {\n  "Some words"\n}'),
    "a\n{\n  b\n}": ("N0013", "{", "a {\n  b\n}"),
    "a # why\n{\n  b\n}": ("N0013", "{", "a { # why\n\n  b\n}"),
    # selectors
    "good up{job=a}": ("N0035", "a", 'good up{job="a"}'),
    "good up{job=~a\\.b}": ("N0035", "a\\.b", "good up{job=~`a\\.b`}"),
    'good up{http.route="/"}': ("N0036", "http.route", 'good up{"http.route"="/"}'),
    'good up{job=="a"}': ("N0037", "==", 'good up{job="a"}'),
    'good up{a="b",,c="d"}': ("N0037", ",", 'good up{a="b",c="d"}'),
    'good up{a="b", $more}': ("N0037", "$more", 'good up{a="b", ${more}}'),
    'good up{a="b" c="d"}': ("N0038", "", 'good up{a="b", c="d"}'),
}


@pytest.mark.parametrize(("text", "expected"), FIXED.items(), ids=map(repr, FIXED))
def test_a_certain_fix_mends_it(text: str, expected: tuple[str, str, str]) -> None:
    result = read(text)
    code, place, fixed = expected
    assert [(problem.code.id, problem.primary.span.text) for problem in result.problems] == [(code, place)]
    assert result.fixed() == fixed
    assert read(fixed).ids == []


# text: code, what is underlined, the text with the offered fix (or None), and where the parser took it to end
OFFERED = {
    'service x "Title {\n  a\n}': ("N0001", '"', 'service x "Title" {\n  a\n}', (1, 17)),
    'a { by "mail }\nb': ("N0001", '"', 'a { by "mail" }\nb', (1, 13)),
    'a "b': ("N0001", '"', 'a "b"', (1, 5)),
    'good up{job="a}': ("N0001", '"', 'good up{job="a"}', (1, 15)),
    'x {\n  """A text\n  b\n}': ("N0002", '"""', None, (2, 12)),
    'x {\n  """\n    A text\n  b\n}': ("N0002", '"""', None, (3, 11)),
    "a `b\nc": ("N0003", "`", None, (1, 5)),
    "x {\n  a ```\n    b\n  c\n}": ("N0003", "```", None, (3, 6)),
    'bad up{job="a"\nof up{}': ("N0004", "{", 'bad up{job="a"}\nof up{}', (1, 15)),
    'x {\n  bad up{job="a"\n}': ("N0004", "{", 'x {\n  bad up{job="a"}\n}', (2, 17)),
    "a {\n  b\n\nc {\n}": ("N0005", "{", None, (4, 1)),
    "a {\n  b": ("N0005", "{", None, (2, 4)),
    "a (b\nc": ("N0008", "(", "a (b)\nc", (1, 5)),
    "a (b {\n  c\n}": ("N0008", "(", "a (b) {\n  c\n}", (1, 5)),
}


@pytest.mark.parametrize(("text", "expected"), OFFERED.items(), ids=map(repr, OFFERED))
def test_an_unclosed_thing_shows_both_ends(text: str, expected: tuple[str, str, str | None, tuple[int, int]]) -> None:
    code, place, fixed, end = expected
    (problem,) = read(text).problems
    assert (problem.code.id, problem.primary.span.text) == (code, place)
    position = problem.others[0].span.position
    assert (position.line, position.column) == end
    if fixed is None:
        assert problem.fixes == ()
        assert problem.helps
    else:
        assert not any(fix.certain for fix in problem.fixes)
        assert read(text).fixed(certain=False) == fixed
        assert read(fixed).ids == []


PLAIN = {
    "a\n}": ("N0006", "}"),
    "a )": ("N0009", ")"),
    "{ a }": ("N0014", "{"),
    "a [5m]": ("N0025", "["),
    "a @ b": ("N0025", "@"),
    "a \\": ("N0025", "\\"),
    "a \U0001f600\U0001f600 b": ("N0025", "\U0001f600\U0001f600"),
    "a && b": ("N0025", "&&"),
    "customer's": ("N0025", "'"),
    'a "b\x00c"': ("N0024", "\x00"),
    "a # \x1b[0m": ("N0024", "\x1b"),
    "a\rb": ("N0024", "\r"),
    "a \ud800": ("N0024", "\ud800"),
    "a\u2028b": ("N0024", "\u2028"),
    'a "\u202eb"': ("N0023", "\u202e"),
    "a # \u2066b": ("N0023", "\u2066"),
    "where x = 5": ("N0028", "="),
    'a =~ "b"': ("N0028", "=~"),
    "depends on a,\n  b": ("N0030", ","),
    'good up{a="b", c d}': ("N0037", "c d"),
    'good up{a="b", c=}': ("N0037", "c="),
    "a – b": ("N0021", "–"),
    "from 08:00–22:00": ("N0021", "–"),
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.items(), ids=map(repr, PLAIN))
def test_where_it_is_uncertain_what_was_meant_nothing_is_mended(text: str, expected: tuple[str, str]) -> None:
    result = read(text)
    assert [(problem.code.id, problem.primary.span.text) for problem in result.problems] == [expected]
    assert result.fixed() == text


@pytest.mark.parametrize(
    "text",
    [
        'a "no\u00a0break\u200b"',
        "a # no\u00a0break\u200b",
        'a """\n\u00a0\u200b\n"""',
        'good up{a="\u00a0"}',
        "a `\u00a0`",
        'a "“curly” – – ’"',
        "a # “ – ’ ≥ ; // = }",
        "\t\ta\t1\t# tab\n",
        "a\r\n\r\nb\r\n",
    ],
)
def test_texts_and_comments_may_hold_typography(text: str) -> None:
    assert read(text).ids == []


def test_one_mistake_in_a_line_is_not_told_again_by_its_echoes() -> None:
    assert read('good sum(rate(hits_total{job="a"}[5m])) / sum(rate(x[5m]))').ids == ["N0025"]
    assert read('bad hits_total job="a", code=~"5.."}\nof up').ids == ["N0028"]
    assert read("tier = 1\nowner = b").ids == ["N0028", "N0028"]


def test_a_mistake_keeps_the_rest_of_its_statement() -> None:
    assert read("tier: 1\nowner = b\nover 1,500h\ndepends on a–b\n").heads == [
        "tier : 1",
        "owner = b",
        "over 1,500h",
        "depends on a–b",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code.id)
def test_a_page_shows_its_code_and_no_other(page: Page) -> None:
    bad = set(read(page.bad).ids)
    if page.code is MORE_PROBLEMS:
        bad.discard("N0025")  # nothing has too many problems without having problems
    assert bad == {page.code.id}
    assert read(page.good).ids == []


def test_every_code_has_a_page_and_a_number_of_its_own() -> None:
    known = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert sorted(code.id for code in known) == sorted(page.code.id for page in PAGES)
    assert len({code.id for code in known}) == len({code.name for code in known}) == len(known)
    assert all("N0001" <= code.id <= "N0049" for code in known)
