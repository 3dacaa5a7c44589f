"""A receiver is told in hours that still come."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.hours import still_comes
from nines.check.routing import spec
from nines.check.rule import found
from nines.contract.model import AlertClass, RouteTo, Team
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_HOURS = "schedule launch {{\n  from {year}-03-01 00:00 to {year}-03-02 00:00 in UTC\n}}\n"
_SLACK = 'url file "/etc/alertmanager/secrets/slack"\n'

PAGE = Page(
    Code("N0670", "never-told", Severity.WARNING, "a receiver is told only in hours that never come"),
    why="""\
What fires outside the hours of a line waits until they begin. Where they are over, or all taken out again, that is for
ever: the route is there, and matches at no time. If it is the only one of its class, nobody hears of these alerts.""",
    bad=spec("slack", _SLACK).replace("ticket to pager", "ticket to pager during launch") + _HOURS.format(year=2020),
    good=spec("slack", _SLACK).replace("ticket to pager", "ticket to pager during launch") + _HOURS.format(year=2199),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for team in context.contract.teams:
        for route in team.routes:
            schedule = route.schedule
            if schedule is None or schedule.hours is None or still_comes(schedule.hours, context.today):
                continue
            nobody = not any(other is not route and _comes(context, other) for other in _same(team, route))
            yield found(
                PAGE,
                f"`{route.receiver.name}` is told of {route.alert_class.value}s only during `{schedule.name}`, "
                "which has no hours to come",
                route.origin,
                "matches at no time",
                notes=[_NOBODY[route.alert_class].format(team=team.name)] if nobody else [],
                helps=[f"add the next hours to `{schedule.name}`, or remove this line"],
            )


_NOBODY = {
    AlertClass.PAGE: "nobody is woken by what pages `{team}`",
    AlertClass.TICKET: "nobody hears of tickets for `{team}`",
    AlertClass.NOTE: "nobody hears of notes for `{team}`",
}


def _same(team: Team, route: RouteTo) -> list[RouteTo]:
    return [other for other in team.routes if other.alert_class is route.alert_class]


def _comes(context: Context, route: RouteTo) -> bool:
    schedule = route.schedule
    return schedule is None or schedule.hours is None or still_comes(schedule.hours, context.today)
