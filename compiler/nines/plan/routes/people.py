"""Who is told: for each team and class of alerts its receivers, with the hours in which each is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.contract.model import AlertClass, Contract, Escalation, Receiver, RouteTo, Schedule, Team
from nines.record import dataclass
from nines.source import Span

__all__ = ["Destination", "People", "always"]


@dataclass(frozen=True, slots=True)
class Destination:
    """A receiver, while one of `active` holds (if there are any) and none of `muted` does."""

    receiver: Receiver
    active: tuple[Schedule, ...]
    muted: tuple[Schedule, ...]
    origins: tuple[Span, ...]


def always(receiver: Receiver, origin: Span) -> Destination:
    """A receiver at all hours."""
    return Destination(receiver, (), (), (origin,))


@dataclass(frozen=True, slots=True)
class People:
    """The teams of a contract, and the one that gets what no team with receivers owns."""

    teams: tuple[Team, ...]
    fallback: Team | None

    @classmethod
    def of(cls, contract: Contract) -> People:
        return cls(contract.teams, contract.fallback)

    def team(self, name: str) -> Team | None:
        """The team of a name, if it says where it is told; else the one that gets what nobody owns."""
        found = next((team for team in self.teams if team.name == name), None)
        return found if found is not None and found.routes else self.fallback

    def escalated(self, owner: Team, stage: str) -> tuple[Team, Escalation] | None:
        """Whom a second stage (`2`, then `3`) of a team's alerts is for, and the statement that says so."""
        steps = sorted(owner.escalations, key=lambda step: step.after.milliseconds)
        if not stage.isdecimal() or not 2 <= int(stage) < 2 + len(steps):
            return None
        step = steps[int(stage) - 2]
        team = self.team(step.team)
        return None if team is None else (team, step)

    def destinations(self, team: Team, alert_class: AlertClass) -> tuple[Destination, ...]:
        """Where a class of a team's alerts goes.

        A line without `during` has the hours that no other line of its class has. A class that is not mentioned goes
        where the other goes, at all hours.
        """
        own = tuple(route for route in team.routes if route.alert_class is alert_class)
        if not own:
            return tuple(_merged(always(route.receiver, route.origin) for route in team.routes))
        timed = tuple(_schedules(own))
        return tuple(
            _merged(
                Destination(route.receiver, (route.schedule,), (), (route.origin,))
                if route.schedule is not None
                else Destination(route.receiver, (), timed, (route.origin,))
                for route in own
            )
        )


def _schedules(routes: Iterable[RouteTo]) -> Iterator[Schedule]:
    yield from dict.fromkeys(route.schedule for route in routes if route.schedule is not None)


def _merged(destinations: Iterable[Destination]) -> Iterator[Destination]:
    """One destination for each receiver where its lines come to that: hours of several lines add up."""
    by_receiver: dict[str, list[Destination]] = {}
    for place in destinations:
        by_receiver.setdefault(place.receiver.name, []).append(place)
    for places in by_receiver.values():
        receiver = places[0].receiver
        origins = tuple(origin for place in places for origin in place.origins)
        active = tuple(dict.fromkeys(schedule for place in places for schedule in place.active))
        rest = [place for place in places if not place.active]
        muted = tuple(schedule for place in rest[:1] for schedule in place.muted if schedule not in active)
        if not rest:
            yield Destination(receiver, active, (), origins)
        elif not muted or not active:
            yield Destination(receiver, (), muted, origins)
        else:
            yield Destination(receiver, active, (), origins)
            yield Destination(receiver, (), rest[0].muted, origins)
