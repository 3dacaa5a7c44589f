"""Guests in a file: bare selectors, matchers, placeholders, texts with parameters put in, and what is said of them."""

from __future__ import annotations

import pytest

from nines.diagnostics.model import Diagnostic, Report
from nines.promql import build as q
from nines.promql.guest import parse_guest, parse_matchers
from nines.promql.text import line
from nines.promql.tree import Placeholder, Range, Selector, Subquery
from nines.source import Source
from tests.promql.reading import expression, read, selector


def fixed(text: str, findings: tuple[Diagnostic, ...]) -> str:
    """The text after the first fix of the first finding, whose guest begins with it."""
    (fix, *_) = findings[0].fixes
    start = findings[0].primary.span.source.text.index(text)
    for edit in sorted(fix.edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start - start] + edit.text + text[edit.span.end - start :]
    return text


# --- selectors ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("up", "up"),
        ("up{}", "up"),
        ('up {job="a"}', 'up{job="a"}'),
        ('http_requests_total{job="checkout", code=~"5.."}', 'http_requests_total{job="checkout",code=~"5.."}'),
        ('{"http.requests", job="a"}', '{"http.requests",job="a"}'),
        ('{"on"}', '{__name__="on"}'),
        ('{job="a"}', '{job="a"}'),
        ('sum{\n  job="a", # the shop\n  code!~"5..",\n}', '{__name__="sum",job="a",code!~"5.."}'),
        ("job:errors:ratio", "job:errors:ratio"),
    ],
)
def test_a_bare_selector_is_read(text: str, printed: str) -> None:
    found, findings = selector(text)
    assert findings == ()
    assert found is not None
    assert line(found) == printed


def test_a_selector_knows_the_places_of_its_parts() -> None:
    found, _ = selector('up{job="a", "b.c"!~\'d\'}')
    assert found is not None
    assert found.span is not None
    assert found.metric_span is not None
    assert (found.span.text, found.metric_span.text) == ('up{job="a", "b.c"!~\'d\'}', "up")
    parts = [(one.span, one.label_span, one.value_span) for one in found.matchers]
    assert [[place.text for place in part if place] for part in parts] == [
        ['job="a"', "job", '"a"'],
        ["\"b.c\"!~'d'", '"b.c"', "'d'"],
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "N0067", ""),
        ("5", "N0067", "5"),
        ('"up"', "N0067", '"up"'),
        ("up offset 5m", "N0067", "offset"),
        ("up[5m]", "N0067", "["),
        ("up / 2", "N0067", "/"),
        ("rate(up[5m])", "N0067", "("),
        ("{}", "N0058", "{}"),
        ('{a=~"b?"}', "N0058", '{a=~"b?"}'),
        ("http-requests", "N0059", "http-requests"),
        ('http.requests{job="a"}', "N0059", "http.requests"),
        ("on", "N0059", "on"),
        ("NaN", "N0059", "NaN"),
        ("up{job=checkout}", "N0060", "checkout"),
        ('up{job="a"', "N0051", "{"),
        ('up{code=~"5["}', "N0057", "["),
    ],
)
def test_what_is_no_selector_is_told(text: str, code: str, place: str) -> None:
    found, findings = selector(text)
    assert found is None
    assert [(finding.code.id, finding.primary.span.text) for finding in findings] == [(code, place)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("http-requests", '{"http-requests"}'),
        ('http.requests{job="a"}', '{"http.requests", job="a"}'),
        ("http.requests { }", '{"http.requests"}'),
        ('on {job="a"}', '{"on", job="a"}'),
    ],
)
def test_a_name_that_needs_quotes_gets_them(text: str, wanted: str) -> None:
    after = fixed(text, selector(text)[1])
    assert "".join(after.split()) == "".join(wanted.split())
    assert selector(after)[1] == ()


