"""Where each term of an agreement comes from: the sla, a plan, or the customer's own, and what it replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nines.contract.model import Agreement, Customer, Exclusion, Fee, Plan, Promise, Service, Sla
from nines.explain.model import Fact
from nines.explain.words import flat, listed
from nines.language.nodes import Node
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Date
from nines.values.text import day, money

__all__ = ["Book", "Level", "PlanOf", "PromiseTo", "Source", "Value", "levels_of", "source_of", "stated", "terms"]

Value = object
"""A term as the contract has it: a statement, a value, several of them, or None."""


@dataclass(frozen=True, slots=True)
class Book:
    """All customers with what they were promised."""

    customers: tuple[Customer, ...]


@dataclass(frozen=True, slots=True)
class PlanOf:
    """A plan, and the sla that it is of."""

    sla: Sla
    plan: Plan


@dataclass(frozen=True, slots=True)
class PromiseTo:
    """A promise as one customer has it."""

    customer: Customer
    promise: Promise


@dataclass(frozen=True, slots=True)
class Level:
    """Who says something: `sla platform`, `plan premium`, `customer acme`; the terms that hold there."""

    name: str
    agreement: Agreement


def levels_of(sla: Sla, plan: Plan | None, customer: Customer | None) -> tuple[Level, ...]:
    """From the sla to the customer; each has all terms of those before it, but for those that it replaces."""
    chain: list[Plan] = []
    while plan is not None and plan not in chain:
        chain.insert(0, plan)
        plan = next((other for other in sla.plans if other.name == chain[0].extends), None)
    own = (Level("its own", customer.agreement),) if customer is not None else ()
    plans = (Level(f"plan {each.name}", each.agreement) for each in chain)
    return (Level(f"sla {sla.name}", sla.agreement), *plans, *own)


@dataclass(frozen=True, slots=True)
class Source:
    """The level that a value comes from, and what it replaced (empty if nothing)."""

    level: str
    instead: Value
    instead_of: str


def source_of(pick: Callable[[Agreement], Value], levels: Sequence[Level]) -> Source:
    """The outermost level from which on a value holds, and the value that held further out."""
    values = [pick(level.agreement) for level in levels]
    at = len(levels) - 1
    while at > 0 and _key(values[at - 1]) == _key(values[at]):
        at -= 1
    outer = values[at - 1] if at > 0 else None
    before = "" if _is_empty(outer) else source_of(pick, levels[:at]).level
    return Source(levels[at].name, outer, before)


def _is_empty(value: Value) -> bool:
    return value is None or value == ()


def _key(value: Value) -> object:
    """What makes two values the same: their places, where they have any."""
    if isinstance(value, tuple):
        return tuple(_key(item) for item in value)
    place = _place(value)
    return (place.source.name, place.start) if place is not None else value


def _place(value: Value) -> Span | None:
    if isinstance(value, Node):
        return value.span
    if isinstance(value, Exclusion | Fee):
        return value.origin
    span = getattr(value, "span", None)
    return span if isinstance(span, Span) else None


# --- terms ----------------------------------------------------------------------


_TERMS = {
    "version": "version",
    "effective": "effective",
    "covers": "covers",
    "period": "period",
    "calendar": "calendar",
    "fees": "fee",
    "base": "base",
    "measured_by": "measured",
    "crossing": "crossing",
    "no_traffic": "no traffic",
    "monitor_outage": "monitor outage",
    "partial_period": "partial period",
    "round_measured": "round measured",
    "round_money": "round money",
    "exclusions": "exclude",
    "stacks": "stack",
    "caps": "cap",
    "points": "points",
    "pools": "pool",
    "units": "unit",
    "day_of_fee": "day of fee",
    "earn_back": "earn back",
    "set_off": "set off",
    "payout": "payout",
    "settle_as": "settle as",
    "needs": "needs",
    "duties": "duty",
    "report": "report",
    "claim": "claim",
    "terminate": "terminate",
    "liability": "liability",
    "changes": "changes",
    "law": "law",
    "language": "language",
    "support": "support",
}
"""The terms of an agreement, in the order in which people ask for them, with their words in the specs."""


_BY_NAME = frozenset({"exclusions", "fees", "needs", "pools", "units"})
"""Terms of which there are several by name; each is inherited and replaced alone."""


def terms(levels: Sequence[Level]) -> Iterator[Fact]:
    """Every term that somebody stated, where it comes from, and what it replaced."""
    for field, label in _TERMS.items():
        value = getattr(levels[-1].agreement, field)
        if field in _BY_NAME and isinstance(value, tuple):
            for item in value:
                yield from _inherited(label, _item(field, _name(item)), levels)
        elif field == "caps":
            for what in ("credits", "rewards"):
                yield from _inherited(label, _caps(what), levels)
        else:
            yield from _inherited(label, _whole(field), levels)


Pick = Callable[[Agreement], Value]


def _whole(field: str) -> Pick:
    return lambda agreement: getattr(agreement, field)


def _item(field: str, name: str) -> Pick:
    return lambda agreement: next((item for item in getattr(agreement, field) if _name(item) == name), None)


def _caps(what: str) -> Pick:
    return lambda agreement: tuple(cap for cap in agreement.caps if cap.what.value == what)


def _name(item: object) -> str:
    name = getattr(item, "name", "")
    return name if isinstance(name, str) else str(getattr(name, "value", ""))


def _inherited(label: str, pick: Pick, levels: Sequence[Level]) -> Iterator[Fact]:
    value = pick(levels[-1].agreement)
    if not _is_empty(value):
        yield from stated(label, value, source_of(pick, levels))


def stated(label: str, value: Value, source: Source) -> Iterator[Fact]:
    """A value, an item a line; the last line says whose it is and what it replaced."""
    items = _items(value)
    for at, item in enumerate(items):
        said = _words(item, label)
        if at == len(items) - 1:
            said = f"{said} [{source.level}{_instead(source, label)}]"
        yield Fact(label, said, _place(item))


def _instead(source: Source, label: str) -> str:
    if not source.instead_of:
        return ""
    words = listed(_words(item, label) for item in _items(source.instead))
    said = f"“{words}”" if len(words) <= _LONGEST else "that"
    return f", instead of {said} of {source.instead_of}"


_LONGEST = 100
"""Characters up to which is quoted what was replaced."""


def _items(value: Value) -> tuple[object, ...]:
    services = isinstance(value, tuple) and any(isinstance(item, Service) for item in value)
    return value if isinstance(value, tuple) and not services else (value,)


def _words(value: Value, label: str) -> str:
    match value:
        case Fee():
            return f"{value.name} {money(value.amount)} per {value.per}"
        case Date():
            return day(value)
        case tuple():
            return listed(item.name for item in value if isinstance(item, Service))
        case _:
            place = _place(value)
            return _without_label(_on_one_line(place.text), label) if place is not None else str(value)


def _on_one_line(text: str) -> str:
    """A statement; the lines of its block after each other, without braces."""
    head, brace, block = text.partition("{")
    if not brace:
        return flat(text)
    lines = [flat(line) for line in block.rpartition("}")[0].split("\n")]
    return f"{flat(head)} {'; '.join(line for line in lines if line)}"


def _without_label(words: str, label: str) -> str:
    """A statement without the words that stand beside it already."""
    for start in (f"{label} ", f"{label.split(maxsplit=1)[0]} "):
        if words.startswith(start):
            return words.removeprefix(start)
    return words
