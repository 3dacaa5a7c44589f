"""What can be wrong with PromQL in a spec: N0050 to N0099, with its pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "ARGUMENTS",
    "DEEP",
    "DURATION",
    "EMPTY",
    "FLAG",
    "FUNCTION",
    "LABEL",
    "LITERAL",
    "MATCHER",
    "MATCHING",
    "MODIFIER",
    "NOT_A_SELECTOR",
    "OCTAL",
    "PAGES",
    "PARAMETER",
    "PATTERN_AS_TEXT",
    "REGEX",
    "SYNTAX",
    "TYPE",
    "UNCLOSED",
    "VERSION",
]

SYNTAX = Code("N0050", "promql-syntax", Severity.ERROR, "the text is no PromQL at this place")
UNCLOSED = Code("N0051", "promql-unclosed", Severity.ERROR, "a bracket or a quote in PromQL has no partner")
LITERAL = Code("N0052", "promql-literal", Severity.ERROR, "a number or text in PromQL cannot be read")
DURATION = Code(
    "N0053", "promql-duration", Severity.ERROR, "a duration in PromQL cannot be read, or cannot stand there"
)
FUNCTION = Code("N0054", "promql-unknown-function", Severity.ERROR, "PromQL has no function of this name")
ARGUMENTS = Code(
    "N0055", "promql-arguments", Severity.ERROR, "a PromQL function is given too few or too many arguments"
)
TYPE = Code("N0056", "promql-type", Severity.ERROR, "PromQL wants another type of expression here")
REGEX = Code("N0057", "promql-regex", Severity.ERROR, "a matcher's regular expression is none that Prometheus takes")
EMPTY = Code("N0058", "promql-selects-everything", Severity.ERROR, "a selector has no matcher that leaves anything out")
LABEL = Code("N0059", "promql-label", Severity.ERROR, "a metric's or label's name cannot be written like this")
MATCHER = Code("N0060", "promql-matcher", Severity.ERROR, "what stands between a selector's braces is no matcher")
MODIFIER = Code(
    "N0061", "promql-modifier", Severity.ERROR, "an offset, `@` or range does not fit what stands before it"
)
MATCHING = Code(
    "N0062", "promql-matching", Severity.ERROR, "an operator's `bool`, `on`, `ignoring` or `group_` is misused"
)
PARAMETER = Code("N0063", "promql-parameter", Severity.ERROR, "a `$` name in PromQL is none that can stand there")
DEEP = Code("N0064", "promql-too-deep", Severity.ERROR, "a PromQL expression is nested too deeply")
VERSION = Code("N0065", "promql-version", Severity.ERROR, "the target's version does not know this part of PromQL")
FLAG = Code("N0066", "promql-flag", Severity.ERROR, "the target takes this part of PromQL only with a feature flag")
NOT_A_SELECTOR = Code(
    "N0067", "promql-not-a-selector", Severity.ERROR, "only a plain selector can stand here without backticks"
)
OCTAL = Code("N0068", "promql-octal", Severity.WARNING, "a number with a leading zero is octal to Prometheus")
PATTERN_AS_TEXT = Code(
    "N0069", "promql-pattern-as-text", Severity.WARNING, "`=` compares with a text that looks like a pattern"
)

_SLI = "service checkout {{\n  sli availability {{\n    bad {bad}\n    of  {of}\n  }}\n}}\n"
_OF = 'http_requests_total{job="checkout"}'


def _bad(text: str) -> str:
    """A whole file whose indicator counts `text` as bad."""
    return _SLI.format(bad=text, of=_OF)


PAGES: tuple[Page, ...] = (
    Page(
        SYNTAX,
        why="PromQL is read when the spec is, by the rules of Prometheus 2.42 to 3.x, so that a slip shows at its "
        "own place and not as a rule file that the server refuses. Reading stops at the first slip of this "
        "kind.",
        bad=_bad('`http_errors_total{job="checkout"} + + * 2`'),
        good=_bad('`http_errors_total{job="checkout"} * 2`'),
    ),
    Page(
        UNCLOSED,
        why="Each bracket and each quote needs its partner. The message points at the one that has none: what was "
        "meant to be inside is not guessed.",
        bad=_bad('`sum(increase(http_errors_total{job="checkout"}[$window])`'),
        good=_bad('`sum(increase(http_errors_total{job="checkout"}[$window]))`'),
    ),
    Page(
        LITERAL,
        why='Texts in PromQL have Go\'s escapes, so a backslash for the regex is doubled: `"\\\\d+"`. Numbers are '
        "decimal or hexadecimal, and no larger than 1.8e308.",
        bad=_bad('http_requests_total{code=~"5\\d\\d"}'),
        good=_bad('http_requests_total{code=~"5\\\\d\\\\d"}'),
    ),
    Page(
        DURATION,
        why="A duration is whole numbers with the units `y w d h m s ms`, largest first, each once: `1h30m`. It "
        "is written, not computed: Prometheus before 3.14 takes arithmetic there only with a feature flag.",
        bad=_bad('`increase(http_errors_total{job="checkout"}[1.5m])`'),
        good=_bad('`increase(http_errors_total{job="checkout"}[1m30s])`'),
    ),
    Page(
        FUNCTION,
        why="Prometheus refuses a whole rule file for one unknown function. All functions of Prometheus up to "
        "3.16 are known here; names are in lower case. Functions of MetricsQL are not PromQL.",
        bad=_bad('`increse(http_errors_total{job="checkout"}[$window])`'),
        good=_bad('`increase(http_errors_total{job="checkout"}[$window])`'),
    ),
    Page(
        ARGUMENTS,
        why="Each function takes a fixed number of arguments; of a few the last may be left out or repeated.",
        bad=_bad('`clamp_max(http_errors_total{job="checkout"})`'),
        good=_bad('`clamp_max(http_errors_total{job="checkout"}, 100)`'),
    ),
    Page(
        TYPE,
        why="PromQL has four types: scalar, text, instant vector (one value a series) and range vector (many "
        "values a series). `rate(x)` lacks the range, `sum(x[5m])` has one too many.",
        bad=_bad('`sum(http_errors_total{job="checkout"}[$window])`'),
        good=_bad('`sum(increase(http_errors_total{job="checkout"}[$window]))`'),
    ),
    Page(
        REGEX,
        why="Prometheus compiles each pattern as RE2 when it loads the rules, and refuses the file if it cannot. "
        "RE2 has no lookahead, lookbehind, backreferences or possessive quantifiers. A pattern is anchored at "
        "both ends.",
        bad=_bad('http_requests_total{code=~"5["}'),
        good=_bad('http_requests_total{code=~"5.."}'),
    ),
    Page(
        EMPTY,
        why="A selector without a metric's name, whose matchers all let the empty text pass, selects every series "
        "of the server. Prometheus refuses it.",
        bad=_bad('{job=~".*"}'),
        good=_bad('{__name__=~"http_errors_.*", job="checkout"}'),
    ),
    Page(
        LABEL,
        why="A bare label has letters, digits and `_`, and a metric's name also `:`. Others are quoted within the "
        "braces, which Prometheus knows from 3.0 on. A selector names its metric once.",
        bad=_bad('`http_requests_total{http.status="500"}`'),
        good=_bad('`http_requests_total{"http.status"="500"}`'),
    ),
    Page(
        MATCHER,
        why="Between braces stand matchers with commas between: a label, one of `=`, `!=`, `=~`, `!~`, and a text "
        "in quotes. They compare texts, also where a text looks like a number.",
        bad=_bad('`http_requests_total{job="checkout", code==500}`'),
        good=_bad('`http_requests_total{job="checkout", code="500"}`'),
    ),
    Page(
        MODIFIER,
        why="`offset` and `@` move a selector, its range or a subquery in time, so they stand right behind one, "
        "each at most once. A range comes before them: `x[5m] offset 1h`.",
        bad=_bad('`increase(http_errors_total{job="checkout"} offset 1m [$window])`'),
        good=_bad('`increase(http_errors_total{job="checkout"}[$window] offset 1m)`'),
    ),
    Page(
        MATCHING,
        why="`bool` belongs to comparisons; between two scalars they need it. `on` and `ignoring` say which "
        "series of two vectors belong together, and `group_left` and `group_right` which side may have "
        "several.",
        bad=_bad('`http_errors_total{job="checkout"} * (2 > 1)`'),
        good=_bad('`http_errors_total{job="checkout"} * (2 > bool 1)`'),
    ),
    Page(
        PARAMETER,
        why="In PromQL only two things begin with `$`: a placeholder such as `[$window]`, into which the compiler "
        "puts the length of each window, and a blueprint's parameter `${name}`. A rule has no variables of a "
        "dashboard.",
        bad=_bad('`increase(http_errors_total{job="checkout"}[$__rate_interval])`'),
        good=_bad('`increase(http_errors_total{job="checkout"}[$window])`'),
    ),
    Page(
        DEEP,
        why="Brackets can be nested a hundred deep, and 150 operators can stand in a row; no expression that a "
        "person reads comes near. Record parts of it by a rule of your own, and name what it records.",
        bad=_bad("`" + "(" * 101 + "http_errors_total" + ")" * 101 + "`"),
        good=_bad("`(http_errors_total)`"),
        can_be_allowed=False,
    ),
    Page(
        VERSION,
        why="The rules are written for the version that the project's `target` names. A part that it does not "
        "know would make it refuse the whole file.",
        bad="project {\n  target prometheus 2.42\n}\n" + _bad('`histogram_avg(http_errors{job="checkout"})`'),
        good="project {\n  target prometheus 3.5\n}\n" + _bad('`histogram_avg(http_errors{job="checkout"})`'),
    ),
    Page(
        FLAG,
        why="Some of PromQL is an experiment, which Prometheus reads only when it is started with a feature flag. "
        "Say in the target that it is.",
        bad="project {\n  target prometheus 3.5\n}\n" + _bad('`limitk(5, http_errors_total{job="checkout"})`'),
        good="project {\n  target prometheus 3.5 with promql-experimental-functions\n}\n"
        + _bad('`limitk(5, http_errors_total{job="checkout"})`'),
    ),
    Page(
        NOT_A_SELECTOR,
        why="A selector stands bare: a metric's name, matchers in braces, or both. Ranges, `offset`, functions "
        "and operators make it an expression, and an expression stands in backticks.",
        bad=_bad("http_errors_total/2"),
        good=_bad("`http_errors_total / 2`"),
    ),
    Page(
        OCTAL,
        why="Prometheus reads `017` as Go does: as an octal number, which is 15. Hardly anybody means that.",
        bad=_bad('`http_errors_total{job="checkout"} > 017`'),
        good=_bad('`http_errors_total{job="checkout"} > 17`'),
    ),
    Page(
        PATTERN_AS_TEXT,
        why='`=` compares with the very text, so `code="5.."` selects series whose label is a 5 and two points, and '
        "there are none: the indicator would count nothing, in silence.",
        bad=_bad('http_requests_total{job="checkout", code="5.."}'),
        good=_bad('http_requests_total{job="checkout", code=~"5.."}'),
    ),
)
