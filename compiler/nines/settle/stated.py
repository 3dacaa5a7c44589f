"""What the head of a file says of its numbers, held against what is settled with them."""

from __future__ import annotations

from nines.contract.model import Customer
from nines.settle.codes import CONTRADICTION, WRONG_TIME
from nines.settle.gaps import Gap
from nines.settle.instants import instant_of, rfc3339
from nines.settle.judged import period_named
from nines.settle.rows import Measured, Stated
from nines.values.intervals import Interval
from nines.values.zone import zone

__all__ = ["contradicted"]


def contradicted(customer: Customer, span: Interval, measured: Measured) -> Gap | None:
    """The first thing that a head says and that is not so."""
    for item in measured.head:
        gap = _of_agreement(customer, item) or _of_period(customer, span, item)
        if gap is not None:
            return gap
    return None


def _of_agreement(customer: Customer, item: Stated) -> Gap | None:
    known = {
        "sla": customer.sla.name,
        "version": customer.agreement.version or "",
        "plan": customer.plan.name if customer.plan is not None else "",
    }
    if item.name not in known or known[item.name] == item.text:
        return None
    has = f"has `{known[item.name]}`" if known[item.name] else "has none"
    return Gap(
        CONTRADICTION, f"the numbers are for the {item.name} `{item.text}`, and `{customer.name}` {has}", item.span
    )


def _of_period(customer: Customer, span: Interval, item: Stated) -> Gap | None:
    period = customer.agreement.period
    place = zone(period.zone.value) if period is not None else None
    if place is None:
        return None
    if item.name == "period":
        found = period_named(item.text, customer.agreement)
        if found != span:
            said = found if isinstance(found, str) else f"it starts at {rfc3339(found.start, place)}"
            return Gap(WRONG_TIME, f"the numbers are of another period than is settled: {said}", item.span)
    if item.name in ("from", "to"):
        wanted = span.start if item.name == "from" else span.end
        if instant_of(item.text) != wanted:
            said = f"the period that is settled is {item.name} {rfc3339(wanted, place)}, and the numbers are not"
            return Gap(WRONG_TIME, said, item.span)
    return None
