"""Caps per outage and per day of a longer period: on the credits of what happened together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.language.statements.money import Cap
from nines.record import replace
from nines.settle.codes import OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.judged import Judged
from nines.settle.reckon import Worth, reckon
from nines.settle.stacking import Item
from nines.settle.windows import Capped, Limit
from nines.settle.words import day_words

__all__ = ["by_incident", "is_for_incidents"]


def is_for_incidents(cap: Cap, judged: Judged) -> bool:
    """Whether a cap is for a part of the period: an outage of it, or a day of a period of more than one."""
    scope = cap.scope.value if cap.scope is not None else ""
    if scope == "outage":
        return True
    first, last = (judged.zone.local_day(at) for at in (judged.span.start, judged.span.end - 1))
    return scope == "day" and first != last


Bitten = tuple[list[tuple[str, Limit]], list[Item]]


def by_incident(cap: Cap, items: Sequence[Item], of: Capped) -> Bitten | Gap:
    """The limits that bite, each with what it is for, and what they leave of each item.

    What is owed for a whole period may be of several incidents.
    """
    most = _most(cap, of)
    if isinstance(most, Gap) or not items:
        return most if isinstance(most, Gap) else ([], [])
    unit = items[0].worth
    if not most.alike(unit):
        said = f"the cap `{cap.span.text}` is of another kind than what is due"
        return Gap(OPEN_TERM, said, cap.span, "caps something else")
    name = cap.scope.value if cap.scope is not None else ""
    keys = [_key(name, item) for item in items]
    sums: dict[str, Fraction] = {}
    whole = Fraction(0)
    for key, item in zip(keys, items, strict=True):
        if key is None:
            whole += item.worth.amount
        else:
            sums[key] = sums.get(key, Fraction(0)) + item.worth.amount
    if whole and whole + max(sums.values(), default=Fraction(0)) > most.amount:
        said = f"what of the credits is for one {name} is not known: they are for the whole period"
        return Gap(OPEN_TERM, said, cap.span, "could bite", ("`judge each outage`, or cap the period",))
    found: list[tuple[str, Limit]] = []
    for key, amount in sums.items():
        if amount > most.amount:
            before = Worth(unit.kind, amount, unit.currency)
            found.append((key, Limit(cap, most, before, most)))
    if found and cap.rest is None:
        said = "the cap bites, and the contract does not say what becomes of the rest"
        return Gap(OPEN_TERM, said, cap.span, "needs `rest lapses` or `rest carries`")
    left = {key: min(Fraction(1), most.amount / amount) if amount else Fraction(1) for key, amount in sums.items()}
    return found, [
        item if key is None else replace(item, worth=item.worth.times(left[key]))
        for key, item in zip(keys, items, strict=True)
    ]


def _key(name: str, item: Item) -> str | None:
    """The outage or the day that an item is for; None where it is for more than one, or nobody knows."""
    if name == "outage":
        return item.incidents[0] if len(item.incidents) == 1 else None
    return day_words(item.day) if item.day is not None else None


def _most(cap: Cap, of: Capped) -> Worth | Gap:
    """A share in a cap per outage is one of the base; in one per day, of what a day is worth."""
    assert cap.amount is not None
    found = reckon(cap.amount, of.ground, of.promise, labels=of.labels)
    if isinstance(found, Gap) or found.base is None or (cap.scope is not None and cap.scope.value == "outage"):
        return found if isinstance(found, Gap) else found.worth
    day = of.ground.agreement.day_of_fee
    if day is None:
        said = "a share in a cap per day is one of a day's fee, and what that is is not said"
        return Gap(OPEN_TERM, said, cap.span, "needs `day of fee`")
    return found.worth.times(day.share.value.value)
