"""What a promise costs as it stands, as a function of one quantity that a server can add up as time goes by.

The function is found by asking the engine itself which credit pays at every threshold, between any two of them, and
beyond them. What looks back on earlier periods, or on single outages, is left to `settle`, and the reason is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Indicator, Promise
from nines.language.phrases import (
    Amount,
    Condition,
    Formula,
    GreaterOf,
    LesserOf,
    PerUnit,
    ProRata,
    Range,
    ServiceTime,
    SimpleAmount,
    Term,
    Units,
)
from nines.language.statements.promise import Credit
from nines.record import dataclass, replace
from nines.settle.gaps import Gap
from nines.settle.ground import MONTHS, BaseFee, Ground, unit_of_period
from nines.settle.holding import Past, looks_back
from nines.settle.promises import chosen
from nines.settle.reckon import Worth, reckon
from nines.settle.seen import FAMILY, Seen
from nines.values.units import base_value

__all__ = [
    "Flat",
    "ForTime",
    "OneOf",
    "PerStep",
    "Price",
    "Region",
    "Standing",
    "kind_of",
    "standing",
]


@dataclass(frozen=True, slots=True)
class Flat:
    """The same, however much went wrong."""

    amount: Fraction


@dataclass(frozen=True, slots=True)
class PerStep:
    """`each` for each `step` of a quantity: those that have `started`, `whole` ones, or `exact`, in proportion."""

    each: Fraction
    quantity: str
    step: Fraction
    count: str


@dataclass(frozen=True, slots=True)
class ForTime:
    """A multiple of the fee of a time: of the downtime, or of so many `seconds`, as a share of the period's length."""

    amount: Fraction
    seconds: Fraction | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """The greater of two, or the lesser."""

    greater: bool
    first: Price
    second: Price


Price = Flat | PerStep | ForTime | OneOf


@dataclass(frozen=True, slots=True)
class Region:
    """The values of the quantity up to a bound, or up to and with it; without one, all others."""

    bound: Fraction | None
    included: bool
    price: Price


@dataclass(frozen=True, slots=True)
class Standing:
    """What a promise costs: the first region, from the lowest values on, that holds the value of `quantity`.

    Amounts are shares of the base where all can be told so, whatever the fees are; else money in `currency`. `base` is
    the base in money, where that is known; `most` the promise's own cap.
    """

    promise: Promise
    quantity: str
    regions: tuple[Region, ...]
    currency: str
    base: Worth | None
    most: Fraction | None


def standing(agreement: Agreement, promise: Promise, indicator: Indicator) -> Standing | str:
    """Why there is none, to go on from "because"; a promise without credits is not to be asked for."""
    why = _hindrance(promise)
    if why:
        return why
    quantity = _quantity(promise)
    known = _known(indicator)
    if quantity not in known:
        return _unknown(quantity)
    regions: list[tuple[Fraction | None, bool, Credit | None]] = []
    for bound, included, at in _samples(_bounds(promise, quantity)):
        paid = chosen(promise.credits, promise.comparison, _seen(promise, quantity, at), Past())
        if isinstance(paid, Gap):
            return paid.finding.headline
        credit = paid if isinstance(paid, Credit) else None
        if regions and regions[-1][2] is credit:
            regions.pop()
        regions.append((bound, included, credit))
    shares = _priced(promise, quantity, regions, Ground(replace(agreement, fees=()), by_share=True), known)
    if isinstance(shares, Standing) and not shares.currency:
        return replace(shares, base=_base(agreement, promise))
    found = _priced(promise, quantity, regions, Ground(agreement, by_share=True), known)
    return replace(found, base=_base(agreement, promise)) if isinstance(found, Standing) else found


def kind_of(worth: Worth) -> str:
    """What amounts have to have in common, in words: `EUR`, or `shares of the base`."""
    return worth.currency or "shares of the base"


# --- what cannot be told ------------------------------------------------------


