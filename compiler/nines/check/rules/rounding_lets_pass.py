"""What rounding does to a promise is told."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Comparison
from nines.language.statements.money import Round
from nines.source import Span
from nines.values.model import Percentage
from nines.values.text import percent
from nines.values.units import base_value, comparable

PAGE = Page(
    Code("N0490", "rounding-lets-pass", Severity.NOTE, "rounding makes a promise easier than it reads"),
    why="""\
A measured value that is rounded before it is compared can reach a promise that it missed. Rounded to 0.1 %, 99.85 %
becomes 99.9 %, and the promise of 99.9 % is in fact one of 99.85 %. Many published agreements do so; whoever signs
should know the number that counts.""",
    bad=examples.agreement(
        without="round          measured", also="round          measured half-up to 0.1% before comparing\n"
    ),
    good=examples.agreement(),
)

_HALF = Fraction(1, 2)
_GAINS = {
    True: {"half-up": _HALF, "half-even": _HALF, "up": Fraction(1), "down": Fraction(0)},
    False: {"half-up": _HALF, "half-even": _HALF, "up": Fraction(0), "down": Fraction(1)},
}
"""How much of a step each way to round can give away, where more is better and where less is."""


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[tuple[Span, Span]] = set()
    for one in leaves(context):
        for promise in one.agreement.promises:
            rounds = promise.round_measured or one.agreement.round_measured
            if rounds is None or (promise.comparison.span, rounds.span) in told:
                continue
            least = _in_fact(promise.comparison, rounds)
            if least is None:
                continue
            told.add((promise.comparison.span, rounds.span))
            promised = promise.comparison
            yield found(
                PAGE,
                f"a promise of {promised.operator.value} {percent(base_value(promised.value.value))} is kept from "
                f"{percent(least)} on, which is rounded to it",
                promised.span,
                f"in fact {percent(least)}",
                others=[Label(rounds.span, "rounded before it is compared")],
                helps=["`round measured never` compares what was measured"],
            )


def _in_fact(comparison: Comparison, rounds: Round) -> Fraction | None:
    """The value from which a share keeps the promise once rounded; None where rounding changes nothing much.

    A step that is fine against what the promise allows (a twentieth of it) is not worth a word.
    """
    value = comparison.value.value
    if rounds.step is None or rounds.mode is None or not isinstance(value, Percentage):
        return None
    if comparison.operator.value not in ("at least", "at most") or not comparable(rounds.step.value, value):
        return None
    rising = comparison.operator.value == "at least"
    step = base_value(rounds.step.value)
    gain = _GAINS[rising][rounds.mode.value] * step
    allowed = 1 - value.value if rising else value.value
    if gain == 0 or gain * 20 <= allowed:
        return None
    return value.value - gain if rising else value.value + gain
