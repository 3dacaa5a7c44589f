"""What an example observes, and of what it expects something."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.check.worked import faults, place_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0462", "example-unclear", Severity.ERROR, "a worked example cannot be computed"),
    why="""\
An example is computed anew and has to agree, so it says all that its result follows from: the downtime and in how
long a period, or how many were bad of how many. Before `expect` stand `downtime 3h in 30d`, `outage 40m in 30d`,
`outages 2`, `bad slices 12`, `late tickets 3`, `30 bad of 1_000` or `measured 250ms`; after it a promise with its
value, `kept` or `missed`, and `credit` with what it costs.""",
    bad=examples.agreement(also="example        downtime 3h expect requests 99.583%\n"),
    good=examples.agreement(
        also="example        30 bad of 10_000 expect requests 99.7%, requests missed, credit 10%\n"
    ),
)


def check(context: Context) -> Iterator[Diagnostic]:
    from nines.settle.supposed import Unclear  # few specs have contracts

    for told in faults(context):
        fault = told.fault
        if isinstance(fault, Unclear):
            where = place_of(fault.part, told.example)
            yield found(PAGE, f"the example cannot be computed: {fault.why}", where, helps=[fault.help])
