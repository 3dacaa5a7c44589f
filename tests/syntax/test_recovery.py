"""One mistake costs its own statement at most: the others keep their heads and their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from nines.resources import packaged
from nines.syntax import Kind, Token, walk
from tests.syntax.reading import CORPUS, Read, read

SPECS = [*(path for path in CORPUS if path.stem != "examples"), *sorted(packaged("std").glob("*.nines"))]


def statements(result: Read) -> Counter[tuple[str, ...]]:
    """Each statement as the heads of all it stands in, and its own, without bad pieces."""
    found: Counter[tuple[str, ...]] = Counter()
    path: list[str] = []
    for depth, statement in walk(result.tree):
        items = [item for item in statement.items if not (isinstance(item, Token) and item.kind is Kind.BAD)]
        path[depth:] = [" ".join(result.text[item.start : item.end] for item in items)]
        if items:
            found[tuple(path)] += 1
    return found


def broken(text: str, kinds: set[Kind], size: int) -> Iterator[str]:
    """The text without the first, and then without the last, `size` characters of each token of these kinds."""
    for token in read(text).tree.tokens:
        if token.kind in kinds:
            yield text[: token.start] + text[token.start + size :]
            if token.end - token.start > size:
                yield text[: token.end - size] + text[token.end :]


def losses(path: Path, kinds: set[Kind], size: int = 1) -> Counter[int]:
    """How many statements each such mistake loses or moves: how often none, one, two..."""
    text = path.read_text(encoding="utf-8")
    whole = statements(read(text))
    found: Counter[int] = Counter()
    for mutant in broken(text, kinds, size):
        result = read(mutant)
        assert result.problems
        assert len(result.problems) <= 2
        found[sum((whole - statements(result)).values())] += 1
    return found


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_missing_closing_brace_costs_no_statement(path: Path) -> None:
    assert set(losses(path, {Kind.RBRACE})) == {0}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_missing_opening_brace_costs_no_statement_but_on_a_line_with_its_block(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole = statements(read(text))
    for token in read(text).tree.tokens:
        if token.kind is Kind.LBRACE:
            result = read(text[: token.start] + text[token.end :])
            lost = sum((whole - statements(result)).values())
            ends_line = text[token.end :].lstrip(" ").startswith(("\n", "#"))
            assert len(result.problems) == 1
            assert lost <= (0 if ends_line else 3)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_missing_brace_of_a_selector_costs_its_statement(path: Path) -> None:
    assert set(losses(path, {Kind.RSEL})) <= {1}
    assert set(losses(path, {Kind.LSEL})) <= {1}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_missing_quote_costs_its_statement(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole = Counter(head for head in read(text).heads)
    for mutant in broken(text, {Kind.STRING, Kind.QUOTED}, 1):
        result = read(mutant)
        assert 1 <= len(result.problems) <= 3
        assert sum((whole - Counter(result.heads)).values()) <= 1


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_missing_quotes_of_prose_and_backticks_cost_their_statement(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole = Counter(read(text).heads)
    for kinds, size in (({Kind.PROSE}, 1), ({Kind.PROSE}, 3), ({Kind.FENCE}, 1), ({Kind.FENCE}, 3)):
        for mutant in broken(text, kinds, size):
            result = read(mutant)
            assert result.problems
            assert sum((whole - Counter(result.heads)).values()) <= 1


TWENTY_MISTAKES = """\
project {
  bundle: shop
  scrape = 15s
  target prometheus 3.5;
  label team “shop”
}

team payments "Payments {
  page to pay-pager
  ticket to pay-chat
}

schedule peak {
  every mon–fri from 8:00 to 22:00 in Europe/Berlin
}

