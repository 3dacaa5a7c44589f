"""What a promise costs is recorded as time goes by."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.recorded import Recorded, promises_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.settle.standing import standing
from nines.source import Span

PAGE = Page(
    Code(
        "N0448", "credit-without-series", Severity.NOTE, "what a promise costs is settled, but not recorded as it goes"
    ),
    why="""\
Of most promises the server records what a miss would cost now (`nines:promise_credit_money`). It cannot where a credit
looks back on earlier periods, which only a ledger knows, where it goes by single outages, which series do not tell
apart, or where it is no money (points, days of service). `nines settle` computes it exactly; nothing is guessed
before.""",
    bad=examples.agreement("measure share of good events\ncredit  10% when 2 periods in a row missed\n"),
    good=examples.agreement(),
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[tuple[Span, str]] = set()
    for sla in context.contract.slas:
        for each in promises_of(context.contract, sla):
            if not isinstance(each, Recorded) or not each.promise.credits:
                continue
            why = standing(each.agreement, each.promise, each.indicator)
            if isinstance(why, str) and (each.promise.origin, why) not in told:
                told.add((each.promise.origin, why))
                yield found(
                    PAGE,
                    f"what a miss of `{each.promise.name}` costs is not recorded as it goes: {why}",
                    each.promise.origin,
                    helps=["`nines settle` computes it once the period is over"],
                )
