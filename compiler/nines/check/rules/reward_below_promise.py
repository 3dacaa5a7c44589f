"""A reward is for more than what was promised."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.rule import found
from nines.check.steps import measured_ranges
from nines.contract.model import Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Comparison
from nines.language.statements.promise import Reward
from nines.values.text import literal
from nines.values.units import base_value, comparable

_STEPS = examples.CREDITED + "reward  2% when 3 periods in a row with measured at least {value}, then counts anew\n"
_CAP = "cap            rewards 2% per period, rest lapses\n"

PAGE = Page(
    Code("N0445", "reward-below-promise", Severity.ERROR, "a reward is due although the promise is missed"),
    why="""\
A reward goes to the provider for doing better than promised. One that begins below the promise is paid for periods in
which a credit is owed at the same time.""",
    bad=examples.agreement(_STEPS.format(value="99.8%"), also=_CAP),
    good=examples.agreement(_STEPS.format(value="99.99%"), also=_CAP),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for _, promise in promises(context):
        for reward in promise.rewards:
            yield from _judged(promise, reward)


def _judged(promise: Promise, reward: Reward) -> Iterator[Diagnostic]:
    ranges = [*measured_ranges(reward.condition), *([reward.range] if reward.range is not None else [])]
    for bounds in ranges:
        for bound in (bounds.first, bounds.second):
            if bound is not None and _is_in_missed(promise.comparison, bound):
                yield found(
                    PAGE,
                    f"a reward is due `{bound.span.text}`, also where the promise is missed",
                    bound.span,
                    "begins below what is promised",
                    others=[Label(promise.comparison.value.span, "what is promised")],
                    helps=[f"let it begin above {literal(promise.comparison.value.value)}"],
                )


def _is_in_missed(promised: Comparison, bound: Comparison) -> bool:
    """Whether a bound towards the better starts where the promise is missed."""
    here, there = bound.value.value, promised.value.value
    rising = promised.operator.value in ("at least", "above")
    towards = ("at least", "above") if rising else ("at most", "below")
    if bound.operator.value not in towards or not comparable(here, there):
        return False
    return base_value(here) < base_value(there) if rising else base_value(here) > base_value(there)
