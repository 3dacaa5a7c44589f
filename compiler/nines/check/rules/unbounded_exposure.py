"""What a miss can cost has an end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from nines.check import examples
from nines.check.agreements import leaves, period_length
from nines.check.context import Context
from nines.check.rule import found
from nines.check.steps import amount_of
from nines.check.worth import money_of, money_words
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Amount, GreaterOf, LesserOf, PerUnit
from nines.source import Span
from nines.values.model import Duration

_FIRST = "measure share of good time\ncredit  {amount}\n"

PAGE = Page(
    Code("N0493", "unbounded-exposure", Severity.ERROR, "a credit that grows without end has no cap"),
    why="""\
A credit for each outage, each bad slice or each started part of an hour grows with every further one. Without a cap
nobody can say what the worst month costs, for one customer, and for all of them in one shared outage.""",
    bad=examples.agreement(
        _FIRST.format(amount="2% per started 10m of downtime"),
        without="cap",
        also="cap            credits none\nliability      sole remedy\n",
    ),
    good=examples.agreement(_FIRST.format(amount="2% per started 10m of downtime")),
)


_HOUR = 3_600_000
_DAY = 24 * _HOUR


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for one in leaves(context):
        for promise in one.agreement.promises:
            caps = [cap for cap in (promise.caps or one.agreement.caps) if cap.what.value == "credits"]
            if not caps or any(cap.none is None for cap in caps):
                continue
            for credit in promise.credits:
                growing = _growing(credit.amount)
                if growing is None or _has_end(growing, one.agreement):
                    continue
                if growing.span not in told:
                    told.add(growing.span)
                    yield found(
                        PAGE,
                        f"`{growing.span.text}` grows without end, and nothing caps it",
                        growing.span,
                        _at_worst(growing, promise, one.agreement),
                        others=[Label(caps[0].span, "no cap")],
                        notes=_of_all(context, growing),
                        helps=["cap it: `cap credits 100% per period, rest lapses`"],
                    )


def _growing(amount: Amount) -> PerUnit | None:
    """The part of an amount that is due for each of something; of the lesser of two one has to have an end."""
    match amount:
        case PerUnit():
            return amount
        case GreaterOf(first=first, second=second):
            return _growing(first) or _growing(second)
        case LesserOf(first=first, second=second):
            parts = (_growing(first), _growing(second))
            return parts[0] if all(part is not None for part in parts) else None
        case _:
            return None


def _at_worst(amount: PerUnit, promise: Promise, agreement: Agreement) -> str:
    """What a period of nothing but downtime would cost, where that can be told."""
    worst = _worst(amount, promise, agreement)
    return f"{money_words(*worst)} if all of a period is downtime" if worst is not None else "for each further one"


def _of_all(context: Context, amount: PerUnit) -> list[str]:
    """What one outage that lasts a whole period and hits every customer would cost, currency by currency."""
    sums: dict[str, Fraction] = {}
    count = 0
    for one in leaves(context):
        for promise in one.agreement.promises if one.customer is not None else ():
            if any(_growing(credit.amount) == amount for credit in promise.credits):
                worst = _worst(amount, promise, one.agreement)
                if worst is not None:
                    count += 1
                    sums[worst[0]] = sums.get(worst[0], Fraction(0)) + worst[1]
    together = " and ".join(money_words(currency, total) for currency, total in sums.items())
    return [f"one outage of that length for all {count} customers costs {together}"] if count > 1 else []


def _worst(amount: PerUnit, promise: Promise, agreement: Agreement) -> tuple[str, Fraction] | None:
    """Currency and sum; None where it goes by events, of which there is no most, or a fee is not known."""
    each, units = money_of(amount.each, agreement, promise), _most_units(amount, agreement)
    return (each.currency, Fraction(each.amount) * units) if each is not None and units is not None else None


def _has_end(amount: PerUnit, agreement: Agreement) -> bool:
    """Whether even a period of nothing but downtime costs no more than its fee, or gives no more than its days."""
    units, each = _most_units(amount, agreement), amount_of(amount.each)
    length = period_length(agreement.period)
    if units is None or each is None or length is None:
        return False
    kind, size = each
    most = {"day of service": Fraction(length.milliseconds, _DAY), "hour of fee": Fraction(length.milliseconds, _HOUR)}
    limit = Fraction(1) if kind.startswith("share of") else most.get(kind)
    return limit is not None and size * units <= limit


def _most_units(amount: PerUnit, agreement: Agreement) -> Fraction | None:
    """How many steps a period of nothing but downtime has; None where it goes by something else."""
    length = period_length(agreement.period)
    if length is None or amount.step is None or amount.quantity is None or amount.count is None:
        return None
    if not amount.quantity.value.endswith("downtime") or not isinstance(amount.step.value, Duration):
        return None
    units = Fraction(length.milliseconds, amount.step.value.milliseconds)
    return {"started": Fraction(ceil(units)), "whole": Fraction(floor(units))}.get(amount.count.value, units)
