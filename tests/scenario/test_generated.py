"""The tests that every objective has: promtool agrees with the planner's own arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nines.contract.burning import can_fire, fires_after
from nines.contract.model import AlertClass, Objective
from nines.scenario.generated import late_by, suite
from tests.scenario.support import SLI, cases, try_case, try_text

_BEGINS = 20 * 60_000
"""When a generated failure begins, where all hours count."""


def service(slo: str) -> str:
    return f"service a {{\n{SLI}\n  {slo}\n}}\n"


def objective_of(target: str) -> Objective:
    contract, _ = cases(service(f"slo ok {target} over 30d"))
    return contract.objectives[0]


@pytest.mark.parametrize("slo", ["slo ok 99.9% over 30d", "slo ok 97% over calendar month in Europe/Berlin"])
def test_promtool_agrees_with_arithmetic(slo: str) -> None:
    contract, _ = cases(service(slo))
    generated = list(suite(contract))
    assert len(generated) == 3
    outage, slow_burn, quiet = (try_case(contract, case) for case in generated)
    assert outage.passed == [True, True]
    assert slow_burn.passed == [True, True]
    assert all(quiet.passed)
    assert quiet.outcome.firings == ()


@pytest.mark.parametrize("slo", ["slo ok 99.9% over 30d", "slo ok 97% over 30d"])
def test_alerts_fire_neither_sooner_nor_much_later_than_arithmetic_says(slo: str) -> None:
    contract, _ = cases(service(slo))
    objective = contract.objectives[0]
    outage, slow_burn, _ = suite(contract)
    for case, severity in ((outage, "page"), (slow_burn, "ticket")):
        share = case.scenario.steps[0].share
        assert share is not None
        burns = [b for b in objective.alerts.burns if b.alert_class is AlertClass(severity) and can_fire(objective, b)]
        after = min(fires_after(objective, burn, share.value) or Fraction(10**12) for burn in burns)
        fired = try_case(contract, case).first(severity) - _BEGINS
        assert after * 99 / 100 - 1 <= fired <= after + late_by(contract, objective, after)


targets = st.integers(min_value=900, max_value=9999).map(lambda number: Fraction(number, 10_000))


@given(loose=targets, strict=targets, share=st.fractions(min_value=Fraction(1, 1000), max_value=1))
@settings(max_examples=50, deadline=None)
def test_a_stricter_objective_never_alerts_later(loose: Fraction, strict: Fraction, share: Fraction) -> None:
    loose, strict = sorted((loose, strict))
    later = objective_of(f"{float(loose * 100):.2f}%")
    sooner = objective_of(f"{float(strict * 100):.2f}%")
    for one, other in zip(later.alerts.burns, sooner.alerts.burns, strict=True):
        after, before = fires_after(later, one, share), fires_after(sooner, other, share)
        assert after is None or (before is not None and before <= after)


@pytest.mark.parametrize(("loose", "strict", "share"), [("99%", "99.9%", "20%"), ("99.5%", "99.7%", "100%")])
def test_promtool_agrees_that_a_stricter_objective_never_alerts_later(loose: str, strict: str, share: str) -> None:
    test = (
        f'\n  test "it" {{\n    traffic 100/s\n    at 1h fail {share} for 1h\n    expect page from ok within 1h\n  }}'
    )
    first = {target: try_text(service(f"slo ok {target} over 30d{test}")).first("page") for target in (loose, strict)}
    assert first[strict] <= first[loose]


def test_a_longer_outage_never_spends_less() -> None:
    def left(length: str) -> Fraction:
        test = (
            f'\n  test "it" {{\n    traffic 100/s\n    at 1h fail 30% for {length}\n'
            "    expect ok budget left at most 100%\n  }"
        )
        (value, *_) = try_text(service(f"slo ok 99.9% over 30d{test}")).outcome.values.values()
        assert value is not None
        return value

    assert left("4m") > left("10m") > left("25m")
