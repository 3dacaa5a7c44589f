"""What an example assumes to have been observed: `downtime 3h in 30d`, `30 bad of 1_000`, `measured 250ms`."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Promise
from nines.late import late_pattern
from nines.record import dataclass, replace
from nines.settle.watched import measure_key
from nines.values.literals import parse
from nines.values.model import Duration, FineDuration, Number, Quantity
from nines.values.units import base_value, comparable

__all__ = ["PARTS", "Supposed", "Unclear", "measured", "supposed"]

PARTS = late_pattern(r"\s*,\s*|\s+and\s+")
_FORM = "write `downtime 3h in 30d expect reach 99.583%`, `30 bad of 1_000 expect reach 97%, credit 10%`"
_BAD = late_pattern(r"(\S+) bad of (\S+)")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A part of an example that cannot be computed, and why."""

    part: str
    why: str
    help: str = _FORM


@dataclass(frozen=True, slots=True)
class Supposed:
    """What an example assumes. Times in seconds."""

    downtime: Fraction | None = None
    length: Fraction | None = None
    outages: Fraction | None = None
    bad_slices: Fraction | None = None
    late: Fraction | None = None
    bad: Fraction | None = None
    total: Fraction | None = None
    value: Quantity | None = None


def supposed(text: str) -> Supposed | Unclear:
    """All that stands before `expect`."""
    found = Supposed()
    for part in PARTS.split(text):
        what, word, period = part.rpartition(" in ")
        length = parse(period) if word else None
        if word and not isinstance(length, Duration):
            return Unclear(part, f"`{period}` is no length of a period")
        if isinstance(length, Duration):
            found = replace(found, length=length.seconds)
        seen = _with(found, what if word else part)
        if isinstance(seen, Unclear):
            return seen
        found = seen
    return found


def _with(found: Supposed, what: str) -> Supposed | Unclear:
    match = _BAD.fullmatch(what)
    if match is not None:
        bad, total = (_number(text) for text in match.groups())
        if bad is None or total is None or bad > total or total <= 0:
            return Unclear(what, "so many cannot be bad of so many")
        return replace(found, bad=bad, total=total)
    name, _, text = what.rpartition(" ")
    value, number = parse(text), _number(text)
    match name:
        case "downtime" if isinstance(value, Duration | FineDuration):
            return replace(found, downtime=value.seconds)
        case "outage" if isinstance(value, Duration | FineDuration):
            return replace(found, downtime=value.seconds, outages=Fraction(1))
        case "outages" if number is not None:
            return replace(found, outages=number)
        case "bad slices" if number is not None:
            return replace(found, bad_slices=number)
        case "late tickets" if number is not None:
            return replace(found, late=number)
        case "measured" | "value" if isinstance(value, Quantity):
            return replace(found, value=value)
        case _:
            return Unclear(what, "this is nothing that can be observed")


def _number(text: str) -> Fraction | None:
    value = parse(text)
    return value.value if isinstance(value, Number) and value.value >= 0 else None


Found = tuple[Fraction, Fraction | None, Fraction | None]


def measured(observed: Supposed, promise: Promise) -> Found | str:
    """The value, the downtime and the bad slices that follow from an observation, or what it lacks."""
    key = measure_key(promise)
    if observed.value is not None:
        if not comparable(observed.value, promise.comparison.value.value):
            return f"what is measured is no value of `{promise.name}`"
        return base_value(observed.value), None, None
    if observed.bad is not None and observed.total is not None:
        if not key.startswith("share"):
            return f"`{promise.name}` is measured as {key}, and no share of good ones"
        bad = observed.bad if key == "share of good slices" else None
        return 1 - observed.bad / observed.total, None, bad
    plain = {"outages": observed.outages, "bad slices": observed.bad_slices, "downtime": observed.downtime}.get(key)
    if plain is not None:
        return plain, None, None
    down, length, step = observed.downtime, observed.length, _step(promise)
    if key in ("share of good time", "share of good slices", "mean of slice ratios") and length is None:
        return "in how long a period is not said, and periods differ: write `in 30d`"
    if key == "share of good time" and down is not None and length:
        return 1 - down / length, down, None
    if key in ("share of good slices", "mean of slice ratios") and step and length:
        slices = observed.bad_slices
        if slices is None and down is not None:
            slices = Fraction(-(-down // step)) if key == "share of good slices" else down / step
        if slices is not None:
            return 1 - slices * step / length, slices * step, slices
    return f"what `{promise.name}` comes to does not follow: it is measured as {key or 'nothing that is said'}"


def _step(promise: Promise) -> Fraction | None:
    slices = promise.indicator.slices if promise.indicator is not None else None
    length = promise.slice.length.value if promise.slice is not None else slices.length if slices is not None else None
    return length.seconds if length is not None else None
