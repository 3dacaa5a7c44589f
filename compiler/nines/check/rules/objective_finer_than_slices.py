"""One bad slice or sample should not spend the whole budget."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Freshness, Indicator, Objective, Probe, Samples
from nines.contract.windows import nominal
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Slices
from nines.values.model import Duration
from nines.values.text import duration, literal, percent

PAGE = Page(
    Code("N0313", "objective-finer-than-slices", Severity.NOTE, "one bad slice spends the whole error budget"),
    why="""\
Slices and samples are counted whole. Where the window holds so few of them that the budget is less than one, a single
bad one breaks the objective, and in truth it is 100 %: 30 days have 8,640 slices of five minutes, of which 99.99 %
allows 0.86 to be bad.""",
    bad=examples.service("""\
        sli minutes {
          bad http_requests_total{job="checkout", code=~"5.."}
          of  http_requests_total{job="checkout"}
          slices of 5m where bad < 5%
        }
        slo minutes 99.99% over 30d
        """),
    good=examples.service("""\
        sli minutes {
          bad http_requests_total{job="checkout", code=~"5.."}
          of  http_requests_total{job="checkout"}
          slices of 1m where bad < 5%
        }
        slo minutes 99.99% over 30d
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for objective in context.contract.objectives:
        one = _one(context, objective.indicator)
        if one is None or not 0 < objective.target.value < 1:
            continue
        length, what = one
        period = nominal(objective.window)
        if period.milliseconds and objective.budget * period.milliseconds < length.milliseconds:
            yield _finding(context, objective, length, what, period)


def _one(context: Context, indicator: Indicator) -> tuple[Duration, str] | None:
    """How long one of what is counted stands for, and what it is."""
    if indicator.slices is not None and not indicator.slices.averaged:
        return indicator.slices.length, "slice"
    service = context.contract.service(indicator.service)
    if (
        indicator.slices is None
        and service is not None
        and isinstance(indicator.measurement, Probe | Samples | Freshness)
    ):
        return service.scrape, "sample"
    return None


def _finding(context: Context, objective: Objective, length: Duration, what: str, period: Duration) -> Diagnostic:
    allowed = objective.budget * period.milliseconds
    finest = 1 - _share(length, period)
    statement = context.statement(objective.indicator.origin)
    slices = statement.body.last(Slices) if statement is not None else None
    return found(
        PAGE,
        f"one bad {what} of {literal(length)} is more than `{literal(objective.target)}` allows",
        objective.target_origin,
        f"allows {duration(allowed)} in {literal(period)}",
        others=[Label(slices.length.span, "one of these spends it all")] if slices is not None else [],
        helps=[f"aim for {percent(finest)} or less" + (", or take shorter slices" if what == "slice" else "")],
    )


def _share(length: Duration, period: Duration) -> Fraction:
    return Fraction(length.milliseconds, period.milliseconds)