def _hindrance(promise: Promise) -> str:
    if promise.trigger is not None:
        return "nothing is due before its `trigger` holds, which looks back on earlier periods"
    if promise.judge is not None:
        alone = next((item.value for item in promise.judge.what if item.value in ("outage", "ticket", "record")), None)
        if alone is not None:
            return f"each {alone} is judged alone, and series do not tell one from another"
    if promise.levels:
        return "it has levels, and which of them holds is said by the measured numbers"
    for credit in promise.credits:
        if credit.condition is not None and looks_back(credit.condition):
            return f"`{credit.condition.span.text}` looks back on earlier periods, which only a ledger knows"
    for cap in promise.caps:
        if cap.what.value == "credits" and cap.amount is not None and (not cap.scope or cap.scope.value != "period"):
            return f"`{cap.span.text}` looks at other time than the running period"
    return ""


def _unknown(quantity: str) -> str:
    if quantity == "outages":
        return "outages are counted, and series do not tell one from another"
    if quantity:
        return f"it goes by {quantity}, which what is recorded does not tell"
    return "its credits go by more than one quantity"


def _known(indicator: Indicator) -> frozenset[str]:
    """The quantities that follow from what is recorded of an indicator."""
    shares = {"measured", "shortfall", "overrun", "unavailability"}
    times = {"downtime", "total downtime", "excess downtime"}
    if indicator.slices is not None:
        return frozenset(shares if indicator.slices.averaged else shares | times | {"bad slices"})
    return frozenset(shares | times) if indicator.unit in ("seconds", "samples") else frozenset(shares)


# --- which credit pays ---------------------------------------------------------


def _quantity(promise: Promise) -> str:
    """The one quantity, or family of them, that all credits go by; empty where there are several."""
    found = {_family(term) for credit in promise.credits for term in _terms(credit.condition)}
    found |= {"measured" for credit in promise.credits if credit.condition is None}
    return found.pop() if len(found) == 1 else ""


def _terms(condition: Condition | None) -> Iterator[Term]:
    """The terms of a condition; those of a history are that of its one period."""
    for term in (condition.first, *condition.more) if condition is not None else ():
        inner = term.history.condition if term.history is not None else None
        yield inner if inner is not None else term


def _family(term: Term) -> str:
    if term.measured is None:
        return "measured"
    if term.measured.promise is not None:
        return ""
    return FAMILY.get(term.measured.quantity.value if term.measured.quantity is not None else "measured", "")


def _bounds(promise: Promise, quantity: str) -> list[Fraction]:
    """All values of the quantity at which what is due may change."""
    promised = base_value(promise.comparison.value.value)
    found = {promised} if quantity == "measured" else set()
    for credit in promise.credits:
        if credit.range is not None:
            found |= _ends(credit.range, "measured", promised)
        for term in _terms(credit.condition):
            if term.measured is not None:
                name = term.measured.quantity.value if term.measured.quantity is not None else "measured"
                found |= _ends(term.measured.range, name, promised)
    return sorted(found)


def _ends(value: Range, name: str, promised: Fraction) -> set[Fraction]:
    """The ends of a range, brought to the quantity that its family goes by."""
    ends = {base_value(item.value.value) for item in (value.first, value.second) if item is not None}
    match name:
        case "unavailability":
            return {1 - end for end in ends}
        case "shortfall":
            return {promised - end for end in ends}
        case "overrun":
            return {promised - end * abs(promised) for end in ends}
        case _:
            return ends


def _samples(bounds: list[Fraction]) -> Iterator[tuple[Fraction | None, bool, Fraction]]:
    """From the lowest on, each stretch between two bounds and each bound alone, with a value in it."""
    for at, bound in enumerate(bounds):
        yield bound, False, (bound - 1 if at == 0 else (bounds[at - 1] + bound) / 2)
        yield bound, True, bound
    yield None, False, (bounds[-1] + 1 if bounds else Fraction(0))


def _seen(promise: Promise, quantity: str, at: Fraction) -> Seen:
    """A period in which the quantity came to a value; others are not asked for."""
    promised, operator = base_value(promise.comparison.value.value), promise.comparison.operator.value
    measured = at if quantity == "measured" else promised
    return Seen(
        operator,
        promised,
        measured,
        measured,
        is_share=True,
        downtime=at if quantity == "downtime" else None,
        excess=at if quantity == "excess downtime" else None,
        bad_slices=at if quantity == "bad slices" else None,
    )


# --- what it pays --------------------------------------------------------------


class _HinderedError(Exception):
    """Why an amount cannot be told; it never leaves this module."""


