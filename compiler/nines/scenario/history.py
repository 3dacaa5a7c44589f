"""What was before a test: steady traffic through a whole window, of which promtool sees the last hour alone.

To play a month would take promtool an hour. The share of bad events in a window is what is measured since promtool's
0, diluted by the traffic that came before it, and what was bad of that: the ratio times the part of the window's
traffic that was seen, plus the bad part from before. Both are known, and are fed as series of their own. In a calendar
window the budget is shared out over the traffic of the last whole window where that is larger (RULES.md, 5): the same,
with that traffic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from nines.contract.model import Objective, RollingWindow
from nines.plan import names
from nines.plan.model import AlertRule, Plan, RecordingRule, Rule
from nines.plan.rules.context import window_label
from nines.promql import build as q
from nines.promql.durations import milliseconds
from nines.promql.transform import walk
from nines.promql.tree import Binary, BinaryOp, Call, Expression, Matching, Selector, String
from nines.record import dataclass, replace
from nines.scenario.clock import shifted
from nines.scenario.curves import Curve
from nines.scenario.past import Counting, counting_of, longest_back, periods_of
from nines.scenario.play import Play
from nines.scenario.promised import with_allowance
from nines.scenario.series import Input, name_of

__all__ = ["on_test_clock", "seen_series"]

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
    elif isinstance(rule, RecordingRule) and rule.record == names.PROMISE_BAD_LEFT.name:
        expression = with_allowance(expression)
    if isinstance(rule, AlertRule):  # their texts ask a dozen queries each time, and say nothing of when they fire
        return replace(rule, expression=expression, annotations=())
    return replace(rule, expression=expression)


def _with_history(of: Expression, seen: str, before: str, one: Matching) -> Expression:
    return Binary(BinaryOp.ADD, q.times(of, q.selector(seen), one), q.selector(before), matching=one)


def seen_series(plan: Plan, objectives: tuple[Objective, ...], play: Play) -> tuple[Input, ...]:
    """The part of each window's traffic that promtool sees, for each objective and each window that is recorded."""
    found: list[Input] = []
    for objective in objectives:
        lengths = [length for length in _windows(plan, objective).values() if length is not None]
        longest = max(longest_back(objective.window), *lengths, 0)
        past = _Past(objective, play, _counting(objective, play, longest), _counting_bad(objective, play, longest))
        own = {names.SERVICE: objective.service, names.OBJECTIVE_LABEL: objective.name}
        for label, length in _windows(plan, objective).items():
            of_window = {**own, names.WINDOW: label}
            seen, before = past.of_window(length)
            found += [Input(name_of(_SEEN, of_window), seen), Input(name_of(_BAD_BEFORE, of_window), before)]
        seen, before = past.of_budget()
        found += [Input(name_of(_SEEN_OF_BUDGET, own), seen), Input(name_of(_SPENT_BEFORE, own), before)]
    return tuple(found)


def _counting(objective: Objective, play: Play, longest: int) -> Counting:
    """Traffic, but for hours that are left out. Events are weighed by it; slices, samples and time by time."""
    return counting_of(_weight(objective, play), objective.masks, play, longest)


def _counting_bad(objective: Objective, play: Play, longest: int) -> Counting:
    rate = _weight(objective, play).times(play.bad(objective.indicator))
    return counting_of(rate, objective.masks, play, longest)


def _weight(objective: Objective, play: Play) -> Curve:
    return play.traffic_of(None) if objective.indicator.unit == "events" else Curve.steady(1)


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
                asked = (matcher.value for matcher in node.matchers if matcher.label == names.WINDOW)
                yield from (label for value in asked for label in value.split("|"))
            elif isinstance(node, Call) and node.function == "label_replace":
                texts = [argument.value for argument in node.arguments if isinstance(argument, String)]
                if texts[:1] == [names.WINDOW]:
                    yield texts[1]


@dataclass(frozen=True, slots=True)
class _Past:
    """What counted, and what of it was bad, for an objective."""

    objective: Objective
    play: Play
    every: Counting
    bad: Counting

    def of_window(self, length: int | None) -> tuple[str, str]:
        """The part of a window's traffic that came since promtool's 0, and the part that came before and was bad."""

        def start(moment: int) -> int:
            if length is not None:
                return moment - length
            return periods_of(self.objective.window, self.play.clock, moment)[0][0]

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
            (start, _), (before, until) = periods_of(self.objective.window, self.play.clock, moment)
            return max(self.every.between(start, moment), self.every.between(before, until))

        def seen(moment: int) -> Fraction:
            (start, _), (before, until) = periods_of(self.objective.window, self.play.clock, moment)
            since = self.every.between(max(0, start), moment)
            return _share(max(since, self.every.between(max(0, before), until)), whole(moment))

        def spent(moment: int) -> Fraction:
            (start, _), _ = periods_of(self.objective.window, self.play.clock, moment)
            return _share(self.bad.between(start, 0), whole(moment) * self.objective.budget, 0)

        return _series(self.play, seen), _series(self.play, spent)


def _share(part: Fraction, whole: Fraction, of_nothing: int = 1) -> Fraction:
    return part / whole if whole else Fraction(of_nothing)


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
