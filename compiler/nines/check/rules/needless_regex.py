"""A pattern without any special character is a text."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import Query
from nines.promql.facts import selectors
from nines.promql.regex import literal_alternatives
from nines.promql.text import matcher_text
from nines.promql.tree import Matcher, MatchOp

PAGE = Page(
    Code("N0333", "needless-regex", Severity.WARNING, "a regular expression matches one text only"),
    why="""\
`code=~"500"` is `code="500"`, since patterns are anchored at both ends. The latter says so, is looked up in the index
at once, and is known to the compiler as one value. If it was meant to match more, characters are missing: `"5.."`.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"500"}
        of  http_requests_total{job="checkout"}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code="500"}
        of  http_requests_total{job="checkout"}
        """),
)

_PLAIN = {MatchOp.REGEX: MatchOp.EQUAL, MatchOp.NOT_REGEX: MatchOp.NOT_EQUAL}


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        for selector in selectors(query.expression):
            for matcher in selector.matchers:
                alternatives = literal_alternatives(matcher.value) if matcher.op.is_regex else None
                if alternatives is not None and len(alternatives) == 1 and matcher.label != "__name__":
                    yield _finding(query.query, matcher)


def _finding(query: Query, matcher: Matcher) -> Diagnostic:
    plain = _PLAIN[matcher.op].value
    fixes = []
    label, value = matcher.label_span, matcher.value_span
    if label is not None and value is not None and value.source is query.span.source:
        operator = label.to(value).part(label.end - label.start, value.start - label.start)
        if operator.text.strip() == matcher.op.value:
            fixes = [Fix(f"write `{plain}`", (Edit(operator, plain),), certain=True)]
    return found(
        PAGE,
        f"the pattern in `{matcher_text(matcher)}` has no special character, so it matches one text only",
        place(query, matcher.span),
        f"the same as `{plain}`",
        fixes=fixes,
    )
