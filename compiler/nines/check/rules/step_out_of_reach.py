"""Each step of credits and rewards can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.check.steps import measured_ranges
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Comparison, Range
from nines.language.statements.promise import Credit, Reward
from nines.source import Span
from nines.values.model import Percentage

_PROMISE = "measure share of good events\ncredit  10% when missed\nreward  2% {range}\n"
_CAP = "cap            rewards 2% per period, rest lapses\n"

PAGE = Page(
    Code("N0495", "step-out-of-reach", Severity.WARNING, "a credit or reward goes by a value that there is not"),
    why="""\
A share is never below 0 % nor above 100 %. What is due `above 100%` or `below 0%` is a line of the contract that never
pays; mostly `at least 100%` or another number was meant.""",
    bad=examples.agreement(_PROMISE.format(range="above 100%"), also=_CAP),
    good=examples.agreement(_PROMISE.format(range="at least 100%"), also=_CAP),
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for one in leaves(context):
        for promise in one.agreement.promises:
            if not isinstance(promise.comparison.value.value, Percentage):
                continue
            for end in _ends((*promise.credits, *promise.rewards)):
                if end.span not in told and _is_out_of_reach(end):
                    told.add(end.span)
                    yield found(
                        PAGE,
                        f"no share is {end.span.text}, so nothing is ever due",
                        end.span,
                        "never",
                        helps=["write `at least 100%` for a share of all, `at most 0%` for one of nothing"],
                    )


def _ends(due: Sequence[Credit | Reward]) -> Iterator[Comparison]:
    """The comparisons with the measured value that credits and rewards go by."""
    for one in due:
        ranges: list[Range] = [*measured_ranges(one.condition), *([one.range] if one.range is not None else [])]
        for found_range in ranges:
            yield from (end for end in (found_range.first, found_range.second) if end is not None)


def _is_out_of_reach(end: Comparison) -> bool:
    value = end.value.value
    if not isinstance(value, Percentage):
        return False
    share, operator = value.value, end.operator.value
    if operator in ("above", "at least"):
        return share > 1 or (share == 1 and operator == "above")
    return share < 0 or (share == Fraction(0) and operator == "below")
