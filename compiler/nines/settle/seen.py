"""What a promise came to in one period: the measured value, and the quantities that conditions and amounts go by."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import Range
from nines.record import dataclass
from nines.values.model import Percentage
from nines.values.units import base_value

__all__ = ["COMPARE", "FAMILY", "Seen", "in_range", "quantity", "seen_of"]

COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "at least": lambda a, b: a >= b,
    "at most": lambda a, b: a <= b,
    "below": lambda a, b: a < b,
    "above": lambda a, b: a > b,
    "exactly": lambda a, b: a == b,
}

FAMILY = {
    "measured": "measured",
    "shortfall": "measured",
    "overrun": "measured",
    "unavailability": "measured",
    "downtime": "downtime",
    "total downtime": "downtime",
    "excess downtime": "excess downtime",
    "outages": "outages",
    "bad slices": "bad slices",
    "points": "points",
    "late tickets": "late tickets",
}
"""What thresholds of a quantity can be brought to, so that they nest."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One promise in one period and scope, in base units: shares, seconds, numbers.

    `exact` is the value before rounding, `measured` the one that is compared. `is_share` where 1 minus
    it is a share of something bad. What the measure knows nothing of is None. `deemed_missed`: a term says so, whatever
    was measured. `late` is how many tickets were. `told` is False where only the outcome of an earlier period is known.
    """

    operator: str
    promised: Fraction
    exact: Fraction
    measured: Fraction
    is_share: bool
    length: Fraction | None = None
    downtime: Fraction | None = None
    excess: Fraction | None = None
    bad_slices: Fraction | None = None
    outages: Fraction | None = None
    deemed_missed: bool = False
    late: Fraction | None = None
    told: bool = True

    @property
    def kept(self) -> bool:
        if not self.told:
            return not self.deemed_missed
        return not self.deemed_missed and COMPARE[self.operator](self.measured, self.promised)

    @property
    def missed(self) -> bool:
        return not self.kept


def seen_of(
    promise: Promise,
    exact: Fraction,
    measured: Fraction,
    *,
    length: Fraction | None,
    downtime: Fraction | None,
    bad_slices: Fraction | None = None,
    outages: Fraction | None = None,
    late: Fraction | None = None,
) -> Seen:
    """What a promise came to; excess downtime is what goes beyond the promised time, or beyond what a share allows."""
    value = promise.comparison.value.value
    promised, operator = base_value(value), promise.comparison.operator.value
    is_share = operator in ("at least", "above") and isinstance(value, Percentage)
    excess: Fraction | None = None
    measure = promise.measure.what.value if promise.measure is not None and promise.measure.what is not None else ""
    if downtime is not None and measure == "downtime":
        excess = max(Fraction(0), downtime - promised)
    elif downtime is not None and is_share and length is not None:
        excess = max(Fraction(0), downtime - (1 - promised) * length)
    return Seen(operator, promised, exact, measured, is_share, length, downtime, excess, bad_slices, outages, late=late)


def quantity(name: str, seen: Seen) -> Fraction | None:
    """A quantity of a condition or of a `per` amount; None where the measure knows none."""
    if not seen.told and FAMILY.get(name) == "measured":
        return None
    beyond = seen.promised - seen.measured if seen.operator in ("at least", "above") else seen.measured - seen.promised
    if seen.operator == "exactly":
        beyond = abs(beyond)
    match name:
        case "measured":
            return seen.measured
        case "shortfall":
            return max(Fraction(0), beyond)
        case "overrun":
            return max(Fraction(0), beyond) / abs(seen.promised) if seen.promised else None
        case "unavailability":
            return 1 - seen.measured if seen.is_share else None
        case "downtime" | "total downtime":
            return seen.downtime
        case "excess downtime":
            return seen.excess
        case "bad slices":
            return seen.bad_slices
        case "outages":
            return seen.outages
        case "late tickets":
            return seen.late
        case _:
            return None


def in_range(value: Range, amount: Fraction) -> bool:
    """Whether an amount in base units fulfils one comparison, or both."""
    both = (value.first, *([value.second] if value.second is not None else []))
    return all(COMPARE[item.operator.value](amount, base_value(item.value.value)) for item in both)
