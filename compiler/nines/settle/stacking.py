"""What is paid when several promises are missed: the highest, the sum, the first, or the highest of each incident."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Agreement
from nines.language.statements.money import Stack
from nines.record import dataclass
from nines.settle.codes import MIXED_MONEY, OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.reckon import Worth
from nines.source import Span

__all__ = ["Item", "Stacked", "stacked"]


@dataclass(frozen=True, slots=True)
class Item:
    """What one promise costs in one scope, or the balance of points (whose `promise` is empty).

    `affected` is the thing whose fees it is a share of, `span` the statement that it is due by, `day` the one (counted
    from 1970-01-01) on which it came about, where that is one, `incidents` the outages behind it, where they are known.
    """

    promise: str
    labels: tuple[tuple[str, str], ...]
    outage: str | None
    worth: Worth
    affected: tuple[tuple[str, str], ...]
    span: Span
    day: int | None = None
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stacked:
    """The items that are paid, in full; those that another takes the place of, and the rules that say so."""

    paid: tuple[Item, ...]
    dropped: tuple[Item, ...]
    rules: tuple[Stack, ...]

    @property
    def sum(self) -> Worth | None:
        return _sum(self.paid) if self.paid else None


def stacked(items: Sequence[Item], agreement: Agreement) -> Stacked | Gap:
    """Credits of one kind and currency, of things whose fees are one (`affected`)."""
    for item in items[1:]:
        if not item.worth.alike(items[0].worth):
            said = f"the credits of `{items[0].promise}` and `{item.promise}` are of two kinds and cannot be compared"
            return Gap(MIXED_MONEY, said, item.span)
    found = _together(items, agreement)
    if isinstance(found, Gap):
        return found
    kept = {id(item) for item in found[0]}
    return Stacked(
        tuple(item for item in items if id(item) in kept),
        tuple(item for item in items if id(item) not in kept),
        tuple(found[1]),
    )


def _together(items: Sequence[Item], agreement: Agreement) -> tuple[list[Item], list[Stack]] | Gap:
    """Those of the items that are paid. Groups that rules name come first, then the rest by the rule for all."""
    rest = list(items)
    paid: list[Item] = []
    rules: list[Stack] = []
    groups = 0
    for rule in agreement.stacks:
        names = {name.value for name in rule.names}
        mine = [item for item in rest if item.promise in names] if names else []
        if not mine:
            continue
        rest = [item for item in rest if item not in mine]
        kept = _by(rule, mine)
        if isinstance(kept, Gap):
            return kept
        paid += kept
        groups += 1
        rules += [rule] if _several(mine) else []
    general = next((rule for rule in agreement.stacks if not rule.names), None)
    left = [*paid, *rest]
    if general is not None and (rest or groups > 1) and _several(left):
        kept = _by(general, left)
        return kept if isinstance(kept, Gap) else (kept, [*rules, general])
    if _several(rest) or (rest and paid) or groups > 1:
        names_ = ", ".join(dict.fromkeys(f"`{item.promise}`" for item in left))
        said = f"several credits are due at once, of {names_}, and the contract does not say how they stack"
        return Gap(OPEN_TERM, said, left[-1].span, "due as well", ("write `stack sum`, `stack highest only`, ...",))
    return left, rules


def _several(items: Sequence[Item]) -> bool:
    """Whether they are of several promises or scopes; outages of one are one credit."""
    return len({(item.promise, item.labels) for item in items}) > 1


def _by(rule: Stack, items: Sequence[Item]) -> list[Item] | Gap:
    groups: dict[tuple[str, object], list[Item]] = {}
    for item in items:
        groups.setdefault((item.promise, item.labels), []).append(item)
    match rule.how.value:
        case "sum":
            return list(items)
        case "highest only":
            return max(groups.values(), key=lambda group: _sum(group).amount, default=[])
        case "first that pays":
            return next((group for group in groups.values() if _sum(group).amount > 0), [])
        case _:
            return _per_incident(rule, items)


def _per_incident(rule: Stack, items: Sequence[Item]) -> list[Item] | Gap:
    """The highest of each incident. What was made worse by several has to stand apart from all others."""
    best: dict[tuple[str, ...], Item] = {}
    for item in items:
        incidents = item.incidents
        others = {name for other in items if other is not item for name in other.incidents}
        if not incidents or (len(incidents) > 1 and others & set(incidents)):
            said = (
                f"what of the credit of `{item.promise}` is for one incident is not known: it is for the whole period"
            )
            return Gap(OPEN_TERM, said, rule.span, helps=("`judge each outage`, or stack in another way",))
        if incidents not in best or item.worth.amount > best[incidents].worth.amount:
            best[incidents] = item
    return list(best.values())


def _sum(items: Sequence[Item]) -> Worth:
    first = items[0].worth
    return Worth(first.kind, sum((item.worth.amount for item in items), Fraction(0)), first.currency)
