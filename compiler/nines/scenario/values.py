"""Values that a comparison holds for, and the series that give a query a value."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from nines.promql.transform import walk
from nines.promql.tree import Aggregation, Binary, BinaryOp, Call, Expression, Selector
from nines.record import dataclass
from nines.scenario.labels import labels_for
from nines.scenario.roles import selectors_of
from nines.values import units
from nines.values.model import Quantity
from nines.values.units import Mismatch

__all__ = ["Level", "breaks", "holds", "in_unit_of", "levels_for"]

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_WHOLE = Fraction(1000)
"""What a quotient is a share of."""


@dataclass(frozen=True, slots=True)
class Level:
    """A gauge that shows the value of a query, times `times`, or `fixed` where that is given."""

    metric: str
    labels: dict[str, str]
    times: Fraction
    fixed: Fraction | None


def holds(operator: str, bound: Fraction) -> Fraction:
    """A value for which `value operator bound` is so, well on that side."""
    match operator:
        case "<" | "<=":
            return bound / 2 if bound > 0 else bound * 2 - 1
        case ">" | ">=":
            return bound * 2 if bound > 0 else bound / 2 + 1
        case "!=":
            return bound + 1
        case _:
            return bound


def breaks(operator: str, bound: Fraction) -> Fraction:
    """A value for which it is not."""
    return holds(_OPPOSITE[operator], bound)


def in_unit_of(query: Expression | None, value: Quantity) -> Fraction:
    """A quantity in the unit that a query's series count in."""
    inside = selectors_of(query) if query is not None else ()
    metric = inside[0].metric if len(inside) == 1 else None
    if metric is None:
        return units.base_value(value)
    found = units.threshold(value, units.unit_of_metric(metric))
    return units.base_value(value) if isinstance(found, Mismatch) else found


def levels_for(query: Expression | None, given: Mapping[str, str]) -> tuple[Level, ...] | None:
    """The gauges that give a query its value: its one series, or the two of a quotient; None for other queries."""
    if query is None:
        return None
    if isinstance(query, Binary) and query.op is BinaryOp.DIV:
        above, below = _one(query.left), _one(query.right)
        if above is None or below is None:
            return None
        upper, lower = labels_for([above], given), labels_for([below], given)
        if upper is None or lower is None or above.metric is None or below.metric is None:
            return None
        if (above.metric, upper) == (below.metric, lower):
            return None
        return (Level(above.metric, upper, _WHOLE, None), Level(below.metric, lower, Fraction(1), _WHOLE))
    only = _one(query)
    labels = labels_for([only], given) if only is not None else None
    if only is None or labels is None or only.metric is None:
        return None
    return (Level(only.metric, labels, Fraction(1), None),)


_PLAIN = frozenset({"sum", "avg", "min", "max"})
_OVER_TIME = frozenset({"avg_over_time", "min_over_time", "max_over_time", "last_over_time"})


def _one(query: Expression) -> Selector | None:
    """The one selector of a query whose value is that of its series."""
    for node in walk(query):
        if isinstance(node, Binary):
            return None
        if isinstance(node, Aggregation) and node.operator not in _PLAIN:
            return None
        if isinstance(node, Call) and node.function not in _OVER_TIME:
            return None
    inside = selectors_of(query)
    return inside[0] if len(inside) == 1 else None
