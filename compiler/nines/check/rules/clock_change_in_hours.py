"""Hours that routes go by begin and end when the clock shows a time once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import PAGER, SHOP, routed_hours
from nines.check.rule import found
from nines.contract.model import Schedule
from nines.contract.settings import heading
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.values.wallclock import Difference, OtherZone, clock_change_difference

_TEAM = "team payments {\n  page   to pager\n  ticket to pager during office\n}\n"
_OFFICE = "schedule office {{\n  every day from {start} to 06:00 in Europe/Berlin\n}}\n"

PAGE = Page(
    Code("N0808", "clock-change-in-hours", Severity.WARNING, "hours begin or end as the clock is set back"),
    why="""\
When the clock is set back it shows an hour twice. A schedule that begins in that hour begins at its first showing and
one that ends in it ends at the second; Alertmanager goes by the clock alone, so that on such a day some minutes of the
hour are wrong in its routes. Hours that begin and end outside it are exact.""",
    bad=_OFFICE.format(start="02:30") + PAGER + _TEAM + SHOP,
    good=_OFFICE.format(start="03:00") + PAGER + _TEAM + SHOP,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for schedule, hours in routed_hours(context):
        if schedule.hours is None or isinstance(hours, OtherZone):
            continue
        wrong = clock_change_difference(schedule.hours, hours)
        if wrong is not None:
            yield _finding(schedule, wrong)


def _finding(schedule: Schedule, wrong: Difference) -> Diagnostic:
    local = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=wrong.zone.local(wrong.start))  # noqa: DTZ001
    minutes = f"{wrong.minutes} minutes"
    return found(
        PAGE,
        f"`{schedule.name}` begins or ends in an hour that the clock of {wrong.zone.name} shows twice",
        heading(schedule.origin),
        "routes go by this schedule",
        notes=[f"on {local:%Y-%m-%d} its routes are wrong for {minutes} from {local:%H:%M} on, and so each year"],
        helps=["begin and end before or after that hour"],
    )
