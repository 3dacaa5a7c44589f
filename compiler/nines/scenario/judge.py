"""What was expected against what happened."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import (
    AlertClass,
    AlertExpectation,
    BudgetExpectation,
    Expectation,
    Project,
    PromiseExpectation,
    Turn,
)
from nines.diagnostics.model import Code, Diagnostic, Label
from nines.language.phrases import Comparison
from nines.plan import names
from nines.record import dataclass
from nines.scenario.codes import TEST_FAILED
from nines.scenario.outcome import Firing, Outcome
from nines.scenario.play import begins, ends
from nines.scenario.run import Case
from nines.source import Span
from nines.values.model import Percentage
from nines.values.text import about, percent, prometheus_duration

__all__ = ["Verdict", "judge"]

_SERIES = {"budget spent": names.BUDGET_LEFT, "budget left": names.BUDGET_LEFT, "attained": names.ATTAINED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation: what it asks for, what happened, and whether that is the same.

    `due` is when it had to be so by, in milliseconds since the test's 0; None if it is judged at the end or throughout.
    `short` says what is wrong, beside the text of the specs.
    """

    passed: bool
    expected: str
    happened: str
    short: str
    due: int | None
    origin: Span
    code: Code = TEST_FAILED

    @property
    def finding(self) -> Diagnostic:
        return Diagnostic(self.code, f"expected {self.expected}; {self.happened}", Label(self.origin, self.short))


def judge(project: Project, case: Case, outcome: Outcome) -> tuple[Verdict, ...]:
    return tuple(_judged(project, case, outcome, expected) for expected in case.scenario.expected)


def _judged(project: Project, case: Case, outcome: Outcome, expected: Expectation) -> Verdict:
    if isinstance(expected, BudgetExpectation):
        return _of_budget(expected, outcome)
    if isinstance(expected, PromiseExpectation):
        return _of_promise(case, expected, outcome)
    what = _what(expected)
    fired = [firing for firing in outcome.firings if _is_meant(project, expected, firing)]
    match expected.turn:
        case Turn.NEVER:
            return _never(expected, f"no {what}", fired)
        case Turn.FIRES:
            return _in_time(expected.origin, f"a {what}", fired, begins(case.scenario), _within(expected))
        case Turn.RESOLVES:
            return _resolved(expected, f"the {what}", fired, ends(case.scenario), outcome.length)


# --- alerts -------------------------------------------------------------------


def _what(expected: AlertExpectation) -> str:
    said = f"alert `{expected.name}`" if expected.name is not None else str(expected.alert_class or "alert")
    return f"{said} from `{expected.objective.name}`" if expected.objective is not None else said


def _is_meant(project: Project, expected: AlertExpectation, firing: Firing) -> bool:
    objective = expected.objective
    if objective is not None and firing.objective != (objective.service, objective.name):
        return False
    if expected.name is not None:
        return firing.name == expected.name
    assert expected.alert_class is not None
    return firing.label(names.SEVERITY) == project.severity(AlertClass(expected.alert_class))


def _within(expected: AlertExpectation | PromiseExpectation) -> int:
    return expected.within.milliseconds if expected.within is not None else 0


def _never(expected: AlertExpectation, what: str, fired: Sequence[Firing]) -> Verdict:
    if not fired:
        return Verdict(True, what, "none fired", "", None, expected.origin)
    first = fired[0]
    of = f" from `{first.label(names.OBJECTIVE_LABEL)}`" if expected.objective is None else ""
    return Verdict(
        False,
        what,
        f"`{first.name}`{of} fired {_at(first.start)}",
        f"fired {_at(first.start)}",
        None,
        expected.origin,
    )


