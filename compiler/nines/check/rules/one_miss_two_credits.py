"""One miss is paid for once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.money import Stack

_SECOND = """\
promise minutes of checkout.requests at least 99.9% {
  measure mean of slice ratios
  slice   1h
  credit  5% when missed
}
"""

PAGE = Page(
    Code("N0492", "one-miss-two-credits", Severity.WARNING, "one incident is paid for by two promises"),
    why="""\
Two promises of one indicator are missed by the same incident. Where their credits add up, it is paid for twice. That
may be meant, for two sides of one thing; then `stack` can say so for these two, by name.""",
    bad=examples.agreement(also="stack          sum\n" + _SECOND),
    good=examples.agreement(also="stack          highest only\n" + _SECOND),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one in leaves(context):
        for first, second in combinations(one.agreement.promises, 2):
            if not (first.of == second.of and first.indicator is not None and first.credits and second.credits):
                continue
            stack = _stack_of(one.agreement, first, second)
            if stack is not None and not stack.names and stack.how.value == "sum":
                yield found(
                    PAGE,
                    f"an incident of `{first.of}` is paid for twice, by `{first.name}` and `{second.name}`",
                    second.origin,
                    "of the same indicator",
                    others=[Label(first.origin, "and so is this"), Label(stack.span, "their credits add up")],
                    helps=[
                        f"write `stack {first.name}, {second.name} highest only`",
                        f"or, where it is meant, `stack {first.name}, {second.name} sum`",
                    ],
                )


def _stack_of(agreement: Agreement, first: Promise, second: Promise) -> Stack | None:
    """How the credits of two promises add up."""
    for stack in agreement.stacks:
        names = {name.value for name in stack.names}
        if {first.name, second.name} <= names:
            return stack
    return next((stack for stack in agreement.stacks if not stack.names), None)
