"""An old name is said as long as something recorded under it is still looked back on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context, Placed
from nines.check.rule import found
from nines.contract.model import BlockWindow, CalendarWindow, RollingWindow, Window
from nines.contract.windows import period_window
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import service as said

_DAY = 86_400_000
_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}

_REST = "sli requests {\n  bad http_errors_total{}\n  of  http_requests_total{}\n}\nslo requests 99.9% over 30d\n"

PAGE = Page(
    Code("N0617", "old-name-over", Severity.NOTE, "nothing looks back on what was recorded under an old name"),
    why="""\
After a renaming the rules read what was recorded under the old name as well, so that windows and budgets go on. Once
the longest of them has passed since the day of the renaming, `was` only makes the rules longer. `until` says that day,
so that the compiler can tell.""",
    bad=examples.service("was orders until 2020-03-01\n" + _REST),
    good=examples.service("was orders until 2199-03-01\n" + _REST),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(said.Was):
        until, name = placed.node.until, placed.node.name.value
        days = _longest(context, placed)
        if until is None:
            yield found(
                PAGE,
                f"`was {name}` does not say until when, so nobody is told when it can be left out",
                placed.node.head,
                notes=[f"windows of what it stands in look back {days} days"],
                helps=[f"write the day of the renaming: `was {name} until {context.today.isoformat()}`"],
            )
        elif until.value.day + datetime.timedelta(days + 1) <= context.today:
            yield found(
                PAGE,
                f"nothing looks back on `{name}` any more",
                placed.node.head,
                f"renamed on {until.value.day.isoformat()}",
                notes=[f"windows of what it stands in look back {days} days"],
                helps=["leave it out: the rules get shorter, and nothing is lost"],
                fixes=[Fix("leave it out", (Edit(placed.node.span, ""),))],
            )


def _longest(context: Context, placed: Placed[said.Was]) -> int:
    """Days that rules of the service or journey around a statement look back."""
    holder = placed.inside(said.Service) or placed.inside(said.Journey)
    name = holder.name.value if holder is not None else ""
    windows = [objective.window for objective in context.contract.objectives if objective.service == name]
    agreements = [
        *(sla.agreement for sla in context.contract.slas),
        *(customer.agreement for customer in context.contract.customers),
    ]
    for agreement in agreements:
        promised = [one.indicator for one in agreement.promises if one.indicator is not None]
        window = period_window(agreement)
        if window is not None and any(indicator.service == name for indicator in promised):
            windows.append(window)
    return max((_days(window) for window in windows), default=1)


def _days(window: Window) -> int:
    """Of calendar windows and blocks the one before is looked at too."""
    match window:
        case RollingWindow(length):
            return -(-length.milliseconds // _DAY)
        case BlockWindow(length):
            return -(-2 * length.milliseconds // _DAY)
        case CalendarWindow(unit):
            return 2 * _DAYS[unit]
