"""A better result never earns less."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from nines.check import examples
from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.rule import found
from nines.check.steps import amount_of
from nines.contract.model import Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.promise import Reward
from nines.values.units import base_value, comparable

_STEPS = examples.CREDITED + "reward  2% at least 99.95%\nreward  {better} at least 99.99%\n"
_CAP = "cap            rewards 3% per period, rest lapses\n"

PAGE = Page(
    Code("N0446", "better-earns-less", Severity.ERROR, "a better result earns less than a worse one"),
    why="""\
Of the rewards that are reached the best pays, alone. A step for better results with a smaller reward makes it worth
while to fail a little.""",
    bad=examples.agreement(_STEPS.format(better="1%"), also=_CAP),
    good=examples.agreement(_STEPS.format(better="3%"), also=_CAP),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for _, promise in promises(context):
        steps = sorted(_steps(promise), key=lambda step: step[0])
        for (_, unit, more, worse), (_, same_unit, less, better) in pairwise(steps):
            if unit == same_unit and less < more:
                yield _finding(worse, better)


def _steps(promise: Promise) -> Iterator[tuple[Fraction, str, Fraction, Reward]]:
    """Rewards by one bound of what was measured: how good it is, unit and amount."""
    rising = promise.comparison.operator.value in ("at least", "above")
    for reward in promise.rewards:
        bounds, amount = reward.range, amount_of(reward.amount)
        if bounds is None or bounds.second is not None or amount is None or reward.condition is not None:
            continue
        if comparable(bounds.first.value.value, promise.comparison.value.value):
            at = base_value(bounds.first.value.value)
            yield at if rising else -at, amount[0], amount[1], reward


def _finding(worse: Reward, better: Reward) -> Diagnostic:
    less, more = better.amount.span, worse.amount.span
    return found(
        PAGE,
        f"a better result earns less: {less.text}, after {more.text} for a worse one",
        less,
        f"less than {more.text}",
        others=[Label(more, "for a worse result")],
        helps=["let rewards grow as results get better, or exchange the two"],
    )
