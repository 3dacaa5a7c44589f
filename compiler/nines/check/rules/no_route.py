"""A team has a receiver for each class of alerts that it gets, at all hours."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import AlertClass, Objective, Team
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.statements import people as said

_PAGER = 'receiver pager pagerduty {\n  key file "/etc/alertmanager/secrets/pager"\n}\n'
_OWNED = examples.slo("slo requests 99.9% over 30d\n").replace("  sli", "  owner payments\n\n  sli", 1)

PAGE = Page(
    Code("N0508", "no-route", Severity.WARNING, "a team gets alerts for which it names no receiver"),
    why="""\
`page to` and `ticket to` say which receiver tells a team of alerts of that class. Without the line such an alert goes
where the team's other alerts go, at all hours: pages to a chat that nobody reads at night, tickets to a pager that
wakes people. A team without any receiver leaves its alerts to the first team that has some. Pages that have a receiver
only during some hours reach nobody at the others; tickets may wait.""",
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
        if not isinstance(statement, said.Team) or context.is_unsure(statement):
            continue
        if len(context.within(statement, said.RouteTo)) > len(team.routes):
            continue  # a receiver could not be found, which is another matter
        for alert_class in (AlertClass.PAGE, AlertClass.TICKET):
            objective = next((one for one in owned.get(team.name, []) if _tells(one, alert_class)), None)
            if objective is not None:
                yield from _judged(context, team, statement, alert_class, objective)


def _tells(objective: Objective, alert_class: AlertClass) -> bool:
    """Whether it has alerts of a class that go to the owner's receiver."""
    alerts = (*objective.alerts.burns, *objective.alerts.others)
    return any(alert.alert_class is alert_class and alert.style.receiver is None for alert in alerts)


def _judged(
    context: Context, team: Team, statement: said.Team, alert_class: AlertClass, objective: Objective
) -> Iterator[Diagnostic]:
    word = alert_class.value
    routes = [route for route in team.routes if route.alert_class is alert_class]
    others = [Label(objective.target_origin, f"`{objective.id}` has {word}s")]
    if not routes:
        yield found(
            PAGE,
            f"the team `{team.name}` gets {word}s, but names no receiver for them",
            statement.name.span,
            _instead(context, team, word),
            others=others,
            helps=[f"add `{word} to ...` with a receiver"],
        )
    elif alert_class is AlertClass.PAGE and all(route.schedule is not None for route in routes):
        hours = " and ".join(dict.fromkeys(f"`{route.schedule.name}`" for route in routes if route.schedule))
        yield found(
            PAGE,
            f"pages to the team `{team.name}` reach somebody only during {hours}",
            routes[0].origin,
            "and nobody at other hours",
            others=others,
            helps=["add a line `page to ...` without `during`, for all other hours"],
        )


def _instead(context: Context, team: Team, word: str) -> str:
    """Where alerts of a class go that the team names no receiver for."""
    if team.routes:
        other = "ticket" if word == "page" else "page"
        receivers = listing(list(dict.fromkeys(route.receiver.name for route in team.routes)), joint="and")
        return f"they go where its {other}s go: to {receivers}, at all hours"
    fallback = context.contract.fallback
    return "nobody is told" if fallback is None else f"they go to `{fallback.name}`, the first team with receivers"
