"""Rules on a real Prometheus, against the true counts of events.

Two nights of a shop: no traffic for 90 minutes, an outage, a slow burn, a deploy that resets the counters, an error
series that is born with the first error, a scrape that fails for five minutes, and the end of summer time.
"""

from __future__ import annotations

import datetime
import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from nines.plan.model import Plan
from nines.plan.rules.build import rules
from tests.support.prometheus import History, Sample, Server
from tests.support.specs import compile_text
from tests.support.tools import PROMETHEUS

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600
START = int(datetime.datetime(2025, 10, 24, 20, 30, tzinfo=datetime.UTC).timestamp())
END = int(datetime.datetime(2025, 10, 26, 23, 30, tzinfo=datetime.UTC).timestamp())
"""Berlin leaves summer time on 2025-10-26 at 01:00 UTC: that day has 25 hours."""

INCIDENTS = (
    (START + 13 * HOUR + 1234, 1500, 0.5),
    (START + 27 * HOUR + 3500, 420, 1.0),
    (START + 33 * HOUR + 200, 4 * HOUR, 0.02),
    (START + 47 * HOUR + 100, 1800, 0.3),
)
SCRAPE, PHASE = 15, Fraction(73, 10)
DEPLOY = START + 20 * HOUR + 100
SCRAPES_FAIL = (START + 22 * HOUR, 300)

SPEC = """
    service shop "Shop" {
      owner people
      sli ok "Requests" {
        bad http_requests_total{job="shop", code="500"}
        of  http_requests_total{job="shop"}
      }
      alerts { page only }
      slo ok 99.9% over 1d
      slo ok 99.5% over 1d as looser
      slo ok 99% over calendar day in Europe/Berlin as daily { except night }
    }
    maintenance night {
      every day from 05:00 to 06:00 in Europe/Berlin
      notice 24h
      at most 1h per day
    }
    receiver chat slack {
      url file "/etc/slack"
    }
    team people "People" {
      page to chat
      ticket to chat
    }
    """


@dataclass(frozen=True)
class Traffic:
    """True counts: `total` and `bad` so far at the start of each second."""

    total: list[int]
    bad: list[int]

    def counted(self, start: float, end: float) -> tuple[int, int]:
        first, last = (min(max(round(at) - START, 0), END - START) for at in (start, end))
        return self.total[last] - self.total[first], self.bad[last] - self.bad[first]

    def samples(self) -> Iterator[Sample]:
        """Two counters, scraped every 15 s; the one of errors is born with the first, and a deploy resets both."""
        for code in ("200", "500"):
            at = START + PHASE
            while at < END:
                second = math.floor(at) - START
                reset = DEPLOY - START if at >= DEPLOY else 0
                bad = self.bad[second] - self.bad[reset]
                total = self.total[second] - self.total[reset]
                count = bad if code == "500" else total - bad
                unseen = SCRAPES_FAIL[0] <= at < sum(SCRAPES_FAIL)
                if not unseen and (code == "200" or bad):
                    yield f'http_requests_total{{code="{code}",job="shop"}}', int(at * 1000), str(count)
                at += SCRAPE


def traffic() -> Traffic:
    choose = random.Random(7)
    totals, bads = [0], [0]
    for at in range(START, END):
        hour = at % 86_400 / HOUR
        rate = 0.0 if 2 <= hour < 3.5 else 20 + 15 * math.sin((hour - 9) / 12 * math.pi)
        number = int(rate) + (choose.random() < rate % 1)
        share = next((share for start, length, share in INCIDENTS if start <= at < start + length), 0.0005)
        totals.append(number)
        bads.append(sum(choose.random() < share for _ in range(number)))
    return Traffic(list(accumulate(totals)), list(accumulate(bads)))


def plan_for(version: str) -> Plan:
    project = (
        f"project {{\n  bundle test\n  target prometheus {version}\n  scrape every 15s\n  evaluate every 30s\n}}\n"
    )
    compiled = compile_text(SPEC, project=project)
    planned = rules(compiled.contract)
    assert not compiled.report.has_errors
    return planned


@pytest.fixture(scope="module", params=PROMETHEUS)
def recorded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Traffic]]:
    generation: str = request.param
    folder: Path = tmp_path_factory.mktemp(f"prometheus-{generation}")
    history = History(folder, generation)
    true = traffic()
    history.load(true.samples())
    planned = plan_for("2.42" if generation == "2" else "3.5")
    phases = {
        group.name: Fraction(132, 10) if group.interval == 30_000 else Fraction(1374, 10) for group in planned.groups
    }
    phases["test: calendars"] = Fraction(41, 10)
    history.record(planned, START, END, phases)
    with history.serve() as server:
        yield server, true


def moments(after: int, number: int, window: int = 0) -> list[float]:
    """Moments from so many hours after the start on, none within ten minutes after an incident began or ended.

    Nor does one begin or end near to where the window before the moment begins.
    """
    choose = random.Random(11)
    edges = sorted(edge for start, length, _ in INCIDENTS for edge in (start, start + length))
    found: list[float] = []
    while len(found) < number:
        at = START + after * HOUR + choose.random() * (END - START - after * HOUR - 60)
        before = edges[bisect_right(edges, at) - 1]
        if at - before > 600 and all(abs(at - window - edge) > 600 for edge in edges):
            found.append(at)
    return found


