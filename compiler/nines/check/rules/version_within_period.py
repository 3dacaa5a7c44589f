"""A version of an agreement begins with a period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Sla
from nines.contract.periods import calendar_period
from nines.contract.versions import in_order, since
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import VersionLine
from nines.source import Span
from nines.values.calendar import Rolling
from nines.values.zone import EPOCH_DAY, zone

PAGE = Page(
    Code("N0480", "version-within-period", Severity.ERROR, "a version of an agreement begins within a period"),
    why="""\
A period is judged as a whole, by one version of the agreement. Were the terms to change on its tenth day, nobody could
say which value was promised for it, which fees a credit is a share of, and whether the miss is one or two. So a new
version holds from the first day of a period.""",
    bad=examples.versions("2026-07-15"),
    good=examples.versions("2026-08-01"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for sla in context.contract.slas:
        for before, after in pairwise(in_order((sla, *sla.others))):
            start = _period_around(before, after)
            if start is None:
                continue
            here = _said(context, after)
            yield found(
                PAGE,
                f"version {after.agreement.version} of `{sla.name}` begins within the period that starts on {start}",
                here,
                "not the first day of a period",
                others=[Label(_said(context, before), "holds until then")],
                helps=["let it hold from the day on which a period starts"],
            )


def _period_around(before: Sla, after: Sla) -> str | None:
    """The first day of the period of the earlier version that the later one cuts in two; None if it cuts none."""
    period = before.agreement.period
    of, place = (calendar_period(period), zone(period.zone.value)) if period is not None else (None, None)
    if of is None or place is None or isinstance(of, Rolling):
        return None
    start = place.start_of_day(since(after).toordinal() - EPOCH_DAY)
    around = of.containing(start)
    if around.start == start:
        return None
    return since(after).fromordinal(place.local_day(around.start) + EPOCH_DAY).isoformat()


def _said(context: Context, version: Sla) -> Span:
    """Where an sla says its version."""
    statement = context.statement(version.origin)
    lines = context.within(statement, VersionLine) if statement is not None else ()
    return lines[0].date.span if lines else version.origin
