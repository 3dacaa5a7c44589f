"""When alerts fire and resolve, as it is computed, and as the real promtool has it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from nines.contract.burning import can_fire, ends_soon_after, fires_after, largest_share, resolves_after, spent_after
from nines.contract.model import Burn, Objective
from tests.support.promtool import Asked, ask, write_rules
from tests.support.specs import compile_text

SPEC = """
    service shop "Shop" {
      sli ok {
        bad errors_total{job="shop"}
        of  requests_total{job="shop"}
      }
      slo ok 99.9% over 30d {
        page 2% in 1h
        ticket when budget gone within 3d
        ticket when budget used up
      }
    }
    """
CALM = 7200
"""Seconds without a failure before one begins."""
LATE = 15 + 60 + 30
"""Seconds by which rules may be late: a scrape, the base range, an evaluation."""
EARLY = 40
"""Seconds by which they may be early: the latest rate stands for so long."""


def objective(text: str = SPEC) -> Objective:
    (found,) = compile_text(text).contract.objectives
    return found


def page(of: Objective) -> Burn:
    return of.alerts.burns[0]


@pytest.mark.parametrize(("share", "ends"), [("3/100", 4200), ("1/10", 1200), ("1", 300)])
def test_an_alert_fires_and_resolves_when_it_is_said_to(tmp_path: Path, share: str, ends: int) -> None:
    """A failure that begins at the start of an hour, of a steady share of 1,000 events a second, for a time."""
    slo, failing = objective(), Fraction(share)
    fires, resolves = fires_after(slo, page(slo), failing), resolves_after(slo, page(slo), failing)
    assert fires is not None
    assert resolves is not None
    start, end = CALM + fires / 1000, CALM + ends + resolves / 1000
    early, late = ceil(start) - EARLY, ceil(start) + LATE
    gone = ceil(end) + LATE
    calm, bad = CALM // 15, ends // 15
    each = 15_000 * failing
    assert each.denominator == 1
    series = {
        'errors_total{job="shop"}': f"0+0x{calm} {each}+{each}x{bad - 1} {each * bad}+0x400",
        'requests_total{job="shop"}': "0+15000x1600",
    }
    moments = (early, late, CALM + ends, gone)
    firing = 'count(ALERTS{alertname="ErrorBudgetBurn",severity="page",alertstate="firing"}) or vector(0)'
    asked = [Asked(firing, f"{at}s") for at in moments]
    answers = ask(tmp_path, "3", write_rules(tmp_path, SPEC, "3.5"), series, asked)
    assert [sum(answer.values()) for answer in answers] == [0, 1, 1, 0]


def test_an_alert_that_total_failure_does_not_reach_cannot_fire() -> None:
    slo = objective(
        "service a {\n sli b {\n  bad x_total{}\n  of y_total{}\n }\n slo b 90% over 30d { page 14.4x in 1h }\n}\n"
    )
    assert not can_fire(slo, page(slo))
    assert fires_after(slo, page(slo), Fraction(1)) is None
    assert largest_share(slo, page(slo)) == Fraction(1, 72)


def test_a_share_within_the_budget_never_spends_it() -> None:
    slo = objective()
    assert spent_after(slo, Fraction(1), Fraction(1, 2000)) is None
    assert spent_after(slo, Fraction(1), Fraction(1)) == 2_592_000
    assert ends_soon_after(slo, 259_200_000, Fraction(1, 1000)) is None


@pytest.mark.parametrize("share", ["1/500", "1/50", "1/2"])
def test_a_budget_ends_soon_when_the_rate_of_the_last_hour_says_so(share: str) -> None:
    """What is left of the budget, divided by the rate of the last hour, is the time at that moment."""
    slo, failing, within = objective(), Fraction(share), 259_200_000
    at = ends_soon_after(slo, within, failing)
    assert at is not None
    window, hour = 30 * 86_400_000, 3_600_000
    left = 1 - failing * at / (slo.budget * window)
    rate = failing * min(at, Fraction(hour)) / hour / slo.budget
    assert left * window / rate <= within
    assert left * window / rate == within or at == hour
