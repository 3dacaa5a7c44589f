"""Settles a period for the customers of a book: whose numbers are whose, and who is left for another time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from nines.contract.model import Agreement, Contract, Customer
from nines.contract.versions import every_version, since
from nines.diagnostics.model import Report
from nines.diagnostics.suggest import closest, listing
from nines.record import dataclass, replace
from nines.settle.codes import CONTRADICTION, MIXED_MONEY, WHOSE_NUMBERS, WRONG_TIME
from nines.settle.entries import Entry
from nines.settle.judged import period_named
from nines.settle.naming import names_known
from nines.settle.result import Settlement
from nines.settle.rows import Measured, Row
from nines.settle.settle import settle
from nines.values.intervals import Interval
from nines.values.zone import EPOCH_DAY, zone

__all__ = ["Left", "Settled", "labels_of", "settle_book", "under", "zones_of"]

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Left:
    """A customer that was not settled, and why: no numbers, or no period of that name. It is not an error."""

    customer: str
    why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The settlements, in the order of the specs, and who was left."""

    settlements: tuple[Settlement, ...]
    left: tuple[Left, ...]


def labels_of(contract: Contract) -> frozenset[str]:
    """The labels that measured numbers may have as columns: those by which contracts judge, charge and tell levels."""
    found: set[str] = {"tenant"}
    for agreement in _agreements(contract):
        for base in (agreement.base, *(promise.base for promise in agreement.promises)):
            found |= {base.label.value} if base is not None and base.label is not None else set()
        for promise in agreement.promises:
            found |= {item.value for item in promise.judge.what} if promise.judge is not None else set()
            found |= {level.label.value for level in promise.levels if level.label is not None}
            found |= {item.subject.value for item in promise.valid if item.subject is not None}
    return frozenset(found - {"outage", "ticket", "record"})


def zones_of(contract: Contract) -> frozenset[str]:
    return frozenset(item.period_zone for item in _agreements(contract) if item.period_zone is not None)


def _agreements(contract: Contract) -> tuple[Agreement, ...]:
    slas = [version for sla in contract.slas for version in (sla, *sla.others)]
    plans = [plan.agreement for sla in slas for plan in sla.plans]
    customers = [version for customer in contract.customers for version in every_version(customer)]
    return (*(sla.agreement for sla in slas), *plans, *(customer.agreement for customer in customers))


def settle_book(
    contract: Contract,
    period: str,
    measured: Measured,
    entries: Sequence[Entry],
    wanted: Sequence[str],
    report: Report,
) -> Settled:
    """Settle `wanted` customers, or all that have numbers. One with a finding in the report has no result."""
    before = len(report)
    chosen = _chosen(contract, measured, wanted, report)
    if len(report) > before:
        return Settled((), ())
    settlements: list[Settlement] = []
    left: list[Left] = []
    for customer in contract.customers:
        if customer.name not in chosen:
            left += [Left(customer.name, "no numbers were given")] if not wanted else []
            continue
        customer, span = under(customer, period)  # noqa: PLW2901 - in the version of that time
        if isinstance(span, str):
            if customer.name in wanted or len(chosen) == 1:
                report.say(WRONG_TIME, f"`{customer.name}` cannot be settled for `{period}`: {span}", customer.origin)
            else:
                left.append(Left(customer.name, span))
            continue
        mine = _rows_of(customer, measured, alone=len(chosen) == 1)
        known = _promises_known(customer, mine, report) and names_known(customer.agreement, mine, report)
        if not known or not _once(mine, report):
            continue
        found = settle(customer, span, mine, entries, report)
        if found is not None:
            settlements.append(found)
    return Settled(tuple(settlements), tuple(left))


