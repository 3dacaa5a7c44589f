"""Something limits what a miss can cost."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.check.terms import pays
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

PAGE = Page(
    Code("N0486", "uncapped-liability", Severity.WARNING, "neither credits nor other claims have a limit"),
    why="""\
`cap credits none` leaves credits without a limit, and where they are not said to be the sole remedy, damages come on
top. Then nothing in the agreement says what the worst month can cost. Often a framework contract does: say so.""",
    bad=examples.agreement(without="cap", also="cap            credits none\n"),
    good=examples.agreement(without="cap", also="cap            credits none\nliability      sole remedy\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for one in leaves(context):
        agreement = one.agreement
        open_cap = next((cap for cap in agreement.caps if cap.what.value == "credits" and cap.none is not None), None)
        if open_cap is None or agreement.liability is not None or open_cap.span in told:
            continue
        if any(pays(promise) for promise in agreement.promises):
            told.add(open_cap.span)
            yield found(
                PAGE,
                "nothing limits what a miss can cost: credits have no cap, and damages may come on top",
                open_cap.span,
                "no cap",
                helps=[
                    "write `liability sole remedy` if credits are all that a customer can ask for",
                    'or say what holds: `liability "As the framework contract says"`',
                ],
            )
