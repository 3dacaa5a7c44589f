"""What was before a test: steady traffic through a whole window, of which promtool sees the last hour alone.

To play a month would take promtool an hour. The share of bad events in a window is what is measured since promtool's
0, diluted by the traffic that came before it, and what was bad of that: the ratio times the part of the window's
traffic that was seen, plus the bad part from before. Both are known, and are fed as series of their own. In a calendar
window the budget is shared out over the traffic of the last whole window where that is larger (RULES.md, 5): the same,
with that traffic.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache

from nines.contract.model import BlockWindow, CalendarWindow, Mask, Objective, RollingWindow, Window
from nines.plan import names
from nines.plan.model import AlertRule, Plan, RecordingRule, Rule
from nines.plan.rules.calendar import calendar_of
from nines.plan.rules.context import window_label
from nines.plan.rules.windows import longest_period
from nines.promql import build as q
from nines.promql.durations import milliseconds
from nines.promql.transform import walk
from nines.promql.tree import Binary, BinaryOp, Call, Expression, Matching, Selector, String
from nines.record import dataclass, replace
from nines.scenario.clock import Clock, shifted
from nines.scenario.curves import Curve
from nines.scenario.play import Play
from nines.scenario.series import Input, name_of
from nines.values.calendar import Block, CalendarPeriod
from nines.values.intervals import Interval, difference, intersection
from nines.values.zone import Which, zone

__all__ = ["counted_hours", "on_test_clock", "seen_series"]

_SEEN = "nines_test:seen"
_BAD_BEFORE = "nines_test:bad_before"
_SEEN_OF_BUDGET = "nines_test:seen_of_budget"
_SPENT_BEFORE = "nines_test:spent_before"
_UNIT = 10**9


def on_test_clock(plan: Plan, play: Play) -> Plan:
    """The rules with the clock of a test, and ratios and budgets diluted by the history before it."""
    return replace(
        plan,
        files=tuple(
            replace(
                file,
                groups=tuple(
                    replace(group, rules=tuple(_changed(rule, play) for rule in group.rules)) for group in file.groups
                ),
            )
            for file in plan.files
        ),
    )


def _changed(rule: Rule, play: Play) -> Rule:
    expression = shifted(rule.expression, play.clock.start, play.total // 1000 + 1)
    if isinstance(rule, RecordingRule) and rule.record == names.ERROR_RATIO.name:
        one = q.on(names.SERVICE, names.OBJECTIVE_LABEL, names.WINDOW).group_left()
        expression = _with_history(expression, _SEEN, _BAD_BEFORE, one)
    elif isinstance(rule, RecordingRule) and rule.record == names.BUDGET_LEFT.name:
        one = q.on(names.SERVICE, names.OBJECTIVE_LABEL).group_left()
        expression = 1 - _with_history(1 - expression, _SEEN_OF_BUDGET, _SPENT_BEFORE, one)
    if isinstance(rule, AlertRule):  # their texts ask a dozen queries each time, and say nothing of when they fire
        return replace(rule, expression=expression, annotations=())
    return replace(rule, expression=expression)


def _with_history(of: Expression, seen: str, before: str, one: Matching) -> Expression:
    return Binary(BinaryOp.ADD, q.times(of, q.selector(seen), one), q.selector(before), matching=one)


def seen_series(plan: Plan, objectives: tuple[Objective, ...], play: Play) -> tuple[Input, ...]:
    """The part of each window's traffic that promtool sees, for each objective and each window that is recorded."""
    found: list[Input] = []
    for objective in objectives:
        longest = _longest(plan, objective)
        past = _Past(objective, play, _counting(objective, play, longest), _counting_bad(objective, play, longest))
        own = {names.SERVICE: objective.service, names.OBJECTIVE_LABEL: objective.name}
        for label, length in _windows(plan, objective).items():
            of_window = {**own, names.WINDOW: label}
            seen, before = past.of_window(length)
            found += [Input(name_of(_SEEN, of_window), seen), Input(name_of(_BAD_BEFORE, of_window), before)]
        seen, before = past.of_budget()
        found += [Input(name_of(_SEEN_OF_BUDGET, own), seen), Input(name_of(_SPENT_BEFORE, own), before)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Counting:
    """How much has counted up to each moment (milliseconds since promtool's 0, below 0 before it)."""

    moments: tuple[int, ...]
    sums: tuple[Fraction, ...]
    rates: tuple[Fraction, ...]

    def until(self, moment: int) -> Fraction:
        at = max(bisect_right(self.moments, moment) - 1, 0)
        return self.sums[at] + self.rates[at] * (moment - self.moments[at])

    def between(self, start: int, end: int) -> Fraction:
        return self.until(end) - self.until(start) if start < end else Fraction(0)


def _counting(objective: Objective, play: Play, longest: int) -> _Counting:
    """Traffic, but for hours that are left out. Events are weighed by it; slices, samples and time by time."""
    return _summed(objective, play, longest, _weight(objective, play))


def _counting_bad(objective: Objective, play: Play, longest: int) -> _Counting:
    return _summed(objective, play, longest, _weight(objective, play).times(play.bad(objective.indicator)))


def _weight(objective: Objective, play: Play) -> Curve:
    return play.all_traffic if objective.indicator.unit == "events" else Curve.steady(1)


def _summed(objective: Objective, play: Play, longest: int, rate: Curve) -> _Counting:
    first, last = -longest, play.total
    spans = counted_hours(objective.masks, play.clock.start + first // 1000, play.clock.start + last // 1000 + 1)
    edges = {(edge - play.clock.start) * 1000 for span in spans for edge in (span.start, span.end)}
    moments = sorted({first, *(m for m in rate.moments if first < m < last), *edges})
    inside = [any((m // 1000 + play.clock.start) in span for span in spans) for m in moments]
    rates = [rate.at(m) if within else Fraction(0) for m, within in zip(moments, inside, strict=True)]
    sums = [Fraction(0)]
    for index in range(1, len(moments)):
        sums.append(sums[-1] + rates[index - 1] * (moments[index] - moments[index - 1]))
    return _Counting(tuple(moments), tuple(sums), tuple(rates))


def counted_hours(masks: tuple[Mask, ...], start: int, end: int) -> tuple[Interval, ...]:
    """The spans between two moments, in Unix seconds, that no mask leaves out."""
    spans: tuple[Interval, ...] = (Interval(start, end),)
    for mask in masks:
        if mask.hours.hours is not None:
            held = mask.hours.hours.occurrences(start, end)
            spans = intersection(spans, held) if mask.kind == "during" else difference(spans, held)
    return spans


# --- windows ------------------------------------------------------------------


def _windows(plan: Plan, objective: Objective) -> dict[str, int | None]:
    """The windows that are recorded, with their lengths; None for those of a calendar."""
    own = window_label(objective.window)
    found: dict[str, int | None] = {own: None, names.PREVIOUS: None}
    if isinstance(objective.window, RollingWindow):
        found = {own: objective.window.length.milliseconds}
    for label in _labels_of_windows(plan):
        if label[:1].isdigit():
            found.setdefault(label, milliseconds(label))
    return found


def _labels_of_windows(plan: Plan) -> Iterator[str]:
    """Every window that a rule records or asks for."""
    for rule in plan.rules:
        yield dict(rule.labels).get(names.WINDOW, "")
        for node in walk(rule.expression):
            if isinstance(node, Selector):
                yield from (matcher.value for matcher in node.matchers if matcher.label == names.WINDOW)
            elif isinstance(node, Call) and node.function == "label_replace":
                texts = [argument.value for argument in node.arguments if isinstance(argument, String)]
                if texts[:1] == [names.WINDOW]:
                    yield texts[1]


@dataclass(frozen=True, slots=True)
class _Past:
    """What counted, and what of it was bad, for an objective."""

    objective: Objective
    play: Play
    every: _Counting
    bad: _Counting

    def of_window(self, length: int | None) -> tuple[str, str]:
        """The part of a window's traffic that came since promtool's 0, and the part that came before and was bad."""

        def start(moment: int) -> int:
            if length is not None:
                return moment - length
            return _periods(self.objective.window, self.play.clock, moment)[0][0]

        def seen(moment: int) -> Fraction:
            first = start(moment)
            return _share(self.every.between(max(0, first), moment), self.every.between(first, moment))

        def before(moment: int) -> Fraction:
            first = start(moment)
            return _share(self.bad.between(first, min(0, moment)), self.every.between(first, moment), 0)

        return _series(self.play, seen), _series(self.play, before)

    def of_budget(self) -> tuple[str, str]:
        """What the rules see of the traffic that a budget is shared out over, and what part was spent before."""
        if isinstance(self.objective.window, RollingWindow):
            return _series(self.play, lambda _: Fraction(1)), _series(self.play, lambda _: Fraction(0))

        def whole(moment: int) -> Fraction:
            (start, _), (before, until) = _periods(self.objective.window, self.play.clock, moment)
            return max(self.every.between(start, moment), self.every.between(before, until))

        def seen(moment: int) -> Fraction:
            (start, _), (before, until) = _periods(self.objective.window, self.play.clock, moment)
            since = self.every.between(max(0, start), moment)
            return _share(max(since, self.every.between(max(0, before), until)), whole(moment))

        def spent(moment: int) -> Fraction:
            (start, _), _ = _periods(self.objective.window, self.play.clock, moment)
            return _share(self.bad.between(start, 0), whole(moment) * self.objective.budget, 0)

        return _series(self.play, seen), _series(self.play, spent)


def _share(part: Fraction, whole: Fraction, of_nothing: int = 1) -> Fraction:
    return part / whole if whole else Fraction(of_nothing)


def _periods(window: Window, clock: Clock, moment: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The running window of a calendar and the one before it, in milliseconds since promtool's 0."""
    period = _period(window)
    running = period.containing(clock.start + moment // 1000)
    before = period.before(running)
    return _milliseconds(running, clock), _milliseconds(before, clock)


def _milliseconds(span: Interval, clock: Clock) -> tuple[int, int]:
    return (span.start - clock.start) * 1000, (span.end - clock.start) * 1000


@lru_cache(maxsize=64)
def _period(window: Window) -> CalendarPeriod | Block:
    if isinstance(window, CalendarWindow):
        found = calendar_of(window)
        assert found is not None, "an unknown zone is an error of the specs"
        return found.period
    assert isinstance(window, BlockWindow)
    of_anchor = zone(window.zone)
    assert of_anchor is not None, "an unknown zone is an error of the specs"
    return Block(window.length.milliseconds // 1000, of_anchor.to_instant(window.anchor, Which.FROM))


def _longest(plan: Plan, objective: Objective) -> int:
    """How far back anything looks, in milliseconds."""
    lengths = [length for length in _windows(plan, objective).values() if length is not None]
    if not isinstance(objective.window, RollingWindow):
        lengths.append(3 * longest_period(objective.window))
    return max(lengths)


def _series(play: Play, part: Callable[[int], Fraction]) -> str:
    """A value for each evaluation, in nine digits; as many samples of it as are taken until the next."""
    each = max(play.every // play.step, 1)
    found: list[str] = []
    count = 0
    for index in range(0, play.grid.last + 1, each):
        value = int(part(index * play.step) * _UNIT)
        text = str(value // _UNIT) if value % _UNIT == 0 else f"{value // _UNIT}.{value % _UNIT:09d}"
        if found and found[-1] == text:
            count += each
        else:
            if found:
                found[-1] += f"x{count - 1}" if count > 1 else ""
            found.append(text)
            count = each
    found[-1] += f"x{count - 1}" if count > 1 else ""
    return " ".join(found)