@pytest.mark.parametrize(
    ("window", "seconds", "tolerance"), [("1h", HOUR, 0.1), ("6h", 6 * HOUR, 0.06), ("1d", 24 * HOUR, 0.02)]
)
def test_error_ratios_are_those_of_the_events(
    recorded: tuple[Server, Traffic], window: str, seconds: int, tolerance: float
) -> None:
    server, true = recorded
    for at in moments(25, 60, seconds):
        total, bad = true.counted(at - seconds, at)
        found = server.value(f'nines:error_ratio{{objective="ok",window="{window}"}}', Fraction(at))
        if total == 0:
            assert found is None
        else:
            assert found is not None
            two_events = 2 / total
            assert abs(found - bad / total) <= tolerance * max(bad / total, 0.001) + two_events, (
                at,
                found,
                bad / total,
            )


def test_a_calendar_day_is_counted_from_its_own_midnight(recorded: tuple[Server, Traffic]) -> None:
    server, true = recorded
    for at in [*moments(2, 25), *(START + shift for shift in (25 * HOUR + 45, 26 * HOUR + 900, 30 * HOUR))]:
        midnight = datetime.datetime.fromtimestamp(at, BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
        total, bad = counted_but_for_maintenance(true, midnight.timestamp(), at)
        if total < 3_000:
            continue
        for half, expected in (("total", total), ("bad", bad)):
            query = f'nines:counted{{objective="daily",window="day",half="{half}"}}'
            found = server.value(query, Fraction(at))
            assert found == pytest.approx(expected, rel=0.02, abs=total * 0.0002), (at, half)


def test_the_last_whole_day_is_exact_though_it_had_twenty_five_hours(recorded: tuple[Server, Traffic]) -> None:
    server, true = recorded
    for shift in (120, 1200, 1700):
        at = datetime.datetime(2025, 10, 27, tzinfo=BERLIN).timestamp() + shift
        day = datetime.datetime(2025, 10, 26, tzinfo=BERLIN).timestamp()
        total, bad = counted_but_for_maintenance(true, day, day + 25 * HOUR)
        for half, expected in (("total", total), ("bad", bad)):
            query = f'nines:counted{{objective="daily",window="previous",half="{half}"}}'
            assert server.value(query, Fraction(at)) == pytest.approx(expected, rel=0.003), (shift, half)


def counted_but_for_maintenance(true: Traffic, start: float, end: float) -> tuple[int, int]:
    """What counts for `daily`: the hour from five to six, and 75 s after it, are left out."""
    total, bad = true.counted(start, end)
    day = datetime.datetime.fromtimestamp(start, BERLIN)
    five, six = (day.replace(hour=hour, minute=0, second=0).timestamp() for hour in (5, 6))
    if end > five:
        without = true.counted(max(start, five), min(end, six + 75))
        total, bad = total - without[0], bad - without[1]
    return total, bad


def test_what_was_attained_and_what_is_left_agree_with_the_error_ratio(recorded: tuple[Server, Traffic]) -> None:
    server, _ = recorded
    for at in moments(25, 12):
        ratio = server.value('nines:error_ratio{objective="ok",window="1d"}', Fraction(at))
        assert ratio is not None
        assert server.value('nines:attained{objective="ok"}', Fraction(at)) == pytest.approx(1 - ratio, abs=1e-12)
        left = server.value('nines:budget_left{objective="ok"}', Fraction(at))
        assert left == pytest.approx(1 - ratio / 0.001, abs=1e-9)


def test_an_outage_on_a_new_day_is_judged_by_the_traffic_of_the_day_before(recorded: tuple[Server, Traffic]) -> None:
    server, true = recorded
    at = START + 27 * HOUR + 3500 + 400
    day = datetime.datetime(2025, 10, 26, tzinfo=BERLIN).timestamp()
    before = datetime.datetime(2025, 10, 25, tzinfo=BERLIN).timestamp()
    _, bad = counted_but_for_maintenance(true, day, at)
    expected, _ = counted_but_for_maintenance(true, before, day)
    left = server.value('nines:budget_left{objective="daily"}', at)
    assert left == pytest.approx(1 - bad / (0.01 * expected), abs=0.05)
    spent_alone = server.value('nines:error_ratio{objective="daily",window="day"}', at)
    assert spent_alone is not None
    assert 1 - spent_alone / 0.01 < left if left is not None else False


def test_a_stricter_objective_never_burns_slower(recorded: tuple[Server, Traffic]) -> None:
    server, _ = recorded
    for at in moments(3, 15):
        query = 'nines:burn_rate{objective="looser"} > on (window) nines:burn_rate{objective="ok"}'
        assert server.values(query, Fraction(at)) == {}


@pytest.mark.parametrize("at", [START + 27 * HOUR + 3500 + 400, START + 29 * HOUR, END - 60])
def test_no_ratio_leaves_its_range_and_nothing_is_recorded_twice(recorded: tuple[Server, Traffic], at: int) -> None:
    server, _ = recorded
    outside = "nines:error_ratio < 0 or nines:error_ratio > 1 or nines:attained < 0 or nines:attained > 1"
    assert server.values(outside, at) == {}
    assert server.values('nines:counted{window=~"5m|30m|day|previous"} < 0', at) == {}
    assert server.values('nines:counted{half="total"} < 0', at) == {}
    assert server.values("count by (objective, window) (nines:error_ratio) > 1", at) == {}
    assert server.values("count by (objective) (nines:budget_left) > 1", at) == {}
