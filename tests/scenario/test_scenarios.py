"""Tests of specs on the real promtool: what is sent is what was said, and what happens is what arithmetic gives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.plan import names
from tests.scenario.support import SLI, trouble, try_text
from tests.support.tools import PROMETHEUS

SLICES_OF_EVENTS = """bad hits_total{code=~'5..'}
    of hits_total{}
    slices of 1m where bad < 5%
    no traffic left out"""
SLICES_UNDER_LOAD = """slices of 1m where rate of orders_total{} >= 60/s
    valid slice where sum of waiting{} >= 500
    no traffic left out"""


def service(slo: str, test: str, sli: str = SLI) -> str:
    return f'service a {{\n{sli}\n  {slo}\n  test "it" {{\n{test}\n  }}\n}}\n'


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_an_outage_pages_in_time_and_spends_what_it_should(generation: str) -> None:
    tried = try_text(
        service(
            "slo ok 99.9% over 30d",
            "    traffic 200/s\n    at 1h fail 100% for 10m\n    expect page from ok within 3m\n"
            "    expect page from ok resolved within 40m\n    expect ok budget spent above 20%\n"
            "    expect ok attained at least 99.9%\n",
        ),
        generation,
    )
    assert tried.passed == [True, True, True, True]
    left = tried.outcome.values[names.BUDGET_LEFT.name, "a", "ok"]
    assert left is not None
    # 10 minutes of the 43.2 that 99.9 % allows in 30 days.
    assert abs(1 - left - Fraction(100, 432)) < Fraction(1, 100)


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_a_calendar_window_is_shared_out_over_the_month_before(generation: str) -> None:
    tried = try_text(
        service(
            "slo ok 99.9% over calendar month in Europe/Berlin",
            "    traffic 50/s\n    at 2h fail 50% for 20m\n    expect ok budget spent above 20% and below 25%\n",
        ),
        generation,
    )
    assert tried.passed == [True]  # 10 of the 44.64 minutes that May allows


def test_an_expectation_that_does_not_hold_says_what_happened() -> None:
    tried = try_text(
        service(
            "slo ok 99.9% over 30d",
            "    traffic 200/s\n    at 1h fail 100% for 10m\n    expect page from ok within 30s\n    expect no page\n"
            "    expect ok budget spent below 5%\n    expect no ticket from ok\n",
        )
    )
    late, never, budget, ticket = tried.verdicts
    assert (late.passed, late.happened) == (False, "it fired after 1m")
    assert late.short == "fired 30s too late"
    assert not never.passed
    assert "`ErrorBudgetBurn` from `ok` fired at 1h1m" in never.happened
    assert not budget.passed
    assert budget.happened.startswith("it was 22.")
    assert not ticket.passed
    assert "expected no ticket from `ok`" in ticket.finding.headline


@pytest.mark.parametrize(
    "step", ["at 1h deploy", "at 1h restart", "at 1h gap for 2m", "at 1h stop for 40m", "at 1h traffic 1/min for 40m"]
)
def test_what_is_no_failure_wakes_nobody(step: str) -> None:
    expected = "    expect no page\n    expect no ticket\n    expect ok budget left at least 100%\n"
    body = f"    traffic 200/s\n    {step}\n{expected}"
    assert try_text(service("slo ok 99.9% over 30d", body)).passed == [True, True, True]


def test_failures_after_a_deploy_are_those_of_the_new_processes() -> None:
    body = "    traffic 20/s\n    at 1h deploy\n    at 1h fail 100% for 10m\n    expect page from ok within 4m\n"
    assert try_text(service("slo ok 99.9% over 30d", body)).passed == [True]


@pytest.mark.parametrize(
    ("sli", "step", "within"),
    [
        ("good hits_total{code='200'}\n    of hits_total{code!='404'}", "fail 100%", "3m"),
        ("good done_total{}\n    bad lost_total{}", "fail 100%", "3m"),
        ("bad lost_total{}\n    bad late_total{}\n    of `taken_total{} - back_total{}`", "fail 100%", "3m"),
        ("bad rolled_back_total{}\n    of rolled_back_total{}\n    of committed_total{}", "fail 100%", "3m"),
        ("within 300ms of answer_seconds{job='a'}", "slow 100%", "3m"),
        ("within 300ms of answer_seconds{job='a'}\n    histogram native", "slow 100%", "3m"),
        ("up probe_success{job='a'}", "fail 100%", "3m"),
        ("down is_replica{job='a'}", "fail 100%", "3m"),
        ("samples of used_ratio{job='a'} <= 80%", "level 95%", "3m"),
        ("samples of `sum(used) / sum(all_slots)` <= 80%", "fail 100% of ok", "3m"),
        ("mean of score{job='a'} out of 100", "level 20", "3m"),
        ("fresh within 15m by done_seconds{job='a'}", "fail 100% of ok", "3m"),
        ("ratio bad `max(job:errors:ratio{})`", "fail 100%", "3m"),
        ("bad open_jobs{state='stuck'}\n    of open_jobs{}\n    sampled every 1m", "fail 100%", "3m"),
        (SLICES_OF_EVENTS, "fail 100%", "4m"),
        ("slices of 1m where rate of orders_total{} >= 60/s\n    no traffic left out", "fail 100%", "4m"),
        (SLICES_UNDER_LOAD, "fail 100%", "4m"),
    ],
)
def test_series_are_made_from_any_kind_of_query(sli: str, step: str, within: str) -> None:
    quoted = sli.replace("'", '"')
    body = f"    traffic 100/s\n    at 1h {step} for 10m\n    expect page from ok within {within}\n"
    text = service("slo ok 99.9% over 30d", body, f"\n  sli ok {{\n    {quoted}\n  }}\n")
    native = "project {\n  target prometheus 3.5 with native-histograms\n  evaluate every 30s\n}\n"
    assert try_text(text, project=native).passed == [True]
    quiet = text.replace(f"    at 1h {step} for 10m\n", "").replace(f"page from ok within {within}", "no page")
    assert try_text(quiet, project=native).passed == [True]


def test_a_query_that_no_series_can_be_made_for_is_said_with_what_to_write() -> None:
    sli = "\n  sli room {\n    samples of `sum(used) / (sum(free) + sum(used))` <= 80%\n  }\n"
    body = "    at 1h fail 100% of room for 10m\n    expect page from room within 5m\n"
    (found,) = trouble(service("slo room 99% over 30d", body, sli))
    assert found.code.id == "N1102"
    assert found.primary.span.text.startswith("sum(used)")
    assert "record the query by a rule of your own" in found.helps[0]


def test_a_schedule_is_kept_by_the_clock_of_the_test() -> None:
    """The test begins on a Monday: a failure on Monday morning counts, one at night does not."""
    hours = "schedule day {\n  every mon..fri from 08:00 to 18:00 in Europe/Berlin\n}\n"
    slo = "slo ok 99.9% over calendar month in Europe/Berlin"
    sli = SLI.replace("  }\n", "    during day\n  }\n")
    by_day = "    traffic 9/s\n    at 9h fail 100% for 10m\n    expect page from ok within 3m\n"
    by_night = "    traffic 9/s\n    at 3h fail 100% for 10m\n    expect no page\n    expect no ticket\n"
    assert try_text(service(slo, by_day, sli) + hours).passed == [True]
    assert try_text(service(slo, by_night, sli) + hours).passed == [True, True]