def _in_time(origin: Span, what: str, fired: Sequence[Firing], start: int, within: int) -> Verdict:
    expected, due = f"{what} within {prometheus_duration(within)}", start + within
    before = [firing for firing in fired if firing.start < start]
    if before:
        when = _at(before[0].start)
        return Verdict(False, expected, f"it fired before anything happened, {when}", f"fired {when}", due, origin)
    if not fired:
        return Verdict(False, expected, "it did not fire", "never fired", due, origin)
    after = fired[0].start - start
    happened = f"it fired after {about(after)}"
    if after <= within:
        return Verdict(True, expected, happened, "", due, origin)
    return Verdict(False, expected, happened, f"fired {about(after - within)} too late", due, origin)


def _resolved(expected: AlertExpectation, what: str, fired: Sequence[Firing], end: int, length: int) -> Verdict:
    within = _within(expected)
    asked, due = f"{what} resolved within {prometheus_duration(within)}", end + within
    if not fired:
        return Verdict(False, asked, "it never fired", "never fired", due, expected.origin)
    if any(firing.end is None for firing in fired):
        said = f"it still fired {about(length - end)} after the end of the trouble"
        return Verdict(False, asked, said, "still firing", due, expected.origin)
    last = max(firing.end or 0 for firing in fired)
    if last <= end + within:
        said = f"it was resolved after {about(last - end)}" if last > end else "it was resolved before the end"
        return Verdict(True, asked, said, "", due, expected.origin)
    late = last - end - within
    said = f"it was resolved after {about(last - end)}"
    return Verdict(False, asked, said, f"resolved {about(late)} too late", due, expected.origin)


def _at(moment: int) -> str:
    return f"at {prometheus_duration(moment) if moment else '0s'}"


# --- budgets and promises -------------------------------------------------------


def _of_budget(expected: BudgetExpectation, outcome: Outcome) -> Verdict:
    objective, what = expected.objective, expected.what
    series = _SERIES[what].name
    value = outcome.values.get((series, objective.service, objective.name))
    words = {"budget spent": "of its budget spent", "budget left": "of its budget left", "attained": "attained"}[what]
    comparisons = [each for each in (expected.range.first, expected.range.second) if each is not None]
    asked = " and ".join(f"{each.operator.value} {each.value.span.text}" for each in comparisons)
    wanted = f"`{objective.name}` to have {asked} {words}"
    if value is None:
        return Verdict(False, wanted, "nothing is recorded of it at the end", "no value", None, expected.origin)
    shown = 1 - value if what == "budget spent" else value
    text = percent(Fraction(round(shown * 100_000), 100_000))
    passed = all(_holds(shown, each) for each in comparisons)
    return Verdict(passed, wanted, f"it was {text}", "" if passed else text, None, expected.origin)


def _holds(value: Fraction, comparison: Comparison) -> bool:
    bound = comparison.value.value
    limit = bound.value if isinstance(bound, Percentage) else Fraction(0)
    match comparison.operator.value:
        case "below":
            return value < limit
        case "at most":
            return value <= limit
        case "above":
            return value > limit
        case _:
            return value >= limit


def _of_promise(case: Case, expected: PromiseExpectation, outcome: Outcome) -> Verdict:
    promise = f"the promise `{expected.promise}` to `{expected.customer}`"
    broken, at_risk = (
        [f for f in outcome.firings if f.name == name and _is_of(expected, f)]
        for name in (names.PROMISE_BROKEN, names.PROMISE_AT_RISK)
    )
    if expected.state == "kept":
        if not broken:
            return Verdict(True, f"{promise} to be kept", "it was kept", "", None, expected.origin)
        when = _at(broken[0].start)
        said = f"it was broken {when}"
        return Verdict(False, f"{promise} to be kept", said, f"broken {when}", None, expected.origin)
    fired = broken if expected.state == "broken" else at_risk
    return _in_time(expected.origin, f"{promise} {expected.state}", fired, begins(case.scenario), _within(expected))


def _is_of(expected: PromiseExpectation, firing: Firing) -> bool:
    return (firing.label(names.CUSTOMER), firing.label(names.PROMISE)) == (expected.customer, expected.promise)
