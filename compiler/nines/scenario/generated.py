"""Tests that every objective has without a line written, with the times that arithmetic gives (`contract.burning`).

* Total failure is told in time, and recovery resolves what was told.
* A failure too slow to page becomes a ticket, in time, and does not page.
* A night without requests, a deploy, a restart and a short gap in scraping wake nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.burning import can_fire, fires_after, resolves_after, worst_ratio
from nines.contract.model import (
    AlertClass,
    AlertExpectation,
    Burn,
    Composite,
    Contract,
    Events,
    Journey,
    Latency,
    Objective,
    RatioOf,
    Scenario,
    Service,
    Step,
    StepKind,
    Traffic,
    Turn,
)
from nines.scenario.clock import clock_for
from nines.scenario.past import counted_hours
from nines.scenario.run import Case
from nines.source import Span
from nines.values.model import Duration, Percentage, Rate
from nines.values.text import percent, prometheus_duration

__all__ = ["late_by", "suite"]

_MINUTE = 60_000
_HOUR = 3_600_000
_BEGINS = 20 * _MINUTE
_WEEK = 604_800
_RATE = Fraction(100)
"""Events a second."""
_SEEN = 30 * _MINUTE
"""How much of a long failure is played before it is told; the rest is history."""
_LONGEST_HOLD = 2 * _HOUR


def suite(contract: Contract) -> Iterator[Case]:
    """All generated tests, in the order of the specs."""
    holders: tuple[Service | Journey, ...] = (*contract.services, *contract.journeys)
    for holder in holders:
        for objective in holder.objectives:
            yield from _outage(contract, holder, objective)
            yield from _slow_burn(contract, holder, objective)
        if any(objective.alerts.burns for objective in holder.objectives):
            yield _quiet(holder)


def late_by(contract: Contract, objective: Objective, after: Fraction) -> int:
    """How much later than by arithmetic an alert may be, in milliseconds.

    A failure is seen when it is scraped, averaged over a base range and evaluated; a slice when it is over, a run of
    slices when it is long enough. Long windows are exact to a hundredth or two (RULES.md).
    """
    base = max(4 * contract.project.scrape.milliseconds, _MINUTE)
    delay = base + contract.project.scrape.milliseconds + 2 * contract.project.evaluate.milliseconds
    slices = objective.indicator.slices
    if slices is not None:
        delay += 2 * slices.length.milliseconds + (slices.runs.milliseconds if slices.runs is not None else 0)
    measurement = objective.indicator.measurement
    if isinstance(measurement, Composite) and measurement.slice is not None:
        delay += 2 * measurement.slice.milliseconds
    return delay + int(after / 50)


def _outage(contract: Contract, holder: Service | Journey, objective: Objective) -> Iterator[Case]:
    """The more urgent class of the objective's burn alerts, at total failure."""
    burns = _of_class(objective, AlertClass.PAGE) or _of_class(objective, AlertClass.TICKET)
    soonest = min(burns, key=lambda burn: fires_after(objective, burn, Fraction(1)) or 0, default=None)
    if soonest is None:
        return
    after = max(fires_after(objective, soonest, Fraction(1)) or Fraction(0), _enough_bad(holder, objective))
    within = int(after) + late_by(contract, objective, after)
    length = within + _MINUTE
    begins = _counted_from(objective, length)
    # Alerts that total failure of that length sets off are over when the slowest of them is.
    over = max(resolves_after(objective, burn, Fraction(1)) or Fraction(0) for burn in burns)
    resolved = int(over) + late_by(contract, objective, over)
    expected = [_fires(soonest, objective, within)]
    if over <= _LONGEST_HOLD:
        expected.append(_resolves(soonest, objective, resolved))
    steps = (_fails(objective, begins, Fraction(1), length),)
    told = f"{soonest.alert_class.value}s within {prometheus_duration(_whole(within))}"
    scenario = Scenario(
        f"an outage of {objective.name} {told}" + (" and is resolved" if len(expected) > 1 else ""),
        _traffic(objective.origin),
        steps,
        tuple(expected),
        objective.origin,
    )
    yield Case(holder, scenario, begins + max(0, int(after) - _SEEN))


def _enough_bad(holder: Service | Journey, objective: Objective) -> Fraction:
    """How long total failure takes to have as many bad events as an alert waits for, in milliseconds."""
    fewest, indicator = objective.alerts.fewest_bad, objective.indicator
    if fewest is None:
        return Fraction(0)
    if indicator.slices is not None:
        return Fraction(fewest * indicator.slices.length.milliseconds)
    scrape = holder.scrape.milliseconds if isinstance(holder, Service) else _MINUTE
    each = {"events": Fraction(1000) / _RATE, "samples": Fraction(scrape)}.get(indicator.unit, Fraction(1000))
    return fewest * each


