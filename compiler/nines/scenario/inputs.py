"""The raw series of a test, made from the queries of the indicators that it is about.

A query says which series it reads: their metric, and labels that fit its matchers. Fine and bad events are series of
their own; gauges, probes and time stamps have the values that make them good or bad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    SliceRule,
)
from nines.contract.recorded import TENANT
from nines.diagnostics.model import Report
from nines.language.phrases import SliceCondition
from nines.promql.numbers import number_text
from nines.promql.tree import Expression, Selector
from nines.record import dataclass, field
from nines.scenario.codes import NO_INPUTS
from nines.scenario.curves import Curve
from nines.scenario.labels import labels_for, matches
from nines.scenario.play import Play, Tenant
from nines.scenario.roles import roles_of
from nines.scenario.series import Grid, Input, counter, gauge, name_of, native, sampled, stamp
from nines.scenario.values import Level, breaks, holds, in_unit_of, levels_for
from nines.source import Span
from nines.values.model import Percentage

__all__ = ["inputs"]

_ANYBODY = "example"
"""The value of a label that an indicator is kept apart by, where a test does not say one."""


def inputs(play: Play, indicators: Iterable[Indicator], report: Report) -> tuple[Input, ...]:
    """The series for some indicators. For a query that none can be made for, the report says so."""
    feed = _Feed(play, report)
    for indicator in indicators:
        for tenant in play.tenants:
            _Maker(feed, tenant, indicator.per).indicator(indicator)
    return tuple(feed.series.values())


@dataclass(slots=True)
class _Feed:
    """All series so far, by their names, and what each reads like to a selector."""

    play: Play
    report: Report
    series: dict[str, Input] = field(default_factory=dict)
    known: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def add(self, metric: str, labels: dict[str, str], values: Callable[[Grid], str]) -> None:
        """A series, or one for the processes between each two deploys."""
        self.known.append((metric, labels))
        grids = self.play.grid.generations(self.play.deploys)
        process = "pod" if "instance" in labels else "instance"
        for number, grid in enumerate(grids, 1):
            own = {**labels, process: f"release-{number}"} if len(grids) > 1 else labels
            name = name_of(metric, own)
            if name not in self.series:
                self.series[name] = Input(name, values(grid))

    def has(self, selector: Selector) -> bool:
        return any(matches(selector, metric, labels) for metric, labels in self.known)

    def cannot(self, indicator: Indicator, span: Span, why: str, instead: str) -> None:
        self.report.say(
            NO_INPUTS,
            f"the series that `{indicator.id}` reads cannot be made up for a test",
            span,
            why,
            helps=[instead],
        )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the series of one tenant's traffic; `per` are labels that they are kept apart by."""

    feed: _Feed
    tenant: Tenant
    per: tuple[str, ...]

    @property
    def given(self) -> dict[str, str]:
        own = {self.tenant.label: self.tenant.value} if self.tenant.label else {}
        tenant = {TENANT: self.feed.play.tenant} if self.feed.play.tenant is not None else {}
        return {**dict.fromkeys(self.per, _ANYBODY), **tenant, **own}

    def indicator(self, indicator: Indicator) -> None:
        if indicator.slices is None or indicator.measurement != Events((), (), (), None):
            self._measurement(indicator)
        if indicator.slices is not None:
            self._slices(indicator, indicator.slices)

    def _measurement(self, indicator: Indicator) -> None:
        match indicator.measurement:
            case Events() as events:
                self._events(indicator, events)
            case Latency() as latency:
                self._latency(indicator, latency)
            case Probe(query, healthy):
                good = Fraction(healthy)
                self._level(indicator, query.expression, query.span, good, 1 - good)
            case Samples(query, operator, _, value):
                good, bad = holds(operator, value), breaks(operator, value)
                self._level(indicator, query.expression, query.span, good, bad)
            case Gauge(query, full):
                self._share(indicator, query.expression, query.span, full, good=True)
            case Freshness(query, age):
                self._freshness(indicator, query.expression, query.span, age.seconds)
            case RatioOf(kind, query, weight):
                self._share(indicator, query.expression, query.span, Fraction(1), good=kind == "good")
                if weight is not None:
                    self._gauges(indicator, weight.expression, weight.span, self._traffic)
            case Composite(_, parts, _):
                for part, _ in parts:
                    _Maker(self.feed, self.tenant, part.per).indicator(part)

    @property
    def _traffic(self) -> Curve:
        return self.feed.play.traffic(self.tenant)

    # --- events ---------------------------------------------------------------

    def _events(self, indicator: Indicator, events: Events) -> None:
        roles = roles_of(events, self.given)
        parts = (*events.good, *events.bad, *events.total)
        if roles is None:
            self.feed.cannot(
                indicator,
                parts[0].origin,
                "no series are read as good, bad and all events should be",
                "name the events by bare selectors that labels tell apart: "
                '`bad hits_total{code=~"5.."}` `of hits_total{}`',
            )
            return
        share = self.feed.play.bad(indicator)
        traffic = self._traffic if events.sampled is None else Curve.steady(100)
        bad = traffic.times(share)
        curves = {(True, True): traffic, (False, True): bad, (True, False): traffic.less(bad)}
        for role in roles:
            curve = curves[role.fine, role.bad]
            write = counter if events.sampled is None else gauge
            self.feed.add(role.metric, role.labels, _of(write, curve))

    def _latency(self, indicator: Indicator, latency: Latency) -> None:
        histogram = latency.histogram.expression
        labels = labels_for([histogram], self.given) if isinstance(histogram, Selector) else None
        if not isinstance(histogram, Selector) or histogram.metric is None or labels is None:
            self.feed.cannot(
                indicator,
                latency.histogram.span,
                "no histogram has such labels",
                "name the histogram by a bare selector: `within 300ms of request_seconds{}`",
            )
            return
        slow = self._traffic.times(self.feed.play.bad(indicator))
        fast = self._traffic.less(slow)
        metric, bound = histogram.metric, latency.bound_value
        if latency.native:
            self.feed.add(metric, labels, lambda grid: native(fast, slow, bound, grid))
            return
        self.feed.add(f"{metric}_count", labels, _of(counter, self._traffic))
        self.feed.add(f"{metric}_bucket", {**labels, "le": number_text(bound)}, _of(counter, fast))
        self.feed.add(f"{metric}_bucket", {**labels, "le": "+Inf"}, _of(counter, self._traffic))

    # --- gauges ---------------------------------------------------------------

    def _level(self, indicator: Indicator, query: Expression | None, at: Span, good: Fraction, bad: Fraction) -> None:
        """A gauge that is good or bad, or has a level that the test says."""
        play = self.feed.play
        levels = play.levels(indicator)
        if not levels:
            found = self._found(indicator, query, at)
            share = play.bad(indicator)
            for level in found:
                times = level.times
                if level.fixed is not None:
                    self.feed.add(level.metric, level.labels, _of(gauge, Curve.steady(level.fixed)))
                else:
                    self.feed.add(
                        level.metric,
                        level.labels,
                        lambda grid, times=times: sampled(share, good * times, bad * times, grid),  # type: ignore[misc]  # a bound default
                    )
            return
        curve = Curve.steady(good)
        for start, end, step in levels:
            if step.level is not None:
                curve = curve.put(start, end, in_unit_of(query, step.level))
        self._gauges(indicator, query, at, curve)

    def _share(self, indicator: Indicator, query: Expression | None, at: Span, full: Fraction, *, good: bool) -> None:
        """A gauge that is itself the good or the bad share."""
        play = self.feed.play
        bad = play.bad(indicator)
        share = Curve.steady(full).less(bad.times(Curve.steady(full))) if good else bad.times(Curve.steady(full))
        for start, end, step in play.levels(indicator):
            if step.level is not None:
                share = share.put(start, end, in_unit_of(query, step.level))
        self._gauges(indicator, query, at, share)

    def _gauges(self, indicator: Indicator, query: Expression | None, at: Span, value: Curve) -> None:
        for level in self._found(indicator, query, at):
            shown = Curve.steady(level.fixed) if level.fixed is not None else value.times(Curve.steady(level.times))
            self.feed.add(level.metric, level.labels, _of(gauge, shown))

    def _found(self, indicator: Indicator, query: Expression | None, at: Span) -> tuple[Level, ...]:
        found = levels_for(query, self.given)
        if found is None:
            self.feed.cannot(
                indicator,
                at,
                "its value is not that of one gauge, nor of one divided by another",
                "record the query by a rule of your own and name the recorded series",
            )
            return ()
        return found

    def _freshness(self, indicator: Indicator, query: Expression | None, at: Span, age: Fraction) -> None:
        stale, start = self.feed.play.bad(indicator), self.feed.play.clock.start
        for level in self._found(indicator, query, at):
            self.feed.add(level.metric, level.labels, lambda grid: stamp(stale, start, age, grid))

    # --- slices ---------------------------------------------------------------

    def _slices(self, indicator: Indicator, rule: SliceRule) -> None:
        for condition, decides in (*((each, True) for each in rule.good), *((each, False) for each in rule.valid)):
            if condition.query is not None:
                self._condition(indicator, condition, decides=decides)

    def _condition(self, indicator: Indicator, condition: SliceCondition, *, decides: bool) -> None:
        """Series for which a condition holds, or, where it `decides` what is good, does not while events fail."""
        query = condition.query
        assert query is not None
        expression = query.expression
        share = self.feed.play.bad(indicator) if decides else Curve.steady(0)
        is_rate = condition.aggregate is not None and condition.aggregate.value == "rate"
        if isinstance(expression, Selector) and self.feed.has(expression):
            return
        if is_rate and isinstance(expression, Selector):
            labels = labels_for([expression], self.given)
            if labels is not None and expression.metric is not None:
                rate = self._traffic.less(self._traffic.times(share))
                self.feed.add(expression.metric, labels, _of(counter, rate))
                return
        value = condition.value.value
        bound = value.value if isinstance(value, Percentage) else in_unit_of(expression, value)
        operator = condition.operator.value
        if decides:
            self._level(indicator, expression, query.span, holds(operator, bound), breaks(operator, bound))
        else:
            self._gauges(indicator, expression, query.span, Curve.steady(holds(operator, bound)))


def _of(write: Callable[[Curve, Grid], str], curve: Curve) -> Callable[[Grid], str]:
    return lambda grid: write(curve, grid)
