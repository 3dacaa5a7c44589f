"""Older hours that are added up by the day are what they are by the hour, on real servers."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from nines.plan import names
from nines.plan.model import Plan
from nines.plan.rules import days
from tests.plan.planning import plan_of, recorded
from tests.support.prometheus import History, Sample
from tests.support.tools import PROMETHEUS

HOUR = 3600
START = int(datetime.datetime(2025, 10, 24, 20, 30, tzinfo=datetime.UTC).timestamp())
END = START + 100 * HOUR
"""Berlin's 2025-10-26 has 25 hours."""

SPEC = """
    service shop "Shop" {
      sli ok "Requests" {
        bad failed_total{job="shop"}
        of  asked_total{job="shop"}
      }
      alerts { page 10% in 6h }
      slo ok 99% over calendar day in Europe/Berlin as daily
    }
    """


def plan_for(bundle: str, version: str) -> Plan:
    project = (
        f"project {{\n  bundle {bundle}\n  target prometheus {version}\n  scrape every 1m\n  evaluate every 1m\n}}\n"
    )
    return plan_of(SPEC, project=project)


def samples() -> Iterator[Sample]:
    for name, share in (("asked_total", 1.0), ("failed_total", 0.01)):
        count = 0.0
        for at in range(START + 7, END, 60):
            count += share * 60 * (10 + 5 * math.sin(at / 9_000))
            yield f'{name}{{job="shop"}}', at * 1000, f"{count:.3f}"


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_days_add_up_to_what_their_hours_do(generation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = "2.42" if generation == "2" else "3.5"
    hourly = plan_for("hours", version)
    monkeypatch.setattr(days, "_BY_HOUR", 30 * HOUR * 1000)
    daily = plan_for("days", version)
    assert not recorded(hourly, names.COUNTED_DAYS.name)
    assert len(recorded(daily, names.COUNTED_DAYS.name)) == 2
    history = History(tmp_path, generation)
    history.load(samples())
    for planned in (hourly, daily):
        history.record(planned, START, END, {group.name: Fraction(41, 10) for group in planned.groups})
    own = "on (objective, half, window, period)"
    with history.serve() as server:
        for at in range(START + 54 * HOUR, END, 5 * HOUR + 977):
            by_hour = 'nines:counted:older{nines="hours"}[20m]'
            by_day = 'nines:counted:older{nines="days"}[20m]'
            both = f"last_over_time({by_day}) / {own} last_over_time({by_hour})"
            found = {
                labels: value
                for labels, value in server.values(both, at).items()
                if int(dict(labels).get("period", at)) > at - 49 * HOUR  # older periods nobody asks for
            }
            windows = {dict(labels)["window"] for labels in found}
            assert windows == {"day"}, at
            assert all(value == pytest.approx(1, abs=1e-6) for value in found.values()), (at, found)


def test_only_the_longest_windows_go_by_the_day() -> None:
    service = "service a {\n  sli ok {\n    bad b_total\n    of a_total\n  }\n  slo ok 99% over WINDOW\n}\n"

    def days_of(window: str) -> int:
        return len(recorded(plan_of(service.replace("WINDOW", window)), names.COUNTED_DAYS.name))

    assert [days_of(window) for window in ("30d", "calendar month in UTC", "calendar year in UTC", "365d")] == [
        0,
        0,
        2,
        0,
    ]
