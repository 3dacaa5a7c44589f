"""Time intervals from schedules, with findings about hours that Alertmanager cannot keep exactly."""

from __future__ import annotations

import datetime

from nines.contract.model import Schedule
from nines.diagnostics.model import Report
from nines.plan.routes.codes import CLOCK_CHANGE, NO_HOURS, ZONES_APART
from nines.plan.routes.intervals import Difference, OtherZone, clock_change_difference, wall_clock
from nines.plan.routes.model import TimeInterval
from nines.plan.routes.receivers import heading

__all__ = ["interval"]


def interval(schedule: Schedule, name: str, report: Report) -> TimeInterval | None:
    """The interval of a schedule; None after a finding that stops the build."""
    if schedule.hours is None:
        return None
    hours = wall_clock(schedule.hours)
    if isinstance(hours, OtherZone):
        report.say(
            ZONES_APART,
            f"`{schedule.name}` takes hours of {hours.excepted.name} out of hours of {hours.zone.name}",
            heading(schedule.origin),
            "routes go by this schedule",
            helps=[f"write the hours that are taken out `in {hours.zone.name}`"],
        )
        return None
    if not any(part.boxes for part in hours):
        report.say(
            NO_HOURS,
            f"`{schedule.name}` never holds: nobody would be told anything during it",
            heading(schedule.origin),
            "all of its hours are taken out",
            helps=["leave out less"],
        )
        return None
    wrong = clock_change_difference(schedule.hours, hours)
    if wrong is not None:
        _say_difference(schedule, wrong, report)
    what = f"{schedule.title or schedule.name}."
    return TimeInterval(name, schedule.name, what, hours, schedule.origin)


def _say_difference(schedule: Schedule, wrong: Difference, report: Report) -> None:
    local = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=wrong.zone.local(wrong.start))  # noqa: DTZ001
    wrong_time = f"{wrong.minutes} minutes from {local:%H:%M} on"
    report.say(
        CLOCK_CHANGE,
        f"`{schedule.name}` begins or ends in an hour that the clock of {wrong.zone.name} shows twice",
        heading(schedule.origin),
        notes=[f"on {local:%Y-%m-%d} its routes are wrong for {wrong_time}, and so each year"],
        helps=["begin and end before or after that hour"],
    )
