"""The place whose holidays count."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import held
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

PAGE = Page(
    Code("N0464", "unknown-calendar", Severity.ERROR, "a calendar is of a place that nobody knows"),
    why="""\
Business days pass over the holidays of a place, which has a code: a country (`NL`), a part of one (`DE-BE`, `US-CA`)
or an exchange (`XNYS`, `ECB`). A name would leave open which of two places of that name is meant.""",
    bad=examples.agreement(also='calendar       "Holland"\nreport         within 8 business days of period end\n'),
    good=examples.agreement(also='calendar       "NL"\nreport         within 8 business days of period end\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    from nines.values.places import place_like, why_no_place  # few specs have calendars

    told: set[Span] = set()
    for one in held(context):
        calendar = one.agreement.calendar
        if calendar is None or calendar.place.span in told:
            continue
        why = why_no_place(calendar.place.value)
        if why:
            told.add(calendar.place.span)
            better = place_like(calendar.place.value)
            hint = f": did you mean `{better}`?" if better else ""
            helps = ["write the code of a country (`NL`), of a part of one (`DE-BE`) or of an exchange (`XNYS`)"]
            yield found(PAGE, f"`{calendar.place.value}` {why}{hint}", calendar.place.span, helps=helps)
