"""What a customer is owed as its promises stand: how their credits stack, are capped and are rounded, period by period.

What depends on earlier periods is left to `settle`, and the reason is given. What a credit needs (`needs ... else no
credit`) counts as fulfilled, and what is shown by evidence as not excluded: nobody knows of either before.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Agreement
from nines.contract.recorded import Recorded
from nines.language.phrases import ServiceTime, Units
from nines.language.statements.money import Stack
from nines.record import dataclass, replace
from nines.settle.gaps import Gap
from nines.settle.ground import ROUNDINGS, Ground
from nines.settle.reckon import reckon
from nines.settle.standing import Standing, standing
from nines.values.rounding import Rounding
from nines.values.units import base_value

__all__ = ["Owing", "Pooled", "money_step", "owing"]


@dataclass(frozen=True, slots=True)
class Pooled:
    """Some promises of which the highest credit is paid, or all."""

    promises: tuple[str, ...]
    highest: bool


@dataclass(frozen=True, slots=True)
class Owing:
    """`pools` come first, then all promises together as `highest` says, up to `most`, rounded to a step.

    All is in `currency`, or in shares of the base where that is empty.
    """

    promises: tuple[str, ...]
    pools: tuple[Pooled, ...]
    highest: bool
    most: Fraction | None
    currency: str


def money_step(agreement: Agreement) -> tuple[Fraction, Rounding] | None:
    """To what money is rounded, and how."""
    rule = agreement.round_money
    if rule is None or rule.mode is None or rule.step is None:
        return None
    return base_value(rule.step.value), ROUNDINGS[rule.mode.value]


def owing(promises: Sequence[Recorded]) -> Owing | str | None:
    """Of all recorded promises to one customer. A text is why it cannot be told; None where nothing is ever due."""
    credited = [each for each in promises if each.promise.credits]
    if not credited:
        return None
    standings: list[Standing] = []
    for each in credited:
        found = standing(each.agreement, each.promise, each.indicator)
        if isinstance(found, str):
            return f"the credits of `{each.promise.name}` are not recorded: {found}"
        standings.append(found)
    return _owing(credited[0].agreement, standings, frozenset(each.promise.name for each in credited if each.groups))


def _owing(agreement: Agreement, standings: Sequence[Standing], judged_apart: frozenset[str]) -> Owing | str:
    """`judged_apart` are promises of several things each."""
    why = _hindrance(agreement, standings)
    if why:
        return why
    stacking = _stacking(agreement, standings, judged_apart)
    if isinstance(stacking, str):
        return stacking
    pools, highest = stacking
    in_shares = Ground(replace(agreement, fees=()), by_share=True)
    if not any(each.currency or each.promise.base for each in standings):
        most = _most(agreement, in_shares, "")
        if not isinstance(most, str):
            return Owing(tuple(each.promise.name for each in standings), pools, highest, most, "")
    currency = _currency(standings)
    if not currency:
        return "its credits are of several kinds, which cannot be added"
    most = _most(agreement, Ground(agreement, by_share=True), currency)
    if isinstance(most, str):
        return most
    return Owing(tuple(each.promise.name for each in standings), pools, highest, most, currency)


def _currency(standings: Sequence[Standing]) -> str:
    """That of all credits; empty where they have none in common."""
    found = {each.currency or (each.base.currency if each.base is not None else "") for each in standings}
    return found.pop() if len(found) == 1 else ""


def _hindrance(agreement: Agreement, standings: Sequence[Standing]) -> str:
    if any(_is_of_parts(each, agreement) for each in standings):
        return "each affected thing has fees of its own, and stacks and caps are for each"
    if agreement.set_off is not None:
        return "rewards of this and earlier periods are set off against credits"
    return ""


def _is_of_parts(each: Standing, agreement: Agreement) -> bool:
    terms = each.promise.base or agreement.base
    return terms is not None and terms.label is not None


def _stacking(
    agreement: Agreement, standings: Sequence[Standing], judged_apart: frozenset[str]
) -> tuple[tuple[Pooled, ...], bool] | str:
    known = {each.promise.name for each in standings}
    pools: list[Pooled] = []
    left = set(known)
    for rule in agreement.stacks:
        named = tuple(name.value for name in rule.names if name.value in left)
        if not named:
            continue
        if rule.how.value not in ("highest only", "sum"):
            return _other(rule)
        left -= set(named)
        pools.append(Pooled(named, rule.how.value == "highest only"))
    general = next((rule for rule in agreement.stacks if not rule.names), None)
    if general is not None and general.how.value not in ("highest only", "sum"):
        return _other(general)
    if general is None:
        alone = len(left) + len(pools) == 1 and not left & judged_apart
        return (tuple(pools), False) if alone else "the contract does not say how its credits stack"
    return tuple(pools), general.how.value == "highest only"


def _other(rule: Stack) -> str:
    if rule.how.value == "highest per incident":
        return f"`{rule.span.text}` goes by incidents, and series do not tell one from another"
    return f"`{rule.span.text}` goes by the order of promises"


def _most(agreement: Agreement, ground: Ground, currency: str) -> Fraction | str | None:
    found: list[Fraction] = []
    for cap in agreement.caps:
        if cap.what.value != "credits" or cap.amount is None or isinstance(cap.amount, Units):
            continue
        if cap.scope is None or cap.scope.value != "period":
            return f"`{cap.span.text}` depends on what was paid in earlier periods"
        if cap.rest is not None and cap.rest.value == "carries":
            return f"`{cap.span.text}`: what earlier periods left over is added"
        hours = isinstance(cap.amount, ServiceTime) and cap.amount.unit.value.startswith("hour")
        if hours and ground.agreement.day_of_fee is None:
            return f"`{cap.span.text}` depends on the length of the period"
        most = reckon(cap.amount, ground)
        if isinstance(most, Gap):
            return most.finding.headline
        if most.worth.currency != currency or most.worth.kind not in ("money", "share"):
            return f"`{cap.span.text}` is of another kind than the credits"
        found.append(most.worth.amount)
    return min(found, default=None)
