"""A team has a receiver for each class of alerts that it gets, at all hours."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import AlertClass, Objective
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import people as said

_PAGER = 'receiver pager pagerduty {\n  key file "/etc/alertmanager/secrets/pager"\n}\n'
_OWNED = examples.slo("slo requests 99.9% over 30d\n").replace("  sli", "  owner payments\n\n  sli", 1)

PAGE = Page(
    Code("N0508", "no-route", Severity.WARNING, "a team gets alerts for which it names no receiver"),
    why="""\
`page to` and `ticket to` say which receiver tells a team of alerts of that class. Without the line such an alert of
what the team owns reaches nobody. Pages that have a receiver only during some hours reach nobody at the others; tickets
may wait.""",
    bad='team payments "Payments" {\n  ticket to pager\n}\n' + _PAGER + _OWNED,
    good='team payments "Payments" {\n  page   to pager\n  ticket to pager\n}\n' + _PAGER + _OWNED,
)


def check(context: Context) -> Iterator[Diagnostic]:
    owned: dict[str, list[Objective]] = {}
    for holder in context.holders:
        if holder.owner is not None:
            owned.setdefault(holder.owner.name, []).extend(holder.objectives)
    for team in context.contract.teams:
        statement = context.statement(team.origin)
        if not isinstance(statement, said.Team) or context.is_broken(statement.span):
            continue
        for alert_class in (AlertClass.PAGE, AlertClass.TICKET):
            objective = next((one for one in owned.get(team.name, []) if _tells(one, alert_class)), None)
            if objective is not None:
                every = context.within(statement, said.RouteTo)
                routes = [route for route in every if route.class_.value == alert_class]
                yield from _judged(statement, routes, alert_class, objective)


def _tells(objective: Objective, alert_class: AlertClass) -> bool:
    """Whether it has alerts of a class that go to the owner's receiver."""
    alerts = (*objective.alerts.burns, *objective.alerts.others)
    return any(alert.alert_class is alert_class and alert.style.receiver is None for alert in alerts)


def _judged(
    team: said.Team, routes: list[said.RouteTo], alert_class: AlertClass, objective: Objective
) -> Iterator[Diagnostic]:
    """By what is written: a receiver that could not be found is another matter."""
    word, name = alert_class.value, team.name.value
    others = [Label(objective.target_origin, f"a {word} of `{objective.id}` would reach nobody")]
    if not routes:
        yield found(
            PAGE,
            f"the team `{name}` gets {word}s, but names no receiver for them",
            team.name.span,
            f"no `{word} to`",
            others=others,
            helps=[f"add `{word} to ...` with a receiver"],
        )
    elif alert_class is AlertClass.PAGE and all(route.schedule is not None for route in routes):
        hours = " and ".join(dict.fromkeys(f"`{route.schedule.value}`" for route in routes if route.schedule))
        yield found(
            PAGE,
            f"pages to the team `{name}` reach somebody only during {hours}",
            routes[0].span,
            "and nobody at other hours",
            others=others,
            helps=["add a line `page to ...` without `during`, for all other hours"],
        )
