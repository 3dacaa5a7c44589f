"""An objective: what it measures and allows, when its alerts fire, how it is computed, and who rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nines.contract.burning import fires_after, resolves_after, told_after, worst_ratio
from nines.contract.model import AtRisk as PromiseAtRisk
from nines.contract.model import Burn, Missing, Objective
from nines.contract.tiles import slice_lengths
from nines.contract.windows import nominal
from nines.explain.allowed import allowed_section
from nines.explain.computed import computed_section, lag, series_section
from nines.explain.failures import FAILURES, exact
from nines.explain.known import Known, steps_of
from nines.explain.measured import masked, measured
from nines.explain.model import Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.explain.telling import firings, told_where
from nines.explain.words import aim, flat, told_words
from nines.plan.routes.alerts import Told
from nines.values.calendar import allowed
from nines.values.model import Percentage
from nines.values.rounding import Rounding
from nines.values.text import about, duration, percent, prometheus_duration

__all__ = ["explain_objective"]


def explain_objective(objective: Objective, known: Known) -> Explanation:
    return Explanation(
        kind="slo",
        name=objective.id,
        title=objective.title,
        origin=objective.origin,
        sections=tuple(_sections(objective, known)),
    )


def _sections(objective: Objective, known: Known) -> Iterator[Section]:
    yield Section("", (Facts(tuple(_aims(objective, known))),))
    indicator = objective.indicator
    facts = (
        Fact("sli", f"{indicator.id}: {indicator.title}", indicator.origin),
        *measured(indicator),
        *masked(objective.masks),
    )
    yield Section("What is measured", (Facts(facts),))
    yield allowed_section(objective, known)
    yield _fires(objective, known)
    yield _told(objective, known)
    resting = tuple(_resting(objective, known))
    if resting:
        yield Section("What rests on it", (Facts(resting),))
    yield computed_section(objective, known)
    yield series_section(objective, known)


def _aims(objective: Objective, known: Known) -> Iterator[Fact]:
    yield Fact("aims for", aim(objective), objective.target_origin)
    if objective.description:
        yield Fact("says", flat(objective.description))
    service = known.contract.service(objective.service)
    journey = next((item for item in known.contract.journeys if item.name == objective.service), None)
    holder = service or journey
    if holder is not None and holder.owner is not None:
        yield Fact("owner", f"{holder.owner.title or holder.owner.name} ({holder.owner.name})", holder.owner.origin)
    if objective.each:
        yield Fact("judged", f"each {' and '.join(objective.each)} alone")
    if objective.was is not None:
        yield Fact("was", f"{objective.was}: its history goes on under the new name")


# --- when alerts fire -----------------------------------------------------------


def _fires(objective: Objective, known: Known) -> Section:
    others = [alert for alert in objective.alerts.others if _can_come(alert, objective, known)]
    alerts: tuple[Told, ...] = (*objective.alerts.burns, *others)
    if not alerts:
        return Section("When it alerts", (Prose("Never: it has no alerts."),))
    late = lag(objective, known)
    unit = objective.indicator.unit
    said = f"How long it takes, if nothing was bad before and then, at steady traffic, this share of {unit} always is:"
    seen = (
        f"Rules see it up to {duration(late.milliseconds)} later, and its end: {late.words}."
        if late is not None
        else ""
    )
    few = objective.alerts.fewest_bad
    guard = f" No burn alert fires before {few:,} events were bad." if few is not None else ""
    return Section("When it alerts", (Prose(said), _fires_table(objective, others), Prose(f"{seen}{guard}".strip())))


def _can_come(alert: Told, objective: Objective, known: Known) -> bool:
    """Whether it can be told at all: that a promise is at risk, only where a customer has one."""
    return not isinstance(alert, PromiseAtRisk) or any(
        promise.guard is not None and promise.guard.id == objective.id
        for customer in known.contract.customers
        for promise in customer.agreement.promises
    )


def _fires_table(objective: Objective, others: Iterable[Told]) -> Table:
    """For each alert, how long a failure lasts until it fires, and how long after its end it resolves."""
    columns = [Column("alert"), Column("when"), *(Column(percent(failure), right=True) for failure in FAILURES)]
    rows: list[Row] = []
    for burn in objective.alerts.burns:
        rows += _burn_rows(objective, burn)
    for alert in others:
        if isinstance(alert, Missing):
            rows.append(Row((told_words(alert), f"{about(alert.delay.milliseconds)} without data")))
        elif isinstance(alert, PromiseAtRisk):
            rows.append(Row((told_words(alert), "it breaks before its period ends")))
        elif not isinstance(alert, Burn):
            times = [told_after(objective, alert, failure) for failure in FAILURES]
            rows.append(Row((told_words(alert), "fires after", *map(_fires_in, times))))
    return Table(tuple(columns), tuple(rows))


def _burn_rows(objective: Objective, burn: Burn) -> Iterator[Row]:
    worst = worst_ratio(objective, burn)
    if worst >= 1:
        yield Row((told_words(burn), "never: total failure is not enough"))
        return
    short = f" and {prometheus_duration(burn.short.milliseconds)}" if burn.short is not None else ""
    yield Row((told_words(burn), "fires after", *(_fires_in(fires_after(objective, burn, each)) for each in FAILURES)))
    over = f"  over {percent(worst)} in {prometheus_duration(burn.window.milliseconds)}{short}"
    times = (_resolves_in(resolves_after(objective, burn, each)) for each in FAILURES)
    yield Row((over, "resolves after", *times))


def _fires_in(time: Fraction | None) -> str:
    return "never" if time is None else exact(time)


def _resolves_in(time: Fraction | None) -> str:
    return "" if time is None else exact(time)


# --- who is told ------------------------------------------------------------------


def _told(objective: Objective, known: Known) -> Section:
    rows = [
        Row((f"{found.rule.alert_class.value} {found.name}", found.window, told_where(found.alert, known)))
        for found in firings(known)
        if found.member.of == objective.id
    ]
    if not rows:
        return Section("Who is told", (Prose("Nobody."),))
    more = f"`nines explain alert {objective.id}` says when, in which words, and what keeps it silent."
    return Section("Who is told", (Table((Column("alert"), Column("over"), Column("to")), tuple(rows)), Prose(more)))


# --- what rests on it ---------------------------------------------------------------


def _resting(objective: Objective, known: Known) -> Iterator[Fact]:
    contract, indicator = known.contract, objective.indicator
    period = nominal(objective.window)
    ours = allowed(objective.target.value, period.milliseconds)
    for customer in contract.customers:
        for promise in customer.agreement.promises:
            if promise.guard is None or promise.guard.id != objective.id:
                continue
            said = f"{customer.title}: {promise.name} {flat(promise.comparison.span.text)}"
            place = promise.changed_by or promise.origin
            value = promise.comparison.value.value
            spare = allowed(value.value, period.milliseconds) - ours if isinstance(value, Percentage) else None
            yield Fact("promise", said + _spare(spare, period.text), place)
    for journey in contract.journeys:
        for part, weight in steps_of(journey):
            if part.id == indicator.id:
                weighs = "" if slice_lengths((journey.indicator,)) else f", weight {weight}"
                yield Fact("journey", f"{journey.name}: {journey.title}{weighs}", journey.origin)
    for service in contract.services:
        if objective.service in service.depends_on:
            yield Fact("service", f"{service.name} depends on {objective.service}", service.origin)
    for automation in contract.automations:
        if automation.objective.id == objective.id:
            yield Fact("automation", f"{automation.name}: {automation.title}", automation.origin)


def _spare(milliseconds: Fraction | None, period: str) -> str:
    if milliseconds is None:
        return ""
    if milliseconds < 0:
        return f", which breaks {duration(-milliseconds)} of outage earlier in {period}"
    return f", {duration(milliseconds, Rounding.FLOOR)} more of outage in {period} than the objective"
