"""Somebody works towards what is promised."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import floor_of, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal

PAGE = Page(
    Code("N0403", "unguarded-promise", Severity.ERROR, "a promise rests on an indicator without an objective"),
    why="""\
Alerts are made from objectives. A promise of an indicator for which nobody aims binds to nothing: it can be broken for
weeks before the monthly report says so.""",
    bad=examples.agreement().replace("  slo requests 99.95% over calendar month in UTC\n", ""),
    good=examples.agreement(),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for _, promise in promises(context):
        indicator = promise.indicator
        if indicator is None or promise.guard is not None or floor_of(promise.comparison) is None:
            continue
        statement = context.statement(indicator.origin)
        service = context.contract.service(indicator.service)
        holder = context.statement(service.origin) if service is not None else None
        if statement is None or (holder is not None and context.is_broken(holder.span)):
            continue
        promised = literal(promise.comparison.value.value)
        yield found(
            PAGE,
            f"`{indicator.id}` has no objective, so nobody is told before the promise `{promise.name}` is broken",
            promise.comparison.span,
            "binds to nothing",
            others=[Label(indicator.origin, "measured, but not aimed for")],
            helps=[f"add `slo {indicator.name} ...` to `{indicator.service}`, stricter than {promised}"],
        )