def _chosen(contract: Contract, measured: Measured, wanted: Sequence[str], report: Report) -> frozenset[str]:
    """Whose numbers are to be settled."""
    known = [customer.name for customer in contract.customers]
    named: dict[str, None] = {}
    nameless: Row | None = None
    for row in measured.rows:
        if row.customer is None:
            nameless = nameless or row
        elif row.customer not in known:
            better = closest(row.customer, known)
            report.say(
                WHOSE_NUMBERS,
                f"there is no customer `{row.customer}`" + (f": did you mean `{better}`?" if better else ""),
                row.place("customer"),
                helps=[f"there is {listing(known, joint='and')}" if known else "the specs have no customer"],
            )
        else:
            named[row.customer] = None
    chosen = list(wanted) or list(named)
    if not chosen and len(known) == 1:
        chosen = known
    if nameless is not None and len(chosen) != 1:
        report.say(
            WHOSE_NUMBERS,
            "whose numbers these are is not said",
            nameless.span,
            helps=["add a column `customer`, or name the one customer: `--customer NAME`"],
        )
        return frozenset()
    return frozenset(chosen)


def under(customer: Customer, period: str) -> tuple[Customer, Interval | str]:
    """The customer under the version that holds on the first day of a period, and the period, or why there is none."""
    found: tuple[Customer, Interval | str] | None = None
    for version in every_version(customer):
        span = period_named(period, version.agreement)
        if found is None or (isinstance(span, Interval) and _holds(version, span)):
            found = (
                replace(version, others=tuple(each for each in every_version(customer) if each is not version)),
                span,
            )
    assert found is not None, "there is at least one version"
    return found


def _holds(version: Customer, span: Interval) -> bool:
    """Whether a version holds when a period begins."""
    place = zone(version.agreement.period_zone or "UTC")
    return place is not None and since(version).toordinal() - EPOCH_DAY <= place.local_day(span.start)


def _rows_of(customer: Customer, measured: Measured, *, alone: bool) -> Measured:
    def mine(rows: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(row for row in rows if row.customer == customer.name or (alone and row.customer is None))

    return Measured(
        tables=measured.tables,
        totals=mine(measured.totals),
        slices=mine(measured.slices),
        outages=mine(measured.outages),
        exclusions=mine(measured.exclusions),
        maintenance=mine(measured.maintenance),
        needs=mine(measured.needs),
        fees=mine(measured.fees),
        lifetimes=mine(measured.lifetimes),
        reports=mine(measured.reports),
        tickets=mine(measured.tickets),
        records=mine(measured.records),
        usage=mine(measured.usage),
        claims=mine(measured.claims),
        history=mine(measured.history),
        head=measured.head,
        as_of=measured.as_of,
    )


def _promises_known(customer: Customer, measured: Measured, report: Report) -> bool:
    """Whether each row is of a promise of the customer's; totals and slices of one promise need not say of which."""
    known = [promise.name for promise in customer.agreement.promises]
    fine = True
    for row in measured.rows:
        if row.promise is not None and row.promise not in known:
            better = closest(row.promise, known)
            report.say(
                WHOSE_NUMBERS,
                f"`{customer.name}` was made no promise `{row.promise}`"
                + (f": did you mean `{better}`?" if better else ""),
                row.place("promise"),
                helps=[f"it was promised {listing(known, joint='and')}"],
            )
            fine = False
    for counted in (*measured.totals, *measured.slices):
        if counted.promise is None and len(known) > 1:
            said = f"`{customer.name}` was made {len(known)} promises, and of which these numbers are is not said"
            report.say(WHOSE_NUMBERS, said, counted.span, helps=["add a column `promise`"])
            return False
    return fine


def _once(measured: Measured, report: Report) -> bool:
    """Whether each fee and each need is there once, in one currency."""
    for index, fee in enumerate(measured.fees):
        for other in measured.fees[:index]:
            if other.amount.currency != fee.amount.currency:
                said = f"fees are in {other.amount.currency} and in {fee.amount.currency}"
                report.say(MIXED_MONEY, said, fee.place("amount"), helps=["a settlement is in one currency"])
                return False
            if (other.fee, other.labels, other.period) == (fee.fee, fee.labels, fee.period):
                report.say(CONTRADICTION, f"the fee `{fee.fee}` is there twice", fee.place("fee"))
                return False
    for index, need in enumerate(measured.needs):
        if any(other.need == need.need for other in measured.needs[:index]):
            report.say(CONTRADICTION, f"the need `{need.need}` is there twice", need.place("need"))
            return False
    return True
