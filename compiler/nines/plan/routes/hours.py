"""Time intervals from schedules. The checker has refused hours that Alertmanager cannot keep."""

from __future__ import annotations

from nines.contract.model import Schedule
from nines.plan.routes.model import TimeInterval
from nines.values.wallclock import OtherZone, wall_clock

__all__ = ["interval"]


def interval(schedule: Schedule, name: str) -> TimeInterval | None:
    """The interval of a schedule; None for one without hours of its own."""
    hours = wall_clock(schedule.hours) if schedule.hours is not None else ()
    if isinstance(hours, OtherZone) or not any(part.boxes for part in hours):
        return None
    return TimeInterval(name, schedule.name, f"{schedule.title or schedule.name}.", hours, schedule.origin)
