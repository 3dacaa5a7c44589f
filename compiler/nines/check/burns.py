"""Burn alerts: what rules ask of their windows and factors."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from nines.check.context import Context
from nines.contract.burning import can_fire
from nines.contract.model import Burn, Objective
from nines.contract.windows import nominal
from nines.language.statements.alerts import BurnAlert
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration
from nines.values.text import decimal, literal, percent

__all__ = ["Alert", "alerts", "roughly", "under"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A burn alert of an objective. `statement` is the line that it comes from; `scrape` how often data come.

    `can_fire` says whether total failure passes its threshold.
    """

    objective: Objective
    burn: Burn
    statement: BurnAlert | None
    scrape: Duration
    in_library: bool
    can_fire: bool

    @property
    def words(self) -> str:
        """As it would be written: `page 5% in 1h`."""
        share = self.burn.share
        amount = percent(share) if share is not None else f"{decimal(self.burn.factor)}x"
        return f"{self.burn.alert_class.value} {amount} in {literal(self.burn.window)}"

    @property
    def place(self) -> Span:
        """The line that it comes from; the objective, if the line is one of the library."""
        return self.objective.target_origin if self.in_library else self.burn.origin


def alerts(context: Context) -> tuple[Alert, ...]:
    """Every burn alert of every objective that has a budget."""
    return context.once(_alerts)


def _alerts(context: Context) -> tuple[Alert, ...]:
    return tuple(_each_alert(context))


def _each_alert(context: Context) -> Iterator[Alert]:
    contract = context.contract
    scrapes = {service.name: service.scrape for service in contract.services}
    lines: dict[int, tuple[BurnAlert | None, bool]] = {}
    fires: dict[tuple[int, int, int], bool] = {}
    for objective in contract.objectives:
        if not 0 < objective.target.value < 1 or not nominal(objective.window).milliseconds:
            continue
        scrape = scrapes.get(objective.indicator.service, contract.project.scrape)
        for burn in objective.alerts.burns:  # which many objectives share, and so are known by their identity
            if id(burn) not in lines:
                lines[id(burn)] = _line(context, burn)
            key = (id(burn), *objective.target.value.as_integer_ratio())
            if key not in fires:
                fires[key] = can_fire(objective, burn)
            yield Alert(objective, burn, lines[id(burn)][0], scrape, lines[id(burn)][1], fires[key])


def _line(context: Context, burn: Burn) -> tuple[BurnAlert | None, bool]:
    """The line that a burn alert comes from, and whether that is in the library."""
    statement = context.statement(burn.origin)
    in_library = burn.origin.source.name in context.program.standard
    return statement if isinstance(statement, BurnAlert) else None, in_library


def under(value: Fraction) -> Fraction:
    """The largest number with two significant digits that is less than a value above zero."""
    step = _step(value, 2)
    step = step / 10 if value == 10 * step else step
    return (ceil(value / step) - 1) * step


def roughly(value: Fraction) -> Fraction:
    """A value above zero, cut off after three significant digits."""
    step = _step(value, 3)
    return floor(value / step) * step


def _step(value: Fraction, digits: int) -> Fraction:
    """The power of ten of which a value has so many digits."""
    step = Fraction(1)
    while value / step >= 10**digits:
        step *= 10
    while value / step < 10 ** (digits - 1):
        step /= 10
    return step
