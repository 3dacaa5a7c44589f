"""When a ticket's clock stands still."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_in_promise
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.support import Clock

_PROMISE = "measure share of good events\ncredit  10% when missed\n"
_HEAD = "promise fixes of support.critical.fix at least 95%"
_SUPPORT = (
    'support {{\n  severity critical "Closed" fix 4h around the clock\n{clock}}}\ncrossing counts where it starts\n'
)

PAGE = Page(
    Code("N0465", "no-ticket-clock", Severity.ERROR, "a promise of tickets does not say when their clock stands still"),
    why="""\
A ticket waits for whoever has to act. If the clock runs on while the customer has it, the provider pays for the
customer's holidays; if it stops and nobody says when, every late ticket has waited for the customer. Which events pause
the clock is written, and the numbers say when they were.""",
    bad=examples.agreement(_PROMISE, head=_HEAD, also=_SUPPORT.format(clock="")),
    good=examples.agreement(
        _PROMISE, head=_HEAD, also=_SUPPORT.format(clock="  clock    pauses while waiting-for-customer\n")
    ),
)

_CHOICES = (
    "`clock pauses while waiting-for-customer`: time that the customer takes does not count",
    "`clock starts opened`: all time counts, and a pause in the numbers is an error",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_in_promise(
        context,
        PAGE,
        "clock",
        _is_missing,
        "it is not said when the clock of `{name}` stands still",
        "a time of the support matrix",
        _CHOICES,
    )


def _is_missing(promise: Promise, agreement: Agreement) -> bool:
    matrix = agreement.support
    if promise.clock is None or matrix is None:
        return False
    severity = promise.clock.partition(".")[0]
    said = matrix.body.all(Clock)
    return not any(clock.severity is None or clock.severity.value == severity for clock in said)
