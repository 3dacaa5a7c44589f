"""What rules cost a server: samples that it reads, and seconds that processors work, in an hour of evaluations.

Each rule is evaluated by instant queries at moments of the last days, day and night, on a server that has its history
in blocks on disk, as servers have: long series in a head are slow to read. The server itself counts what it reads
(`totalQueryableSamples`). Time is that of processors, which a busy machine lengthens little, less what a query for
nothing takes: a rule is not asked for over HTTP. Both times the evaluations in an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from tests.bench.rules.fill import Rule
from tests.bench.rules.server import Server
from tests.bench.rules.shop import END

__all__ = ["Cost", "cost_of"]

_MOMENTS = tuple(END - hours * 3_600 for hours in range(2, 62, 7))
"""Full hours (a group's phase comes on top), at different times of the day."""
_HOUR = 3_600_000
_TIMES = 10
"""How often what reads little is asked, so that there is something to measure."""
_MUCH = 20_000
"""Samples."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of some rules, in an hour."""

    rules: int
    samples: float
    seconds: float


def cost_of(server: Server, rules: Sequence[Rule]) -> Cost:
    samples = seconds = 0.0
    nothing = _seconds(server, "vector(1)", [moment * 1000 for moment in _MOMENTS] * 10 * _TIMES)
    for rule in rules:
        moments = [moment * 1000 + rule.phase for moment in _MOMENTS]
        often = _HOUR / rule.interval
        read = mean(server.samples(rule.expression, at) for at in moments)
        samples += often * read
        seconds += often * max(
            0.0, _seconds(server, rule.expression, moments * (1 if read > _MUCH else _TIMES)) - nothing
        )
    return Cost(len(rules), samples, seconds)


def _seconds(server: Server, query: str, moments: Sequence[int]) -> float:
    """Of processors, for one query."""
    before = server.worked()
    for at in moments:
        server.ask(query, at)
    return (server.worked() - before) / len(moments)
