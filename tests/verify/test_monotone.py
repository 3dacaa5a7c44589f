"""What must never turn round: a stricter objective never alerts later, a longer outage never spends less.

In the real promtool, on the same traffic; in the planner's own arithmetic for any objective.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from nines.contract.burning import can_fire, fires_after, spent_after
from nines.contract.model import Objective
from nines.record import replace
from nines.values.model import Percentage
from tests.support.promtool import Asked, ask, write_rules
from tests.support.specs import compile_text

TARGETS = ("99%", "99.5%", "99.9%", "99.95%")
OUTAGES = (2, 5, 15)
"""Minutes."""
SLOS = "".join(f"  slo ok {target} over 30d as a{at}\n" for at, target in enumerate(TARGETS))


def service(name: str, slos: str) -> str:
    series = f'requests_total{{job="{name}"'
    sli = f'  sli ok {{\n    bad {series}, code="500"}}\n    of  {series}, code!=""}}\n  }}\n'
    return f"service {name} {{\n{sli}{slos}}}\n"


def outage(name: str, minutes: int, share: Fraction) -> dict[str, str]:
    """Ten requests a second; from the thirtieth minute on a share of them fails for some minutes."""
    samples, bad = minutes * 4, int(150 * share)
    after = 240 - samples
    good = 150 * 120
    return {
        f'requests_total{{job="{name}",code="200"}}': (
            f"0+150x119 {good}+{150 - bad}x{samples - 1} {good + (150 - bad) * samples}+150x{after}"
        ),
        f'requests_total{{job="{name}",code="500"}}': f"0x119 0+{bad}x{samples - 1} {bad * samples}+0x{after}",
    }


def test_a_stricter_objective_never_alerts_later(tmp_path: Path) -> None:
    files = write_rules(tmp_path, service("shop", SLOS), "3.5")
    series = outage("shop", 20, Fraction(1, 5))
    moments = [f"{minute}m7s" for minute in range(30, 62, 2)]
    asked = [Asked('count by (objective) (ALERTS{alertstate="firing",severity="page"})', at) for at in moments]
    firing = [{dict(labels)["objective"] for labels in found} for found in ask(tmp_path, "3", files, series, asked)]
    first = [next((at for at, who in enumerate(firing) if f"a{one}" in who), len(moments)) for one in range(4)]
    assert first == sorted(first, reverse=True)
    assert first[0] > first[-1], "and here the strictest is first"
    assert all(("a0" not in who) or ("a3" in who) for who in firing), "nor does it resolve sooner"


def test_a_longer_outage_never_spends_less(tmp_path: Path) -> None:
    names = {f"s{minutes}": minutes for minutes in OUTAGES}
    files = write_rules(tmp_path, "".join(service(name, "  slo ok 99.9% over 30d\n") for name in names), "3.5")
    series = {
        key: text for name, minutes in names.items() for key, text in outage(name, minutes, Fraction(1, 5)).items()
    }
    moments = [f"{minute}m7s" for minute in (31, 34, 40, 50)]
    spent: list[float] = []
    for found in ask(tmp_path, "3", files, series, [Asked("nines:budget_left", at) for at in moments]):
        left = {dict(labels)["service"]: value for labels, value in found.items()}
        spent = [1 - left[name] for name in names]
        assert spent == sorted(spent), "the longest last"
    assert spent[0] < spent[-1]


SHARES = some.fractions(min_value=Fraction(1, 10_000), max_value=1, max_denominator=10_000)
OBJECTIVES = some.fractions(min_value=Fraction(1, 2), max_value=Fraction(99_999, 100_000), max_denominator=100_000)
NEVER = Fraction(10**18)


@given(OBJECTIVES, OBJECTIVES, SHARES)
def test_by_arithmetic_every_pair_of_a_stricter_objective_fires_as_soon(
    one: Fraction, other: Fraction, share: Fraction
) -> None:
    loose, strict = (aiming_for(target) for target in sorted((one, other)))
    for burn in loose.alerts.burns:
        later, sooner = (fires_after(objective, burn, share) for objective in (loose, strict))
        assert (sooner if sooner is not None else NEVER) <= (later if later is not None else NEVER)
        assert can_fire(strict, burn) or not can_fire(loose, burn)


@given(OBJECTIVES, SHARES, SHARES, SHARES)
def test_by_arithmetic_more_of_the_budget_takes_longer_to_spend(
    target: Fraction, share: Fraction, one: Fraction, other: Fraction
) -> None:
    less, more = (spent_after(aiming_for(target), part, share) for part in sorted((one, other)))
    assert (less if less is not None else NEVER) <= (more if more is not None else NEVER)


@cache
def aimed() -> Objective:
    (objective,) = compile_text(service("shop", "  slo ok 99.9% over 30d\n")).contract.objectives
    return objective


def aiming_for(target: Fraction) -> Objective:
    return replace(aimed(), target=Percentage(target))
