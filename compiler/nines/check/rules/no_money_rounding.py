"""An agreement says how money is rounded."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term, pays
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Amount, GreaterOf, LesserOf, PerUnit, ServiceTime
from nines.language.statements.promise import Credit

PAGE = Page(
    Code("N0427", "no-money-rounding", Severity.ERROR, "an agreement does not say how money is rounded"),
    why="""\
A third of a fee has no end of digits, and an invoice has two. Rounding once at settlement, by a mode that is named,
gives the same sum to both sides.""",
    bad=examples.agreement(without="round money"),
    good=examples.agreement(),
)

_CHOICES = (
    "`round money half-even to EUR 0.01`: the nearest cent, halves to the even one, as banks do",
    "`round money half-up to EUR 0.01`: the nearest cent, halves upwards",
    "`round money down to EUR 1`: whole units, in favour of who pays",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "round money",
        _is_missing,
        "{who} does not say how money is rounded",
        "an invoice has two digits",
        _CHOICES,
    )


def _is_missing(agreement: Agreement) -> bool:
    return agreement.round_money is None and any(map(_pays_money, agreement.promises))


def _pays_money(promise: Promise) -> bool:
    """Whether a miss costs anything that is not time alone: points become money too."""
    levels = [credit for level in promise.levels for credit in level.body.all(Credit)]
    amounts = [credit.amount for credit in (*promise.credits, *levels)]
    return pays(promise) and not (amounts and all(map(_in_days, amounts)))


def _in_days(amount: Amount) -> bool:
    match amount:
        case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
            return _in_days(first) and _in_days(second)
        case PerUnit(each=each):
            return _in_days(each)
        case ServiceTime(unit=unit):
            return unit.value.startswith("day")
        case _:
            return False
