"""What is good or bad differs from what is counted at all."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Events, Part
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.promql.text import line, matcher_text
from nines.promql.tree import Selector
from nines.record import replace

PAGE = Page(
    Code("N0321", "no-difference", Severity.ERROR, "two of `good`, `bad` and `of` count the same"),
    why="""\
If `bad` and `of` select the same series, every event is bad; if `good` and `of` do, none ever is. A matcher is missing
that tells the events apart, such as the status of a request.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout"}
        of  http_requests_total{job="checkout"}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
)

_SAYS = {
    ("bad", "of"): "every event counts as bad",
    ("good", "of"): "every event counts as good",
    ("good", "bad"): "what is good is bad as well",
}


def check(context: Context) -> Iterator[Diagnostic]:
    for indicator in context.contract.indicators:
        events = indicator.measurement
        if not isinstance(events, Events):
            continue
        parts = {"good": events.good, "bad": events.bad, "of": events.total}
        for (first, second), says in _SAYS.items():
            if parts[first] and _same(parts[first], parts[second]):
                one, other = parts[first][0], parts[second][0]
                yield found(
                    PAGE,
                    f"`{first}` and `{second}` count the same: {says}",
                    one.query.span,
                    f"selects what `{second}` does",
                    others=[Label(other.query.span)],
                    helps=[f'add a matcher to `{first}` that tells its events apart, such as `code=~"5.."`'],
                )
                break


def _same(some: tuple[Part, ...], others: tuple[Part, ...]) -> bool:
    """Whether two sums are of the same queries, in any order, matchers in any order."""
    if len(some) != len(others) or any(part.query.expression is None for part in (*some, *others)):
        return False
    if sorted(map(_size, some)) != sorted(map(_size, others)):
        return False
    return sorted(map(_key, some)) == sorted(map(_key, others))


def _size(part: Part) -> int:
    """How many matchers a selector has, which is seen at once."""
    expression = part.query.expression
    return len(expression.matchers) if isinstance(expression, Selector) else -1


def _key(part: Part) -> str:
    expression = part.query.expression
    if isinstance(expression, Selector):
        return line(replace(expression, matchers=tuple(sorted(expression.matchers, key=matcher_text))))
    return "" if expression is None else line(expression)
