"""Measured numbers from recorded series: what was counted in each stretch of time, as rows of the published tables.

Shares of events stay a row for each hour, so that exclusions can be cut out of them and gaps seen; slices and time are
totals. Numbers are what the server printed, to the digit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from nines.contract.recorded import Recorded
from nines.record import dataclass
from nines.settle.codes import MISSING_NUMBERS
from nines.settle.gaps import Gap
from nines.settle.instants import rfc3339
from nines.settle.judged import Judged
from nines.settle.reckon import Worth
from nines.values.intervals import Interval
from nines.values.text import duration, prometheus_duration

__all__ = ["Before", "Cells", "Tile", "Track", "rows_of", "written"]

Cells = tuple[tuple[str, str], ...]
"""The columns of a row and what stands in them."""

_DIGITS = 15
"""Significant digits of a quotient: a server's own numbers have no more."""
_WHOLE = Fraction(1, 10**6)
"""How far a number of slices may be off a whole one: they are sums of a server's."""


@dataclass(frozen=True, slots=True)
class Tile:
    """What was counted from `start` on in `length` seconds; None where nothing was recorded."""

    start: int
    length: int
    total: Fraction | None
    bad: Fraction | None


@dataclass(frozen=True, slots=True)
class Track:
    """What was recorded of one promise to a customer in one scope, stretch by stretch."""

    customer: str
    promise: str
    labels: Cells
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What is on record of an earlier period: the good share of each promise, and what was owed at its end."""

    name: str
    span: Interval
    measured: tuple[tuple[str, Fraction], ...]
    credit: tuple[Worth, ...]


def rows_of(
    recorded: Recorded, labels: Cells, tiles: Sequence[Tile], judged: Judged
) -> tuple[str, tuple[Cells, ...]] | Gap:
    """The rows of a promise in one scope, and their table."""
    customer = recorded.customer.name if recorded.customer is not None else ""
    own = (("customer", customer), ("promise", recorded.promise.name), *labels)
    if recorded.indicator.slices is None and recorded.indicator.unit == "events":
        return "slices", tuple((*own, *cells) for cells in _hours(tiles, judged))
    found = _slices(recorded, tiles) if recorded.indicator.slices is not None else _time(recorded, tiles)
    return found if isinstance(found, Gap) else ("totals", ((*own, *found),))


def written(period: str, tables: dict[str, list[Cells]]) -> str:
    """The rows as JSON by the published schema, a line each."""
    parts = [f'  "period": {json.dumps(period)}']
    for name, rows in tables.items():
        lines = ",\n".join("    " + json.dumps(dict(row), ensure_ascii=False) for row in rows)
        parts.append(f'  "{name}": [\n{lines}\n  ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _hours(tiles: Sequence[Tile], judged: Judged) -> Iterator[Cells]:
    for tile in tiles:
        when = (("start", rfc3339(tile.start, judged.zone)), ("length", prometheus_duration(tile.length * 1000)))
        if tile.total is None:
            yield (*when, ("total", "missing"))
        else:
            bad = min(tile.bad or Fraction(0), tile.total)
            yield (*when, ("total", _plain(tile.total)), ("bad", _plain(bad)))


def _slices(recorded: Recorded, tiles: Sequence[Tile]) -> Cells | Gap:
    rule = recorded.indicator.slices
    assert rule is not None
    total, bad, missing = _sums(tiles)
    said = recorded.promise.monitor_outage
    length = Fraction(rule.length.milliseconds, 1000)
    if missing and said is None:
        return _open(recorded, missing)
    unseen = Fraction(missing) / length if said != "left out" else Fraction(0)
    if rule.averaged:
        total, bad = total + unseen, bad + (unseen if said == "counts as bad" else 0)
        return (("measured", _percent(1 - min(bad / total, Fraction(1)))),) if total else _nothing(recorded)
    total = _near(total) + unseen
    bad = min(_near(bad) + (unseen if said == "counts as bad" else 0), total)
    return (("good", _plain(total - bad)), ("total", _plain(total)))


def _time(recorded: Recorded, tiles: Sequence[Tile]) -> Cells | Gap:
    """The bad share of all samples, or of all seconds, as a share of the time."""
    total, bad, missing = _sums(tiles)
    said = recorded.promise.monitor_outage
    if missing and said is None:
        return _open(recorded, missing)
    if not total:
        return _nothing(recorded)
    whole = Fraction(sum(tile.length for tile in tiles))
    seen = whole - missing
    down = min(bad / total, Fraction(1)) * seen + (missing if said == "counts as bad" else 0)
    judged_time = seen if said == "left out" else whole
    milliseconds = round(down * 1000)
    return (("measured", _percent(1 - down / judged_time)), ("downtime", prometheus_duration(milliseconds)))


def _sums(tiles: Sequence[Tile]) -> tuple[Fraction, Fraction, int]:
    """All, bad, and the seconds of which nothing is recorded."""
    seen = [tile for tile in tiles if tile.total is not None]
    total = sum((tile.total for tile in seen if tile.total is not None), Fraction(0))
    bad = sum((tile.bad or Fraction(0) for tile in seen), Fraction(0))
    return total, bad, sum(tile.length for tile in tiles if tile.total is None)


def _open(recorded: Recorded, missing: int) -> Gap:
    said = f"of `{recorded.promise.name}` nothing is recorded in {duration(missing * 1000)} of the period"
    return Gap(MISSING_NUMBERS, said, recorded.promise.origin, "needs `monitor outage ...`")


def _nothing(recorded: Recorded) -> Gap:
    customer = recorded.customer.name if recorded.customer is not None else recorded.sla.name
    said = f"nothing was measured of `{recorded.promise.name}` for `{customer}`"
    return Gap(MISSING_NUMBERS, said, recorded.promise.origin, "promised here")


# --- numbers as text -----------------------------------------------------------


def _near(value: Fraction) -> Fraction:
    """A number of slices without the noise of sums."""
    whole = Fraction(round(value))
    return whole if abs(value - whole) <= _WHOLE else value


def _plain(value: Fraction) -> str:
    """All digits of a number that ends; those of a server's do. Others to fifteen."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if Fraction(exact) != value:
            context.prec = _DIGITS
            exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(share: Fraction) -> str:
    with localcontext() as context:
        context.prec = _DIGITS
        return f"{_plain(Fraction(Decimal(share.numerator) / Decimal(share.denominator)) * 100)}%"
