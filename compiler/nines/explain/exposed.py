"""The book: what the worst period would cost, for each customer and for one outage that hits all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.model import Customer
from nines.explain.inherited import Book
from nines.explain.known import Known
from nines.explain.model import Column, Explanation, Fact, Prose, Row, Section, Table
from nines.settle.exposure import Worst, worst_period
from nines.settle.reckon import Worth
from nines.settle.words import worth_words

__all__ = ["explain_book", "exposed"]


def explain_book(book: Book, known: Known) -> Explanation:
    worsts = [(customer, worst_period(customer, known.assumed.today)) for customer in book.customers]
    return Explanation("book", "book", "All agreements together", book.customers[0].origin, tuple(_book(worsts)))


def exposed(customers: Sequence[Customer], known: Known) -> Iterator[Fact]:
    """What one outage of everything costs that lasts for a period of each customer's: a line for each currency."""
    worsts = [worst_period(customer, known.assumed.today) for customer in customers]
    sums = _sums(worsts)
    for worth in sums:
        yield Fact("at worst", f"{worth_words(worth)} for a period in which everything fails{_of(len(customers))}")
    for customer, worst in zip(customers, worsts, strict=True):
        if worst.settlement is None:
            yield Fact("at worst", f"for {customer.name} it cannot be told in advance: {worst.why}", customer.origin)


def _of(count: int) -> str:
    return f", for all {count} customers together" if count > 1 else ""


def _sums(worsts: Sequence[Worst]) -> list[Worth]:
    """What is due in each kind and currency; sums are never over two of them."""
    found: dict[tuple[str, str], Worth] = {}
    for worst in worsts:
        account = worst.settlement.credit if worst.settlement is not None else None
        if account is not None:
            key = (account.due.kind, account.due.currency)
            known = found.get(key)
            amount = account.due.amount + (known.amount if known is not None else 0)
            found[key] = Worth(account.due.kind, amount, account.due.currency)
    return list(found.values())


def _book(worsts: Sequence[tuple[Customer, Worst]]) -> Iterator[Section]:
    rows = tuple(
        Row((customer.name, customer.sla.name, _due(worst), worst.why), customer.origin) for customer, worst in worsts
    )
    columns = (Column("customer"), Column("sla"), Column("at worst", right=True), Column(""))
    yield Section("A period in which everything fails", (Table(columns, rows),))
    sums = _sums([worst for _, worst in worsts])
    if sums:
        together = " and ".join(worth_words(worth) for worth in sums)
        said = f"One outage of all of it, for as long as a period, costs {together}. What looks back on earlier periods"
        yield Section("All customers together", (Prose(f"{said} is not in it."),))


def _due(worst: Worst) -> str:
    if worst.settlement is None:
        return "?"
    return worth_words(worst.settlement.credit.due) if worst.settlement.credit is not None else "nothing"
