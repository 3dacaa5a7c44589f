"""The matchers of a selector do not exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import place, stated
from nines.check.rule import found
from nines.check.rules.regex_for_everything import EVERYTHING
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.promql.facts import literal_values, selectors
from nines.promql.regex import literal_alternatives
from nines.promql.text import matcher_text
from nines.promql.tree import Matcher, MatchOp, Selector

PAGE = Page(
    Code("N0335", "selects-nothing", Severity.WARNING, "a selector can match no series"),
    why="""\
All matchers of a selector hold at once. Two that name different values of one label exclude each other, and `!~".*"`
excludes everything: nothing is ever measured, and nothing is ever bad.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code="500", code="503"}
        of  http_requests_total{job="checkout"}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"500|503"}
        of  http_requests_total{job="checkout"}
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        for selector in selectors(query.expression):
            clash = _clash(selector)
            if clash is None:
                continue
            first, second = clash
            others = [Label(place(query.query, first.span), "and this")] if first is not second else []
            headline = (
                f"`{matcher_text(first)}` and `{matcher_text(second)}` exclude each other: nothing is selected"
                if first is not second
                else f"`{matcher_text(second)}` lets nothing pass"
            )
            yield found(
                PAGE,
                headline,
                place(query.query, second.span),
                "no series has this",
                others=others,
                helps=_helps(clash),
            )


def _clash(selector: Selector) -> tuple[Matcher, Matcher] | None:
    """Two matchers that exclude each other, or twice the same one if it excludes everything."""
    matchers = selector.matchers
    for index, second in enumerate(matchers):
        if second.op is MatchOp.NOT_REGEX and second.value in EVERYTHING:
            return second, second
        for first in matchers[:index]:
            if first.label == second.label and _exclude(first, second):
                return first, second
    return None


def _exclude(first: Matcher, second: Matcher) -> bool:
    one, other = literal_values(first), literal_values(second)
    if one is not None and other is not None:
        return not set(one) & set(other)
    for passing, matcher in ((one, second), (other, first)):
        if passing is not None and matcher.op in (MatchOp.NOT_EQUAL, MatchOp.NOT_REGEX):
            barred = (matcher.value,) if matcher.op is MatchOp.NOT_EQUAL else literal_alternatives(matcher.value)
            if barred is not None and set(passing) <= set(barred):
                return True
    return False


def _helps(clash: tuple[Matcher, Matcher]) -> list[str]:
    first, second = clash
    if first is not second and first.op is second.op is MatchOp.EQUAL:
        return [f'for one or the other write `{first.label}=~"{first.value}|{second.value}"`']
    return ["remove one of them"] if first is not second else ["remove it"]
