"""What is recorded of the shop at a moment, as a scenario has it: written for Prometheus to scrape.

What the rules record is proven elsewhere (tests/verify). Here it is given, so that a scenario plays in seconds: what
burns how fast, what is left, which promises break, what was deployed, whether a maintenance runs, and what has no data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from nines.contract.model import Contract, Objective
from nines.contract.windows import nominal
from nines.plan import names
from nines.values.text import prometheus_duration
from tests.support.exposed import exposed
from tests.support.prometheus import series

__all__ = ["Story", "told"]

CALM = 0.01
TENANTS = ("acme", "globex")


@dataclass
class Story:
    """Changed while it is told. `burns` are budgets at a time, by objective; a tenant's as `merchant-api.each/acme`.

    `left` are shares of budgets; `breaks` the seconds until a promise breaks (`acme.availability`), below 0 then.
    """

    contract: Contract
    burns: dict[str, float] = field(default_factory=dict)
    left: dict[str, float] = field(default_factory=dict)
    breaks: dict[str, int] = field(default_factory=dict)
    maintained: bool = False
    deployed: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)

    def text(self) -> str:
        """What there is now, in the text format."""
        lines = [*self._objectives(), *self._indicators(), *self._promises(), *self._masks()]
        return "\n".join([*dict.fromkeys(lines), ""])

    def _objectives(self) -> Iterator[str]:
        for objective in self.contract.objectives:
            groups: tuple[Mapping[str, str], ...] = ({},)
            if objective.each:
                groups = tuple(dict.fromkeys(objective.each, tenant) for tenant in TENANTS)
            for group in groups:
                if objective.id not in self.silent:
                    yield from self._objective(objective, group)

    def _objective(self, objective: Objective, group: Mapping[str, str]) -> Iterator[str]:
        labels = {**self._labels(objective.service, objective.indicator.name), names.OBJECTIVE_LABEL: objective.name}
        labels |= group
        name = "/".join((objective.id, *group.values()))
        burn, left, budget = self.burns.get(name, CALM), self.left.get(name, 0.41), float(objective.budget)
        windows = {"5m", "1h", *(prometheus_duration(each.window.milliseconds) for each in objective.alerts.burns)}
        windows |= {
            prometheus_duration(each.short.milliseconds) for each in objective.alerts.burns if each.short is not None
        }
        for window in sorted(windows):
            of = {**labels, names.WINDOW: window}
            yield _line(names.BURN_RATE.name, of, burn)
            yield _line(names.ERROR_RATIO.name, of, burn * budget)
            yield _line(names.COUNTED.name, {**of, names.HALF: "bad"}, 1_000)
        yield _line(names.COUNTED_RATE.name, {**labels, names.HALF: "total"}, 214)
        yield _line(names.COUNTED_RATE.name, {**labels, names.HALF: "bad"}, 214 * burn * budget)
        yield _line(names.BUDGET_LEFT.name, labels, left)
        if burn > 1 and left > 0:
            length = nominal(objective.window).milliseconds / 1000
            yield _line(names.BUDGET_EXHAUSTS.name, labels, left * length / burn)

    def _indicators(self) -> Iterator[str]:
        for indicator in self.contract.indicators:
            silent = {objective.indicator.id for objective in self.contract.objectives if objective.id in self.silent}
            if indicator.id not in silent:
                for half in ("total", "bad"):
                    labels = {**self._labels(indicator.service, indicator.name), names.HALF: half}
                    yield _line(names.MEASURED_RATE.name, labels, 214 if half == "total" else 0.1)

    def _promises(self) -> Iterator[str]:
        for customer in self.contract.customers:
            for promise in customer.agreement.promises:
                if promise.indicator is None:
                    continue
                labels = {
                    **self._labels(promise.indicator.service, promise.indicator.name),
                    names.SLA: customer.sla.name,
                    names.CUSTOMER: customer.name,
                    names.PROMISE: promise.name,
                }
                left = self.breaks.get(f"{customer.name}.{promise.name}")
                yield _line(names.PROMISE_ATTAINED.name, labels, 0.9991 if left is None else 0.9401)
                yield _line(names.PROMISE_BAD_LEFT.name, labels, 12_000 if left is None else left)
                of_day = {**labels, names.HALF: "bad", names.WINDOW: "1d"}
                yield _line(names.PROMISE_COUNTED.name, of_day, 0 if left is None else 86_400)
                if left is not None and left >= 0:
                    yield _line(names.PROMISE_TIME_LEFT.name, labels, left)

    def _masks(self) -> Iterator[str]:
        labels = {names.BUNDLE: self.contract.project.bundle, "mask": "weekly", "kind": "maintenance"}
        yield _line("nines:mask", labels, int(self.maintained))
        for service in sorted(self.deployed):
            own = {names.BUNDLE: self.contract.project.bundle, names.SERVICE: service}
            yield _line(names.DEPLOYED.name, own, 1)

    def _labels(self, service: str, indicator: str) -> dict[str, str]:
        return {names.BUNDLE: self.contract.project.bundle, names.SERVICE: service, names.INDICATOR: indicator}


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    return f"{series(name, labels)} {value:.10g}"


@contextmanager
def told(story: Story) -> Iterator[str]:
    """The story as a target of Prometheus: its address."""
    with exposed(story.text) as port:
        yield f"127.0.0.1:{port}"
