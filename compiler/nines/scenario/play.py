"""A test as curves over time: how much traffic there is, and what share of it is bad, for each indicator."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import (
    Composite,
    Events,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Probe,
    RatioOf,
    Samples,
    Scenario,
    Step,
    StepKind,
)
from nines.contract.recorded import TENANT
from nines.record import dataclass
from nines.scenario.clock import Clock
from nines.scenario.curves import Curve
from nines.scenario.series import Grid

__all__ = ["Play", "Tenant", "begins", "ends", "first_step", "is_touched"]

_ALWAYS = Fraction(10)
"""Events a second in a test that says nothing of traffic."""
_TROUBLE = (StepKind.FAIL, StepKind.SLOW, StepKind.STOP, StepKind.GAP, StepKind.LEVEL)


@dataclass(frozen=True, slots=True)
class Tenant:
    """Traffic of one value of a label, or (with no label) of nobody in particular."""

    label: str
    value: str
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Play:
    """A scenario, and the clock and the length by which it is played.

    Samples are taken every `step` milliseconds, rules evaluated `every` so many; it lasts `length` of them.
    `tenant` is whose traffic it is where a test does not say: the customer's whose promise is looked at.
    """

    scenario: Scenario
    clock: Clock
    step: int
    every: int
    length: int
    tenant: str | None = None

    @property
    def total(self) -> int:
        """Milliseconds that promtool sees."""
        return self.clock.lead + self.length

    def moment(self, at: int) -> int:
        """Milliseconds since promtool's 0, of milliseconds since the test's."""
        return self.clock.lead + at

    @property
    def tenants(self) -> tuple[Tenant, ...]:
        said = tuple(Tenant(t.label or "", t.value or "", t.rate.per_second) for t in self.scenario.traffic)
        return said or (Tenant("", "", _ALWAYS),)

    @property
    def grid(self) -> Grid:
        steps = self.scenario.steps
        gaps = tuple(self._span(step) for step in steps if step.kind is StepKind.GAP)
        resets = tuple(self.moment(step.at.milliseconds) for step in steps if step.kind is StepKind.RESTART)
        return Grid(self.step, self.total // self.step, gaps, resets)

    @property
    def deploys(self) -> tuple[int, ...]:
        steps = self.scenario.steps
        return tuple(self.moment(step.at.milliseconds) for step in steps if step.kind is StepKind.DEPLOY)

    def traffic(self, tenant: Tenant) -> Curve:
        """Events a second. `at ... traffic` is shared out as the traffic was."""
        curve = Curve.steady(tenant.rate)
        whole = sum((each.rate for each in self.tenants), Fraction(0))
        for step in self.scenario.steps:
            if step.kind is StepKind.STOP:
                curve = curve.put(*self._span(step), 0)
            elif step.kind is StepKind.TRAFFIC and step.rate is not None:
                curve = curve.put(*self._span(step), step.rate.per_second * tenant.rate / whole if whole else 0)
        return curve

    def traffic_of(self, tenant: str | None) -> Curve:
        """The traffic that is a customer's, by the label that binds it; all, if nothing does."""
        own = [t for t in self.tenants if tenant is None or t.label != TENANT or t.value == tenant]
        moments = sorted({moment for each in own for moment in self.traffic(each).moments} or {0})
        sums = (sum((self.traffic(each).at(m) for each in own), Fraction(0)) for m in moments)
        return Curve(tuple(moments), tuple(sums))

    def bad(self, indicator: Indicator) -> Curve:
        """The share of an indicator's events (samples, time) that is bad."""
        curve = Curve.steady(0)
        for step in self.scenario.steps:
            if step.share is not None and is_touched(step, indicator):
                curve = curve.put(*self._span(step), step.share.value)
            elif step.kind is StepKind.STOP and isinstance(indicator.measurement, Freshness):
                curve = curve.put(*self._span(step), 1)
        return curve

    def levels(self, indicator: Indicator) -> tuple[tuple[int, int, Step], ...]:
        """When a gauge has a level of its own, in milliseconds since promtool's 0."""
        return tuple(
            (*self._span(step), step)
            for step in self.scenario.steps
            if step.kind is StepKind.LEVEL and is_touched(step, indicator)
        )

    def _span(self, step: Step) -> tuple[int, int]:
        start = self.moment(step.at.milliseconds)
        return start, start + (step.length.milliseconds if step.length is not None else 0)


def is_touched(step: Step, indicator: Indicator) -> bool:
    """Whether what happens in a step happens to an indicator.

    Events fail, latencies are slow, gauges have levels. A step that names an objective touches its indicator alone
    (of a journey, all that it is made of), whatever it measures.
    """
    if step.objective is not None:
        named = step.objective.indicator
        steps = [part for part, _ in named.measurement.parts] if isinstance(named.measurement, Composite) else []
        return any((indicator.service, indicator.name) == (each.service, each.name) for each in (named, *steps))
    measurement = indicator.measurement
    match step.kind:
        case StepKind.FAIL:
            return isinstance(measurement, Events | Probe | RatioOf | Composite)
        case StepKind.SLOW:
            return isinstance(measurement, Latency)
        case StepKind.LEVEL:
            return isinstance(measurement, Samples | Gauge) or indicator.slices is not None
        case _:
            return True


def begins(scenario: Scenario) -> int:
    """When trouble begins, in milliseconds since the test's 0; else when anything happens first."""
    trouble = [step.at.milliseconds for step in scenario.steps if step.kind in _TROUBLE]
    return min(trouble, default=first_step(scenario))


def first_step(scenario: Scenario) -> int:
    """When anything happens at all, in milliseconds since the test's 0."""
    return min((step.at.milliseconds for step in scenario.steps), default=0)


def ends(scenario: Scenario) -> int:
    """When the last thing that happens is over."""
    lengths = ((step.at.milliseconds, step.length.milliseconds if step.length else 0) for step in scenario.steps)
    return max((at + length for at, length in lengths), default=0)