def test_matchers_alone_may_be_none() -> None:
    def matchers(text: str) -> tuple[list[str] | None, list[str]]:
        source, report = Source("a.nines", text), Report()
        found = parse_matchers(text, source.span(0, len(text)), report)
        return None if found is None else [one.label for one in found], [finding.code.id for finding in report]

    assert matchers("{}") == ([], [])
    assert matchers('{job="a", code=~"5.."}') == (["job", "code"], [])
    assert matchers('{"up"}') == (None, ["N0060"])
    assert matchers('{__name__="up"}') == (None, ["N0060"])
    assert matchers("up{}") == (None, ["N0060"])
    assert matchers("{} or {}") == (None, ["N0067"])
    assert matchers("{") == (None, ["N0051"])


# --- placeholders ---------------------------------------------------------


def test_a_window_is_a_placeholder() -> None:
    tree = expression("rate(x[$window])")
    assert tree == q.rate(Range(Selector("x"), Placeholder("window")))
    assert expression("rate(x[${window}])") == tree
    subquery = Subquery(Selector("x"), Placeholder("window"), 60_000)
    assert expression("max_over_time(x[$window:1m])") == q.max_over_time(subquery)


def test_other_names_are_for_the_caller_to_allow() -> None:
    text = "rate(x[$long]) + rate(x[$window])"
    source, report = Source("a.nines", text), Report()
    guest = parse_guest(text, source.span(0, len(text)), report, placeholders={"long", "short"})
    assert guest is None
    assert [finding.primary.span.text for finding in report] == ["$window"]
    assert parse_guest("rate(x[$long])", source.span(0, 14), Report(), placeholders={"long"}) is not None


def test_a_variable_of_a_dashboard_is_told_from_a_window() -> None:
    (finding,) = read("rate(x[$__rate_interval])").findings
    assert any("Grafana" in advice for advice in finding.helps)
    (finding,) = read("rate(x[$windw])").findings
    assert "did you mean `$window`?" in finding.helps


@pytest.mark.parametrize(("text", "moment"), [("x @ 1.0006", 1001), ("x @ 1.0004", 1000), ("x @ -5m", -300_000)])
def test_moments_are_whole_milliseconds(text: str, moment: int) -> None:
    assert expression(text) == Selector("x", at=moment)


# --- texts with parameters put in -----------------------------------------


def test_a_text_that_is_not_the_files_own_is_shown_whole_and_quoted() -> None:
    source, report = Source("a.nines", "use http.latency with job x"), Report()
    span = source.span(4, 16)
    assert parse_guest('sum(rate(x{job="a"}[5m])) +', span, report) is None
    assert parse_guest("sum(x[5m])", span, report) is None
    assert parse_guest('x{job=~"a["}', span, report) is None
    assert [finding.primary.span for finding in report] == [span] * 3
    assert all("with its parameters put in" in finding.notes[0] for finding in report)
    assert not any(finding.fixes for finding in report)
    guest = parse_guest("sum(x)", span, Report())
    assert guest is not None
    assert guest.expression.span == span


