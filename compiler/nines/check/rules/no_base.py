"""An agreement says of what a percentage is taken."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Amount, GreaterOf, LesserOf, PerUnit, ProRata, Share

PAGE = Page(
    Code("N0428", "no-base", Severity.ERROR, "an agreement pays percentages without a base"),
    why="""\
Ten percent of what: of the monthly fee, of the fee for the affected part, of the month of the incident or of the one in
which it is credited? Each has been disputed.""",
    bad=examples.agreement(without="base"),
    good=examples.agreement(),
)

_CHOICES = (
    "`base subscription per month of the period missed`: the fee of the month in which the promise was missed",
    "`base subscription per month of the period credited`: the fee of the month in which it is paid back",
    "`base subscription of the affected region per month of the period missed`: only what was hurt",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "base",
        _is_missing,
        "{who} pays percentages and does not say of what",
        "10% of what?",
        _CHOICES,
    )


def _is_missing(agreement: Agreement) -> bool:
    return agreement.base is None and any(map(_needs, agreement.promises))


def _needs(promise: Promise) -> bool:
    amounts = [*(credit.amount for credit in promise.credits), *(reward.amount for reward in promise.rewards)]
    return promise.base is None and any(map(_is_of_base, amounts))


def _is_of_base(amount: Amount) -> bool:
    match amount:
        case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
            return _is_of_base(first) or _is_of_base(second)
        case PerUnit(each=each):
            return _is_of_base(each)
        case Share(fee=fee):
            return fee is None
        case _:
            return isinstance(amount, ProRata)
