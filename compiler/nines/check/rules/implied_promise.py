"""No promise is kept whenever another one is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal
from nines.values.units import base_value, comparable

_SECOND = """\
promise basics of checkout.requests at least {value} {{
  measure share of good events
  credit  5% when missed
}}
"""

PAGE = Page(
    Code("N0491", "implied-promise", Severity.NOTE, "a promise is kept whenever another one is"),
    why="""\
Two promises of the same indicator, measured in the same way, are one promise with two values: whoever misses the lower
has missed the higher too. Mostly a second step of the credits is meant (`credit 25% below 99.0%`); as a promise it adds
a line to the contract and a second credit for the same miss.""",
    bad=examples.agreement(also="stack          highest only\n" + _SECOND.format(value="99.5%")),
    good=examples.agreement(),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one in leaves(context):
        for weaker, stronger in permutations(one.agreement.promises, 2):
            if _is_alike(weaker, stronger) and _is_implied(weaker, stronger):
                yield found(
                    PAGE,
                    f"the promise `{weaker.name}` of {literal(weaker.comparison.value.value)} is kept whenever "
                    f"`{stronger.name}` of {literal(stronger.comparison.value.value)} is",
                    weaker.comparison.span,
                    "the lower one",
                    others=[Label(stronger.comparison.span, "of the same indicator, measured alike")],
                    helps=[f"make it a step of the credits of `{stronger.name}`"],
                )


def _is_alike(one: Promise, other: Promise) -> bool:
    """Whether both judge the same numbers in the same way."""
    return one.indicator is not None and other.indicator is not None and _how(one) == _how(other)


def _how(promise: Promise) -> tuple[object, ...]:
    of_time = (promise.slice, promise.bad_slice, promise.runs)
    said = (promise.measure, promise.judge, promise.weigh, promise.score, *of_time)
    words = tuple(" ".join(statement.span.text.split()) if statement is not None else "" for statement in said)
    return (promise.of, promise.comparison.operator.value, *words, len(promise.valid), len(promise.levels))


def _is_implied(weaker: Promise, stronger: Promise) -> bool:
    here, there = weaker.comparison.value.value, stronger.comparison.value.value
    if not comparable(here, there):
        return False
    if weaker.comparison.operator.value in ("at least", "above"):
        return base_value(here) < base_value(there)
    return weaker.comparison.operator.value in ("at most", "below") and base_value(here) > base_value(there)
