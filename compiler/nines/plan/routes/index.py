"""Finds the alerts that a rule matches without asking all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nines.plan import names
from nines.plan.routes.model import Alert, Matcher
from nines.record import dataclass

__all__ = ["ANY", "Index"]

ANY = "*"
"""Stands for the value of a label of which each instance has its own."""

_NAMES = re.compile(r"[A-Za-z0-9_|-]+")


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Alerts by number, with their labels, and the numbers of each service's."""

    labels: Sequence[Mapping[str, str]]
    by_service: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, alerts: Iterable[Alert]) -> Index:
        labels = [{**dict.fromkeys(alert.groups, ANY), **dict(alert.labels)} for alert in alerts]
        by_service: dict[str, list[int]] = {}
        for at, found in enumerate(labels):
            by_service.setdefault(found.get(names.SERVICE, ""), []).append(at)
        return cls(labels, by_service)

    def matching(self, matchers: Sequence[Matcher]) -> Iterator[int]:
        """The numbers of the alerts that meet all conditions."""
        for at in self._candidates(matchers):
            labels = self.labels[at]
            if all(matcher.holds(labels) for matcher in matchers):
                yield at

    def agreement(self, at: int, equal: Sequence[str]) -> tuple[str, ...]:
        """The values of some labels; a label that is missing has an empty one, as Alertmanager sees it."""
        labels = self.labels[at]
        return tuple(labels.get(label, "") for label in equal)

    def _candidates(self, matchers: Sequence[Matcher]) -> Iterable[int]:
        for matcher in matchers:
            if matcher.label != names.SERVICE or matcher.operator not in ("=", "=~"):
                continue
            if _NAMES.fullmatch(matcher.value):
                services = matcher.value.split("|") if matcher.operator == "=~" else [matcher.value]
                return [at for service in dict.fromkeys(services) for at in self.by_service.get(service, ())]
        return range(len(self.labels))
