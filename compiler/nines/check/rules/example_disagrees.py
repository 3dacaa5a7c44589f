"""What an example says comes of what was observed."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.check.worked import faults, place_of
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0461", "example-disagrees", Severity.ERROR, "a worked example is not what the contract gives"),
    why="""\
Customers read examples first, and courts hold against the provider what two readings leave open. So every example is
computed anew from the terms: what is observed stands before `expect`, what comes of it after.""",
    bad=examples.agreement(also="example        30 bad of 10_000 expect requests 99.8%, credit 10%\n"),
    good=examples.agreement(also="example        30 bad of 10_000 expect requests 99.7%, credit 10%\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    from nines.settle.worked import Disagrees  # few specs have contracts

    for told in faults(context):
        fault = told.fault
        if not isinstance(fault, Disagrees):
            continue
        where = place_of(fault.part, told.example)
        fixes = [Fix(f"write `{fault.true}`", (Edit(where, fault.true),))] if "..." not in fault.true else []
        yield found(
            PAGE,
            f"for what is observed the contract gives `{fault.true}`",
            where,
            f"the example says `{fault.part}`",
            fixes=fixes,
        )
