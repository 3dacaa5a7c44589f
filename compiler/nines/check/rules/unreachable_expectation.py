"""What a test expects can come about."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.burning import can_fire
from nines.contract.model import AlertExpectation, Objective, PromiseExpectation, Scenario, Turn
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.values.text import literal

_TEST = """\
test "a dead checkout pages" {
  traffic 200/s
  at 1h fail 100% for 10m
  expect page from requests within 5m
}
"""

PAGE = Page(
    Code("N0516", "unreachable-expectation", Severity.ERROR, "a test expects an alert that there is not"),
    why="""\
A test that expects a page of an objective that never pages always fails, and one that expects it sooner than the alert
waits cannot pass either. The alerts of the objective, or the test, were changed without the other.""",
    bad=examples.slo("slo requests 99.9% over 30d { ticket only }\n\n" + _TEST),
    good=examples.slo("slo requests 99.9% over 30d\n\n" + _TEST),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for holder in context.holders:
        for scenario in holder.scenarios:
            yield from _judged(scenario)
            yield from _of_promises(context, scenario)


def _judged(scenario: Scenario) -> Iterator[Diagnostic]:
    for expected in scenario.expected:
        if not isinstance(expected, AlertExpectation) or expected.turn is Turn.NEVER or expected.objective is None:
            continue
        if expected.alert_class is None:
            continue
        objective, word = expected.objective, expected.alert_class.value
        alerts = (*objective.alerts.burns, *objective.alerts.others)
        of_class = [alert for alert in alerts if alert.alert_class is expected.alert_class]
        if not of_class:
            yield _finding(expected, objective, f"`{objective.name}` has no {word}", f"no {word} comes from here")
            continue
        living = [burn for burn in objective.alerts.burns if burn in of_class and can_fire(objective, burn)]
        holds = [burn.hold for burn in living if burn.hold is not None]
        if expected.turn is Turn.FIRES and expected.within is not None and len(holds) == len(of_class) > 0:
            soonest = min(holds, key=lambda hold: hold.milliseconds)
            if soonest.milliseconds >= expected.within.milliseconds:
                said = f"a {word} of `{objective.name}` waits {literal(soonest)} before it is sent"
                yield _finding(expected, objective, said, "its alerts wait")


def _of_promises(context: Context, scenario: Scenario) -> Iterator[Diagnostic]:
    promises = {customer.name: customer for customer in context.contract.customers}
    for expected in scenario.expected:
        if not isinstance(expected, PromiseExpectation) or expected.customer not in promises:
            continue
        customer = promises[expected.customer]
        known = [promise.name for promise in customer.agreement.promises]
        if expected.promise not in known:
            yield found(
                PAGE,
                f"`{customer.name}` has no promise `{expected.promise}`, so this cannot come about",
                expected.origin,
                "always fails",
                others=[Label(customer.origin, "what is promised to it is in its sla")],
                helps=[f"it has {listing(known, joint='and')}"] if known else [],
            )


def _finding(expected: AlertExpectation, objective: Objective, headline: str, label: str) -> Diagnostic:
    return found(
        PAGE,
        f"{headline}, so this cannot come about",
        expected.origin,
        "always fails",
        others=[Label(objective.origin, label)],
        helps=["change the alerts of the objective, or what the test expects"],
    )
