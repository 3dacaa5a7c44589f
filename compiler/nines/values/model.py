"""The values that a spec can write, exact, each with the text it was written as.

Two values are equal if they mean the same: `60s` is `1m`, `99.90%` is `99.9%`. The
text is kept for print only, and is empty for a value that nobody wrote (a default,
an imported number); `nines.values.text.literal` spells those.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

from nines.record import dataclass, field

__all__ = [
    "Bytes",
    "Date",
    "DateTime",
    "Duration",
    "FineDuration",
    "Literal",
    "Money",
    "Multiple",
    "Number",
    "Ordinal",
    "Percentage",
    "Points",
    "Problem",
    "Quantity",
    "Rate",
    "Ratio",
    "Time",
    "Version",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is no value.

    `start` and `end` are offsets into the text that was read, the smallest range at fault.
    `suggestion` replaces exactly that range; it is `certain` if no other meaning is thinkable.
    """

    message: str
    start: int
    end: int
    suggestion: str | None = None
    certain: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Percentage:
    """`99.90%`. `value` is the share: 99.9% is 999/1000."""

    value: Fraction
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Points:
    """Percentage points, `0.4pp`. `value` is the difference of shares: 0.4pp is 4/1000."""

    value: Fraction
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Duration:
    """`1h30m`, in whole milliseconds, never below zero."""

    milliseconds: int
    text: str = field(default="", compare=False)

    @property
    def seconds(self) -> Fraction:
        return Fraction(self.milliseconds, 1000)


@dataclass(frozen=True, slots=True)
class FineDuration:
    """A time that is no whole number of milliseconds, `7.4ms`.

    Good for what is measured (a latency bound, a gauge's value), never for a window
    or an interval, which Prometheus counts in milliseconds.
    """

    milliseconds: Fraction
    text: str = field(default="", compare=False)

    @property
    def seconds(self) -> Fraction:
        return self.milliseconds / 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """`200/s`, `30/min`. `unit` is `s`, `min`, `h` or `d`, as written."""

    per_second: Fraction
    unit: str = field(default="s", compare=False)
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Multiple:
    """`14.4x`: a burn rate."""

    value: Fraction
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`99th`, `99.9th`, `1st`. `value` is the number before the letters."""

    value: Fraction
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """`1_500`, `0.75`, `-3`."""

    value: Fraction
    text: str = field(default="", compare=False)

    @property
    def whole(self) -> int | None:
        """The number as an integer; None if it has a fraction."""
        return self.value.numerator if self.value.denominator == 1 else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """`1/12`. Equal ratios are equal: `2/24` is `1/12`."""

    value: Fraction
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Bytes:
    """`5 MiB`. `value` is in bytes; `unit` as written."""

    value: Fraction
    unit: str = field(default="B", compare=False)
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Money:
    """`EUR 12_000`. `currency` is an ISO 4217 code; amounts of two currencies are never added."""

    currency: str
    amount: Decimal
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Date:
    """`2026-01-01`, a day of the Gregorian calendar, from 1970 to 2199."""

    day: datetime.date
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Time:
    """`08:00`, by the wall clock. `minutes` since midnight, 0 to 1440: `24:00` is the day's end."""

    minutes: int
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class DateTime:
    """`2026-01-01 08:00`, by the wall clock of a zone that is stated elsewhere."""

    date: Date
    time: Time
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Version:
    """`3.5`, `2.42.0`. Missing parts count as zero when compared: `3.5` is `3.5.0`."""

    parts: tuple[int, ...]
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        parts = self.parts
        while len(parts) > 1 and parts[-1] == 0:
            parts = parts[:-1]
        object.__setattr__(self, "parts", parts)

    def __lt__(self, other: Version) -> bool:
        return self.parts < other.parts

    def __le__(self, other: Version) -> bool:
        return self.parts <= other.parts

    def __gt__(self, other: Version) -> bool:
        return self.parts > other.parts

    def __ge__(self, other: Version) -> bool:
        return self.parts >= other.parts


Quantity = Percentage | Points | Duration | FineDuration | Rate | Multiple | Ordinal | Number | Ratio | Bytes | Money
Literal = Quantity | Date | Time | DateTime | Version
