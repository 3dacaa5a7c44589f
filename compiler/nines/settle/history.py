"""Earlier periods from the table `history`, for what looks back and no ledger has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.contract.model import Customer, Promise
from nines.record import replace
from nines.settle.codes import BAD_VALUE, CONTRADICTION, MISSING_HISTORY, WHOSE_NUMBERS
from nines.settle.entries import Entry, PromiseEntry
from nines.settle.gaps import Gap
from nines.settle.judged import Judged, name_of
from nines.settle.reckon import Worth
from nines.settle.rows import HistoryRow
from nines.settle.seen import seen_of
from nines.values.intervals import Interval
from nines.values.model import Money
from nines.values.units import base_value, comparable

__all__ = ["with_history"]


def with_history(
    customer: Customer, judged: Judged, rows: Sequence[HistoryRow], entries: Sequence[Entry]
) -> tuple[Entry, ...] | Gap:
    """The entries of a ledger, and those of the table for the periods before and between them, without a gap."""
    if not rows:
        return tuple(entries)
    named: dict[str, list[HistoryRow]] = {}
    for row in rows:
        if row.period is not None:
            named.setdefault(row.period, []).append(row)
    summed = [row for row in rows if row.periods is not None]
    known = {entry.span for entry in entries if entry.customer == customer.name}
    found = list(entries)
    spans = _before(judged)
    for span in spans:
        name = name_of(customer.agreement, span, judged.zone)
        mine = named.pop(name, [])
        if span in known:
            if mine:
                said = f"{name} is in the ledger, and in the table `history` as well"
                return Gap(CONTRADICTION, said, mine[0].place("period"))
            continue
        if not mine and not summed:
            break
        new = _entries(customer, judged, mine or [summed.pop(0)], span, spans)
        if isinstance(new, Gap):
            return new
        found += new
    left = next(iter(named.values()), None)
    if left is not None:
        said = f"{left[0].period} is no period before {judged.name}, or there are others between them that are missing"
        return Gap(MISSING_HISTORY, said, left[0].place("period"), helps=("list every period back to the oldest one",))
    return tuple(found)


def _before(judged: Judged) -> Iterator[Interval]:
    span = judged.calendar.before(judged.span)
    while span.start > 0:
        yield span
        span = judged.calendar.before(span)


def _entries(
    customer: Customer, judged: Judged, rows: Sequence[HistoryRow], span: Interval, earlier: Iterator[Interval]
) -> list[Entry] | Gap:
    """One entry of rows of one period; of a summed row as many as it says, with the sums in the last of them."""
    promises: list[PromiseEntry] = []
    for row in rows:
        item = _promise(customer, row)
        if isinstance(item, Gap):
            return item
        promises += [item] if item is not None else []
    number = rows[0].periods or 1
    plain = Entry(customer.name, name_of(customer.agreement, span, judged.zone), span, tuple(promises))
    amounts = _amounts(rows)
    if isinstance(amounts, Gap):
        return amounts
    first = replace(
        plain,
        points=rows[0].points or Fraction(0),
        summed=number - 1,
        credited=amounts["credit"],
        rewarded=amounts["reward"],
        deferred=amounts["deferred"],
        carried=amounts["carried"],
        fees=amounts["fees"],
    )
    found = [first]
    for _ in range(number - 1):
        other = next(earlier, None)
        if other is None:
            break
        found.append(replace(plain, period=name_of(customer.agreement, other, judged.zone), span=other))
    return found


def _amounts(rows: Sequence[HistoryRow]) -> dict[str, tuple[Worth, ...]] | Gap:
    """Amounts of all rows of a period together, by their columns."""
    found: dict[str, tuple[Worth, ...]] = {}
    for column in ("credit", "reward", "deferred", "carried", "fees"):
        money: list[Money] = [value for row in rows if (value := getattr(row, column)) is not None]
        if len({value.currency for value in money}) > 1:
            return Gap(CONTRADICTION, f"the `{column}` of one period is in two currencies", rows[0].place(column))
        amount = sum((Fraction(value.amount) for value in money), Fraction(0))
        found[column] = (Worth("money", amount, money[0].currency),) if amount else ()
    return found


def _promise(customer: Customer, row: HistoryRow) -> PromiseEntry | Gap | None:
    """What a row tells of a promise; None where it tells of amounts only."""
    if row.measured is None and row.missed is None:
        return None
    promises = customer.agreement.promises
    found = customer.agreement.promise(row.promise) if row.promise is not None else None
    if found is None and len(promises) != 1:
        said = f"`{customer.name}` was made {len(promises)} promises, and of which this is is not said"
        return Gap(WHOSE_NUMBERS, said, row.span, helps=("add a column `promise`",))
    promise = found or promises[0]
    return _seen(promise, row)


def _seen(promise: Promise, row: HistoryRow) -> PromiseEntry | Gap:
    promised = promise.comparison.value.value
    if row.measured is not None and not comparable(row.measured, promised):
        said = f"`{promise.name}` is promised as `{promise.comparison.value.span.text}`, which is of another kind"
        return Gap(BAD_VALUE, said, row.place("measured"))
    value = base_value(row.measured) if row.measured is not None else base_value(promised)
    seen = seen_of(promise, value, value, length=None, downtime=None)
    if row.measured is None:
        seen = replace(seen, told=False, deemed_missed=row.missed is True)
    elif row.missed is not None and row.missed is not seen.missed:
        said = f"by its value `{promise.name}` was {'missed' if seen.missed else 'kept'}, and the row says otherwise"
        return Gap(CONTRADICTION, said, row.place("missed"))
    return PromiseEntry(promise.name, row.labels, seen)
