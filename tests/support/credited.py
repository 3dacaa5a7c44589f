"""A day of 25 hours under a contract of many forms, as a real Prometheus recorded it, and what truly happened.

Berlin leaves summer time on 2025-10-26. Traffic is even, so that each incident's share of the day is known; promises
are judged over the calendar day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

from nines.contract.model import Contract
from nines.diagnostics.model import Severity
from nines.plan.rules.build import rules
from tests.support.prometheus import History, Sample, Server
from tests.support.specs import compile_text

__all__ = ["DAY", "END", "PROJECT", "SLICE", "SPEC", "START", "TRUE", "contract", "served", "specs"]

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600
DAY = int(datetime.datetime(2025, 10, 26, tzinfo=BERLIN).timestamp())
"""The day of 25 hours begins."""
START, END = DAY - 3 * HOUR, DAY + 25 * HOUR + 2800
RATE = 20
SLICE = 300

INCIDENTS = (
    (DAY - HOUR, 600, 1.0),
    (DAY + 2 * HOUR + 47, 1265, 0.5),
    (DAY + 9 * HOUR + 900, 900, 1.0),
    (DAY + 17 * HOUR + 333, 3 * HOUR, 0.12),
)
"""When, how long, and the share that fails. The first is of the day before."""

_HALF = {"2": "2.42", "3": "3.5"}

PROJECT = """
project {{
  bundle test
  label environment "test"
  target prometheus {version}
  scrape every 15s
  evaluate every 30s
}}
"""

SPEC = """
service shop "Shop" {
  owner people
  sli ok "Requests" {
    bad http_requests_total{job="shop", code="500"}
    of  http_requests_total{job="shop"}
  }
  sli minutes "Five minutes" {
    slices of 5m where bad < 50%
    bad http_requests_total{job="shop", code="500"}
    of  http_requests_total{job="shop"}
  }
  slo ok 99.99% over calendar day in Europe/Berlin
  slo minutes 99.7% over calendar day in Europe/Berlin
}
sla standard "Standard" {
  version "1.0" effective 2025-01-01
  covers shop
  period calendar day in Europe/Berlin
  base rent per period of the period missed
  no traffic left out
  monitor outage left out
  partial period only existing time counts
  round measured half-even to 0.1% before comparing
  round money half-even to EUR 0.01
  exclude customer-fault "Caused by the customer" leaves downtime shown by "ticket"
  stack sum
  cap credits 100% per period, rest lapses
  claim automatic
  promise steps of shop.ok at least 99.9% {
    measure share of good events
    credit 10% when missed
    credit 25% below 99.0%
    credit 50% below 95.0%
  }
  promise shortfall of shop.ok at least 99.9% {
    measure share of good events
    credit 2% per exact 0.5pp of shortfall
  }
  promise units of shop.ok at least 99.9% {
    measure share of good events
    credit EUR 5 per started 0.5% of unavailability
  }
  promise greater of shop.ok at least 99.5% {
    measure share of good events
    credit greater of EUR 12 and 7% per whole 1% of unavailability
  }
  promise fee of shop.minutes at least 99% {
    measure share of good slices
    credit 3 x fee for the downtime
  }
  promise excess of shop.minutes at least 99.5% {
    measure share of good slices
    credit 4% per whole 10m of excess downtime
  }
  promise both of shop.minutes at least 99.5% {
    measure share of good slices
    credit 1% when missed and downtime at least 5m
    credit 6% when missed and downtime at least 25m
    credit 24 hours of fee when missed and downtime at least 2h
  }
}
customer acme "ACME" {
  sla standard
  fee rent EUR 1_000 per day
}
customer globex "Globex" {
  sla standard
  fee rent EUR 730 per day
  stack highest only
  promise steps at least 99.5% {
    credit 15% when missed
    credit 30% below 99.0%
  }
}
customer initech "Initech" {
  sla standard
  fee rent EUR 90 per day
  stack steps, shortfall highest only
  stack sum
  cap credits 20% per period, rest lapses
}
"""


class _Traffic:
    """True counts since `START`: all requests, and those that failed."""

    def __init__(self) -> None:
        bad = [round(RATE * _share(at)) for at in range(START, END)]
        self.bad = [0, *accumulate(bad)]

    def counted(self, start: int, end: int) -> tuple[int, int]:
        """All, and bad."""
        return RATE * (end - start), self.bad[end - START] - self.bad[start - START]

    def slices(self, start: int, end: int) -> tuple[int, int]:
        """Whole slices, and those of which at least half failed."""
        every = range(start, end - SLICE + 1, SLICE)
        return len(every), sum(2 * self.counted(at, at + SLICE)[1] >= RATE * SLICE for at in every)

    def samples(self) -> Iterator[Sample]:
        for code in ("200", "500"):
            for second in range(7, END - START, 15):
                bad = self.bad[second]
                count = bad if code == "500" else RATE * second - bad
                yield f'http_requests_total{{code="{code}",job="shop"}}', (START + second) * 1000, str(count)


def _share(at: int) -> float:
    return next((share for start, length, share in INCIDENTS if start <= at < start + length), 0.0)


TRUE = _Traffic()


def specs() -> str:
    """All of it, but for the project."""
    return SPEC + _PEOPLE


@cache
def contract(generation: str = "3") -> Contract:
    compiled = compile_text(specs(), project=PROJECT.format(version=_HALF[generation]))
    errors = [finding.headline for finding in compiled.report if finding.severity is Severity.ERROR]
    assert errors == []
    return compiled.contract


_PEOPLE = """
receiver chat slack {
  url file "/etc/slack"
}
team people "People" {
  page to chat
  ticket to chat
}
"""


@contextmanager
def served(folder: Path, generation: str) -> Iterator[Server]:
    """A server that knows the day, with all rules filled in, each group at a phase of its own."""
    history = History(folder, generation)
    history.load(TRUE.samples())
    plan = rules(contract(generation))
    phases = {group.name: Fraction(132 if group.interval == 30_000 else 1374, 10) for group in plan.groups}
    phases |= {name: Fraction(41, 10) for name in phases if name.endswith(": calendars")}
    phases |= {name: Fraction(211, 10) for name in phases if name.endswith(": credits")}
    history.record(plan, START, END, phases)
    with history.serve() as server:
        yield server
