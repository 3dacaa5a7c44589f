"""What is at stake in a promise, in the words of messages: who would get what, and when."""

from __future__ import annotations

from nines.contract.model import Contract, Objective
from nines.language.phrases import Outcome, Share
from nines.language.statements.promise import Credit
from nines.plan import names
from nines.plan.rules.context import PROMISE_IDENTITY
from nines.plan.rules.given import Given

__all__ = ["concerned", "first_credit", "told_customers"]

_DIGITS = (
    '$sum.Value | printf "%.0f" | reReplaceAll "([0-9])([0-9]{3})$" "$1,$2"'
    ' | reReplaceAll "([0-9])([0-9]{3})," "$1,$2,"'
)
"""A sum of money in a template: `1,234,567`."""
_SHOWN = 5
"""Customers that a message names; others are counted."""


def first_credit(given: Given) -> str:
    """What the customer gets once the promise is missed: `15% credit (EUR 1,800)`; empty where nothing is due."""
    credit = next((one for one in given.promise.credits if _when_missed(one)), None)
    if credit is None or given.customer is None:
        return ""
    written = f"{credit.amount.span.text} credit"
    if not isinstance(credit.amount, Share):
        return written
    from nines.plan.documents.worth import as_money  # few bundles have contracts
    from nines.settle.ground import Ground, rounded
    from nines.settle.reckon import Reckoned, reckon

    found = reckon(credit.amount, Ground(given.agreement), given.promise)
    if not isinstance(found, Reckoned) or found.worth.kind != "money":
        return written
    amount = rounded(found.worth.amount, given.agreement.round_money)
    return f"{written} ({as_money(amount, found.worth.currency)})"


def _when_missed(credit: Credit) -> bool:
    condition = credit.condition
    if condition is None:
        return credit.range is None
    outcome = condition.first.outcome
    return not condition.more and isinstance(outcome, Outcome) and outcome.what.value == "missed"


def concerned(contract: Contract, objective: Objective) -> bool:
    """Whether some customer is promised something of what the objective is about."""
    return any(
        promise.of == objective.indicator.id
        for customer in contract.customers
        for promise in customer.agreement.promises
    )


def told_customers(bundle: str, service: str) -> str:
    """A template: the customers whose promises of the alert's indicator break at this rate, the first one first."""
    own = f'nines=\\"{bundle}\\",service=\\"{service}\\",indicator=%q'
    breaks = f"{names.PROMISE_TIME_LEFT.name}{{{own}}}"
    info = f'{names.PROMISE_INFO.name}{{nines=\\"{bundle}\\",service=\\"{service}\\"}}'
    joined = f"on (nines, sla, customer, promise, service, indicator) group_left (customer_title, credit) {info}"
    first = f'printf "sort(bottomk({_SHOWN}, floor({breaks} / 60) * 60 * {joined}))" $labels.indicator | query'
    more = f'printf "count({breaks}) - {_SHOWN} > 0" $labels.indicator | query'
    time = 'in {{ $one.Value | humanizeDuration | reReplaceAll " 0s$" "" }}'
    when = f"{{{{ if lt $one.Value 60.0 }}}}now{{{{ else }}}}{time}{{{{ end }}}}"
    each = f"{{{{ $one.Labels.customer_title }}}}{{{{ with $one.Labels.credit }}}} {{{{ . }}}}{{{{ end }}}} {when}"
    return (
        f"{{{{ range $at, $one := {first} }}}}{{{{ if $at }}}} · {{{{ end }}}}{each}"
        "{{ else }}no promise breaks at this rate{{ end }}"
        f'{{{{ with {more} }}}} · {{{{ . | first | value | printf "%.0f" }}}} more{{{{ end }}}}'
        f"{_sums(own, breaks)}"
    )


def _sums(own: str, breaks: str) -> str:
    """What they get together, in each currency: what is due now, or else the next step. Not where one is alone."""
    joined = f"on ({', '.join(PROMISE_IDENTITY)})"
    each_one = f"{names.PROMISE_CREDIT_MONEY.name}{{{own}}} > 0 or {names.PROMISE_NEXT_CREDIT_MONEY.name}{{{own}}}"
    money = f"sum by ({names.CURRENCY}) (({each_one}) and {joined} {breaks})"
    values = " ".join(["$labels.indicator"] * 4)
    sums = f'printf "sort_desc({money}) and on () count({breaks}) > 1" {values} | query'
    each = f"{{{{ if $at }}}} and {{{{ end }}}}{{{{ $sum.Labels.{names.CURRENCY} }}}} {{{{ {_DIGITS} }}}}"
    return f"{{{{ with {sums} }}}} · {{{{ range $at, $sum := . }}}}{each}{{{{ end }}}} in all{{{{ end }}}}"
