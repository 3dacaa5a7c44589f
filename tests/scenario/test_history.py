"""What was before a test: the same as if promtool had seen it."""

from __future__ import annotations

from fractions import Fraction

from nines.plan import names
from nines.record import replace
from tests.scenario.support import SLI, cases, try_case


def test_a_long_failure_told_as_history_burns_as_one_that_was_seen() -> None:
    text = (
        f"service a {{\n{SLI}\n  slo ok 99% over 30d\n"
        '  test "it" {\n    traffic 100/s\n    at 1h fail 5% for 3h\n'
        "    expect ok budget left at most 100%\n    expect no page\n    expect no ticket\n  }\n}\n"
    )
    contract, (case,) = cases(text)
    seen = try_case(contract, case)
    told = try_case(contract, replace(case, seen_from=3 * 3_600_000 + 1_200_000))
    key = (names.BUDGET_LEFT.name, "a", "ok")
    one, other = seen.outcome.values[key], told.outcome.values[key]
    assert one is not None
    assert other is not None
    # 3 hours of 5 % are 9 minutes of the 432 that 99 % allows in 30 days.
    assert abs(1 - one - Fraction(9, 432)) < Fraction(1, 2000)
    assert abs(one - other) < Fraction(1, 2000)
    last = [firing for firing in seen.outcome.firings if firing.end is None]
    assert {(f.name, f.label("severity")) for f in last} == {
        (f.name, f.label("severity")) for f in told.outcome.firings if f.end is None
    }
