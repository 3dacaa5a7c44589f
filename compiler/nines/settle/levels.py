"""Levels: another value for a configuration, by what the numbers say of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Promise
from nines.diagnostics.model import Report
from nines.language.nodes import Body
from nines.language.statements.money import Round
from nines.language.statements.promise import (
    Credit,
    Duty,
    Level,
    RemedyNone,
    Reward,
    Score,
    Trigger,
    Valid,
    WeightShare,
)
from nines.record import replace
from nines.settle.codes import MISSING_NUMBERS, OPEN_TERM
from nines.settle.rows import Row
from nines.settle.seen import COMPARE
from nines.values.literals import parse
from nines.values.model import Quantity
from nines.values.units import base_value

__all__ = ["level_of", "with_level"]


def level_of(promise: Promise, rows: Sequence[Row], report: Report) -> tuple[Promise, str | None] | None:
    """The promise with the first level that matches, and its name; None after a finding."""
    for level in promise.levels:
        if level.label is None:
            said = f"the level `{level.name.value}` does not say where it holds"
            report.say(OPEN_TERM, said, level.head, "needs `where LABEL ...`")
            return None
        values = {row.label(level.label.value) for row in rows}
        value = values.pop() if len(values) == 1 else None
        if value is None:
            said = f"the level `{level.name.value}` goes by `{level.label.value}`, of which the rows have no one value"
            report.say(MISSING_NUMBERS, said, rows[0].span if rows else promise.origin, helps=["add it as a column"])
            return None
        if level.where is None:
            if value in [name.value for name in level.named]:
                return with_level(promise, level), level.name.value
            continue
        number = _number(value)
        if number is None:
            said = f"`{value}` is no number that the level `{level.name.value}` could go by"
            report.say(MISSING_NUMBERS, said, rows[0].place(level.label.value))
            return None
        both = [item for item in (level.where.first, level.where.second) if item is not None]
        if all(COMPARE[item.operator.value](number, base_value(item.value.value)) for item in both):
            return with_level(promise, level), level.name.value
    return promise, None


def _number(text: str) -> Fraction | None:
    found = parse(text)
    return base_value(found) if isinstance(found, Quantity) else None


def with_level(promise: Promise, level: Level) -> Promise:
    """A promise as it is at a level: what its block says takes the place of what the promise says."""
    body: Body = level.body
    none = body.last(RemedyNone)
    return replace(
        promise,
        comparison=level.comparison,
        credits=body.all(Credit) or (() if none is not None else promise.credits),
        rewards=body.all(Reward) or promise.rewards,
        duties=body.all(Duty) or promise.duties,
        trigger=body.last(Trigger) or promise.trigger,
        remedy_none=none or promise.remedy_none,
        score=body.last(Score) or promise.score,
        weight=body.last(WeightShare) or promise.weight,
        valid=body.all(Valid) or promise.valid,
        round_measured=body.last(Round) or promise.round_measured,
    )
