"""Hours that routes go by come at all."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import PAGER, SHOP, routed_hours
from nines.check.rule import found
from nines.contract.settings import heading
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.values.wallclock import OtherZone

_TEAM = "team payments {\n  page   to pager\n  ticket to pager during sale\n}\n"
_SALE = "schedule sale {{\n  from   2199-11-27 00:00 to {end} 00:00 in UTC\n  except 2199-11-27\n}}\n"

PAGE = Page(
    Code("N0807", "no-hours", Severity.ERROR, "alerts are told only during a schedule that never holds"),
    why="A route that is only open during hours that never come tells nobody anything.",
    bad=_SALE.format(end="2199-11-28") + PAGER + _TEAM + SHOP,
    good=_SALE.format(end="2199-11-29") + PAGER + _TEAM + SHOP,
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for schedule, hours in routed_hours(context):
        if not isinstance(hours, OtherZone) and not any(part.boxes for part in hours):
            yield found(
                PAGE,
                f"`{schedule.name}` never holds: nobody would be told anything during it",
                heading(schedule.origin),
                "all of its hours are taken out",
                helps=["leave out less"],
            )
