"""What happened in a test: which alerts fired when, and how budgets stood at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from nines.plan import names
from nines.record import dataclass
from nines.scenario.promtool import Answer

__all__ = ["Firing", "Outcome", "firings"]

_OF_ALERT = ("alertstate", "__name__")


@dataclass(frozen=True, slots=True)
class Firing:
    """An alert that fired, by its labels, from and until (None: to the end) milliseconds since the test's 0."""

    labels: tuple[tuple[str, str], ...]
    start: int
    end: int | None

    def label(self, name: str) -> str:
        return dict(self.labels).get(name, "")

    @property
    def name(self) -> str:
        return self.label("alertname")

    @property
    def objective(self) -> tuple[str, str]:
        return self.label(names.SERVICE), self.label(names.OBJECTIVE_LABEL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`values` are those of a series for an objective, `(series, service, objective)`, at the end of the test."""

    firings: tuple[Firing, ...]
    values: Mapping[tuple[str, str, str], Fraction | None]
    length: int


def firings(answers: Sequence[Answer], every: int, lead: int, last: int) -> tuple[Firing, ...]:
    """Spans of evaluations at which each alert fired. `lead` is the test's 0 and `last` the last evaluation, both
    since promtool's 0.
    """
    seen: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for answer in answers:
        labels = tuple(label for label in answer.labels if label[0] not in _OF_ALERT)
        seen.setdefault(labels, []).append(answer.at)
    found: list[Firing] = []
    for labels, moments in seen.items():
        start = previous = moments[0]
        for moment in (*moments[1:], None):
            if moment is not None and moment - previous <= every:
                previous = moment
                continue
            end = previous + every
            found.append(Firing(labels, start - lead, end - lead if end <= last else None))
            if moment is not None:
                start = previous = moment
    return tuple(sorted(found, key=lambda firing: (firing.start, firing.labels)))
