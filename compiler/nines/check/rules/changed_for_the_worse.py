"""A change that lowers a promise is told of."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, held
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Comparison
from nines.values.text import literal
from nines.values.units import base_value, comparable

_ACME = """\
customer acme "ACME Retail" {{
  sla     standard
  fee     subscription EUR 800 per month
  promise requests at least {value}
}}
"""

PAGE = Page(
    Code("N0411", "changed-for-the-worse", Severity.NOTE, "a customer or plan is promised less than others"),
    why="""\
A customer may negotiate anything, also less for a lower price. As it is more often a slip, it is told: whoever reads
the agreement takes it that the plan's promise holds.""",
    bad=examples.agreement(after=_ACME.format(value="99.5%")),
    good=examples.agreement(after=_ACME.format(value="99.92%")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one in held(context):
        for promise in one.agreement.promises:
            outer = _outer(one).promise(promise.name)
            if promise.changed_by is not None and outer is not None and _is_worse(promise.comparison, outer.comparison):
                yield _finding(one, promise, outer)


def _outer(one: Held) -> Agreement:
    """The agreement that this one changes."""
    if one.customer is not None and one.plan is not None:
        return one.plan.agreement
    return one.sla.agreement


def _is_worse(changed: Comparison, outer: Comparison) -> bool:
    here, there = changed.value.value, outer.value.value
    if changed.operator.value != outer.operator.value or not comparable(here, there):
        return False
    if changed.operator.value in ("at least", "above"):
        return base_value(here) < base_value(there)
    return changed.operator.value in ("at most", "below") and base_value(here) > base_value(there)


def _finding(one: Held, promise: Promise, outer: Promise) -> Diagnostic:
    value = promise.comparison.value
    return found(
        PAGE,
        f"{one.words} is promised {literal(value.value)}, and others {literal(outer.comparison.value.value)}",
        value.span,
        "promises less",
        others=[Label(outer.comparison.value.span, "what it changes")],
        helps=["if it is meant, say so in the title or the description, for whoever reads both"],
    )
