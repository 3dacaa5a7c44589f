"""Credits as steps: thresholds of one value, written one by one, become ranges without gap or overlap."""

from __future__ import annotations

from collections.abc import Sequence

from nines.language.nodes import At
from nines.language.phrases import Comparison, Condition, Range
from nines.language.statements.promise import Credit
from nines.plan.documents.model import Figure, Line
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.comparisons import between, compared
from nines.plan.documents.words.numbers import quantity_at
from nines.record import dataclass
from nines.values.model import Quantity
from nines.values.units import base_value, comparable

__all__ = ["OPPOSITE", "Step", "ladder", "missed_when", "threshold"]

OPPOSITE = {"at least": "below", "above": "at most", "at most": "above", "below": "at least"}
"""What holds where a comparison does not."""


@dataclass(frozen=True, slots=True)
class Step:
    """A credit that is due from a bound on, and where the next one takes over (None for the last)."""

    credit: Credit
    operator: str
    bound: At[Quantity]
    until: tuple[str, At[Quantity]] | None

    def words(self, t: Texts) -> Line:
        """`below 99.9% down to and including 99.0%`."""
        upper = (self.operator, quantity_at(self.bound, t))
        if self.until is None:
            return compared(*upper, t)
        operator, value = self.until
        lower: tuple[str, Figure] = (OPPOSITE[operator], quantity_at(value, t))
        return between(upper, lower, t)


def missed_when(promised: Comparison) -> tuple[str, At[Quantity]] | None:
    """The bound beyond which a promise is missed; None for `exactly`."""
    operator = OPPOSITE.get(promised.operator.value)
    return (operator, promised.value) if operator is not None else None


def threshold(credit: Credit, promised: Comparison) -> tuple[str, At[Quantity]] | None:
    """The one bound of the measured value that a credit depends on; None if it depends on anything else."""
    if credit.condition is None and credit.range is None:
        return missed_when(promised)
    if credit.range is not None:
        return _one_bound(credit.range)
    return _of_condition(credit.condition, promised) if credit.condition is not None else None


def _of_condition(condition: Condition, promised: Comparison) -> tuple[str, At[Quantity]] | None:
    if condition.more:
        return None
    term = condition.first
    if term.outcome is not None:
        return missed_when(promised) if term.outcome.what.value == "missed" else None
    measured = term.measured
    if measured is None or measured.promise is not None:
        return None
    if measured.quantity is not None and measured.quantity.value != "measured":
        return None
    return _one_bound(measured.range)


def _one_bound(value: Range) -> tuple[str, At[Quantity]] | None:
    if value.second is not None or value.first.operator.value not in OPPOSITE:
        return None
    return value.first.operator.value, value.first.value


def ladder(steps: Sequence[Credit], promised: Comparison) -> tuple[Step, ...] | None:
    """The steps from the mildest to the worst; None if the credits are no thresholds of one value in one direction."""
    way = missed_when(promised)
    found = [(credit, threshold(credit, promised)) for credit in steps]
    bounds = [(credit, bound) for credit, bound in found if bound is not None]
    if way is None or len(bounds) != len(found) or not bounds:
        return None
    down = way[0] in ("below", "at most")
    if any((operator in ("below", "at most")) is not down for _, (operator, _) in bounds):
        return None
    if any(not comparable(value.value, promised.value.value) for _, (_, value) in bounds):
        return None
    ordered = sorted(bounds, key=lambda item: _severity(*item[1], down=down))
    nexts = [bound for _, bound in ordered[1:]]
    return tuple(
        Step(credit, operator, value, until)
        for (credit, (operator, value)), until in zip(ordered, [*nexts, None], strict=True)
    )


def _severity(operator: str, value: At[Quantity], *, down: bool) -> tuple[object, int]:
    """Mild bounds first; of two equal ones the one that includes the bound is the milder."""
    amount = base_value(value.value)
    return (-amount if down else amount), 0 if operator in ("at most", "at least") else 1
