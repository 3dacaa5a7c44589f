"""Versions of an agreement: which of them holds on a day, and which still matter to somebody."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from nines.contract.model import Agreement, Contract, Customer, Sla

__all__ = ["Versioned", "every_version", "holding", "in_order", "living", "since"]


class Versioned(Protocol):
    """An sla, or a customer under one."""

    @property
    def agreement(self) -> Agreement: ...


V = TypeVar("V", bound=Versioned)


def since(version: Versioned) -> datetime.date:
    """The day from which it holds: always, where none is said."""
    effective = version.agreement.effective
    return effective.day if effective is not None else datetime.date.min


def in_order(versions: Sequence[V]) -> tuple[V, ...]:
    return tuple(sorted(versions, key=since))


def holding(versions: Sequence[V], day: datetime.date) -> V:
    """The last version that holds by a day, or the first that ever will. There is at least one."""
    ordered = in_order(versions)
    return next((version for version in reversed(ordered) if since(version) <= day), ordered[0])


def every_version(customer: Customer) -> tuple[Customer, ...]:
    """The customer under each version of its sla, or under the one that it stays with."""
    return in_order((customer, *customer.others))


def living(contract: Contract) -> Iterator[Sla]:
    """Each sla as it holds today, as it will hold, and as some customer still has it."""
    kept = {(customer.sla.name, customer.sla.agreement.version) for customer in contract.customers}
    for sla in contract.slas:
        for version in in_order((sla, *sla.others)):
            if since(version) >= since(sla) or (version.name, version.agreement.version) in kept:
                yield version