def _priced(
    promise: Promise,
    quantity: str,
    regions: list[tuple[Fraction | None, bool, Credit | None]],
    ground: Ground,
    known: frozenset[str],
) -> Standing | str:
    prices = _Prices(ground, promise, known, [])
    try:
        found = tuple(
            Region(bound, included, prices.of(credit.amount) if credit is not None else Flat(Fraction(0)))
            for bound, included, credit in regions
        )
        most = prices.cap()
    except _HinderedError as hindered:
        return str(hindered)
    kinds = list(dict.fromkeys(map(kind_of, prices.kinds)))
    if len(kinds) > 1:
        return f"its credits are of two kinds: {kinds[0]} and {kinds[1]}"
    currency = prices.kinds[0].currency if prices.kinds else ""
    return Standing(promise, quantity, found, currency, None, most)


def _base(agreement: Agreement, promise: Promise) -> Worth | None:
    ground = Ground(agreement)
    if ground.base_terms(promise) is None:
        return None
    found = ground.base(promise)
    return Worth("money", found.amount, found.currency) if isinstance(found, BaseFee) and found.amount else None


@dataclass(frozen=True, slots=True)
class _Prices:
    """Turns amounts into prices, and remembers of which kinds they were."""

    ground: Ground
    promise: Promise
    known: frozenset[str]
    kinds: list[Worth]

    def of(self, amount: Amount) -> Price:
        match amount:
            case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
                return OneOf(isinstance(amount, GreaterOf), self.of(first), self.of(second))
            case PerUnit():
                return self._per_step(amount)
            case Formula():
                raise _HinderedError("a `formula` is not settled yet")
            case ProRata(factor=factor):
                self._needs("downtime")
                return ForTime(factor.value.value * self._fee_of_period(amount), None)
            case ServiceTime() if amount.unit.value.startswith("hour") and self.ground.agreement.day_of_fee is None:
                return ForTime(self._fee_of_period(amount), amount.count.value.value * 3600)
            case _:
                return Flat(self._flat(amount))

    def cap(self) -> Fraction | None:
        caps = [cap.amount for cap in self.promise.caps if cap.what.value == "credits" and cap.amount is not None]
        return min((self._flat(amount) for amount in caps), default=None)

    def _flat(self, amount: SimpleAmount) -> Fraction:
        if isinstance(amount, Units):
            raise _HinderedError("it is paid in points, which add up over periods")
        found = reckon(amount, self.ground, self.promise)
        if isinstance(found, Gap):
            raise _HinderedError(found.finding.headline)
        if found.worth.kind not in ("money", "share"):
            raise _HinderedError(f"`{amount.span.text}` is no money")
        self.kinds.append(found.worth)
        return found.worth.amount

    def _per_step(self, amount: PerUnit) -> Price:
        if amount.event is not None and amount.event.value != "bad slice":
            raise _HinderedError(f"it is paid for each {amount.event.value}, and series do not tell one from another")
        quantity = amount.quantity.value if amount.quantity is not None else "bad slices"
        self._needs(quantity)
        step = base_value(amount.step.value) if amount.step is not None else Fraction(1)
        if step <= 0:
            raise _HinderedError("a step of nothing cannot be counted")
        return PerStep(
            self._flat(amount.each), quantity, step, amount.count.value if amount.count is not None else "exact"
        )

    def _needs(self, quantity: str) -> None:
        if quantity not in self.known:
            raise _HinderedError(_unknown(quantity))

    def _fee_of_period(self, amount: SimpleAmount) -> Fraction:
        """The fee of one period, in money or as a share of the base."""
        terms, period = self.ground.base_terms(self.promise), unit_of_period(self.ground.agreement)
        unit = terms.unit.value if terms is not None else None
        if unit in (None, "period", period):
            part = Fraction(1)
        elif unit in MONTHS and period in MONTHS:
            part = Fraction(MONTHS[period], MONTHS[unit])
        else:
            raise _HinderedError(f"`{amount.span.text}` is of a base per {unit}: what of it a period costs is not said")
        base = self.ground.base(self.promise)
        worth = Worth("share", part) if isinstance(base, Gap) else Worth("money", part * base.amount, base.currency)
        self.kinds.append(worth)
        return worth.amount