service checkout "Checkout" {
  \"\"\"Takes a basket to a paid order.
  owner payments
  depends on catalog-db, search,
  tier\u00a01

  sli availability {
    bad hits_total{job="checkout", code=~"5.."
    of  hits_total{job=checkout}
    per tenant
  sli load {
    good `hits_total - errors_total
    of   hits_total{http.route="/buy"}
    slices of 1m where good ≥ 99%
  }
  sli speed
    within 800ms of seconds{job="checkout" code!~"5.."}
    during peak
  }

  slo availability 99,97% over 30d { except weekly } slo speed 97% over 1y
  slo load 99% over 30d { 'ticket' only }
}
}

journey buy // the way through
{
  owner payments
  weight 1 checkout.availability
  slo 99.9 % over 30d
}

sla standard "Agreement" { "What we promise to all." }

customer acme {
  sla standard
  fee € 12_000 per month
  credit formula (fee * 2
  contact "cto@acme.example" for monthly-report
}
"""


def test_a_file_of_many_mistakes_keeps_every_statement_in_its_place() -> None:
    result = read(TWENTY_MISTAKES)
    assert [line.rstrip() for line in result.heads] == [
        "project",
        "  bundle : shop",
        "  scrape = 15s",
        "  target prometheus 3.5 ;",
        "  label team “shop”",
        'team payments "Payments',
        "  page to pay-pager",
        "  ticket to pay-chat",
        "schedule peak",
        "  every mon–fri from 8:00 to 22:00 in Europe/Berlin",
        'service checkout "Checkout"',
        '  """Takes a basket to a paid order.',
        "  owner payments",
        "  depends on catalog-db , search ,",
        "  tier 1",
        "  sli availability",
        '    bad hits_total {job="checkout", code=~"5.."',
        "    of hits_total {job=checkout}",
        "    per tenant",
        "  sli load",
        "    good `hits_total - errors_total",
        '    of hits_total {http.route="/buy"}',
        "    slices of 1m where good ≥ 99%",
        "  sli speed",
        '    within 800ms of seconds {job="checkout" code!~"5.."}',
        "    during peak",
        "  slo availability 99,97% over 30d",
        "    except weekly",
        "  slo speed 97% over 1y",
        "  slo load 99% over 30d",
        "    'ticket' only",
        "}",
        "journey buy",
        "  owner payments",
        "  weight 1 checkout.availability",
        "  slo 99.9 % over 30d",
        'sla standard "Agreement"',
        '  "What we promise to all."',
        "customer acme",
        "  sla standard",
        "  fee € 12_000 per month",
        "  credit formula (fee * 2",
        '  contact "cto@acme.example" for monthly-report',
    ]


def test_a_file_of_many_mistakes_has_one_problem_for_each() -> None:
    assert [(problem.primary.span.line, problem.code.name) for problem in read(TWENTY_MISTAKES).problems] == [
        (2, "colon-after-keyword"),
        (3, "equals-sign"),
        (4, "stray-character"),
        (5, "wrong-quotes"),
        (8, "unclosed-text"),
        (14, "long-dash"),
        (14, "bad-number"),
        (18, "unclosed-prose"),
        (20, "line-end-comma"),
        (21, "odd-blank"),
        (23, "unclosed-block"),
        (24, "unclosed-selector"),
        (25, "unquoted-label-value"),
        (28, "unclosed-promql"),
        (29, "unquoted-label-name"),
        (30, "wrong-sign"),
        (32, "missing-brace"),
        (33, "missing-comma"),
        (37, "bad-number"),
        (37, "after-block"),
        (37, "bad-number"),
        (38, "wrong-quotes"),
        (40, "stray-brace"),
        (42, "wrong-comment"),
        (43, "brace-on-next-line"),
        (46, "bad-number"),
        (49, "text-in-braces"),
        (53, "stray-character"),
        (54, "unclosed-group"),
    ]


def test_an_unindented_file_is_taken_at_its_word() -> None:
    text = "service a {\ntier 1\nsli b {\ngood c\n}\nslo b 9% over 3d\n"
    result = read(text)
    assert result.heads == ["service a", "  tier 1", "  sli b", "    good c", "  slo b 9% over 3d"]
    assert result.ids == ["N0005"]


def test_a_balanced_file_does_not_depend_on_its_indentation() -> None:
    text = 'service a {\ntier 1\n      sli b {\n  good c\n}\n"""\nfar left\n"""\n   }\nservice d { }'
    result = read(text)
    assert result.heads == ["service a", "  tier 1", "  sli b", "    good c", '  """\nfar left\n"""', "service d"]
    assert result.ids == []


def test_tabs_and_blanks_may_be_mixed_in_a_file_that_does_not_balance() -> None:
    text = "service a {\n\tsli b {\n\t\tgood c\n\tslo b 9% over 3d\n}\n"
    result = read(text)
    assert result.heads == ["service a", "  sli b", "    good c", "  slo b 9% over 3d"]
    assert result.ids == ["N0005"]


@pytest.mark.parametrize(
    ("text", "heads", "ids"),
    [
        ("a {\n  b\n  }\n  c\n}\n", ["a", "  b", "  }", "  c"], ["N0006"]),
        ("a {\n  b }\n  c\n}\n", ["a", "  b }", "  c"], ["N0006"]),
        ("a {\n  b }\nc {\n", ["a", "  b", "c"], ["N0005"]),
        ("a {\nb {\n  c\n}\n", ["a", "b", "  c"], ["N0005"]),
        ("a {\n  b\n\n# about c\nc\n", ["a", "  b", "c"], ["N0005"]),
        ("a\n  b\n  c\n}\nd\n", ["a", "  b", "  c", "d"], ["N0007"]),
        ("a {\n  b\n    c\n  d\n", ["a", "  b", "  c", "  d"], ["N0005"]),
        ("a { b { c }\nd\n", ["a", "  b", "    c", "d"], ["N0005"]),
        ("a { b } }\nc\n", ["a", "  b", "}", "c"], ["N0006"]),
        ('a {\n  """b\n  c\n  d {\n    e\n  }\n}\n', ["a", '  """b', "  c", "  d", "    e"], ["N0002"]),
        ("a {\n  b ```\n    x\n  c {\n    d\n  }\n}\n", ["a", "  b ```\n    x", "  c", "    d"], ["N0003"]),
        ('a {\n  good up{job="a"\n}\nb\n', ["a", '  good up {job="a"', "b"], ["N0004"]),
        ('a {\n  good up{job="a",\n  of x{b="c"}\n}\n', ["a", '  good up {job="a",', '  of x {b="c"}'], ["N0004"]),
    ],
)
def test_indentation_is_the_judge_where_braces_do_not_balance(text: str, heads: list[str], ids: list[str]) -> None:
    result = read(text)
    assert result.heads == heads
    assert result.ids == ids
