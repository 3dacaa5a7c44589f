"""What rules read, as it is computed from their expressions, and as a real Prometheus counts it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from nines.plan.cost import Assumed, Cost, costs
from nines.promql.text import line
from tests.plan.planning import plan_of
from tests.support.prometheus import History, Sample, Server, series

START = 1_760_000_400
HOURS = 56
INSTANCES, TENANTS = 6, 2

SPEC = """
    service shop "Shop" {
      sli ok "Requests" {
        bad errors_total{job="shop"}
        of  requests_total{job="shop"}
        per tenant
      }
      sli fast "Fast" {
        within 100ms of latency_seconds{job="shop"}
      }
      alerts {
        page   2%  in 1h
        page   5%  in 6h
        ticket 10% in 1d
        ticket when data missing for 10m
      }
      slo ok   99.9% over 2d
      slo ok   99%   over calendar day in Europe/Berlin as daily { page only }
      slo fast 99%   over 1d
    }
    """
PROJECT = "project {\n  bundle test\n  scrape every 15s\n  evaluate every 30s\n}\n"

CLOSE = Fraction(5, 100)
"""How far the computed samples of an hour may be from those that Prometheus counts."""
FEW = 5
"""How many samples one evaluation may be off: a calendar window keeps some hours of the periods before it."""


def test_what_rules_read_is_what_prometheus_counts(tmp_path: Path) -> None:
    planned = plan_of(SPEC, project=PROJECT)
    (file,) = [file for file in planned.files if file.name == "shop"]
    computed = costs(planned, file, Assumed(raw=INSTANCES, groups=TENANTS, scrape=15_000))
    history = History(tmp_path, "3")
    history.load(sorted(_raw()))
    history.record(planned, START, START + HOURS * 3600, {group.name: Fraction(7) for group in planned.groups})
    with history.serve() as server:
        counted = [_counted(server, cost) for cost in computed]
    wrong = [
        f"{line(cost.rule.expression)}: computed {float(cost.samples)}, counted {count}"
        for cost, count in zip(computed, counted, strict=True)
        if abs(cost.samples - count) > max(Fraction(FEW), CLOSE * count)
    ]
    assert not wrong, "\n".join(wrong)
    hourly = [Fraction(count * 3_600_000, cost.group.interval) for count, cost in zip(counted, computed, strict=True)]
    whole = sum(hourly, Fraction(0))
    assert abs(sum((cost.hourly for cost in computed), Fraction(0)) - whole) < CLOSE * whole


def _counted(server: Server, cost: Cost) -> int:
    """The samples that the server itself says an expression needs at the end of the history."""
    at = START + HOURS * 3600 - 600 + 13
    found = server.get("query", query=line(cost.rule.expression), time=str(at), stats="all")["stats"]
    assert isinstance(found, dict)
    return int(found["samples"]["totalQueryableSamples"])


def _raw() -> Iterator[Sample]:
    """Steady traffic, so that every series is there at every moment."""
    for instance in range(INSTANCES):
        labels = {"job": "shop", "instance": str(instance), "tenant": str(instance % TENANTS)}
        for name, more, rate in (
            ("errors_total", {}, 1),
            ("latency_seconds_bucket", {"le": "0.1"}, 90),
            ("latency_seconds_count", {}, 100),
            ("requests_total", {}, 100),
        ):
            for at in range(START, START + HOURS * 3600, 15):
                yield series(name, {**labels, **more}), at * 1000, str((at - START) * rate)
