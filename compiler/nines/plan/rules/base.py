"""The base range: over how long a pair is measured, so that everything longer adds up from it."""

from __future__ import annotations

from nines.contract.model import BlockWindow, CalendarWindow, Composite, Indicator
from nines.diagnostics.suggest import listing
from nines.plan.rules.calendar import tile_of
from nines.plan.rules.codes import NO_BASE
from nines.plan.rules.context import Context, Holder
from nines.values.text import prometheus_duration

__all__ = ["base_range", "tile_length"]

SCRAPES = 4
"""Scrapes in a base range: fewer see nothing when one is late, more smear the edges of incidents (RULES.md, 2)."""


def tile_length(holder: Holder) -> int:
    """Milliseconds of the tile that all its calendar windows and blocks begin and end with."""
    windows = [objective.window for objective in holder.objectives]
    return tile_of(window for window in windows if isinstance(window, CalendarWindow | BlockWindow))


def base_range(context: Context, holder: Holder, tile: int) -> int:
    """Milliseconds: at least four scrapes, whole evaluations, a divisor of the tile and of every slice.

    The largest that divides the tile at all, after a finding, where there is none.
    """
    slices = sorted({length for indicator in holder.indicators for length in slice_lengths(indicator)})
    fitting = [
        size
        for size in range(context.evaluate, tile + 1, context.evaluate)
        if size >= SCRAPES * holder.scrape and tile % size == 0
    ]
    for size in fitting:
        if all(length % size == 0 or size % length == 0 for length in slices):
            return size
    _say(context, holder, tile, slices)
    return fitting[0] if fitting else tile


def slice_lengths(indicator: Indicator) -> tuple[int, ...]:
    if isinstance(indicator.measurement, Composite):
        return (indicator.measurement.slice.milliseconds,) if indicator.measurement.slice is not None else ()
    return (indicator.slices.length.milliseconds,) if indicator.slices is not None else ()


def _say(context: Context, holder: Holder, tile: int, slices: list[int]) -> None:
    needs = [
        f"at least four scrapes of {prometheus_duration(holder.scrape)}",
        f"a whole number of evaluations of {prometheus_duration(context.evaluate)}",
        f"a divisor of {prometheus_duration(tile)}",
        *(f"a divisor or a multiple of the slice of {prometheus_duration(length)}" for length in slices),
    ]
    context.report.say(
        NO_BASE,
        f"nothing of `{holder.name}` can be added up exactly: no range fits its intervals",
        holder.origin,
        notes=[f"the base range would have to be {listing(needs, joint='and')}"],
        helps=["evaluate every 15s, 20s, 30s or 1m, and take slices of 1m or 5m"],
    )
