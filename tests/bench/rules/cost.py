"""What rules cost a server: samples that it reads, and seconds that its query engine works, in an hour of evaluations.

Each rule is evaluated by an instant query at moments of the last days, day and night; the server itself says what it
read (`totalQueryableSamples`) and how long it took (`evalTotalTime`). Both times its evaluations an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from tests.bench.rules.fill import Rule
from tests.bench.rules.server import Answer, Server
from tests.bench.rules.shop import END

__all__ = ["Cost", "cost_of"]

_MOMENTS = tuple(END - hours * 3_600 for hours in range(2, 62, 7))
"""Full hours (a group's phase comes on top), at different times of the day."""
_HOUR = 3_600_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Of some rules, in an hour."""

    rules: int
    samples: float
    seconds: float


def cost_of(server: Server, rules: Sequence[Rule]) -> Cost:
    samples = seconds = 0.0
    for rule in rules:
        answers = [_asked(server, rule, at) for at in _MOMENTS]
        often = _HOUR / rule.interval
        samples += often * mean(answer.samples for answer in answers)
        seconds += often * median(answer.seconds for answer in answers)
    return Cost(len(rules), samples, seconds)


def _asked(server: Server, rule: Rule, moment: int) -> Answer:
    """Twice, the faster counts: a busy machine makes it slower, never faster."""
    twice = [server.cost(rule.expression, moment * 1000 + rule.phase) for _ in range(2)]
    return min(twice, key=lambda answer: answer.seconds)
