"""Units: their sizes, what may be compared with what, and what a metric's name says about its own.

Everything is compared in Prometheus' base units: seconds, bytes, shares from 0 to 1, events per second.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from nines.late import late_pattern
from nines.record import dataclass
from nines.values.model import (
    Bytes,
    Duration,
    FineDuration,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percentage,
    Points,
    Quantity,
    Rate,
    Ratio,
)

__all__ = [
    "Dimension",
    "MetricUnit",
    "Mismatch",
    "base_value",
    "comparable",
    "dimension",
    "per_second",
    "threshold",
    "unit_named",
    "unit_names",
    "unit_of_metric",
]


class Dimension(Enum):
    """What a quantity is an amount of; the value is how people call it."""

    NUMBER = "a number"
    SHARE = "a share"
    POINTS = "percentage points"
    TIME = "a time"
    TIMESTAMP = "a Unix time"
    RATE = "a rate"
    BYTES = "a size in bytes"
    BYTE_RATE = "a rate of bytes"
    MULTIPLE = "a multiple"
    ORDINAL = "an ordinal"
    MONEY = "an amount of money"


@dataclass(frozen=True, slots=True)
class MetricUnit:
    """The unit that a series counts in. One of it is `size` base units: a millisecond is 1/1000 second."""

    name: str
    dimension: Dimension
    size: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A quantity and a series that cannot be compared."""

    got: Dimension
    unit: MetricUnit

    @property
    def message(self) -> str:
        """`a time cannot be compared with bytes`."""
        return f"{self.got.value} cannot be compared with {self.unit.name}"


_DIMENSIONS: dict[type[Quantity], Dimension] = {
    Percentage: Dimension.SHARE,
    Ratio: Dimension.SHARE,
    Points: Dimension.POINTS,
    Duration: Dimension.TIME,
    FineDuration: Dimension.TIME,
    Rate: Dimension.RATE,
    Multiple: Dimension.MULTIPLE,
    Ordinal: Dimension.ORDINAL,
    Number: Dimension.NUMBER,
    Bytes: Dimension.BYTES,
    Money: Dimension.MONEY,
}


def dimension(quantity: Quantity) -> Dimension:
    return _DIMENSIONS[type(quantity)]


def base_value(quantity: Quantity) -> Fraction:
    """The amount in base units: 300ms is 3/10 (seconds), 85% is 17/20, 30/min is 1/2 (a second), 5 MiB is 5242880.

    An amount of money is in units of its currency.
    """
    match quantity:
        case Duration() | FineDuration():
            return quantity.seconds
        case Rate():
            return quantity.per_second
        case Money():
            return Fraction(quantity.amount)
        case _:
            return quantity.value


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether it makes sense to ask which of the two is greater. Money only in one currency."""
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency
    return dimension(one) is dimension(other)


def threshold(quantity: Quantity, unit: MetricUnit | None) -> Fraction | Mismatch:
    """The number to write beside a series that counts in `unit`: `300ms` beside milliseconds is 300.

    A plain number is in the series' own unit. Without a unit the answer is in base units.
    """
    if isinstance(quantity, Number):
        return quantity.value
    if unit is None:
        return base_value(quantity)
    if dimension(quantity) is not unit.dimension:
        return Mismatch(dimension(quantity), unit)
    return base_value(quantity) / unit.size


def per_second(unit: MetricUnit) -> MetricUnit | None:
    """The unit of the `rate` of a series: seconds a second are a share, bytes a second a rate of bytes."""
    became = {
        Dimension.NUMBER: Dimension.RATE,
        Dimension.TIME: Dimension.SHARE,
        Dimension.BYTES: Dimension.BYTE_RATE,
    }.get(unit.dimension)
    return MetricUnit(f"{unit.name} per second", became, unit.size) if became else None


_UNITS = {
    unit.name: unit
    for unit in (
        MetricUnit("nanoseconds", Dimension.TIME, Fraction(1, 10**9)),
        MetricUnit("microseconds", Dimension.TIME, Fraction(1, 10**6)),
        MetricUnit("milliseconds", Dimension.TIME, Fraction(1, 1000)),
        MetricUnit("seconds", Dimension.TIME),
        MetricUnit("minutes", Dimension.TIME, Fraction(60)),
        MetricUnit("hours", Dimension.TIME, Fraction(3600)),
        MetricUnit("days", Dimension.TIME, Fraction(86_400)),
        MetricUnit("bytes", Dimension.BYTES),
        MetricUnit("kilobytes", Dimension.BYTES, Fraction(1000)),
        MetricUnit("megabytes", Dimension.BYTES, Fraction(1000**2)),
        MetricUnit("gigabytes", Dimension.BYTES, Fraction(1000**3)),
        MetricUnit("kibibytes", Dimension.BYTES, Fraction(1024)),
        MetricUnit("mebibytes", Dimension.BYTES, Fraction(1024**2)),
        MetricUnit("gibibytes", Dimension.BYTES, Fraction(1024**3)),
        MetricUnit("ratio", Dimension.SHARE),
        MetricUnit("percent", Dimension.SHARE, Fraction(1, 100)),
    )
}
_SHORT = {
    "ns": "nanoseconds",
    "us": "microseconds",
    "ms": "milliseconds",
    "secs": "seconds",
    "second": "seconds",
    "millisecond": "milliseconds",
    "percentage": "percent",
    "pct": "percent",
}
_EVENTS = MetricUnit("events", Dimension.NUMBER)
_UNIX_TIME = MetricUnit("Unix time", Dimension.TIMESTAMP)
_PARTS = late_pattern(r"_(?:bucket|sum)$")


def unit_named(word: str) -> MetricUnit | None:
    """The unit of a statement such as `unit milliseconds`."""
    return _UNITS.get(_SHORT.get(word, word))


def unit_names() -> tuple[str, ...]:
    """All names that `unit_named` knows in full, for messages."""
    return tuple(_UNITS)


def unit_of_metric(name: str) -> MetricUnit | None:
    """What the end of a metric's name says: `_seconds`, `_bytes_total`, `_ratio`, `_count`; None if nothing.

    Names with colons are recording rules, whose ends name an operation.
    """
    if ":" in name:
        return None
    if name.endswith("_count"):
        return _EVENTS
    if name.endswith(("_timestamp_seconds", "_created")):
        return _UNIX_TIME
    bare = _PARTS.sub("", name)
    counter = bare.endswith("_total")
    unit = unit_named(bare.removesuffix("_total").rpartition("_")[2]) if "_" in bare else None
    return unit or (_EVENTS if counter else None)