# --- what is said ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a = 1", "a == 1"),
        ("a && b", "a and b"),
        ("a || b", "a or b"),
        ("sum(a,)", "sum(a)"),
        ("RATE(a[5m])", "rate(a[5m])"),
        ("1 > 2", "1 > bool 2"),
        ("a offset 5m[5m]", "a[5m] offset 5m"),
        ('a{b=="c"}', 'a{b="c"}'),
        ('a{b~="c"}', 'a{b=~"c"}'),
        ("a{b=500}", 'a{b="500"}'),
        ("a{b=~5..}", 'a{b=~"5.."}'),
        ('a{b="c" d="e"}', 'a{b="c", d="e"}'),
    ],
)
def test_a_fix_that_is_certain_mends(text: str, wanted: str) -> None:
    findings = read(text).findings
    assert findings[0].fixes[0].certain
    after = fixed(text, findings)
    assert read(after).findings == ()
    assert expression(after) == expression(wanted)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("rat(a[5m])", "rate(a[5m])"),
        ("a[1m1h]", "a[1h1m]"),
        ("a[1.5h]", "a[1h30m]"),
        ("a[5min]", "a[5m]"),
        ("rate(a[$windw])", "rate(a[$window])"),
        ("a and 1", "a and vector(1)"),
        ("a + on (b) group_left (c)", "a + on (b) group_left () (c)"),
        ('a{b=~"5\\d"}', 'a{b=~"5\\\\d"}'),
        ('a{b.c="d"}', 'a{"b.c"="d"}'),
        ("sum by (b.c) (a)", 'sum by ("b.c") (a)'),
    ],
)
def test_a_fix_that_may_be_meant_is_offered(text: str, after: str) -> None:
    findings = read(text).findings
    assert not findings[0].fixes[0].certain
    assert fixed(text, findings) == after
    assert read(after).findings == ()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("rate(a)", "give it a range: `a[5m]`"),
        ("rate(sum(a))", "first the rate, then the sum: `sum(rate(a[5m]))`"),
        ("sum(a[5m])", "a function over time makes it an instant vector, such as `rate(...)` or `avg_over_time(...)`"),
        ("a or 0", "`vector(0)` is a series without labels; `0 * v` keeps the labels of `v`"),
        ("sum(a)[5m]", "for any other expression write a subquery, which computes it again and again: `[5m:]`"),
        ('a{b=~"(?!c)"}', "say what must not match in a second matcher, with `!~`"),
        ("sum a", "an aggregation has its argument in parentheses: `sum(...)`"),
        ("histogram_share(1, a)", "it belongs to MetricsQL, which Prometheus does not speak"),
        ("on", 'a metric of this name is written `{"on"}`'),
        ("round(a, 1, 2)", "write `round(v, scalar)`"),
    ],
)
def test_advice_says_what_to_write(text: str, advice: str) -> None:
    assert advice in read(text).findings[0].helps


def test_mistakes_within_braces_and_in_names_do_not_hide_one_another() -> None:
    text = 'rat(a{b=~"(", c==d}[5m]) + sum(increse(e[1m1h]))'
    assert read(text).places == ["rat", "(", "==", "d", "increse", "1m1h"]


def test_each_argument_of_a_wrong_type_is_told_and_no_consequence() -> None:
    assert read("sum(a[5m]) + rate(b) * clamp(c, d, 1)").places == ["a[5m]", "b", "d"]
    assert read("abs(sum(rate(rate(a))))").places == ["a"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('a{b="5.."}', "N0069"),
        ('a{b="c.*"}', "N0069"),
        ('a{b="c|d"}', "N0069"),
        ('a{b="*"}', "N0069"),
        ("a > 010", "N0068"),
    ],
)
def test_what_is_read_but_hardly_meant_is_a_warning(text: str, code: str) -> None:
    found = read(text)
    assert found.ids == [code]
    assert found.guest is not None
    assert read(fixed(text, found.findings)).findings == ()


@pytest.mark.parametrize(
    "text", ['a{b="/api/*"}', 'a{b="v1.2"}', 'a{b="5xx"}', 'a{b="a | b"}', "a > 0", "a > 09", "a > 07"]
)
def test_what_may_well_be_meant_is_none(text: str) -> None:
    assert read(text).findings == ()


def test_a_tree_too_deep_for_later_passes_is_refused() -> None:
    assert read("(" * 98 + "a" + ")" * 98).findings == ()
    assert read("(" * 101 + "a" + ")" * 101).ids == ["N0064"]
    assert read("a" + "+a" * 150).findings == ()
    assert read("a" + "+a" * 151).ids == ["N0064"]
    nested = "a" + "+a" * 99
    for _ in range(3):
        nested = f"({nested})" + "+a" * 99
    assert read(nested).ids == ["N0064"]
