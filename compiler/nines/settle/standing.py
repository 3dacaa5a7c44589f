"""What a promise costs as it stands, as a function of one quantity that a server can add up as time goes by.

The function is found by asking the engine itself which credit pays at every threshold, between any two of them, and
beyond them. What looks back on earlier periods, or on single outages, is left to `settle`, and the reason is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Indicator, Promise
from nines.language.phrases import Condition, Range, Term
from nines.language.statements.promise import Credit
from nines.record import dataclass, replace
from nines.settle.gaps import Gap
from nines.settle.ground import BaseFee, Ground
from nines.settle.holding import Past, looks_back
from nines.settle.prices import Flat, HinderedError, Price, Prices, kind_of, unknown
from nines.settle.promises import chosen
from nines.settle.reckon import Worth
from nines.settle.seen import FAMILY, Seen
from nines.values.units import base_value

__all__ = ["Cases", "Region", "Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Region:
    """The values of the quantity up to a bound, or up to and with it; without one, all others."""

    bound: Fraction | None
    included: bool
    due: Price | Cases


@dataclass(frozen=True, slots=True)
class Cases:
    """The first region, from the lowest values on, that holds the value of a quantity; in it another may decide."""

    quantity: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a promise costs.

    Amounts are shares of the base where all can be told so, whatever the fees are; else money in `currency`. `base` is
    the base in money, where that is known; `most` the promise's own cap.
    """

    promise: Promise
    cases: Cases
    currency: str
    base: Worth | None
    most: Fraction | None


def standing(agreement: Agreement, promise: Promise, indicator: Indicator) -> Standing | str:
    """Why there is none, to go on from "because"; a promise without credits is not to be asked for."""
    why = _hindrance(promise)
    if why:
        return why
    quantities, known = _quantities(promise), _known(indicator)
    hidden = next((quantity for quantity in quantities if quantity not in known), None)
    if hidden is not None:
        return unknown(hidden)
    try:
        paid = _paid(promise, quantities, {})
    except HinderedError as hindered:
        return str(hindered)
    found = _priced(promise, paid, Ground(replace(agreement, fees=()), by_share=True), known)
    if isinstance(found, str) or found.currency:
        found = _priced(promise, paid, Ground(agreement, by_share=True), known)
    return replace(found, base=_base(agreement, promise)) if isinstance(found, Standing) else found


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


def _known(indicator: Indicator) -> frozenset[str]:
    """The quantities that follow from what is recorded of an indicator."""
    shares = {"measured", "shortfall", "overrun", "unavailability"}
    times = {"downtime", "total downtime", "excess downtime"}
    if indicator.slices is not None:
        return frozenset(shares if indicator.slices.averaged else shares | times | {"bad slices"})
    return frozenset(shares | times) if indicator.unit in ("seconds", "samples") else frozenset(shares)


# --- which credit pays ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Paid:
    """Which credit pays in each region of a quantity: bounds as a `Region` has them."""

    quantity: str
    regions: tuple[tuple[Fraction | None, bool, Credit | _Paid | None], ...]


def _paid(promise: Promise, quantities: tuple[str, ...], at: dict[str, Fraction]) -> _Paid:
    """The credit that pays for each value of the first quantity, and in it of the others."""
    quantity, *others = quantities
    regions: list[tuple[Fraction | None, bool, Credit | _Paid | None]] = []
    for bound, included, value in _samples(_bounds(promise, quantity)):
        here = {**at, quantity: value}
        due = _paid(promise, tuple(others), here) if others else _credit(promise, here)
        if isinstance(due, _Paid) and len(due.regions) == 1:
            due = due.regions[0][2]
        if regions and regions[-1][2] == due:
            regions.pop()
        regions.append((bound, included, due))
    return _Paid(quantity, tuple(regions))


def _credit(promise: Promise, at: dict[str, Fraction]) -> Credit | None:
    due = chosen(promise.credits, promise, _seen(promise, at), Past())
    if isinstance(due, Gap):
        raise HinderedError(due.finding.headline)
    return due if isinstance(due, Credit) else None


def _quantities(promise: Promise) -> tuple[str, ...]:
    """The quantities, or families of them, that credits go by."""
    found = {_family(term) for credit in promise.credits for term in _terms(credit.condition)}
    found |= {"measured" for credit in promise.credits if credit.condition is None}
    return tuple(sorted(found, reverse=True))


def _terms(condition: Condition | None) -> Iterator[Term]:
    """The terms of a condition; those of a history are that of its one period."""
    for term in (condition.first, *condition.more) if condition is not None else ():
        inner = term.history.condition if term.history is not None else None
        yield inner if inner is not None else term


def _family(term: Term) -> str:
    if term.measured is None:
        return "measured"
    if term.measured.promise is not None:
        return f"`{term.measured.promise.value}`"
    return FAMILY.get(term.measured.quantity.value if term.measured.quantity is not None else "measured", "")


def _bounds(promise: Promise, quantity: str) -> list[Fraction]:
    """All values of the quantity at which what is due may change."""
    promised = base_value(promise.comparison.value.value)
    found = {promised} if quantity == "measured" else set()
    for credit in promise.credits:
        if credit.range is not None and quantity == "measured":
            found |= _ends(credit.range, "measured", promised)
        for term in _terms(credit.condition):
            if term.measured is not None and _family(term) == quantity:
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


def _seen(promise: Promise, at: dict[str, Fraction]) -> Seen:
    """A period in which some quantities came to values; others are not asked for."""
    promised, operator = base_value(promise.comparison.value.value), promise.comparison.operator.value
    measured = at.get("measured", promised)
    return Seen(
        operator,
        promised,
        measured,
        measured,
        is_share=True,
        downtime=at.get("downtime"),
        excess=at.get("excess downtime"),
        bad_slices=at.get("bad slices"),
    )


# --- what it pays --------------------------------------------------------------


def _priced(promise: Promise, paid: _Paid, ground: Ground, known: frozenset[str]) -> Standing | str:
    prices = Prices(ground, promise, known, [])
    try:
        found, most = _cases(paid, prices), prices.cap()
    except HinderedError as hindered:
        return str(hindered)
    kinds = list(dict.fromkeys(map(kind_of, prices.kinds)))
    if len(kinds) > 1:
        return f"its credits are of two kinds: {kinds[0]} and {kinds[1]}"
    return Standing(promise, found, prices.kinds[0].currency if prices.kinds else "", None, most)


def _base(agreement: Agreement, promise: Promise) -> Worth | None:
    ground = Ground(agreement)
    if ground.base_terms(promise) is None:
        return None
    found = ground.base(promise)
    return Worth("money", found.amount, found.currency) if isinstance(found, BaseFee) and found.amount else None


def _cases(paid: _Paid, prices: Prices) -> Cases:
    def due(of: Credit | _Paid | None) -> Price | Cases:
        if isinstance(of, _Paid):
            return _cases(of, prices)
        return prices.of(of.amount) if of is not None else Flat(Fraction(0))

    return Cases(paid.quantity, tuple(Region(bound, included, due(of)) for bound, included, of in paid.regions))
