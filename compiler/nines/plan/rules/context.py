"""What all rules of a bundle share: its series, its labels, the server that evaluates them, and the years ahead."""

from __future__ import annotations

from nines.contract.model import (
    BlockWindow,
    CalendarWindow,
    Contract,
    Indicator,
    Journey,
    Link,
    Objective,
    RollingWindow,
    Service,
    Setting,
    Team,
    Window,
)
from nines.contract.windows import nominal
from nines.plan import names
from nines.plan.model import Labels
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher, Selector, Subquery
from nines.record import dataclass, field
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = [
    "IDENTITY",
    "SLOW",
    "Context",
    "Holder",
    "holder_of",
    "nominal_length",
    "window_label",
]

SLOW = 900_000
"""How often the old hours of long windows are added up: they change once an hour."""

IDENTITY = (names.BUNDLE, names.SERVICE, names.INDICATOR, names.OBJECTIVE_LABEL)
"""What an objective is known by, its groups apart."""

PROMISE_IDENTITY = (names.BUNDLE, names.SLA, names.CUSTOMER, names.PROMISE, names.SERVICE, names.INDICATOR)
"""What a promise is known by, its groups apart."""

OLDEST_LEFT_OPEN = (3,)


@dataclass(slots=True)
class Context:
    """The contract whose rules are made, and what they may use.

    `bases` are the base ranges of the services planned so far, by name, in milliseconds; `identities` the labels of
    the objectives asked for so far, by the objective's own number.
    """

    contract: Contract
    bases: dict[str, int] = field(default_factory=dict)
    identities: dict[int, Labels] = field(default_factory=dict)

    @property
    def bundle(self) -> str:
        return self.contract.project.bundle

    @property
    def evaluate(self) -> int:
        """Milliseconds between evaluations of what pages."""
        return self.contract.project.evaluate.milliseconds

    @property
    def closed(self) -> bool:
        """Whether ranges include their start: Prometheus before 3.0 (RULES-CALENDAR.md, E)."""
        engine = self.contract.project.engine
        return engine.name == "prometheus" and engine.version.parts < OLDEST_LEFT_OPEN

    def select(self, series: names.Series, *matchers: Matcher) -> Selector:
        """The bundle's series of a kind."""
        return q.selector(series.name, q.equal(names.BUNDLE, self.bundle), *matchers)

    def steps(self, expression: Expression, length: int, step: int) -> Subquery:
        """`expression[length:step]` with exactly `length / step` steps, whether ranges include their start or not."""
        return Subquery(expression, self.whole(length), step)

    def whole(self, length: int) -> int:
        """A range that does not include its start, whatever the server thinks of it."""
        return length - 1 if self.closed else length


@dataclass(frozen=True, slots=True)
class Holder:
    """What has objectives and a rule file of its own: a service or a journey."""

    name: str
    title: str
    journey: bool
    owner: Team | None
    tier: int | None
    links: tuple[Link, ...]
    first: str | None
    depends_on: tuple[str, ...]
    labels: tuple[Setting, ...]
    scrape: int
    indicators: tuple[Indicator, ...]
    objectives: tuple[Objective, ...]
    origin: Span

    @property
    def groups(self) -> tuple[str, ...]:
        """All labels by which any of its objectives is judged."""
        return tuple(sorted({label for objective in self.objectives for label in objective.each}))

    def link(self, kind: str) -> str | None:
        return next((link.address for link in self.links if link.kind == kind), None)

    @property
    def matcher(self) -> Matcher:
        return q.equal(names.SERVICE, self.name)


def holder_of(found: Service | Journey, scrape: int) -> Holder:
    journey = isinstance(found, Journey)
    return Holder(
        name=found.name,
        title=found.title,
        journey=journey,
        owner=found.owner,
        tier=found.tier,
        links=found.links,
        first=found.first if isinstance(found, Service) else None,
        depends_on=found.depends_on if isinstance(found, Service) else (),
        labels=found.labels if isinstance(found, Service) else (),
        scrape=found.scrape.milliseconds if isinstance(found, Service) else scrape,
        indicators=(found.indicator,) if isinstance(found, Journey) else found.indicators,
        objectives=found.objectives,
        origin=found.origin,
    )


def window_label(window: Window) -> str:
    """The value of the label `window`: `30d`, `month`, `block`."""
    match window:
        case RollingWindow(length):
            return prometheus_duration(length.milliseconds)
        case CalendarWindow(unit):
            return unit
        case BlockWindow():
            return "block"


def nominal_length(window: Window) -> int:
    """Milliseconds over which a window's budget is shared out."""
    return nominal(window).milliseconds
