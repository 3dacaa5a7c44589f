"""Teams and receivers: what is theirs, what reaches them, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.contract.model import AlertClass, Receiver, Team
from nines.explain.known import Known
from nines.explain.model import Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.explain.telling import Firing, firings, hours_of, receiver_name, routes_to, timing_words
from nines.explain.words import listed
from nines.plan import names
from nines.values.text import literal

__all__ = ["explain_people"]

_MOST = 6
"""Of so many things all are named."""


def explain_people(item: Team | Receiver, known: Known) -> Explanation:
    return _team(item, known) if isinstance(item, Team) else _receiver(item, known)


# --- teams ------------------------------------------------------------------------


def _team(team: Team, known: Known) -> Explanation:
    sections = [Section("How it is told", (Facts(tuple(_routes(team))),))]
    owned = tuple(_owned(team, known))
    if owned:
        sections.append(Section("What it owns", (Facts(owned),)))
    reached = [
        firing
        for firing in firings(known)
        if firing.alert.label(names.TEAM) == team.name and firing.rule.alert_class is not AlertClass.NOTE
    ]
    sections.append(_reached(reached, known, frozenset(each.name for each in known.contract.receivers)))
    return Explanation("team", team.name, team.title or "", team.origin, tuple(sections))


def _routes(team: Team) -> Iterator[Fact]:
    if team.description:
        yield Fact("says", " ".join(team.description.split()))
    for route in team.routes:
        when = f" during {route.schedule.title or route.schedule.name}" if route.schedule is not None else ""
        kind = f"{route.receiver.name} ({route.receiver.kind})"
        yield Fact(f"{route.alert_class.value}s", f"to {kind}{when}", route.origin)
    for step in team.escalations:
        yield Fact("then", f"to team {step.team}, of what has fired for {literal(step.after)}", step.origin)
    if not team.routes:
        yield Fact("told", "nowhere: the first team that says where it is told stands in for it")


def _owned(team: Team, known: Known) -> Iterator[Fact]:
    for service in known.contract.services:
        if service.owner is not None and service.owner.name == team.name:
            tier = f", tier {service.tier}" if service.tier is not None else ""
            yield Fact("service", f"{service.name}: {service.title}{tier}", service.origin)
    for journey in known.contract.journeys:
        if journey.owner is not None and journey.owner.name == team.name:
            yield Fact("journey", f"{journey.name}: {journey.title}", journey.origin)


# --- receivers --------------------------------------------------------------------


def _receiver(receiver: Receiver, known: Known) -> Explanation:
    routes = known.planned.routes
    sections = [Section("", (Facts(tuple(_settings(receiver, known))),))]
    if routes is not None:
        reached = [
            firing
            for firing in firings(known)
            if any(receiver_name(route.receiver, routes) == receiver.name for route in routes_to(firing.alert, routes))
        ]
        sections.append(_reached(reached, known, frozenset({receiver.name})))
    return Explanation("receiver", receiver.name, receiver.title or "", receiver.origin, tuple(sections))


def _settings(receiver: Receiver, known: Known) -> Iterator[Fact]:
    yield Fact("kind", receiver.kind)
    for file in receiver.files:
        yield Fact(file.name, f"in {file.value}, which Alertmanager reads", file.origin)
    for option in (*receiver.literals, *receiver.options):
        yield Fact(option.name, option.value, option.origin)
    yield Fact("resolved", "told too" if receiver.send_resolved else "not told")
    teams = [
        team.name for team in known.contract.teams if any(route.receiver.name == receiver.name for route in team.routes)
    ]
    if teams:
        yield Fact("used by", f"team{'s' if len(teams) > 1 else ''} {listed(teams)}")
    beat = known.contract.project.heartbeat
    if beat is not None and beat.name == receiver.name:
        yield Fact("used by", "the heartbeat: its silence says that nothing can be told")


# --- what reaches them --------------------------------------------------------------


def _reached(reached: list[Firing], known: Known, receivers: frozenset[str]) -> Section:
    """Alerts that are alike in all but what they are of, a row for each kind; told by some `receivers`."""
    if not reached:
        return Section("What it is told of", (Prose("No alert reaches it."),))
    alike: dict[tuple[str, str], list[str]] = {}
    for firing in reached:
        key = (f"{firing.rule.alert_class.value} {firing.name}", _where(firing, known, receivers))
        alike.setdefault(key, []).append(firing.member.of or known.contract.project.bundle)
    rows = tuple(Row((name, _some(of), where)) for (name, where), of in alike.items())
    columns = (Column("alert"), Column("of"), Column("told"))
    return Section(f"What it is told of: {len(reached):,} alerts", (Table(columns, rows),))


def _some(of: Iterable[str]) -> str:
    """All names, or the first and how many more there are."""
    found = list(dict.fromkeys(of))
    return listed(found if len(found) <= _MOST + 1 else [*found[:_MOST], f"{len(found) - _MOST} more"])


def _where(firing: Firing, known: Known, receivers: frozenset[str]) -> str:
    """`shop-chat during Business hours, after 5m`."""
    routes = known.planned.routes
    if routes is None:
        return "nobody"
    places = [
        f"{name} {hours_of(route, routes) or 'at all hours'}, {timing_words(route).split(';')[0]}"
        for route in routes_to(firing.alert, routes)
        if (name := receiver_name(route.receiver, routes)) in receivers
    ]
    return listed(dict.fromkeys(places)) or "nobody"
