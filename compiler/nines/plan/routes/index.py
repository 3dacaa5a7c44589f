"""Finds the alerts that a rule matches without asking all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nines.plan.routes.model import Alert, Matcher
from nines.record import dataclass, field

__all__ = ["ANY", "Index"]

ANY = "*"
"""Stands for the value of a label of which each instance has its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Alerts by number, with their labels.

    There are fewer values of labels than alerts, so a condition is tried on each value once, and
    what it holds for is remembered: rules share their conditions.
    """

    labels: Sequence[Mapping[str, str]]
    _by_value: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    _holding: dict[Matcher, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, alerts: Iterable[Alert]) -> Index:
        return cls([{**dict.fromkeys(alert.groups, ANY), **dict(alert.labels)} for alert in alerts])

    def matching(self, matchers: Sequence[Matcher]) -> Iterator[int]:
        """The numbers of the alerts that meet all conditions."""
        if not matchers:
            return iter(range(len(self.labels)))
        return iter(sorted(frozenset.intersection(*map(self._held_by, matchers))))

    def agreement(self, at: int, equal: Sequence[str]) -> tuple[str, ...]:
        """The values of some labels; a label that is missing has an empty one, as Alertmanager sees it."""
        labels = self.labels[at]
        return tuple([labels.get(label, "") for label in equal])

    def _held_by(self, matcher: Matcher) -> frozenset[int]:
        held = self._holding.get(matcher)
        if held is None:
            values = self._values(matcher.label)
            meeting = [numbers for value, numbers in values.items() if matcher.holds({matcher.label: value})]
            held = self._holding[matcher] = frozenset().union(*meeting)
        return held

    def _values(self, label: str) -> Mapping[str, set[int]]:
        """The numbers of the alerts with each value of a label."""
        values = self._by_value.get(label)
        if values is None:
            values = self._by_value[label] = {}
            for at, labels in enumerate(self.labels):
                values.setdefault(labels.get(label, ""), set()).add(at)
        return values
