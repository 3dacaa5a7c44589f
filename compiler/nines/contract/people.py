"""Builds receivers and teams, and finds schedules and maintenance."""

from __future__ import annotations

from collections.abc import Iterable

from nines.contract.context import Builder, description
from nines.contract.model import (
    AlertClass,
    Escalation,
    Maintenance,
    Phone,
    Provider,
    Receiver,
    RouteTo,
    Schedule,
    Setting,
    Team,
)
from nines.language.nodes import At
from nines.language.statements import people as said
from nines.language.statements import time as hours_said
from nines.language.statements.common import Description
from nines.program.blueprints import layers_of
from nines.source import Source

__all__ = ["hours", "phones", "provider", "receiver", "schedule", "team"]


def provider(builder: Builder, node: said.Provider) -> Provider:
    def address(kind: type[said.Website] | type[said.StatusPage] | type[said.Mail]) -> str | None:
        found = node.body.last(kind)
        return found.address.value if found else None

    law = node.body.last(said.Law)
    prose = node.body.last(Description)
    return Provider(
        title=node.title.value,
        website=address(said.Website),
        status_page=address(said.StatusPage),
        mail=address(said.Mail),
        law=law.place.value if law else None,
        description=prose.text.value if prose else "",
        origin=node.span,
        phones=phones(node.body.all(said.Phone)),
        logo=_logo(builder, node),
    )


def _logo(builder: Builder, node: said.Provider) -> Source | None:
    """The picture of its mark; None for one that cannot be drawn, which the checker says."""
    said_logo = node.body.last(said.Logo)
    if said_logo is None:
        return None
    from nines.contract.logo import logo_file, trouble_of  # few projects have one

    source = builder.program.guests.get(logo_file(said_logo))
    return source if source is not None and not trouble_of(source.text) else None


def phones(lines: Iterable[said.Phone]) -> tuple[Phone, ...]:
    return tuple(Phone(line.number.value, line.who.value if line.who is not None else "", line.span) for line in lines)


def receiver(builder: Builder, name: At[str]) -> Receiver | None:
    """The receiver of a name; None if there is none, which is reported."""
    found = builder.scope.find("receiver", name)
    if found is None or not isinstance(found.statement, said.Receiver):
        return None
    if name.value not in builder.receivers:
        builder.receivers[name.value] = receiver_of(found.statement)
    return builder.receivers[name.value]


def receiver_of(node: said.Receiver) -> Receiver:
    body = node.body
    resolved = body.last(said.SendResolved)
    settings = body.all(said.ReceiverOption)
    return Receiver(
        name=node.name.value,
        kind=node.kind.value,
        title=node.title.value if node.title else None,
        files=tuple(Setting(f.what.value, f.path.value, f.path.span) for f in body.all(said.SecretFile)),
        literals=(
            *(Setting(f.what.value, f.value.value, f.value.span) for f in body.all(said.SecretLiteral)),
            *(Setting(o.name.value, o.value.value, o.value.span) for o in settings if o.keyword.text != "option"),
        ),
        options=tuple(
            Setting(o.name.value, o.value.value, o.value.span) for o in settings if o.keyword.text == "option"
        ),
        send_resolved=resolved is None or resolved.value is None or resolved.value.value == "yes",
        origin=node.span,
    )


def team(builder: Builder, name: At[str]) -> Team | None:
    """The team of a name; None if there is none, which is reported."""
    found = builder.scope.find("team", name)
    if found is None or not isinstance(found.statement, said.Team):
        return None
    if name.value not in builder.teams:
        builder.teams[name.value] = team_of(builder, found.statement)
    return builder.teams[name.value]


def team_of(builder: Builder, node: said.Team) -> Team:
    layers = layers_of(node.body, "team", builder.scope)
    routes = []
    for route in layers.every(said.RouteTo):
        target = receiver(builder, route.receiver)
        when = None if route.schedule is None else hours(builder, route.schedule)
        if target is not None:
            alert_class = AlertClass(route.class_.value)
            routes.append(RouteTo(alert_class, target, when if isinstance(when, Schedule) else None, route.span))
    escalations = [
        Escalation(step.team.value, step.delay.value, step.span)
        for step in layers.every(said.Escalate)
        if builder.scope.find("team", step.team) is not None
    ]
    return Team(
        name=node.name.value,
        title=node.title.value if node.title else None,
        description=description(layers),
        routes=tuple(routes),
        escalations=tuple(escalations),
        origin=node.span,
        phones=phones(layers.every(said.Phone)),
    )


def schedule(builder: Builder, name: At[str]) -> Schedule | None:
    """A schedule by its name; a maintenance is none."""
    found = hours(builder, name)
    return found if isinstance(found, Schedule) else None


def hours(builder: Builder, name: At[str]) -> Schedule | Maintenance | None:
    """The schedule or maintenance of a name; None if there is none, which is reported."""
    found = builder.scope.find("hours", name)
    if found is None:
        return None
    node = found.statement
    if isinstance(node, hours_said.Schedule | hours_said.Maintenance):
        from nines.contract.hours import hours_of  # loads zones and calendars

        return hours_of(builder, node)
    return None
