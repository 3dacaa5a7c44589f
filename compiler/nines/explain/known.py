"""All that explanations draw from: the contract, its plans, and what the caller assumes."""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import cached_property

from nines.contract.model import Composite, Contract, Indicator, Journey, Objective, Service
from nines.contract.tiles import base_range, slice_lengths, tile_of
from nines.plan.build import Planned, plan
from nines.plan.model import RuleFile
from nines.program.model import Program
from nines.record import dataclass, replace
from nines.values.model import Rate
from nines.values.zone import EPOCH_DAY

__all__ = ["Assumption", "Known", "steps_of"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """What only the caller knows: the day, how many raw series there are, and how much traffic (None: as tests say)."""

    today: datetime.date
    series: int = 20
    rate: Rate | None = None

    @property
    def now(self) -> int:
        """The start of the day in Unix seconds, UTC."""
        return (self.today.toordinal() - EPOCH_DAY) * 86_400


def steps_of(journey: Journey) -> tuple[tuple[Indicator, Fraction], ...]:
    """The indicators that a journey is put together from, with their weights."""
    measurement = journey.indicator.measurement
    return measurement.parts if isinstance(measurement, Composite) else ()


@dataclass(frozen=True)
class Known:
    """A contract without mistakes, and its plans, made when they are first needed."""

    contract: Contract
    program: Program
    assumed: Assumption

    @cached_property
    def planned(self) -> Planned:
        return plan(self.contract)

    @cached_property
    def files(self) -> dict[str, RuleFile]:
        """The rule files by the service or journey that they are of."""
        return {file.name: file for file in self.planned.rules.files}

    def scrape(self, name: str) -> int:
        """Milliseconds between scrapes of a service; a journey has the project's."""
        service = self.contract.service(name)
        return (service.scrape if service is not None else self.contract.project.scrape).milliseconds

    def base(self, objective: Objective) -> int | None:
        """Milliseconds of the base range that an objective is measured over."""
        journey = next((item for item in self.contract.journeys if item.name == objective.service), None)
        if journey is None:
            service = self.contract.service(objective.service)
            return self._base_of(service) if service is not None else None
        services = [self.contract.service(part.service) for part, _ in steps_of(journey)]
        return min((base for each in services if each is not None and (base := self._base_of(each))), default=None)

    def _base_of(self, service: Service) -> int | None:
        evaluate = self.contract.project.evaluate.milliseconds
        tile = tile_of(objective.window for objective in service.objectives)
        return base_range(evaluate, service.scrape.milliseconds, tile, slice_lengths(service.indicators))

    def alone(self, objective: Objective) -> Contract | None:
        """A contract with nothing but one objective of a service; None for a journey's, which needs its steps."""
        service = self.contract.service(objective.service)
        if service is None or objective not in service.objectives:
            return None
        indicators = tuple(each for each in service.indicators if each.name == objective.indicator.name)
        only = replace(service, objectives=(objective,), indicators=indicators, scenarios=(), depends_on=())
        return replace(self.contract, services=(only,), journeys=(), automations=(), slas=(), customers=())
