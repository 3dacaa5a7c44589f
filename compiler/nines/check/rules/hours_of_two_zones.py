"""Hours that routes go by can be said by the clock of one zone."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import PAGER, SHOP, routed_hours
from nines.check.rule import found
from nines.contract.settings import heading
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.values.wallclock import OtherZone

_TEAM = "team payments {\n  page   to pager\n  ticket to pager during office\n}\n"
_OFFICE = "schedule office {\n  every  mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except lunch\n}\n"
_LUNCH = "schedule lunch {{\n  every day from {span}\n}}\n"

PAGE = Page(
    Code("N0806", "hours-of-two-zones", Severity.ERROR, "hours are taken out of hours of another zone"),
    why="""\
Alertmanager adds up hours of several zones, but cannot take hours of one zone out of hours of another. Write both in
the same zone.""",
    bad=_OFFICE + _LUNCH.format(span="11:00 to 12:00 in UTC") + PAGER + _TEAM + SHOP,
    good=_OFFICE + _LUNCH.format(span="12:00 to 13:00 in Europe/Berlin") + PAGER + _TEAM + SHOP,
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for schedule, hours in routed_hours(context):
        if isinstance(hours, OtherZone):
            yield found(
                PAGE,
                f"`{schedule.name}` takes hours of {hours.excepted.name} out of hours of {hours.zone.name}",
                heading(schedule.origin),
                "routes go by this schedule",
                helps=[f"write the hours that are taken out `in {hours.zone.name}`"],
            )