def _slow_burn(contract: Contract, holder: Service | Journey, objective: Objective) -> Iterator[Case]:
    """A share of events that is too small to page, but is told by a ticket in the end."""
    indicator = objective.indicator
    if indicator.slices is not None or not isinstance(indicator.measurement, Events | Latency | RatioOf):
        return
    pages, tickets = _of_class(objective, AlertClass.PAGE), _of_class(objective, AlertClass.TICKET)
    if not pages or not tickets:
        return
    most = min(worst_ratio(objective, burn) for burn in pages)
    share = Fraction(19, 20) * most
    ticket = min(tickets, key=lambda burn: fires_after(objective, burn, share) or 10**12)
    after = fires_after(objective, ticket, share)
    if after is None:
        return
    within = int(after) + late_by(contract, objective, after)
    begins = _counted_from(objective, within + _MINUTE)
    scenario = Scenario(
        f"a slow burn of {objective.name} ({percent(_rounded(share))}) is a ticket within "
        f"{prometheus_duration(_whole(within))}, and no page",
        _traffic(objective.origin),
        (_fails(objective, begins, share, within + _MINUTE),),
        (_fires(ticket, objective, within), _never(AlertClass.PAGE, objective, objective.origin)),
        objective.origin,
    )
    yield Case(holder, scenario, begins + max(0, int(after) - _SEEN))


def _quiet(holder: Service | Journey) -> Case:
    origin = holder.origin
    steps = (
        _step(20 * _MINUTE, StepKind.DEPLOY, 0, origin),
        _step(30 * _MINUTE, StepKind.STOP, 20 * _MINUTE, origin),
        _step(60 * _MINUTE, StepKind.RESTART, 0, origin),
        _step(65 * _MINUTE, StepKind.GAP, 2 * _MINUTE, origin),
    )
    classes = {burn.alert_class for objective in holder.objectives for burn in objective.alerts.burns}
    expected = tuple(
        AlertExpectation(alert_class, None, None, Turn.NEVER, None, origin) for alert_class in sorted(classes)
    )
    title = "a deploy, a time without traffic, a restart and a gap in scraping wake nobody"
    return Case(holder, Scenario(title, _traffic(origin), steps, expected, origin))


def _counted_from(objective: Objective, length: int) -> int:
    """Twenty minutes into the first hours of the week that count for so long, in milliseconds since the test's 0."""
    clock = clock_for((objective,), 0)
    for span in counted_hours(objective.masks, clock.zero, clock.zero + _WEEK):
        start = (span.start - clock.zero) * 1000 + _BEGINS
        if start + length <= (span.end - clock.zero) * 1000:
            return start
    return _BEGINS


# --- parts ----------------------------------------------------------------------


def _of_class(objective: Objective, alert_class: AlertClass) -> list[Burn]:
    return [b for b in objective.alerts.burns if b.alert_class is alert_class and can_fire(objective, b)]


def _traffic(origin: Span) -> tuple[Traffic, ...]:
    return (Traffic(Rate(_RATE), None, None, origin),)


def _fails(objective: Objective, at: int, share: Fraction, length: int) -> Step:
    return Step(
        _duration(at),
        StepKind.FAIL,
        Percentage(share),
        None,
        None,
        objective,
        _duration(_whole(length)),
        objective.origin,
    )


def _step(at: int, kind: StepKind, length: int, origin: Span) -> Step:
    return Step(_duration(at), kind, None, None, None, None, _duration(length) if length else None, origin)


def _fires(burn: Burn, objective: Objective, within: int) -> AlertExpectation:
    span = _place(burn, objective)
    return AlertExpectation(burn.alert_class, None, objective, Turn.FIRES, _duration(_whole(within)), span)


def _resolves(burn: Burn, objective: Objective, within: int) -> AlertExpectation:
    span = _place(burn, objective)
    return AlertExpectation(burn.alert_class, None, objective, Turn.RESOLVES, _duration(_whole(within)), span)


def _never(alert_class: AlertClass, objective: Objective, origin: Span) -> AlertExpectation:
    return AlertExpectation(alert_class, None, objective, Turn.NEVER, None, origin)


def _place(burn: Burn, objective: Objective) -> Span:
    """The line that says so, if the author wrote it for this objective."""
    return burn.origin if burn.written else objective.origin


def _duration(milliseconds: int) -> Duration:
    return Duration(milliseconds, prometheus_duration(milliseconds))


def _whole(milliseconds: int) -> int:
    """Up to the next whole second."""
    return -(-milliseconds // 1000) * 1000


def _rounded(share: Fraction) -> Fraction:
    return Fraction(round(share * 1_000_000), 1_000_000)
